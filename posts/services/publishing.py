"""Rules about posts: publishing and deleting."""

import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from posts import languages, references, signals
from posts.bodies import clean_body, clean_warning
from posts.ids import new_post_id
from posts.models import Audience, Post, Repliers, Viewer
from posts.services.errors import NotInvitedError, NotTheirsToDeleteError, NotToShareError
from posts.services.holding import check_active, hold
from posts.services.pictures import Attachment, attach, described, discard, fingerprint


def publish(
    *,
    author: User,
    body: str,
    audience: Audience = Audience.EVERYONE,
    reply_to: Post | None = None,
    quote_of: Post | None = None,
    submission: uuid.UUID | None = None,
    warning: str = "",
    language: str = "",
    pictures: Sequence[Attachment] = (),
    replies_from: Repliers = Repliers.EVERYONE,
) -> Post:
    """Publish `body` as the author's newest post.

    Args:
        body: as sent; see `clean_body`.
        audience: who may see it; at most those for whom what it answers and quotes is.
        reply_to: the post that it answers, whose author it thereby mentions.
        quote_of: the post that it shows below the text.
        submission: tells one sending of a form from the next. The same one with the same
            text, however often and however simultaneously, publishes one post.
        warning: what to know before one reads it; see `clean_warning`.
        language: the tag of one of `languages.NAMES`, or "".
        pictures: what was uploaded, in the order to show it. If this is refused it waits on.
        replies_from: whom they let reply to it.

    Raises:
        ValidationError: there is no text, too much of it, or control characters in it; the
            warning is not fit to show; nobody knows the language; or, by field, something is
            wrong with the pictures (`media`) or what is said of them (`alt`).
        GoneError: the author is deactivated or deleted.
        UnseenError: the author may not see `reply_to` or `quote_of`, or it is gone.
        NotToShareError: `quote_of` is for followers.
        NotInvitedError: who wrote `reply_to` does not let the author reply.
    """
    body, warning = clean_body(body), clean_warning(warning)
    languages.check(language)
    pictures = described(pictures, by=author)
    tied_to = [other for other in (reply_to, quote_of) if other]
    for other in tied_to:
        audience = audience.within(Audience(other.audience))
    # Of what is sent too: the form may come once more with something else (the back button).
    ties = [other and other.pk for other in (reply_to, quote_of)]
    told = [(fingerprint(one.picture), one.alt) for one in pictures]
    sent = (body, warning, language, str(audience), str(replies_from), ties, told)
    key = submission and uuid.uuid5(submission, repr(sent))
    check_active(author)
    while True:
        now = timezone.now()
        post = Post(
            id=new_post_id(now),
            author=author,
            body=body,
            warning=warning,
            language=language,
            audience=audience,
            reply_to=reply_to,
            repost_of=quote_of,
            replies_from=replies_from,
            created_at=now,
            submission=key,
        )
        post.conversation = post.conversation_joined()
        try:
            with transaction.atomic():  # ask the database: looking first loses the race
                for other in sorted(tied_to, key=lambda other: other.pk):
                    hold(other, author)
                if quote_of and not quote_of.may_be_shared:
                    raise NotToShareError
                if reply_to and not may_reply(author, reply_to):
                    raise NotInvitedError(reply_to.who_replies)
                post.save(force_insert=True)
                attach(pictures, to=post)
                references.store([post])
        except IntegrityError:
            if key and (earlier := Post.objects.by(author).filter(submission=key).first()):
                discard(attachment.picture for attachment in pictures)
                return earlier
            check_active(author)
            if not Post.objects.filter(pk=post.pk).exists():
                raise
            # Somebody else drew that id in this very millisecond: draw again.
        else:
            signals.tell(signals.post_published, Post, post=post)
            return post


def may_reply(user: Viewer, post: Post) -> bool:
    """The author may, and those whom the author lets, of whoever sees the post."""
    return Post.objects.answerable_by(user).filter(pk=post.pk).exists()


def may_delete(user: Viewer, post: Post) -> bool:
    """Authors may, and staff who moderate."""
    moderates = user.is_staff and user.has_perm("posts.delete_post")
    return post.author_id == user.pk or moderates


def delete(post: Post, *, by: Viewer) -> None:
    """Delete the post for everyone.

    Raises:
        NotTheirsToDeleteError: it is somebody else's, and they do not moderate.
    """
    if not may_delete(by, post):
        raise NotTheirsToDeleteError
    with transaction.atomic():
        # Locked first: nothing new ties itself to the post while what is tied to it goes.
        Post.objects.select_for_update().filter(pk=post.pk).first()
        post.delete()
