"""The database alone keeps these: no form, no service."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.tests.factories import UserFactory
from posts.bodies import MAX_CODE_POINTS
from posts.ids import RANDOM_BITS, first_post_id, new_post_id
from posts.models import Follow
from posts.tests.factories import PostFactory


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "  ", "x" * (MAX_CODE_POINTS + 1)])
def test_body_is_bounded(body: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        PostFactory.create(body=body)


@pytest.mark.django_db
def test_there_is_no_id_of_a_time_before_1970() -> None:
    with pytest.raises(IntegrityError, match="since_1970"), transaction.atomic():
        PostFactory.create(id=-5)


@pytest.mark.django_db
def test_a_pair_follows_once() -> None:
    ada, grace = UserFactory.create_batch(2)
    Follow.objects.create(follower=ada, followed=grace)
    Follow.objects.create(follower=grace, followed=ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(follower=ada, followed=grace)


@pytest.mark.django_db
def test_nobody_follows_themselves() -> None:
    ada = UserFactory.create()

    with pytest.raises(IntegrityError, match="posts_follow_not_self"), transaction.atomic():
        Follow.objects.create(follower=ada, followed=ada)


@pytest.mark.django_db
def test_one_submission_is_one_post() -> None:
    post = PostFactory.create(submission="00000000-0000-0000-0000-000000000001")

    with pytest.raises(IntegrityError), transaction.atomic():
        PostFactory.create(author=post.author, submission=post.submission)


def test_ids_sort_by_time_and_tell_it() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    assert new_post_id(at) < new_post_id(at + timedelta(milliseconds=1))
    assert first_post_id(at) <= new_post_id(at) < first_post_id(at) + 2**RANDOM_BITS
    assert first_post_id(at) >> RANDOM_BITS == at.timestamp() * 1_000
    assert new_post_id(datetime(6429, 1, 1, tzinfo=UTC)) < 2**63


def test_there_is_no_id_before_1970() -> None:
    with pytest.raises(ValueError, match="1970"):
        new_post_id(datetime(1969, 12, 31, tzinfo=UTC))
