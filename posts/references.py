"""What posts refer to and have, stored so that it can be found: members, hashtags, words."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models.functions import Upper

from accounts.models import User
from posts.markup import Kind, pieces
from posts.models import Mention, Picture, Post, PostWords, Tagging
from posts.words import tokens


def store(posts: Sequence[Post]) -> None:
    """Store the references of new posts, whose pictures are stored before.

    Only members who are there become mentions.
    """
    Tagging.objects.bulk_create(_taggings(posts))
    Mention.objects.bulk_create(_mentions({post: _named(post.body) for post in posts}))
    PostWords.objects.bulk_create(_words(posts))


def revise(post: Post, before: str) -> list[User]:
    """Store the references of a post that said `before` until now; return whom it mentions new.

    A mention that is in both texts stays, by whatever name its member goes now. Whom a reply
    answers is mentioned in any case.
    """
    Tagging.objects.filter(post=post).exclude(tag__in=_found(post.body, Kind.TAG)).delete()
    Tagging.objects.bulk_create(_taggings([post]), ignore_conflicts=True)
    named, were_named = _named(post.body), _named(before)
    unnamed = Mention.objects.filter(post=post, name__in=were_named - named)
    unnamed.exclude(member__in=_answered(post)).delete()
    there = set(Mention.objects.filter(post=post).values_list("member", flat=True))
    found = _mentions({post: named - were_named})
    mentions = [mention for mention in found if mention.member_id not in there]
    Mention.objects.bulk_create(mentions, ignore_conflicts=True)
    PostWords.objects.bulk_create(
        _words([post]), update_conflicts=True, unique_fields=["post"], update_fields=["words"]
    )
    return [mention.member for mention in mentions]


def _taggings(posts: Sequence[Post]) -> Iterator[Tagging]:
    for post in posts:
        for tag in _found(post.body, Kind.TAG):
            yield Tagging(post_id=post.pk, tag=tag)


def _words(posts: Sequence[Post]) -> Iterator[PostWords]:
    illustrated = Picture.objects.filter(post__in=posts).values_list("post", flat=True)
    with_image = set(illustrated)
    for post in posts:
        has_image = post.pk in with_image
        words = tokens(post.body, post.author_id, post.warning, has_image=has_image)
        yield PostWords(post_id=post.pk, words=words)


def _mentions(wanted: Mapping[Post, set[str]]) -> Iterator[Mention]:
    names = {name.upper() for named in wanted.values() for name in named}
    there = User.objects.visible().alias(upper=Upper("username")).filter(upper__in=names)
    members = {member.username.lower(): member for member in there}
    for post, named in wanted.items():
        meant = {members[name] for name in named & members.keys()} | _answered(post)
        for member in meant:
            yield Mention(post=post, member=member, name=member.username.lower())


def _answered(post: Post) -> set[User]:
    """Return whom a reply speaks to, whether or not it names them."""
    return {post.reply_to.author} - {post.author} if post.reply_to else set()


def _named(body: str) -> set[str]:
    return {name.lower() for name in _found(body, Kind.MENTION)}


def _found(body: str, kind: Kind) -> set[str]:
    return {piece.value for piece in pieces(body) if piece.kind is kind}
