import logging

import pytest
from django.test import Client

from accounts.tests.factories import UserFactory
from microblog.request_log import current_request_id


@pytest.mark.django_db
def test_one_line_per_request_under_the_id_of_the_answer(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    response = client.get("/explore/?q=secret")

    (record,) = caplog.records
    line = record.getMessage()
    assert line.startswith("GET /explore/ 200 ")
    assert line.endswith("ms 127.0.0.1")
    assert len(response.headers["X-Request-ID"]) == 16
    assert current_request_id() == "-"


@pytest.mark.django_db
def test_each_request_has_an_id_of_its_own(client: Client) -> None:
    first, second = (client.get("/explore/").headers["X-Request-ID"] for _ in range(2))

    assert first != second


@pytest.mark.django_db
def test_no_password_or_token_is_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ada = UserFactory.create(username="ada")
    ada.set_password("my secret passphrase")
    ada.save(update_fields=["password"])

    for password in ("my secret passphrase", "another secret"):
        client.post("/login/?token=a-secret", {"username": "ada", "password": password})
    client.get("/password-reset/MQ/a-secret-token/")
    client.get("/confirm-address/a-secret-token/")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/confirm-address/a-secret-token/").status_code == 403
    typed = {"username": "grace", "email": "g@example.org", "password1": "one more secret"}
    client.post("/register/", typed | {"password2": "one more secret"})

    assert caplog.records
    assert "secret" not in caplog.text


def test_a_path_cannot_forge_a_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    client.get("/nothing%0A2026-01-01 ERROR all is lost/", headers={"host": "evil.example"})

    assert all("\n2026" not in record.getMessage() for record in caplog.records)
