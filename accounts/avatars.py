"""Avatars: a picture that was uploaded, or an initial on a coloured shape.

The latter is made here, of a few bytes of SVG, rather than fetched from a service that would
learn who reads what. Both are hidden from screen readers: the name stands beside them.
"""

import hashlib
from pathlib import PurePosixPath

from django.urls import reverse
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


def uploaded_avatar(user_id: int, file: str) -> SafeString:
    """Return an <img> of the picture that is stored under the name `file`."""
    return format_html(
        '<img class="avatar" src="{}" alt="" width="40" height="40" decoding="async">',
        avatar_path(user_id, file),
    )


def avatar_path(user_id: int, file: str) -> str:
    """Return the address, on this site, of the picture stored under the name `file`."""
    return reverse("accounts:avatar", args=[user_id, PurePosixPath(file).stem])


def built_in_avatar(user_id: int, name: str) -> SafeString:
    """Return an <svg>; its colour and shape depend on the id alone: a rename keeps them."""
    digest = hashlib.sha256(str(user_id).encode()).digest()
    return format_html(
        '<svg class="avatar" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">'
        '<path d="M0 0h40v40H0z" fill="oklch(52% .11 {hue})"/>'
        '<path d="{shape}" fill="oklch(44% .11 {hue})"/>'
        '<text x="20" y="27" fill="#fff">{initial}</text></svg>',
        hue=360 * digest[0] // 256,
        shape=SHAPES[digest[1] % len(SHAPES)],
        initial=name[:1].upper(),
    )
