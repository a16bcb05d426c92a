"""Rules about notifications: who is told of what, in which way, and for how long."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from notifications.models import (
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
    _tell_each(kinds, post)


def tell_mentioned(members: Iterable[User], post: Post) -> None:
    """Tell them that the post mentions them now."""
    _tell_each(dict.fromkeys(members, Kind.MENTION), post)


def tell(recipient: User, kind: Kind, *, by: User, post: Post | None = None) -> None:
    """Tell the recipient what `by` did, unless they do not want to know, or may not.

    It is told with what others did, as long as the recipient has not looked: what comes later
    is told anew. Who does the same again is told of once, where it is newest.
    """
    way = Preference.objects.of(recipient)[kind]
    if way == Way.OFF or not _may_know(recipient, by, post):
        return
    try:
        with transaction.atomic():
            told = _store(recipient, kind, by, post)
    except IntegrityError:
        return  # the post, or one of the two, has gone meanwhile
    if told and way == Way.EMAIL:
        _write(told)


def _tell_each(kinds: Mapping[User, Kind], post: Post) -> None:
    """Tell each by itself of the post. It may mention a hundred: they are stored at once."""
    ways = Preference.objects.of_each(kinds)
    key = new_post_id(timezone.now())
    before = set(Notification.objects.filter(post=post).values_list("recipient", "kind"))
    told = [
        Notification(recipient=member, kind=kind, post=post, latest=key)
        for member, kind in kinds.items()
        if ways[member.pk][kind] != Way.OFF
        and (member.pk, kind) not in before
        and _may_know(member, post.author, post)
    ]
    try:
        with transaction.atomic():
            Notification.objects.bulk_create(told)
            Actor.objects.bulk_create(
                Actor(notification=one, member=post.author) for one in told
            )
    except IntegrityError:
        _tell_each(kinds, post)  # but for whoever has gone meanwhile
        return
    for one in told:
        if ways[one.recipient_id][Kind(one.kind)] == Way.EMAIL:
            _write(one)


def _may_know(recipient: User, by: User, post: Post | None) -> bool:
    there = User.objects.visible().filter(pk=recipient.pk).exclude(pk=by.pk)
    there = there.exclude(Exists(unlisted_for(recipient).filter(pk=by.pk)))
    if post:
        there = there.filter(Exists(Post.objects.readable_by(recipient).filter(pk=post.pk)))
    return there.exists()


def _store(recipient: User, kind: Kind, by: User, post: Post | None) -> Notification | None:
    """Return the notification if it is new, and not one that goes on."""
    key = new_post_id(timezone.now())
    same = Notification.objects.filter(recipient=recipient, kind=kind, post=post)
    told, opened = Notification.objects.get_or_create(
        recipient=recipient,
        kind=kind,
        post=post,
        since=ReadPosition.objects.upto_of(recipient),
        defaults={"latest": key},
    )
    _, new = Actor.objects.get_or_create(notification=told, member=by)
    if new:
        Notification.objects.filter(pk=told.pk).update(latest=Greatest(F("latest"), key))
        Actor.objects.filter(member=by, notification__in=same.exclude(pk=told.pk)).delete()
    return told if opened else None


def _write(told: Notification) -> None:
    if told.recipient.email_verified_at:
        send_letter.enqueue(told.pk)


def forget(kind: Kind, post: Post, *, by: User) -> None:
    """Tell no longer what was undone.

    It would not be shown; but many of them would leave no room for what is, where only so
    many are looked at.
    """
    Actor.objects.filter(member=by, notification__post=post, notification__kind=kind).delete()


def forget_mentions(post: Post) -> None:
    """Tell no longer those whom the post does not mention any more."""
    told = Notification.objects.filter(post=post, kind=Kind.MENTION)
    told.exclude(recipient__in=post.mentions.values("member")).delete()


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
