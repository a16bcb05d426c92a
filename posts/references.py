"""What posts refer to, stored so that it can be found: members, hashtags, words."""

from collections.abc import Iterator, Sequence

from django.db.models.functions import Upper

from accounts.models import User
from posts.markup import Kind, pieces
from posts.models import Mention, Post, PostWords, Tagging
from posts.words import tokens


def store(posts: Sequence[Post]) -> None:
    """Store the references of new posts. Only members who are there become mentions."""
    Tagging.objects.bulk_create(_taggings(posts))
    Mention.objects.bulk_create(_mentions(posts))
    PostWords.objects.bulk_create(
        PostWords(post_id=post.pk, words=tokens(post.body, post.author_id, post.warning))
        for post in posts
    )


def _taggings(posts: Sequence[Post]) -> Iterator[Tagging]:
    for post in posts:
        for tag in _found(post, Kind.TAG):
            yield Tagging(post_id=post.pk, tag=tag)


def _mentions(posts: Sequence[Post]) -> Iterator[Mention]:
    wanted = {post.pk: _found(post, Kind.MENTION) for post in posts}
    names = {name.upper() for found in wanted.values() for name in found}
    there = User.objects.visible().alias(upper=Upper("username")).filter(upper__in=names)
    members = {member.username.lower(): member for member in there}
    for post in posts:
        named = {name.lower() for name in wanted[post.pk]} & members.keys()
        meant = {members[name] for name in named} | _answered(post)
        for member in meant:
            yield Mention(post=post, member=member, name=member.username.lower())


def _answered(post: Post) -> set[User]:
    """Return whom a reply speaks to, whether or not it names them."""
    return {post.reply_to.author} - {post.author} if post.reply_to else set()


def _found(post: Post, kind: Kind) -> set[str]:
    return {piece.value for piece in pieces(post.body) if piece.kind is kind}
