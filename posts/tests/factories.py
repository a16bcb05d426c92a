from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from posts.ids import new_post_id
from posts.models import Post


def conversation_of(post: Any) -> int:
    """Return what `publish` and `repost` would set."""
    shown = post.repost_of if not post.body else None
    before = post.reply_to or shown
    return int(before.conversation if before else post.id)


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    id = factory.LazyAttribute(lambda post: new_post_id(post.created_at))
    # A millisecond apart: the order of posts within one is a matter of chance.
    created_at = factory.Sequence(lambda n: timezone.now() + timedelta(milliseconds=n))
    author = factory.SubFactory(UserFactory)
    reply_to = repost_of = None
    conversation = factory.LazyAttribute(conversation_of)
    body = factory.Sequence(lambda n: f"post {n}")
