from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from posts.ids import new_post_id
from posts.models import Post


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    id = factory.LazyAttribute(lambda post: new_post_id(post.created_at))
    # A millisecond apart: the order of posts within one is a matter of chance.
    created_at = factory.Sequence(lambda n: timezone.now() + timedelta(milliseconds=n))
    author = factory.SubFactory(UserFactory)
    body = factory.Sequence(lambda n: f"post {n}")
