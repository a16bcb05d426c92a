"""Pictures on posts: sent, described, drawn, kept from who may not see them, and deleted."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts import services as accounts
from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, Picture, Post
from posts.services.pictures import MOST_WAITING, WAIT
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db
MARKER = b"where it was taken"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def image(
    kind: str = "PNG", size: tuple[int, int] = (60, 40), colour: str = "red", **options: Any
) -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return SimpleUploadedFile(f"picture.{kind.lower()}", file.getvalue())


def broken() -> SimpleUploadedFile:
    return SimpleUploadedFile("broken.png", b"not a picture")


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def publish(author: User, *alts: str, **options: Any) -> Post:
    pictures = [
        services.Attachment(services.upload(image(), owner=author), alt) for alt in alts or [""]
    ]
    return services.publish(author=author, pictures=pictures, **{"body": "Look!"} | options)


def send(client: Client, *media: SimpleUploadedFile, **fields: Any) -> Any:
    return client.post("/posts/", {"body": "Look!", "media": media} | fields)


def address(picture: Picture | None) -> str:
    assert picture
    return picture.get_absolute_url()


def described_in(page: Any) -> list[str]:
    """Return the descriptions in the form, those of kept pictures first."""
    return re.findall(r'<textarea name="alt" id[^>]+>([^<]*)<', page.content.decode())


def kept_in(page: Any) -> list[str]:
    return re.findall(r'name="kept" value="(\w+)"', page.content.decode())


# --- Sending and drawing --------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_picture_of_each_kind_is_shown_with_its_size_and_description(
    client: Client, member: User, kind: str
) -> None:
    page = client.post(
        "/posts/", {"body": "Look!", "media": image(kind), "alt": "A <red> square"}, follow=True
    )

    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.place) == (60, 40, 1)
    assert picture.post == Post.objects.get()
    drawn = re.search(r'<img src="/pictures/[^>]+>', page.content.decode())
    assert drawn
    assert 'alt="A &lt;red&gt; square" width="60" height="40" loading="lazy"' in drawn[0]
    answer = client.get(address(picture))
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "max-age=86400"} <= set(answer.headers["Cache-Control"].split(", "))
    assert Image.open(BytesIO(answer.content)).size == (60, 40)


def test_a_large_one_is_made_smaller_upright_and_tells_nothing_of_its_origin(
    client: Client, member: User
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = MARKER.decode()
    send(client, image("JPEG", (3_000, 1_500), exif=exif, comment=MARKER))

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (1_024, 2_048)
    data = client.get(address(picture)).content
    shown = Image.open(BytesIO(data))
    assert shown.size == (1_024, 2_048)
    assert not shown.getexif()
    assert MARKER not in data


def test_four_are_shown_in_the_order_they_were_sent(client: Client, member: User) -> None:
    colours = ["red", "green", "blue", "white"]
    send(client, *(image(colour=colour) for colour in colours), alt=colours)

    assert [(one.place, one.alt) for one in Picture.objects.all()] == list(
        enumerate(colours, 1)
    )
    page = client.get("/").content.decode()
    assert "post-pictures-4" in page
    assert [page.index(f'alt="{colour}"') for colour in colours] == sorted(
        page.index(f'alt="{colour}"') for colour in colours
    )


def test_one_that_is_not_described_still_has_a_name_for_its_link(
    client: Client, member: User
) -> None:
    send(client, image())

    assert 'aria-label="Picture 1, not described"' in client.get("/").content.decode()


def test_pictures_are_drawn_wherever_posts_are(client: Client, member: User) -> None:
    post = publish(member, "A kite")

    for path in ("/", "/explore/", f"/@{member.username}/", post.get_absolute_url()):
        assert 'alt="A kite"' in client.get(path).content.decode()


def test_the_composer_takes_files(client: Client, member: User) -> None:
    page = client.get("/").content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert re.search(r'<input type="file" name="media"[^>]* multiple', page)
    assert re.search(r'<textarea name="alt"', page)


# --- Refusals, which keep what was sent -----------------------------------------------------


def test_of_five_four_are_kept_and_nothing_is_published(client: Client, member: User) -> None:
    page = send(client, *(image() for _ in range(5)), alt=["a", "b", "c", "d", "e"])

    assert page.status_code == 422
    assert "A post has room for 4 pictures." in str(page.context["form"].errors["media"])
    assert 'aria-describedby="id_media_helptext id_media_error"' in page.content.decode()
    assert not Post.objects.exists()
    assert len(kept_in(page)) == 4
    assert described_in(page) == ["a", "b", "c", "d", "e"]

    send(client, kept=kept_in(page), alt=described_in(page)[:4])
    assert [one.alt for one in Post.objects.get().pictures.all()] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (broken(), "broken.png: This is not a picture that we can read"),
        (SimpleUploadedFile("a.png", b""), "This file is empty."),
        (SimpleUploadedFile("a.svg", b"<svg/>"), "not a picture that we can read"),
        (SimpleUploadedFile("a.png", b"\x89PNG" + bytes(11 * 1024**2)), "larger than 10 MB"),
    ],
    ids=["text", "empty", "svg", "11 MB"],
)
def test_a_file_that_is_no_picture_is_refused_at_the_field_and_all_else_kept(
    client: Client, member: User, media: Path, file: SimpleUploadedFile, message: str
) -> None:
    file.seek(0)
    page = send(client, image(), file, image(), alt=["first", "second", "third"])

    assert page.status_code == 422
    assert message in str(page.context["form"].errors["media"])
    assert page.context["form"]["body"].value() == "Look!"
    assert described_in(page) == ["first", "third", "second"]
    assert len(kept_in(page)) == len(files(media)) == 2
    assert not Post.objects.exists()


def test_a_form_refused_for_its_text_keeps_its_pictures(client: Client, member: User) -> None:
    page = send(client, image(), body="", alt="A kite")

    assert page.status_code == 422
    waiting = Picture.objects.get()
    assert f'src="{address(waiting)}"' in page.content.decode()
    assert "<details" in page.content.decode()
    assert described_in(page) == ["A kite"]

    send(client, image(), kept=kept_in(page), alt=["A kite", "A dog"])
    post = Post.objects.get()
    assert [one.alt for one in post.pictures.all()] == ["A kite", "A dog"]
    assert post.pictures.first() == waiting


def test_one_that_is_kept_can_be_left_out_after_all(client: Client, member: User) -> None:
    page = send(client, image(), image(), body="", alt=["a", "b"])
    first, second = kept_in(page)

    send(client, kept=[first, second], alt=["a", "b"], left_out=first)

    assert [one.name for one in Post.objects.get().pictures.all()] == [second]


def test_pictures_can_be_added_before_they_are_described(client: Client, member: User) -> None:
    page = send(client, image(), image(), body="", describe="1")

    assert page.status_code == 200
    assert len(kept_in(page)) == 2
    assert described_in(page) == ["", ""]
    assert not Post.objects.exists()
    assert "Write something first" not in page.content.decode()


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ("x" * 1_501, "Keep the description to 1500 characters; this has 1501."),
        ("a\x1bb", "invisible control characters"),
    ],
)
def test_a_description_is_refused_at_its_field(
    client: Client, member: User, alt: str, message: str
) -> None:
    page = send(client, image(), image(), alt=["A kite", alt])

    assert page.status_code == 422
    rows = page.context["form"].rows
    assert [message in str(row.errors) for row in rows] == [False, True]
    second = '<textarea name="alt" id="id_media_alt_2" rows="2" aria-invalid="true"'
    assert f'{second} aria-describedby="id_media_alt_2_error"' in page.content.decode()
    assert described_in(page)[0] == "A kite"
    assert not Post.objects.exists()


@pytest.mark.parametrize("alt", ["", "  \r\n"])
def test_who_wants_to_be_reminded_does_not_forget_a_description(
    client: Client, member: User, alt: str
) -> None:
    client.post("/settings/account/", {"describes_pictures": "on"})

    page = send(client, image(), alt=alt)
    assert page.status_code == 422
    assert "Describe this picture." in page.content.decode()
    assert not Post.objects.exists()

    send(client, kept=kept_in(page), alt="A kite")
    assert Picture.objects.get().post == Post.objects.get()


def test_line_breaks_and_blanks_of_a_description_are_as_those_of_a_text(
    client: Client, member: User
) -> None:
    send(client, image(), alt="  A kite\r\nand a dog ")

    assert Picture.objects.get().alt == "A kite\nand a dog"


@pytest.mark.parametrize("kept", ["", "0" * 32, "../secret", "\0", "x" * 10_000])
def test_what_is_not_there_cannot_be_kept(client: Client, member: User, kept: str) -> None:
    page = send(client, kept=kept, alt="A kite")

    assert page.status_code == 422
    assert "A picture is not here any more." in page.content.decode()
    assert described_in(page) == ["A kite"]


def test_nobody_posts_what_somebody_else_sent(client: Client, member: User) -> None:
    theirs = services.upload(image(), owner=UserFactory.create())

    assert send(client, kept=theirs.name).status_code == 422
    with pytest.raises(ValidationError):
        services.publish(
            author=member, body="Mine", pictures=[services.Attachment(theirs, "Mine")]
        )
    assert not Post.objects.exists()


def test_a_picture_is_on_one_post(client: Client, member: User) -> None:
    post = publish(member)

    page = send(client, kept=post.pictures.get().name, body="Again")

    assert page.status_code == 422
    assert "A picture is not here any more." in page.content.decode()
    assert not kept_in(page)
    assert Post.objects.get().pictures.count() == 1


def test_too_many_are_refused_at_every_door(member: User) -> None:
    with pytest.raises(ValidationError, match="room for 4"):
        publish(member, *"abcde")


def test_files_of_who_is_signed_out_are_asked_for_again(client: Client) -> None:
    page = client.post(
        "/posts/", {"body": "Look!", "media": image(), "alt": ["A kite", "A dog"]}, follow=True
    )

    assert "Then choose your files again." in page.content.decode()
    client.force_login(UserFactory.create())
    page = client.get("/posts/")
    assert "Look!</textarea>" in page.content.decode()
    assert described_in(page) == ["A kite", "A dog"]
    assert not Picture.objects.exists()


def test_pictures_kept_by_a_form_survive_that_the_session_is_over(
    client: Client, member: User
) -> None:
    page = send(client, image(), body="", alt="A kite")
    client.logout()
    send(client, kept=kept_in(page), alt="A kite", member=str(member.pk))
    client.force_login(member)

    again = client.get("/")

    assert (kept_in(again), described_in(again)) == (kept_in(page), ["A kite"])


def test_a_stale_form_gives_back_descriptions_and_tells_that_files_are_gone(
    member: User,
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    page = strict.post(
        "/posts/",
        {"body": "Look!", "media": image(), "alt": ["A kite", "A dog"]},
        headers={"origin": "http://testserver"},
    ).content.decode()

    assert "A kite</textarea>" in page
    assert "A dog</textarea>" in page
    assert "Your files are not here any more" in page


# --- Sent twice -----------------------------------------------------------------------------


def test_a_form_sent_twice_leaves_no_orphans(
    client: Client,
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    submission = str(uuid.uuid4())
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert send(client, image(), submission=submission).status_code == 302

    assert Post.objects.count() == Picture.objects.count() == len(files(media)) == 1


def test_a_form_with_kept_pictures_sent_twice_publishes_once(
    client: Client, member: User
) -> None:
    page = send(client, image(), body="")
    form = {"submission": str(uuid.uuid4()), "kept": kept_in(page), "alt": "A kite"}

    for _ in range(2):
        assert send(client, **form).status_code == 302

    assert Post.objects.get().pictures.get().alt == "A kite"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_two_connections_leaves_the_pictures_of_one(
    member: User, media: Path
) -> None:
    submission, barrier = uuid.uuid4(), Barrier(3)

    def click(_: int) -> int:
        uploaded = services.upload(image(), owner=member)
        barrier.wait()
        pictures = [services.Attachment(uploaded)]
        post = services.publish(
            author=member, body="Look!", submission=submission, pictures=pictures
        )
        connection.close()
        return post.pk

    with ThreadPoolExecutor(3) as clicks:
        assert set(clicks.map(click, range(3))) == {Post.objects.get().pk}
    assert Post.objects.get().pictures.count() == Picture.objects.count() == 1
    assert len(files(media)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_at_once_with_one_picture_one_has_it(member: User) -> None:
    pictures, barrier = (
        [services.Attachment(services.upload(image(), owner=member))],
        Barrier(2),
    )

    def click(body: str) -> bool:
        barrier.wait()
        try:
            services.publish(author=member, body=body, pictures=pictures)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as clicks:
        assert sorted(clicks.map(click, ("One", "Two"))) == [False, True]
    assert Post.objects.get().pictures.count() == 1


# --- Who sees them --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        (Audience.EVERYONE, {"author", "follower", "member", "visitor"}),
        (Audience.MEMBERS, {"author", "follower", "member"}),
        (Audience.FOLLOWERS, {"author", "follower"}),
    ],
)
def test_a_picture_is_for_whom_its_post_is(audience: Audience, seen_by: set[str]) -> None:
    author, follower, other = UserFactory.create_batch(3)
    services.follow(follower=follower, followed=author)
    path = address(publish(author, audience=audience).pictures.get())
    viewers = {"author": author, "follower": follower, "member": other, "visitor": None}

    statuses = {}
    for name, viewer in viewers.items():
        client = Client()
        if viewer:
            client.force_login(viewer)
        statuses[name] = client.get(path).status_code

    assert statuses == {name: 200 if name in seen_by else 404 for name in viewers}


def test_a_block_hides_pictures_both_ways(client: Client, member: User) -> None:
    other = UserFactory.create()
    theirs, mine = (address(publish(one).pictures.get()) for one in (other, member))
    services.block(blocker=other, blocked=member)

    assert client.get(theirs).status_code == 404
    client.force_login(other)
    assert client.get(mine).status_code == 404


def test_who_is_deactivated_shows_no_pictures(client: Client) -> None:
    author = UserFactory.create()
    path = address(publish(author).pictures.get())
    assert client.get(path).status_code == 200

    accounts.deactivate(author)

    assert client.get(path).status_code == 404


def test_a_picture_that_waits_is_for_its_owner_alone(client: Client, member: User) -> None:
    path = services.upload(image(), owner=member).get_absolute_url()

    assert client.get(path).status_code == 200
    assert Client().get(path).status_code == 404
    client.force_login(UserFactory.create())
    assert client.get(path).status_code == 404


def test_no_other_file_is_served(client: Client, member: User, media: Path) -> None:
    name = publish(member).pictures.get().name
    (media / "posts" / "secret.webp").write_bytes(b"secret")

    for path in (
        f"/pictures/{member.pk + 1}/{name}.webp",
        f"/pictures/{member.pk}/secret.webp",
        f"/pictures/{member.pk}/../secret.webp",
        "/pictures/99999999999999999999/a.webp",
    ):
        assert client.get(path).status_code == 404


def test_a_file_that_is_lost_is_no_error(client: Client, member: User, media: Path) -> None:
    path = address(publish(member).pictures.get())
    files(media)[0].unlink()

    assert client.get(path).status_code == 404


def test_pictures_of_who_stays_out_of_search_are_not_indexed(client: Client) -> None:
    author = UserFactory.create(hides_from_search=True)

    answer = client.get(address(publish(author).pictures.get()))

    assert answer.headers["X-Robots-Tag"] == "noindex"


# --- Deleted --------------------------------------------------------------------------------


@pytest.mark.parametrize("door", ["service", "post", "posts", "author", "due"])
def test_files_go_with_their_post_by_whatever_door(
    member: User,
    media: Path,
    door: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    post = publish(member, "a", "b")
    assert len(files(media)) == 2
    accounts.leave_for_good(member)

    with django_capture_on_commit_callbacks(execute=True):
        match door:
            case "service":
                services.delete(post, by=member)
            case "post":
                post.delete()
            case "posts":
                Post.objects.all().delete()
            case "author":
                User.objects.all().delete()
            case "due":
                with time_machine.travel(timezone.now() + timedelta(days=15)):
                    accounts.delete_due()

    assert not files(media)
    assert not Picture.objects.exists()


def test_files_stay_if_the_deletion_is_rolled_back(
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    post = publish(member)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        services.delete(post, by=member)
        transaction.set_rollback(True)

    assert len(files(media)) == 1


def test_what_came_to_no_post_is_swept_up_after_a_day(
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    publish(member)
    services.upload(image(), owner=member)
    assert not services.sweep_pictures()

    with (
        time_machine.travel(timezone.now() + WAIT + timedelta(minutes=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        recent = services.upload(image(), owner=member)
        assert services.sweep_pictures() == 1

    assert set(Picture.objects.all()) == {Post.objects.get().pictures.get(), recent}
    assert len(files(media)) == 2


def test_nobody_fills_the_disk_with_pictures_that_wait(
    member: User,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    publish(member)
    with django_capture_on_commit_callbacks(execute=True):
        pictures = [services.upload(image(), owner=member) for _ in range(MOST_WAITING + 2)]

    assert set(Picture.objects.waiting()) == set(pictures[2:])
    assert len(files(media)) == MOST_WAITING + 1


# --- Found and read elsewhere ---------------------------------------------------------------


def test_posts_with_pictures_are_found(client: Client, member: User) -> None:
    without = PostFactory.create(author=member)
    with_picture = publish(member, body="Look at this kite")
    plain = services.publish(author=member, body="A kite without")

    def found(query: str) -> list[Post]:
        return list(client.get("/search/", {"q": query}).context["page"].rows)

    assert found("has:image") == [with_picture]
    assert found("kite -has:image") == [plain]
    assert without not in found("kite")

    services.revise(with_picture, by=member, body="A kite I saw", warning="", language="")
    assert found("has:image saw") == [with_picture]


def test_the_feed_has_them_with_their_descriptions(client: Client) -> None:
    author = UserFactory.create(username="ada")
    picture = publish(author, 'A "red" kite').pictures.get()

    feed = client.get("/@ada/feed.atom").content.decode()

    assert f"http://testserver{address(picture)}" in feed
    assert "A &amp;quot;red&amp;quot; kite" in feed


def test_links_to_a_post_show_its_first_picture(client: Client, member: User) -> None:
    post = publish(member, "A kite", "A dog")

    page = client.get(post.get_absolute_url()).content.decode()

    url = f"http://testserver{address(post.pictures.first())}"
    assert f'<meta property="og:image" content="{url}">' in page
    assert '<meta property="og:image:alt" content="A kite">' in page
    assert '<meta property="og:image:width" content="60">' in page
    assert 'name="twitter:card" content="summary_large_image"' in page


def test_links_to_a_post_for_members_show_no_picture_of_it(
    client: Client, member: User
) -> None:
    post = publish(member, audience=Audience.MEMBERS)

    assert "og:image" not in client.get(post.get_absolute_url()).content.decode()


# --- In the schema --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"place": 0}, "posts_picture_place"),
        ({"place": 5}, "posts_picture_place"),
        ({"place": None}, "posts_picture_place"),
        ({"post": None}, "posts_picture_place"),
        ({"place": 2}, "place"),  # of another picture
        ({"width": 0}, "posts_picture_size"),
        ({"alt": "x" * 1_501}, "posts_picture_alt_length"),
    ],
)
def test_the_database_keeps_the_rules(
    member: User, values: dict[str, Any], constraint: str
) -> None:
    first = publish(member, "a", "b").pictures.get(place=1)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Picture.objects.filter(pk=first.pk).update(**values)


def test_the_same_text_sent_once_more_with_a_picture_is_another_post(
    client: Client, member: User
) -> None:
    sent = {"body": "Look!", "submission": "5d0b1b0e-3c62-4f8e-9f0a-0d4f3f1f3c1d"}

    client.post("/posts/", sent)
    for _ in range(2):
        client.post("/posts/", sent | {"media": image(), "alt": "A red square"})

    assert Post.objects.count() == 2
    assert Picture.objects.count() == 1

    client.post("/posts/", sent | {"media": image(colour="blue"), "alt": "A red square"})
    assert Post.objects.count() == 3  # with another picture it is one more
    assert Picture.objects.count() == 2
