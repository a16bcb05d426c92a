"""A post with its conversation: what it answers above it, and its answers below.

Bounded, however deep or wide the conversation is: each page has so many posts, and leads on.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection

from accounts.models import User
from posts import cards
from posts.models import MutedConversation, Post, Tombstone, Viewer
from posts.paging import PAGE_SIZE, Page

ABOVE = 20  # posts
NESTED = 3  # answers to each answer
WINDOW = 200  # posts that are looked at, and looked below, for a page
LOOKED_AT = WINDOW // PAGE_SIZE  # answers to each, to find those to show
DEPTH = 8  # gaps in a row that one can see beyond

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


# For each post an arm of its own, which is read off the index, and no further than that.
ANSWERS = """
    SELECT * FROM (
        SELECT reply_to_id, id FROM posts_post
        WHERE reply_to_id = %s
            AND (hidden_at IS NULL OR EXISTS (SELECT 1 FROM posts_tombstone WHERE id = %s))
        ORDER BY id LIMIT %s
    ) AS answer
"""
GONE_ANSWERS = """
    SELECT * FROM (
        SELECT reply_to_id, id FROM posts_tombstone
        WHERE reply_to_id IN ({}) ORDER BY reply_to_id, id LIMIT %s
    ) AS gone
"""


@dataclass(slots=True)
class Node:
    """A post in its place.

    Attributes:
        post: None if it was deleted, or is not for the viewer: the two look the same.
        replies: the first answers to it.
        more: whether there may be more of them than these.
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
        hides: whether the author hid some, or what is above some, that the viewer may see.
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


def muted_by(
    member: User, before: int | None = None
) -> Page[tuple[MutedConversation, Post | None]]:
    """Return a page of what they muted, the latest first.

    With each is the post that it began with, if that is there, and for them to see.
    """
    page = MutedConversation.objects.of(member).page(before)
    visible = Post.objects.visible_to(member).select_related("author")
    posts = visible.in_bulk([mute.conversation for mute in page.rows])
    return Page([(mute, posts.get(mute.conversation)) for mute in page.rows], page.before)


def _hides(post: Post, viewer: Viewer) -> bool:
    first = _below(post.pk, viewer, 0, hidden=True)
    if first.nodes or first.after is None:
        return bool(first.nodes)
    further = Post.objects.listed_for(viewer).filter(reply_to=post, pk__gt=first.after)
    return further.filter(hidden_at__isnull=False).exists()


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
    """Return a page of answers, each with the first to it, and still without their posts.

    One that is gone, or not for the viewer, keeps its place if something follows that is, not
    too far below. A page where many are not is not full, and leads on all the same.

    Args:
        hidden: of which answers: hidden ones, others, or, if None, both.
    """
    window = _window(key, after, hidden)
    listed = _listed(window, viewer)
    leading = _lead_on(set(window) - listed, viewer)
    shown = [one for one in window if one in listed or one in leading]
    nodes = [Node(one) for one in shown[:PAGE_SIZE]]
    _nest(nodes, viewer)
    if len(shown) > PAGE_SIZE:
        return Answers(nodes, nodes[-1].pk)
    return Answers(nodes, window[-1] if len(window) == WINDOW else None)


def _window(key: int, after: int, hidden: bool | None) -> list[int]:
    """Return the keys of the first answers after that key, whoever may see them."""
    here: dict[str, Any] = {"reply_to_id": key, "pk__gt": after}
    if hidden is not None:
        here["hidden_at__isnull"] = not hidden
    posts = Post.objects.filter(**here).order_by("pk")
    gone = Tombstone.objects.filter(**here).order_by("pk")
    keys = [key for rows in (posts, gone) for key in rows.values_list("pk", flat=True)[:WINDOW]]
    return sorted(keys)[:WINDOW]


def _nest(nodes: list[Node], viewer: Viewer) -> None:
    """Put below each the first answers to it."""
    answers = _answers_to([node.pk for node in nodes])
    keys = [key for found in answers.values() for key in found]
    listed = _listed(keys, viewer)
    leading = _lead_on(keys, viewer)
    for node in nodes:
        found = answers.get(node.pk, [])
        there = [key for key in found if key in listed or key in leading]
        node.replies = [Node(key, more=key in leading) for key in there[:NESTED]]
        node.more = len(there) > NESTED or len(found) == LOOKED_AT


def _lead_on(keys: Collection[int], viewer: Viewer) -> set[int]:
    """Return those below which, not too far, is a post that the viewer's listings show."""
    leading: set[int] = set()
    above = {key: key for key in keys}  # of each that is looked below, which of the keys
    for _ in range(DEPTH):
        answers = _answers_to(list(islice(above, WINDOW)))
        below = {key: above[parent] for parent, found in answers.items() for key in found}
        if not below:
            break
        leading |= {below[key] for key in _listed(below, viewer)}
        above = {key: top for key, top in below.items() if top not in leading}
    return leading


def _answers_to(keys: list[int]) -> dict[int, list[int]]:
    """Return the keys of the first answers to each, gone or not, but for hidden ones.

    Who hid an answer to what is gone cannot show it again: it is nobody's to hide any more.
    """
    if not keys:
        return {}
    marks = ", ".join(["%s"] * len(keys))
    arms = [ANSWERS] * len(keys) + [GONE_ANSWERS.format(marks)]
    values = [value for key in keys for value in (key, key, LOOKED_AT)]
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), [*values, *keys, WINDOW])
        for parent, key in cursor.fetchall():
            found.setdefault(parent, []).append(key)
    return {parent: sorted(answers)[:LOOKED_AT] for parent, answers in found.items()}


def _listed(keys: Iterable[int], viewer: Viewer) -> set[int]:
    listed = Post.objects.listed_for(viewer).filter(pk__in=list(keys))
    return set(listed.values_list("pk", flat=True))


def _fill(nodes: list[Node], viewer: Viewer) -> None:
    """Fetch the posts of all the nodes at once."""
    listed = cards.for_viewer(Post.objects.listed_for(viewer), viewer)
    posts = listed.in_bulk([node.pk for node in nodes])
    for node in nodes:
        node.post = posts.get(node.pk)
