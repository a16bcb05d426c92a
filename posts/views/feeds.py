"""What members and hashtags say to everyone, as Atom."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.site import site_name, site_url
from posts import cards
from posts.ids import EPOCH
from posts.markup import Kind, pieces
from posts.models import Post
from posts.views import lookups

TITLE_LENGTH = 60  # characters
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """Atom with whole texts, and with a date that stays while nothing is written."""

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=self.feed["since"])

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, object]) -> None:
        super().add_item_elements(handler, item)
        attributes = {"type": "html"}
        if item["language"]:
            attributes["xml:lang"] = str(item["language"])
        handler.addQuickElement("content", str(item["content"]), attributes)


@require_safe
@lookups.of_person
def person_feed(request: HttpRequest, person: User) -> HttpResponse:
    page = cards.for_everyone(request.user).by(person).page()
    feed = Feed(
        title=f"{person.username} · {site_name()}",
        link=site_url() + reverse("posts:profile", args=[person.username]),
        description=None,
        feed_url=site_url() + reverse("posts:person_feed", args=[person.username]),
        feed_guid=_tag_uri(person.date_joined, f"members/{person.pk}"),
        author_name=person.username,
        author_link=site_url() + reverse("posts:profile", args=[person.username]),
        since=person.date_joined,
    )
    response = _answer(feed, page.rows)
    if person.hides_from_search:
        response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@lookups.of_tag
def tag_feed(request: HttpRequest, tag: str) -> HttpResponse:
    here = site_url() + reverse("posts:tag", args=[tag])
    feed = Feed(
        title=f"#{tag} · {site_name()}",
        link=here,
        description=None,
        feed_url=site_url() + reverse("posts:tag_feed", args=[tag]),
        author_name=site_name(),
        author_link=f"{site_url()}/",
        since=EPOCH,
    )
    page = cards.for_everyone(request.user).tag_page(tag)
    return _answer(feed, page.rows)


def _answer(feed: Feed, posts: Iterable[Post]) -> HttpResponse:
    for post in posts:
        body = NOT_XML.sub("", post.body)
        teaser = NOT_XML.sub("", post.teaser)
        author = post.author.username
        feed.add_item(
            title=Truncator(" ".join(teaser.split())).chars(TITLE_LENGTH),
            link=site_url() + post.get_absolute_url(),
            description=escape(teaser) if post.warning else None,  # type: ignore[arg-type]
            # Not the address, which changes with the author's name.
            unique_id=_tag_uri(post.created_at, f"posts/{post.pk}"),
            author_name=author,
            author_link=site_url() + reverse("posts:profile", args=[author]),
            pubdate=post.created_at,
            updateddate=post.written_at,
            categories=_tags(body),
            language=post.language,
            content=NOT_XML.sub("", render_to_string("posts/_feed_entry.html", {"post": post})),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _tags(body: str) -> list[str]:
    tags = (piece.value for piece in pieces(body) if piece.kind is Kind.TAG)
    return list(dict.fromkeys(tags))


def _tag_uri(since: datetime, name: str) -> str:
    """Return an id that is good for ever (RFC 4151)."""
    return f"tag:{urlsplit(site_url()).hostname},{since.astimezone(UTC):%Y-%m-%d}:{name}"
