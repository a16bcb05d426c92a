import secrets
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.models import Session, User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Post

pytestmark = pytest.mark.django_db


def test_publishes_and_shows_it_at_home(client: Client, member: User) -> None:
    response = client.post("/posts/", {"body": "  Hello\r\nworld  "}, follow=True)

    assert response.redirect_chain == [("/", 302)]
    post = Post.objects.get()
    assert (post.author, post.body) == (member, "Hello\nworld")
    page = response.content.decode()
    assert f'<article class="post" id="post-{post.pk}" data-post-id="{post.pk}"' in page
    assert "Your post is live." in page


def test_goes_back_to_where_the_composer_was(client: Client, member: User) -> None:
    response = client.post("/posts/", {"body": "Hello", "next": "/explore/"})

    assert response.headers["Location"] == "/explore/"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "Write something first."),
        (" \r\n ", "Write something first."),
        ("x" * 501, "Keep to 500 characters; this has 501."),
        ("x" * 1_000_000, "Keep to 500 characters; this is far too long."),
        ("a\0b", "Null characters are not allowed."),
        ("a\x1bb", "There are invisible control characters in this text."),
    ],
)
def test_refuses_at_the_field_and_gives_the_text_back(
    client: Client, member: User, body: str, message: str
) -> None:
    response = client.post("/posts/", {"body": body})

    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert 'aria-describedby="id_body_error"' in page
    assert response.context["form"]["body"].value() == body
    assert not Post.objects.exists()


def test_html_is_shown_as_it_was_typed(client: Client, member: User) -> None:
    page = client.post("/posts/", {"body": "<script>alert(1)</script>"}, follow=True)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.content.decode()


def test_a_form_sent_twice_publishes_once(client: Client, member: User) -> None:
    form = {"body": "Hello", "submission": str(uuid.uuid4())}

    for _ in range(2):
        assert client.post("/posts/", form).status_code == 302
    assert Post.objects.count() == 1

    client.post("/posts/", form | {"body": "Another text in the same form"})
    assert Post.objects.count() == 2


def test_every_form_has_a_submission_of_its_own(client: Client, member: User) -> None:
    first, second = (client.get("/").context["form"]["submission"].value() for _ in range(2))

    assert first != second


def test_the_submission_of_one_is_not_that_of_another() -> None:
    submission = uuid.uuid4()
    for author in UserFactory.create_batch(2):
        services.publish(author=author, body="Hello", submission=submission)

    assert Post.objects.count() == 2


@pytest.mark.parametrize("submission", ["", "garbage", "x" * 10_000, "\0"])
def test_a_submission_that_says_nothing_costs_nobody_a_post(
    client: Client, member: User, submission: str
) -> None:
    client.post("/posts/", {"body": "Hello", "submission": submission})

    assert Post.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_two_connections_publishes_once(member: User) -> None:
    submission, barrier = uuid.uuid4(), Barrier(4)

    def click(_: int) -> int:
        barrier.wait()
        post = services.publish(author=member, body="Hello", submission=submission)
        connection.close()
        return post.pk

    with ThreadPoolExecutor(4) as clicks:
        assert set(clicks.map(click, range(4))) == {Post.objects.get().pk}


def test_an_id_that_is_taken_is_drawn_again(
    member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws = iter([7, 7, 7, 8])
    monkeypatch.setattr(secrets, "randbits", lambda bits: next(draws))

    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        first = services.publish(author=member, body="Hello")
        second = services.publish(author=member, body="Hello")

    assert second.pk == first.pk + 1


def test_what_a_visitor_wrote_comes_back_after_signing_in(client: Client) -> None:
    """Their session was over when they pressed the button."""
    ada = UserFactory.create(username="ada")
    ada.set_password("correct horse battery")
    ada.save(update_fields=["password"])

    asked = client.post("/posts/", {"body": "A long story"}, follow=True)
    assert asked.redirect_chain == [("/login/?next=/posts/", 302)]
    assert "Your text is safe" in asked.content.decode()
    typed = {"username": "ada", "password": "correct horse battery", "next": "/posts/"}
    home = client.post("/login/", typed, follow=True)

    assert not Post.objects.exists()
    assert "A long story</textarea>" in home.content.decode()
    assert "A long story</textarea>" in client.get("/").content.decode()  # until it is posted
    client.post("/posts/", {"body": "A long story"})
    assert "A long story</textarea>" not in client.get("/").content.decode()


def test_it_stays_until_it_is_itself_sent(client: Client, member: User, ada: User) -> None:
    post = services.publish(author=ada, body="hm")
    mine = services.publish(author=member, body="hm")
    client.logout()
    story = {"body": "A long story", "submission": str(uuid.uuid4())}
    client.post("/posts/", story)
    client.force_login(member)

    client.post("/posts/", {"body": "no", "reply_to": post.pk, "submission": str(uuid.uuid4())})
    client.post(f"/posts/{mine.pk}/edit/", {"body": "oh"})
    client.post("/settings/profile/", {"username": member.username})
    assert story["body"] in client.get("/").content.decode()
    assert story["submission"] in client.get("/").content.decode()

    client.post("/posts/", story)
    assert client.get("/").context["form"]["body"].value() is None


def test_only_what_is_sent_is_kept_and_no_more_than_one_could_mean(client: Client) -> None:
    client.options("/posts/")
    assert not Session.objects.exists()

    client.post("/posts/", {f"field{n}": "x" * 10_000 for n in range(20)})
    assert len(Session.objects.get().session_data) < 100_000


def test_what_one_wrote_is_not_shown_to_another(client: Client, member: User) -> None:
    form = {"body": "A secret story", "member": str(member.pk)}
    client.logout()
    client.post("/posts/", form)

    client.force_login(UserFactory.create())
    assert b"A secret story" not in client.get("/").content

    client.logout()
    client.post("/posts/", form)
    client.force_login(member)
    assert b"A secret story" in client.get("/").content


def test_a_refused_post_still_goes_back_to_where_it_was_written(
    client: Client, member: User
) -> None:
    page = client.post("/posts/", {"body": "", "next": "/explore/"})

    assert b'name="next" value="/explore/"' in page.content


def test_the_deactivated_and_the_deleted_do_not_publish(member: User) -> None:
    User.objects.filter(pk=member.pk).update(is_active=False)
    with pytest.raises(services.GoneError):
        services.publish(author=member, body="Hello")

    User.objects.filter(pk=member.pk).delete()
    with pytest.raises(services.GoneError):
        services.publish(author=member, body="Hello")
    with pytest.raises(services.GoneError):
        services.follow(follower=member, followed=UserFactory.create())


def test_the_address_of_the_form_shows_a_form(client: Client, member: User) -> None:
    page = client.get("/posts/")

    assert page.status_code == 200
    assert b'name="body"' in page.content
