"""Style and scripts as they are collected, and what pages weigh with them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client, override_settings

from accounts.models import User
from accounts.tests.helpers import prove
from microblog.demo.community import Community
from microblog.static_files import IMPORT, SITE_STYLE
from microblog.tests.processes import ROOT
from microblog.tests.test_markup import FOR_ALL, FOR_MEMBERS, FOR_VISITORS
from posts import references
from posts.models import Follow
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

SCRIPTS = ROOT / "static/js"
STYLES = ROOT / "static/css"
KB = 1000  # bytes
STYLE_MOST = 15 * KB
SCRIPTS_MOST = 10 * KB
HOME_MOST = 25 * KB
NOT_OURS = "htmx-"
# In Django's own admin, which has a look of its own, and on the style guide.
APART = {"admin-growth.css", "styleguide.css"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory of the project's static files, as `collectstatic` leaves them."""
    directory = tmp_path_factory.mktemp("static")
    backend = {"BACKEND": "microblog.static_files.StaticFilesStorage"}
    with override_settings(
        STATIC_ROOT=directory,
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES=settings.STORAGES | {"staticfiles": backend},
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield directory


def components() -> list[str]:
    """Return the names of the files that the site's style sheet imports, in order."""
    return IMPORT.findall((ROOT / "static" / SITE_STYLE).read_text())


def weight_of(collected: Path, addresses: list[str]) -> int:
    """Return how many bytes the files at the addresses are, as WhiteNoise sends them."""
    weight = 0
    for address in addresses:
        file = collected / address.removeprefix(settings.STATIC_URL)
        compressed = file.with_name(f"{file.name}.br")  # none of what would hardly be smaller
        weight += (compressed if compressed.exists() else file).stat().st_size
    return weight


def test_each_component_is_in_the_sites_style_once() -> None:
    files = {file.name for file in STYLES.iterdir()}

    assert sorted(components()) == sorted(files - {"site.css"} - APART)


def test_the_sites_style_is_collected_in_one_file(collected: Path) -> None:
    address = staticfiles_storage.url(SITE_STYLE)
    style = (collected / address.removeprefix(settings.STATIC_URL)).read_text()

    assert "@import" not in style
    places = [style.index((STYLES / name).read_text()) for name in components()]
    assert places == sorted(places)


def test_scripts_load_others_by_the_names_they_were_collected_under(collected: Path) -> None:
    address = staticfiles_storage.url("js/on-demand.js")
    loader = collected / address.removeprefix(settings.STATIC_URL)

    loaded = re.findall(r'import\("./([^"]+)"\)', loader.read_text())
    assert len(loaded) == 2
    for name in loaded:
        assert re.fullmatch(r"[a-z-]+\.[0-9a-f]{12}\.js", name)
        assert (loader.parent / name).exists()


def test_all_scripts_together_weigh_little(collected: Path) -> None:
    names = [file.name for file in SCRIPTS.glob("*.js") if NOT_OURS not in file.name]

    addresses = [staticfiles_storage.url(f"js/{name}") for name in names]
    assert weight_of(collected, addresses) <= SCRIPTS_MOST


@pytest.mark.parametrize("path", FOR_ALL + FOR_MEMBERS)
@pytest.mark.django_db
def test_a_members_page_loads_little(
    collected: Path, client: Client, member: User, path: str
) -> None:
    prove(client)
    assert_loads_little(collected, client, path, member)


@pytest.mark.parametrize("path", FOR_ALL + FOR_VISITORS)
@pytest.mark.django_db
def test_a_visitors_page_loads_little(collected: Path, client: Client, path: str) -> None:
    assert_loads_little(collected, client, path, PostFactory.create().author)


def assert_loads_little(collected: Path, client: Client, path: str, user: User) -> None:
    post = PostFactory.create(author=user)
    page = client.get(path.format(name=user.username, post=post.pk)).content.decode()
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)

    assert styles
    assert weight_of(collected, styles) <= STYLE_MOST


@pytest.mark.django_db
def test_home_full_of_posts_weighs_little(client: Client, member: User) -> None:
    community = Community(members=30, posts=60, until=datetime.now(UTC), seed=1)
    people = User.objects.bulk_create(community.people())
    Follow.objects.bulk_create(Follow(follower=member, followed=them) for them in people)
    posts = [post for post in community.timeline(people) if not post.is_repost]
    type(posts[0]).objects.bulk_create(posts)
    references.store(posts)

    response = client.get("/")

    assert len(response.context["page"].rows) == PAGE_SIZE
    assert len(brotli.compress(response.content)) <= HOME_MOST
