"""A picture of one's own: uploaded, shown, replaced, removed."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts import services
from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
URL = "/settings/profile/avatar/"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(colour: str = "red", kind: str = "PNG") -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (300, 200), colour).save(file, kind)
    return SimpleUploadedFile(f"me.{kind.lower()}", file.getvalue())


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def drawn(user: User) -> str:
    return Template("{% load people %}{% avatar user %}").render(Context({"user": user}))


def address_of(user: User) -> str:
    return drawn(user).partition('src="')[2].partition('"')[0]


def test_is_shown_to_everyone_as_a_small_square(client: Client, member: User) -> None:
    assert client.post(URL, {"avatar": picture()}).headers["Location"] == "/settings/profile/"

    member.refresh_from_db()
    answer = Client().get(address_of(member))
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert Image.open(BytesIO(answer.content)).size == (256, 256)
    assert address_of(member) in client.get("/settings/profile/").content.decode()


def test_without_one_the_built_in_one_is_drawn(client: Client, member: User) -> None:
    assert "<svg" in drawn(member)
    assert "Remove picture" not in client.get("/settings/profile/").content.decode()


def test_another_one_takes_its_place_under_another_address(
    client: Client,
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client.post(URL, {"avatar": picture()})
    member.refresh_from_db()
    first = address_of(member)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(URL, {"avatar": picture("blue", "JPEG")})

    member.refresh_from_db()
    assert address_of(member) != first
    assert client.get(first).status_code == 404
    assert len(files(media)) == 1


def test_can_be_removed(
    client: Client,
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client.post(URL, {"avatar": picture()})

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{URL}remove/")

    member.refresh_from_db()
    assert "<svg" in drawn(member)
    assert not files(media)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (None, "This field is required."),
        (SimpleUploadedFile("a.png", b""), "This file is empty."),
        (SimpleUploadedFile("a.png", b"not a picture"), "not a picture that we can read"),
        (
            SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "not a picture that we can read",
        ),
        (SimpleUploadedFile("a.png", b"\x89PNG" + bytes(30 * 1024**2)), "larger than 10 MB"),
    ],
    ids=["none", "empty", "text", "svg", "30 MB"],
)
def test_refuses_at_the_field_and_keeps_what_was_there(
    client: Client, member: User, media: Path, file: object, message: str
) -> None:
    client.post(URL, {"avatar": picture()})
    member.refresh_from_db()

    response = client.post(URL, {"avatar": file} if file else {})

    assert response.status_code == 422
    assert message in str(response.context["avatar_form"].errors["avatar"])
    assert 'aria-describedby="id_avatar' in response.content.decode()
    assert User.objects.get().avatar == member.avatar
    assert len(files(media)) == 1


def test_of_two_uploads_at_once_one_file_is_left(
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stale = User.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        services.set_avatar(member, picture=picture())
        services.set_avatar(stale, picture=picture("blue"))

    assert len(files(media)) == 1


def test_a_picture_of_somebody_just_deleted_is_not_kept(
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    User.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        services.set_avatar(member, picture=picture())

    assert not files(media)


def test_who_is_hidden_shows_no_picture(client: Client, member: User) -> None:
    services.set_avatar(member, picture=picture())
    address = address_of(member)

    services.leave(member)

    assert Client().get(address).status_code == 404


def test_no_other_file_is_served(client: Client, member: User, media: Path) -> None:
    services.set_avatar(member, picture=picture())
    other = UserFactory.create()
    name = address_of(member).rsplit("/", 1)[1]
    (media / "avatars" / "secret.webp").write_bytes(b"secret")

    for path in (
        f"/avatars/{other.pk}/{name}",
        f"/avatars/{member.pk}/secret.webp",
        f"/avatars/{member.pk}/../secret.webp",
        "/avatars/99999999999999999999/a.webp",
    ):
        assert client.get(path).status_code == 404


def test_a_file_that_is_lost_is_no_error(client: Client, member: User, media: Path) -> None:
    services.set_avatar(member, picture=picture())
    files(media)[0].unlink()

    assert client.get(address_of(member)).status_code == 404


def test_staff_can_clear_it(member: User) -> None:
    services.set_avatar(member, picture=picture())

    services.clear_profile(member)

    assert not User.objects.get().avatar
