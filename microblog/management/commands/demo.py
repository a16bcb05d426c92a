from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Lower
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from microblog.demo.community import PASSWORD, Community
from microblog.demo.landscapes import Landscape
from microblog.management.disposable import refuse_outside_debug
from posts import references, signals
from posts.models import Follow, Like, Post
from posts.services.pictures import Attachment, attach, upload

BATCH = 1_000  # rows
TOLD = 100  # posts and follows, the newest, of which people are told

Row = TypeVar("Row", bound=Model)


class Command(BaseCommand):
    help = "Fill in a believable community. Only in DEBUG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--members", type=int, default=40, help="two or more")
        parser.add_argument("--posts", type=int, default=1_500)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--until",
            type=_moment,
            default=timezone.now().replace(minute=0, second=0, microsecond=0),
            help="the moment of the newest posts, in ISO format; this hour unless given",
        )

    def handle(
        self,
        *args: Any,
        members: int,
        posts: int,
        until: datetime,
        seed: int,
        **options: Any,
    ) -> None:
        refuse_outside_debug()
        if members < 2 or posts < 0 or not 1980 <= until.year < 3000:
            raise CommandError(
                "A community has two members or more, and lives from 1980 to 2999."
            )
        community = Community(members, posts, until, seed)
        people = list(community.people())
        names = [person.username.lower() for person in people]
        if User.objects.alias(name=Lower("username")).filter(name__in=names).exists():
            raise CommandError(
                "Some of the demo's people are members here already; `make reset-db` makes "
                "an empty site for it."
            )
        with transaction.atomic():
            list(self._fill("people", people, community.members))
            list(self._fill("follows", community.follows(people)))
            for batch in self._fill("posts", community.timeline(people), community.posts):
                said = [post for post in batch if not post.is_repost]
                for post in said:
                    self._illustrate(post, community.pictures(post))
                references.store(said)
                Like.objects.bulk_create(community.likes(people, said))
            _tell_of_newest()
        self.stdout.write(
            f"Sign in as any of them, {people[0].username} say, with the password {PASSWORD}"
        )

    def _illustrate(self, post: Post, pictures: Iterable[Landscape]) -> None:
        uploaded = [
            Attachment(upload(picture.file, owner=post.author), picture.alt)
            for picture in pictures
        ]
        attach(uploaded, to=post)

    def _fill(
        self, what: str, rows: Iterable[Row], total: int | None = None
    ) -> Iterator[list[Row]]:
        """Store the rows, and yield them a batch at a time."""
        rows = iter(tqdm(rows, desc=what, total=total))
        while batch := list(islice(rows, BATCH)):
            type(batch[0])._default_manager.bulk_create(batch)
            yield batch


def _tell_of_newest() -> None:
    """Tell of the newest deeds whoever listens, as services do of each."""
    posts = Post.objects.filter(body__gt="").order_by("-pk")[:TOLD]
    for post in reversed(posts):
        signals.post_published.send(Post, post=post)
    for like in Like.objects.filter(post__in=list(posts)).order_by("pk"):
        signals.liked.send(Like, like=like)
    for follow in reversed(Follow.objects.order_by("-created_at")[:TOLD]):
        signals.followed.send(Follow, follow=follow, asked=False)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
