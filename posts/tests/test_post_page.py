import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts.models import Post
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_shows_the_post_to_anyone(client: Client) -> None:
    post = PostFactory.create(author__username="Ada", body="Hello\nworld")

    page = client.get(f"/@ada/{post.pk}/").content.decode()

    stamp = post.created_at.isoformat(timespec="milliseconds")
    assert f'<article class="post" id="post-{post.pk}" data-post-id="{post.pk}"' in page
    assert f'<time datetime="{stamp}"' in page
    assert f'href="/@Ada/{post.pk}/"' in page
    assert "Hello\nworld" in page


def test_an_address_with_another_name_leads_to_the_right_one(client: Client) -> None:
    """As after a rename."""
    post = PostFactory.create(author__username="Ada")

    assert client.get(f"/@old_name/{post.pk}/").headers["Location"] == f"/@Ada/{post.pk}/"


@pytest.mark.parametrize("post_id", ["0", "1", "9" * 19, "9" * 40])
def test_an_unknown_post_is_not_found(client: Client, post_id: str) -> None:
    UserFactory.create(username="ada")

    assert client.get(f"/@ada/{post_id}/").status_code == 404


def test_a_hidden_authors_post_is_not_found(client: Client) -> None:
    post = PostFactory.create(author__is_active=False)

    assert client.get(post.get_absolute_url()).status_code == 404


def test_deleting_asks_first(client: Client, member: User) -> None:
    post = PostFactory.create(author=member)
    url = f"/posts/{post.pk}/delete/"
    assert f'href="{url}"' in client.get("/").content.decode()

    asked = client.get(url, headers={"referer": "http://testserver/explore/"})
    assert "Delete this post?" in asked.content.decode()
    assert Post.objects.exists()

    response = client.post(url, {"next": asked.context["next"]}, follow=True)
    assert response.redirect_chain == [("http://testserver/explore/", 302)]
    assert "The post is deleted." in response.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/@{name}/{post}/", "/posts/{post}/delete/", "/login/?next=/posts/{post}/delete/"],
)
def test_after_deleting_one_does_not_land_on_its_own_page(
    client: Client, member: User, path: str
) -> None:
    post = PostFactory.create(author=member)
    path = path.format(name=member.username.upper(), post=post.pk)
    referer = {"referer": f"http://testserver{path}"}

    asked = client.get(f"/posts/{post.pk}/delete/", headers=referer)

    assert asked.context["next"] == f"/@{member.username}/"


def test_only_authors_and_moderators_delete(client: Client, member: User) -> None:
    post = PostFactory.create()
    url = f"/posts/{post.pk}/delete/"

    for response in (client.get(url), client.post(url)):
        assert response.status_code == 403
        assert "You can only delete posts of your own." in response.content.decode()
    assert url not in client.get("/explore/").content.decode()
    assert Post.objects.exists()

    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    client.post(url)
    assert not Post.objects.exists()


def test_deleting_is_for_members(client: Client) -> None:
    post = PostFactory.create()

    response = client.post(f"/posts/{post.pk}/delete/")

    assert response.headers["Location"] == "/login/?next=/"
    assert Post.objects.exists()
