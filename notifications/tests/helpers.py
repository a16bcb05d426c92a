"""What tests of several capabilities need."""

from django.test import Client

from accounts.models import User
from notifications import listing

URL = "/notifications/"


def acting(user: User) -> Client:
    """Return a browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def told(reader: User) -> list[tuple[str, list[User], int]]:
    """Return of what the reader is told, by whom and by how many, without reading it."""
    return [(row.kind.value, row.people, row.count) for row in listing.page(reader).rows]
