from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.processes import manage
from notifications.models import Notification
from posts.models import Follow, Picture, Post, Tally
from posts.services import follow
from posts.tests.factories import PostFactory
from posts.timelines import home_page

UNTIL = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def demo(settings: Settings, **options: object) -> str:
    settings.DEBUG = True
    out = StringIO()
    choices = {"members": 12, "posts": 80, "until": UNTIL} | options
    call_command("demo", stdout=out, **choices)
    return out.getvalue()


def world() -> list[object]:
    follows = Follow.objects.order_by("pk").values_list("follower__username", "followed_id")
    posts = Post.objects.order_by("pk").values_list("pk", "author__username", "body")
    pictures = Picture.objects.order_by("post", "place")
    people = User.objects.order_by("pk").values_list("username", "last_seen", "about_me")
    first = User.objects.earliest("pk").pk
    return [
        *people,
        *((name, pk - first) for name, pk in follows),
        *posts,
        *pictures.values_list("post", "alt"),
    ]


@pytest.mark.django_db
def test_demo_makes_a_community_one_can_sign_in_to(settings: Settings) -> None:
    said = demo(settings)

    ada = User.objects.get(username="ada")
    assert "ada" in said
    assert ada.check_password(said.split()[-1])
    assert (User.objects.count(), Post.objects.count()) == (12, 80)
    assert Follow.objects.filter(follower=ada).exists()
    assert Picture.objects.exclude(alt="").exists()
    assert home_page(ada).rows
    assert Notification.objects.filter(recipient=ada).exists()
    assert Tally.objects.of(ada).posts == Post.objects.by(ada).count()


@pytest.mark.django_db
def test_demo_is_deterministic_and_happens_once(settings: Settings) -> None:
    demo(settings)
    first = world()
    with pytest.raises(CommandError, match="members here already"):
        demo(settings)
    User.objects.all().delete()

    demo(settings)

    assert world() == first


@pytest.mark.django_db
def test_demo_says_the_same_at_another_hour(settings: Settings) -> None:
    demo(settings)
    said = list(Post.objects.order_by("pk").values_list("author__username", "body"))
    User.objects.all().delete()

    demo(settings, until=UNTIL + timedelta(hours=5))

    assert list(Post.objects.order_by("pk").values_list("author__username", "body")) == said


@pytest.mark.django_db
def test_demo_does_not_mix_with_members_of_the_same_names(settings: Settings) -> None:
    UserFactory.create(username="ADA")

    with pytest.raises(CommandError, match="members here already"):
        demo(settings)


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["demo", "flush", "reset_db"])
def test_what_makes_or_destroys_data_refuses_outside_debug(command: str) -> None:
    UserFactory.create()

    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command(command)

    assert User.objects.count() == 1


def test_reset_and_flush_give_an_empty_migrated_database(tmp_path: Path) -> None:
    database = {"DEBUG": "True", "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
    database["MEDIA_DIR"] = str(tmp_path / "media")

    def run(*args: str) -> str:
        result = manage(*args, **database)
        assert result.returncode == 0, result.stderr
        return result.stdout

    count = ("shell", "-c", "print('posts:', Post.objects.count(), Tally.objects.count())")
    for empty in (("reset_db",), ("flush", "--no-input")):
        run("reset_db")
        run("demo", "--members=5", "--posts=10")
        assert "posts: 10 5" in run(*count)
        run(*empty)
        assert "posts: 0 0" in run(*count)
    assert not run("migrate", "--check")


@pytest.mark.django_db
def test_the_shell_has_models_services_and_query_helpers_at_hand() -> None:
    ada, grace = UserFactory.create_batch(2)
    follow(follower=ada, followed=grace)
    code = f"""
author = User.objects.get(pk={ada.pk})
posts.services.publish(author=author, body="from the shell")
accounts.services.deactivate(User.objects.get(pk={grace.pk}))
assert Post.objects.filter(Q(body__contains="shell"), pk__gt=F("author_id")).count() == 1
assert User.objects.aggregate(n=Count("pk"))["n"] == 2
assert Follow and Tally and Exists and OuterRef and timezone and timedelta
"""

    call_command("shell", command=code, verbosity=0)

    assert Post.objects.get().author == ada
    assert not User.objects.get(pk=grace.pk).is_active


@pytest.mark.django_db
def test_migrations_are_made_of_all_models() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_migrations_go_back_and_forth() -> None:
    call_command("migrate", "posts", "zero", verbosity=0)
    call_command("migrate", verbosity=0)

    user = UserFactory.create()
    PostFactory.create(author=user)
    assert Tally.objects.of(user).posts == 1


@pytest.mark.django_db(transaction=True)
def test_what_old_posts_refer_to_is_found_by_the_migration() -> None:
    ada = UserFactory.create(username="Ada")
    post = PostFactory.create(author=ada, body="I am @ada #Tomatoes @nobody #tomatoes")
    PostFactory.create(author=ada, body="nothing")

    call_command("migrate", "posts", "0001", verbosity=0)
    call_command("migrate", verbosity=0)

    assert Post.objects.tag_page("tomatoes").rows == [post]
    assert [mention.member for mention in post.mentions.all()] == [ada]


@pytest.mark.django_db(transaction=True)
def test_names_of_old_members_can_be_searched_after_the_migration() -> None:
    UserFactory.create(username="Ada", display_name="José")

    call_command("migrate", "accounts", "0014", verbosity=0)
    call_command("migrate", verbosity=0)

    user = User.objects.get()
    assert (user.folded_username, user.folded_name) == ("ada", "jose")


@pytest.mark.django_db(transaction=True)
def test_people_can_be_altered_under_the_triggers_that_count_them() -> None:
    """SQLite makes a table anew to alter it, and refuses where a trigger names it."""
    ada, grace = UserFactory.create_batch(2)
    follow(follower=ada, followed=grace)

    call_command("migrate", "accounts", "0001", verbosity=0)
    call_command("migrate", verbosity=0)

    assert Tally.objects.of(grace).followers == 1
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert Tally.objects.of(grace).followers == 0
