"""The index of words, as migrations make and mend it."""

import importlib

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from posts import fulltext
from posts.models import PostWords
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_posts_from_before_there_was_search_are_found(client: Client) -> None:
    old = PostFactory.create(body="old tea")
    migration = importlib.import_module("posts.migrations.0008_words_of_old_posts")

    for _ in range(2):  # begun anew after it was stopped, it leaves what is done
        migration.store(apps, None)

    assert client.get("/search/?q=tea").context["page"].rows == [old]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps its index by triggers")
def test_words_stored_while_no_trigger_was_there_are_found(client: Client) -> None:
    post = PostFactory.create()
    fulltext.remove("default", plan=[object()])
    PostWords.objects.create(post=post, words="tea")

    fulltext.install("default")

    assert client.get("/search/?q=tea").context["page"].rows == [post]
