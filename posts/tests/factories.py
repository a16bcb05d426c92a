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
    created_at = factory.LazyFunction(timezone.now)
    author = factory.SubFactory(UserFactory)
    body = factory.Sequence(lambda n: f"post {n}")
