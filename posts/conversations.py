"""A post with its conversation: what it answers above it, and its answers below.

Bounded, however deep or wide the conversation is: each page has so many posts, and leads on.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from posts import cards
from posts.models import MutedConversation, Post, PostQuerySet, Tombstone, Viewer
from posts.paging import PAGE_SIZE

ABOVE = 20  # posts
NESTED = 3  # answers to each answer

UP = """
    WITH RECURSIVE above (id, step) AS (
        SELECT CAST(%s AS bigint), 1
        UNION ALL
        SELECT COALESCE(post.reply_to_id, tombstone.reply_to_id), step + 1
        FROM above
        LEFT JOIN posts_post AS post ON post.id = above.id
        LEFT JOIN posts_tombstone AS tombstone ON tombstone.id = above.id
        WHERE above.id IS NOT NULL AND step <= %s
    )
    SELECT id FROM above WHERE id IS NOT NULL ORDER BY step
"""


@dataclass(slots=True)
class Node:
    """A post in its place.

    Attributes:
        post: None if it was deleted, or is not for the viewer: the two look the same.
        replies: the first answers to it.
        more: whether there are more of them than these.
    """

    pk: int
    post: Post | None = None
    replies: list["Node"] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """A page of answers to a post, the earliest first.

    Attributes:
        after: the key after which the next page starts, if there is one.
    """

    nodes: list[Node]
    after: int | None

    def all_nodes(self) -> list[Node]:
        """Return them with the answers to them."""
        return [*self.nodes, *(reply for node in self.nodes for reply in node.replies)]


@dataclass(frozen=True, slots=True)
class Conversation:
    """What stands around a post.

    Attributes:
        above: what it answers, the earliest first.
        earlier: a post that leads to what is further above, if there is more.
        below: a page of its answers that its author did not hide.
        hides: whether the author hid some.
        muted: whether the viewer muted it.
    """

    above: list[Node]
    earlier: Post | None
    below: Answers
    hides: bool
    muted: bool


def around(post: Post, viewer: Viewer, after: int | None = None) -> Conversation:
    """Return the conversation around `post`, as far as the viewer's listings show it."""
    keys = _above(post)
    above = [Node(key) for key in reversed(keys[:ABOVE])]
    below = _below(post.pk, viewer, after or 0, hidden=False)
    _fill([*above, *below.all_nodes()], viewer)
    return Conversation(
        above=above,
        earlier=next(filter(None, (node.post for node in above)), None)
        if len(keys) > ABOVE
        else None,
        below=below,
        hides=_hides(post, viewer),
        muted=_is_muted(post, viewer),
    )


def hidden_below(post: Post, viewer: Viewer, after: int | None = None) -> Answers:
    """Return a page of the answers that the author hid, as far as the viewer's listings go."""
    below = _below(post.pk, viewer, after or 0, hidden=True)
    _fill(below.all_nodes(), viewer)
    return below


def below_gap(key: int, viewer: Viewer, after: int | None = None) -> Answers:
    """Return a page of the answers to a post that is gone, or is not for the viewer.

    Who hid an answer to what is gone cannot show it again: it is nobody's to hide any more.
    """
    gone = Tombstone.objects.filter(pk=key).exists()
    below = _below(key, viewer, after or 0, hidden=None if gone else False)
    _fill(below.all_nodes(), viewer)
    return below


def _hides(post: Post, viewer: Viewer) -> bool:
    hidden = Post.objects.listed_for(viewer).filter(reply_to=post, hidden_at__isnull=False)
    return hidden.exists()


def _is_muted(post: Post, viewer: Viewer) -> bool:
    muted = MutedConversation.objects.of(viewer).filter(conversation=post.conversation)
    return viewer.is_authenticated and muted.exists()


def _above(post: Post) -> list[int]:
    """Return the keys of what it answers, the nearest first, and one more than are shown."""
    if post.reply_to_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(UP, [post.reply_to_id, ABOVE])
        return [key for (key,) in cursor.fetchall()]


def _below(key: int, viewer: Viewer, after: int, *, hidden: bool | None) -> Answers:
    """Return a page of answers, each with the keys of the first to it.

    One that is gone, or not for the viewer, keeps its place if something follows that is.

    Args:
        hidden: of which answers: hidden ones, others, or, if None, both.
    """
    listed = Post.objects.listed_for(viewer)
    answers = listed.filter(reply_to=OuterRef("pk"))
    first = _first(answers.filter(hidden_at=None))
    # No Exists, for which PostgreSQL may read all that the viewer may see.
    seen = Subquery(listed.filter(pk=OuterRef("pk")).values("pk"))
    here: dict[str, Any] = {"reply_to_id": key, "pk__gt": after}
    if hidden is not None:
        here["hidden_at__isnull"] = not hidden
    answered = Q(reply_0__gt=0)
    posts: QuerySet[Any] = Post.objects.alias(seen=seen).annotate(**first)
    gone: QuerySet[Any] = Tombstone.objects.annotate(**_first(answers))
    rows = [
        row
        for queryset in (posts.filter(answered | Q(seen__gt=0)), gone.filter(answered))
        for row in queryset.filter(**here).order_by("pk").values("pk", *first)[: PAGE_SIZE + 1]
    ]
    rows.sort(key=lambda row: row["pk"])
    nodes = [_node(row, [row[name] for name in first]) for row in rows[:PAGE_SIZE]]
    return Answers(nodes, nodes[-1].pk if len(rows) > PAGE_SIZE else None)


def _first(answers: PostQuerySet) -> dict[str, Subquery]:
    keys = answers.order_by("pk").values("pk")
    return {f"reply_{n}": Subquery(keys[n : n + 1]) for n in range(NESTED + 1)}


def _node(row: dict[str, Any], replies: list[int | None]) -> Node:
    there = [key for key in replies if key is not None]
    nested = [Node(key) for key in there[:NESTED]]
    return Node(row["pk"], replies=nested, more=len(there) > NESTED)


def _fill(nodes: list[Node], viewer: Viewer) -> None:
    """Fetch the posts of all the nodes at once."""
    listed = cards.for_viewer(Post.objects.listed_for(viewer), viewer)
    posts = listed.in_bulk([node.pk for node in nodes])
    for node in nodes:
        node.post = posts.get(node.pk)
