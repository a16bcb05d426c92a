"""Rules about notifications: who is told of what, in which way, and for how long."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from notifications.models import (
    GROUPED,
    Actor,
    Kind,
    Notification,
    Preference,
    ReadPosition,
    Way,
)
from notifications.tasks import send_letter
from posts.ids import first_post_id, new_post_id
from posts.models import Post, unlisted_for

KEPT = timedelta(days=90)  # what was read


def tell_of(post: Post) -> None:
    """Tell those to whom a new post speaks, each once, of what concerns them most."""
    kinds = {mention.member: Kind.MENTION for mention in post.mentions.select_related("member")}
    if post.repost_of:
        kinds[post.repost_of.author] = Kind.QUOTE
    if post.reply_to:
        kinds[post.reply_to.author] = Kind.REPLY
    for member, kind in kinds.items():
        tell(member, kind, by=post.author, post=post)


def tell(recipient: User, kind: Kind, *, by: User, post: Post | None = None) -> None:
    """Tell the recipient what `by` did, unless they do not want to know, or may not.

    Likes and the like are told together, as long as the recipient has not looked: what comes
    later is told anew. Who does the same again is told of once, where it is newest.
    """
    if recipient == by or not _may_know(recipient, by, post):
        return
    way = Preference.objects.of(recipient)[kind]
    if way == Way.OFF:
        return
    try:
        with transaction.atomic():
            _store(recipient, kind, by, post, by_letter=way == Way.EMAIL)
    except IntegrityError:
        pass  # the post, or one of the two, has gone meanwhile


def _may_know(recipient: User, by: User, post: Post | None) -> bool:
    if not User.objects.visible().filter(pk=recipient.pk).exists():
        return False
    if unlisted_for(recipient).filter(pk=by.pk).exists():
        return False
    return post is None or Post.objects.readable_by(recipient).filter(pk=post.pk).exists()


def _store(
    recipient: User, kind: Kind, by: User, post: Post | None, *, by_letter: bool
) -> None:
    key = new_post_id(timezone.now())
    same = Notification.objects.filter(recipient=recipient, kind=kind, post=post)
    told, opened = Notification.objects.get_or_create(
        recipient=recipient,
        kind=kind,
        post=post,
        since=ReadPosition.objects.upto_of(recipient) if kind in GROUPED else 0,
        defaults={"latest": key},
    )
    _, new = Actor.objects.get_or_create(notification=told, member=by)
    if not new:
        return
    Notification.objects.filter(pk=told.pk).update(latest=Greatest(F("latest"), key))
    Actor.objects.filter(member=by, notification__in=same.exclude(pk=told.pk)).delete()
    if opened and by_letter and recipient.email_verified_at:
        send_letter.enqueue(told.pk)


def read(member: User, *, upto: int) -> None:
    """Note that the member has seen all with a key up to `upto`. It never goes back."""
    ReadPosition.objects.get_or_create(member=member)
    ReadPosition.objects.of(member).filter(upto__lt=upto).update(upto=upto)


def choose(member: User, ways: dict[Kind, Way]) -> None:
    """Keep how the member wants to be told of each kind."""
    Preference.objects.bulk_create(
        [Preference(member=member, kind=kind, way=way) for kind, way in ways.items()],
        update_conflicts=True,
        unique_fields=["member", "kind"],
        update_fields=["way"],
    )


def forget_read() -> None:
    """Delete what was read and is older than we keep it."""
    position = ReadPosition.objects.of(OuterRef("recipient")).values("upto")
    old = Notification.objects.filter(latest__lt=first_post_id(timezone.now() - KEPT))
    old.filter(latest__lte=Subquery(position)).delete()
