import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_staff_pages_send_visitors_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/login/?next=")
    assert b'name="password"' in response.content


def test_staff_pages_are_forbidden_to_members(client: Client, member: User) -> None:
    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert "This page is for staff." in response.content.decode()


def test_staff_pages_open_to_staff(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))

    assert client.get("/admin/").status_code == 200


def test_a_visitors_deed_leads_back_to_the_page_with_its_button(client: Client) -> None:
    referer = {"referer": "http://testserver/@ada/"}

    response = client.post("/@ada/follow/", headers=referer)

    assert response.headers["Location"] == "/login/?next=http%3A//testserver/%40ada/"
