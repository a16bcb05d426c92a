"""The built-in avatar: an initial on a coloured shape, the same wherever it is drawn.

It is made here, of a few bytes of SVG, rather than fetched from a service that would learn
who reads what.
"""

import hashlib

from django.utils.html import format_html
from django.utils.safestring import SafeString

SHAPES = (  # each drawn over the lower layer of a 40 by 40 square
    "M0 40V16L40 40z",
    "M40 40V16L0 40z",
    "M0 0h40L0 40z",
    "M20 0h20v40H20z",
    "M0 22h40v18H0z",
    "M0 40a40 40 0 0 1 40-40v40z",
    "M0 0a40 40 0 0 0 40 40H0z",
    "M40 20a20 20 0 1 1-40 0 20 20 0 0 1 40 0z",
)


def built_in_avatar(user_id: int, username: str) -> SafeString:
    """Return an <svg>; its colour and shape depend on the id alone: a rename keeps them.

    It is hidden from screen readers: the name stands beside it.
    """
    digest = hashlib.sha256(str(user_id).encode()).digest()
    return format_html(
        '<svg class="avatar" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">'
        '<path d="M0 0h40v40H0z" fill="oklch(52% .11 {hue})"/>'
        '<path d="{shape}" fill="oklch(44% .11 {hue})"/>'
        '<text x="20" y="27" fill="#fff">{initial}</text></svg>',
        hue=360 * digest[0] // 256,
        shape=SHAPES[digest[1] % len(SHAPES)],
        initial=username[:1].upper(),
    )
