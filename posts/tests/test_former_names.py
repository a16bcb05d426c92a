import pytest
from django.test import Client

from accounts.models import User
from accounts.services import edit_profile
from accounts.tests.factories import UserFactory
from posts.models import Follow
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def countess() -> User:
    """Somebody who went by the name of Ada."""
    user = UserFactory.create(username="Ada")
    edit_profile(user, username="Countess", display_name="", about_me="")
    return user


@pytest.mark.parametrize("page", ["", "followers/", "following/"])
def test_a_page_under_the_old_name_leads_to_the_new_one(
    client: Client, countess: User, page: str
) -> None:
    response = client.get(f"/@ada/{page}?before=7")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/@Countess/{page}?before=7"


def test_a_post_under_the_old_name_leads_to_the_new_one(client: Client, countess: User) -> None:
    post = PostFactory.create(author=countess)

    assert client.get(f"/@ada/{post.pk}/").headers["Location"] == f"/@Countess/{post.pk}/"


def test_a_button_on_a_page_that_was_open_still_works(
    client: Client, member: User, countess: User
) -> None:
    client.post("/@ada/follow/")

    assert Follow.objects.between(member, countess).exists()


def test_who_is_hidden_is_hidden_under_every_name(client: Client, countess: User) -> None:
    User.objects.update(is_active=False)

    assert client.get("/@ada/").status_code == 404


def test_a_name_taken_by_another_is_theirs(client: Client, countess: User) -> None:
    ada = UserFactory.create(username="ada", email="another@example.org")

    assert client.get("/@ada/").context["person"] == ada
