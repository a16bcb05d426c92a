"""Choosing a new password by a link in a letter."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import services
from accounts.models import Session, User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import link_in, work_off

pytestmark = pytest.mark.django_db
NEW = "a different phrase"
TYPED = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="ada")


def ask(client: Client, email: str = "ada@example.org") -> int:
    return client.post("/password-reset/", {"email": email}).status_code


@pytest.fixture
def link(client: Client, ada: User, mailoutbox: list[EmailMultiAlternatives]) -> str:
    ask(client)
    work_off()
    return link_in(mailoutbox.pop())


def follow(client: Client, link: str) -> str:
    """Open the link, and return the address of the form that it leads to."""
    return client.get(link).headers["Location"]


def test_a_link_leads_to_a_new_password_and_in(client: Client, ada: User, link: str) -> None:
    form = follow(client, link)
    assert link.split("/")[3] not in form
    assert "Choose a new password" in client.get(form).content.decode()

    response = client.post(form, TYPED)

    assert response.headers["Location"] == "/"
    assert client.get("/").wsgi_request.user == ada
    ada.refresh_from_db()
    assert ada.check_password(NEW)
    assert ada.email_verified_at


def test_the_answer_is_the_same_whether_or_not_anybody_has_the_address(
    client: Client, ada: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    pages = []
    for email in ("nobody@example.org", "ADA@Example.org"):
        response = client.post("/password-reset/", {"email": email}, follow=True)
        pages.append((response.redirect_chain, response.content))
        work_off()

    assert pages[0] == pages[1]
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]


def test_the_work_is_the_same_whether_or_not_anybody_has_the_address(
    client: Client, ada: User
) -> None:
    counts = []
    for email in ("nobody@example.org", "ada@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask(client, email)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_link_works_once(client: Client, link: str) -> None:
    client.post(follow(client, link), TYPED)

    response = Client().get(link)

    assert response.status_code == 410
    assert "This link does not work" in response.content.decode()


def test_of_two_who_follow_one_link_at_once_the_first_has_it(
    client: Client, ada: User, link: str
) -> None:
    late = User.objects.get()
    services.reset_password(ada, password=NEW)

    with pytest.raises(ValidationError, match="just been used"):
        services.reset_password(late, password="the password of the other")

    assert User.objects.get().check_password(NEW)


def test_a_link_is_good_for_an_hour(client: Client, link: str) -> None:
    with time_machine.travel(timedelta(minutes=59)):
        assert client.get(link).status_code == 302
    with time_machine.travel(timedelta(minutes=61)):
        assert client.get(link).status_code == 410


@pytest.mark.parametrize("change", ["password", "email"])
def test_a_link_dies_when_password_or_address_changes(
    client: Client, ada: User, link: str, change: str
) -> None:
    if change == "password":
        services.set_password(ada, password="something else entirely")
    else:
        User.objects.filter(pk=ada.pk).update(email="new@example.org")

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("part", [2, 3])
@pytest.mark.parametrize("end", ["xx", "!", "🐎"])
def test_a_tampered_link_says_what_to_do(
    client: Client, link: str, part: int, end: str
) -> None:
    parts = link.split("/")
    parts[part] = parts[part][:-2] + end

    response = client.get("/".join(parts))

    assert response.status_code == 410
    assert "Send me a new link" in response.content.decode()


def test_a_link_of_somebody_sent_away_since_does_not_work(
    client: Client, ada: User, link: str
) -> None:
    services.deactivate(ada)

    assert client.get(link).status_code == 410


def test_every_other_session_ends(
    client: Client, ada: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    other = Client()
    other.force_login(ada)
    ask(client)
    work_off()

    client.post(follow(client, link_in(mailoutbox.pop())), TYPED)

    assert not other.get("/").wsgi_request.user.is_authenticated
    assert [session.pk for session in Session.objects.of(ada)] == [client.session.session_key]


def test_a_weak_password_is_refused_at_its_field(client: Client, ada: User, link: str) -> None:
    form = follow(client, link)

    for one, two, field in (("12345678", "12345678", 2), (NEW, "another", 2)):
        response = client.post(form, {"new_password1": one, "new_password2": two})
        assert response.status_code == 422
        assert f"new_password{field}" in response.context["form"].errors
    assert User.objects.get().password == ada.password


def test_whoever_left_comes_back_and_whoever_is_suspended_gets_no_letter(
    client: Client, ada: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    services.leave(ada)
    ask(client)
    work_off()
    client.post(follow(client, link_in(mailoutbox.pop())), TYPED)
    ada.refresh_from_db()
    assert ada.is_active
    mailoutbox.clear()

    services.deactivate(ada)
    ask(client)
    work_off()

    assert not [mail for mail in mailoutbox if "Choose a new" in mail.subject]
