"""Rules about posts: editing what they say."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from posts import languages, references, signals
from posts.bodies import clean_body, clean_warning
from posts.models import Post, Revision, Viewer
from posts.services.errors import ChangedError, NotTheirsToEditError
from posts.services.holding import hold

LEAST = timedelta(microseconds=1)  # between two versions


def may_edit(user: Viewer, post: Post) -> bool:
    """Authors may, and nobody else: staff remove, but put no words into a mouth."""
    return post.author_id == user.pk


def revise(
    post: Post,
    *,
    by: User,
    body: str,
    warning: str,
    language: str,
    version: str | None = None,
) -> bool:
    """Make the post say something else. What it said can still be read.

    Args:
        body, warning, language: as for `publish`.
        version: the `Post.version` that the change began from; None is whatever there is.

    Returns:
        Whether that is new; asking twice is no error.

    Raises:
        ValidationError: as by `publish`.
        NotTheirsToEditError: it is somebody else's.
        UnseenError: it is gone, or its author is.
        ChangedError: it says something else than `version` did.
    """
    if not may_edit(by, post):
        raise NotTheirsToEditError
    says = {"body": clean_body(body), "warning": clean_warning(warning), "language": language}
    languages.check(language)
    with transaction.atomic():
        hold(post, by)
        stored = Post.objects.select_related("author", "reply_to__author").get(pk=post.pk)
        said = {name: getattr(stored, name) for name in says}
        if says == said:
            return False
        if version not in (None, stored.version):
            raise ChangedError(stored)
        Revision.objects.create(post=stored, written_at=stored.written_at, **said)
        for name, value in says.items():
            setattr(stored, name, value)
        # Later than the version before it, whatever the clock does.
        stored.edited_at = max(timezone.now(), stored.written_at + LEAST)
        stored.save(update_fields=[*says, "edited_at"])
        mentioned = references.revise(stored, said["body"])
    signals.tell(signals.post_edited, Post, post=stored, mentioned=mentioned)
    return True
