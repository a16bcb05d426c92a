"""Nothing of a member is left: in no table of the whole site, and in no file."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.test import Client
from django_tasks_db.models import DBTaskResult
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts import services
from accounts.models import User
from accounts.origins import Origin
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import prove, sign_in, with_password, work_off
from posts.models import Follow, Post
from posts.services import follow, publish

pytestmark = pytest.mark.django_db


def everything() -> dict[str, str]:
    """Return each table's rows as text."""
    return {
        model._meta.label: serializers.serialize("json", model._default_manager.all())
        for model in apps.get_models()
    }


def test_nothing_of_a_deleted_member_is_left(
    client: Client,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    staff = UserFactory.create(is_staff=True, is_superuser=True)
    ada = with_password(UserFactory.create(username="ada_byron", about_me="adas story"))
    before = {label for label, rows in everything().items() if rows != "[]"}

    sign_in(Client(), "ada_byron", "a guess")
    sign_in(client, "ada_byron")
    picture = BytesIO()
    Image.new("RGB", (50, 50)).save(picture, "PNG")
    picture.seek(0)
    services.set_avatar(ada, picture=picture)
    services.edit_profile(ada, username="countess_ada", display_name="Ada B", about_me="")
    services.ask_for_address(
        ada, email="countess_ada@example.org", origin=Origin("203.0.113.7")
    )
    services.ask_for_reset(ada.email)
    post = publish(author=ada, body="countess_ada was here")
    publish(author=ada, body="and here")
    follow(follower=ada, followed=staff)
    follow(follower=staff, followed=ada)
    client.force_login(staff)
    for model, pk in (
        ("posts/post", post.pk),
        ("posts/follow", Follow.objects.earliest("pk").pk),
    ):
        client.post(f"/admin/{model}/{pk}/delete/", {"post": "yes"})
    chosen = {"action": "reactivate", "_selected_action": [str(ada.pk)]}
    client.post("/admin/accounts/user/", chosen)
    work_off()
    assert any(tmp_path.rglob("*.webp"))
    filled = {label for label, rows in everything().items() if rows != "[]"}
    assert {"admin.LogEntry", "accounts.Session", "accounts.Attempt"} <= filled
    assert {"accounts.SecurityEvent", "accounts.FormerName", "posts.Post"} <= filled - before

    services.leave_for_good(ada)
    committed = django_capture_on_commit_callbacks(execute=True)
    with time_machine.travel(timedelta(days=15)), committed:
        assert services.delete_due() == 1

    for label, rows in everything().items():
        for trace in ("ada_byron", "countess_ada", "Ada B", "203.0.113.7"):
            assert trace not in rows, label
        assert f'"user": {ada.pk},' not in rows, label
    member = ContentType.objects.get_for_model(User)
    assert not LogEntry.objects.filter(content_type=member, object_id=str(ada.pk)).exists()
    assert not DBTaskResult.objects.filter(args_kwargs__args__1=ada.pk).exists()
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
    assert not Post.objects.exists()
    assert User.objects.get() == staff


def test_what_a_leaver_wrote_is_hidden_and_comes_back(client: Client, member: User) -> None:
    post = publish(author=member, body="A long story")
    prove(client)

    client.post("/settings/data/deactivate/")
    assert b"A long story" not in client.get("/explore/").content
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.get(f"/@{member.username}/").status_code == 404

    services.come_back(member)
    assert b"A long story" in client.get("/explore/").content
