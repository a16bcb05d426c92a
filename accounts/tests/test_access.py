import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.access import staff_required
from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_staff_pages_send_visitors_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/login/?next=")
    assert b'name="password"' in response.content


def test_staff_pages_are_forbidden_to_members(client: Client, member: User) -> None:
    assert client.get("/admin/", follow=True).status_code == 403


def test_members_are_told_why(rf: RequestFactory, member: User) -> None:
    request = rf.get("/")
    request.user = member
    view = staff_required(lambda request: HttpResponse("for staff"))

    with pytest.raises(PermissionDenied, match=r"This page is for staff\."):
        view(request)
    member.is_staff = True
    assert view(request).status_code == 200


def test_staff_pages_open_to_staff(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))

    assert client.get("/admin/").status_code == 200


def test_a_visitors_deed_leads_back_to_the_page_with_its_button(client: Client) -> None:
    referer = {"referer": "http://testserver/settings/account/"}

    response = client.post("/settings/account/email/forget/", headers=referer)

    back = "/login/?next=http%3A//testserver/settings/account/"
    assert response.headers["Location"] == back
