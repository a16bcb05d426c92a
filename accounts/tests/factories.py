import factory
from factory.django import DjangoModelFactory

from accounts.models import User


class UserFactory(DjangoModelFactory[User]):
    """A member without a password, which would be slow to hash: use `force_login`."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"member_{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
