"""The settings of production, but for where static files are collected: not in the checkout."""

from microblog.settings import *  # noqa: F403

STATIC_ROOT = env.path("STATIC_ROOT")  # noqa: F405
