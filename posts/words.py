"""The words of a post, found the same way whichever database keeps them."""

import regex

from accounts.text import words
from posts.markup import IN_TAG, TAG_MAX_LENGTH, Kind, normal_tag, pieces

MAX_WORDS = 8000  # of a text; PostgreSQL counts positions up to 16,383
NOT_IN_TAG = regex.compile(rf"(?!{IN_TAG}).", regex.DOTALL)

# What is known of a post beside its words is kept among them, with a mark no word has, so that
# one index answers a whole question.


def tag_token(tag: str) -> str:
    return "#" + NOT_IN_TAG.sub("_", normal_tag(tag)[:TAG_MAX_LENGTH])


def author_token(author_id: int) -> str:
    return f"@{author_id}"


LINK_TOKEN = "has:link"  # noqa: S105  # no secret
IMAGE_TOKEN = "has:image"  # noqa: S105  # no secret


def tokens(body: str, author_id: int, warning: str = "", *, has_image: bool = False) -> str:
    """Return all by which a post can be found, separated by blanks."""
    found = words(body)[:MAX_WORDS]
    parts = list(pieces(body))
    found += sorted({tag_token(part.value) for part in parts if part.kind is Kind.TAG})
    if any(part.kind is Kind.LINK for part in parts):
        found.append(LINK_TOKEN)
    if has_image:
        found.append(IMAGE_TOKEN)
    # The author's stands between, so that no phrase is found half in one, half in the other.
    return " ".join([*found, author_token(author_id), *words(warning)])
