"""What the accounts app lets its project decide; each setting has a default."""

from django.conf import settings


def site_name() -> str:
    """Return `SITE_NAME`: what mails call the site."""
    return getattr(settings, "SITE_NAME", "Microblog")


def site_url() -> str:
    """Return `SITE_URL`: where links in mails start, without a slash at the end.

    Not taken from a request: its Host is the sender's word, and a link with a token that
    led elsewhere would give the token away.
    """
    return getattr(settings, "SITE_URL", "http://127.0.0.1:8000").rstrip("/")


def renaming_allowed() -> bool:
    """Return `RENAMING_ALLOWED`: whether members may take another username."""
    return getattr(settings, "RENAMING_ALLOWED", True)
