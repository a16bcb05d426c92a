import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import services
from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_is_noted_on_any_page(client: Client, member: User) -> None:
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        client.get("/")
        noon = timezone.now()

    member.refresh_from_db()
    assert member.last_seen == noon


def test_is_written_at_most_once_a_minute(
    client: Client, member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = "/settings/"  # draws nothing, and so nothing that the project has around its pages
    session_and_user, update = 2, 1
    with time_machine.travel("2026-03-01T12:00Z", tick=False) as clock:
        with django_assert_num_queries(session_and_user + update):
            client.get(page)
        clock.shift(59)
        with django_assert_num_queries(session_and_user):
            client.get(page)
        clock.shift(1)
        with django_assert_num_queries(session_and_user + update):
            client.get(page)


def test_of_two_requests_at_once_one_writes(member: User) -> None:
    stale = User.objects.get()
    services.see(member)
    first = User.objects.get().last_seen

    services.see(stale)

    assert User.objects.get().last_seen == first


def test_costs_a_visitor_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/login/")


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 minutes ago"),
        (timedelta(hours=1, minutes=20), "1 hour ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=40), "20 Jan 2026"),
    ],
)
def test_reads_as_people_say_it_with_the_exact_time(
    client: Client, age: timedelta, text: str
) -> None:
    with time_machine.travel("2026-03-01T12:00:00.123456Z", tick=False):
        seen = timezone.now() - age
        client.force_login(UserFactory.create(last_seen=seen))
        page = client.get("/settings/data/").content.decode()

    stamp = re.escape(seen.isoformat(timespec="milliseconds"))
    grows = "" if age > timedelta(weeks=1) else " data-ago"  # older, while the page is open
    read = rf'<time datetime="{stamp}" title="[^"]+"{grows}>{text}</time>; shown to everyone\.'
    assert re.search(read, page)
