"""Two people, two connections, one name."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User


@pytest.mark.django_db(transaction=True)
def test_one_wins_and_the_other_gets_a_field_error() -> None:
    barrier = Barrier(2)
    answers: list[tuple[int, object]] = []

    def register(username: str) -> None:
        typed = {"username": username, "email": f"{username}@example.org"}
        typed |= {"password1": "correct horse battery", "password2": "correct horse battery"}
        if username == "ADA":
            typed["email"] = "other@example.org"
        barrier.wait()
        response = Client().post("/register/", typed)
        errors = response.context["form"].errors if response.context else None
        answers.append((response.status_code, errors))
        connection.close()

    threads = [Thread(target=register, args=[name]) for name in ("ada", "ADA")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(status for status, _ in answers) == [302, 422]
    (refusal,) = (errors for status, errors in answers if status == 422)
    assert refusal == {"username": ["That username is taken."]}
    assert User.objects.count() == 1
