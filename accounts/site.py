"""What this site is: settings of the project, each with a default of its own."""

from django.conf import settings


def site_name() -> str:
    """Return `SITE_NAME`: what pages and letters call the site."""
    return getattr(settings, "SITE_NAME", "Microblog")


def site_url() -> str:
    """Return `SITE_URL`, without a slash at the end.

    Not taken from a request: its Host is the sender's word, and a link with a token that
    led elsewhere would give the token away.
    """
    return getattr(settings, "SITE_URL", "http://127.0.0.1:8000").rstrip("/")


def site_welcome() -> str:
    """Return `SITE_WELCOME`: with what it greets visitors; empty for the words of the page."""
    return getattr(settings, "SITE_WELCOME", "")


def site_accent() -> str:
    """Return `SITE_ACCENT`, a colour like "#0b6e4f"; empty for that of the style sheet."""
    return getattr(settings, "SITE_ACCENT", "")
