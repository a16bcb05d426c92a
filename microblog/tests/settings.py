"""The project's settings, fed an environment that is the same on every machine.

DATABASE_URL and CACHE_URL alone may be set from outside, to test on PostgreSQL and Redis.
"""

import os
import tempfile

os.environ |= {
    "DEBUG": "False",
    "SECRET_KEY": "a-key-for-tests-only-" + "0123456789" * 4,
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "HTTPS": "False",
    "TRUST_PROXY": "False",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "ADMINS": "",
    "LOG_DIR": "",
    "LOG_LEVEL": "INFO",
    "POST_MAX_LENGTH": "500",
    "CSRF_TRUSTED_ORIGINS": "",
    "PASSWORD_PEPPERS": "",
    "RENAMING_ALLOWED": "True",
    "SITE_URL": "http://testserver",
    "SITE_NAME": "Microblog",
    "SITE_WELCOME": "",
    "SITE_ACCENT": "",
    "MEDIA_DIR": f"{tempfile.gettempdir()}/microblog-media",
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.gettempdir()}/microblog.sqlite3")
os.environ.setdefault("CACHE_URL", "locmemcache://")

from microblog.settings import *  # noqa: F403  # the environment had to come first

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names need a collected directory, and `live_server` does not find them.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Looked for when asked for: each test's client would list them all first.
WHITENOISE_AUTOREFRESH = True
# What is kept is each test process's own.
CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "")  # noqa: F405

# A page that asks once per row fails its test.
INSTALLED_APPS += ["zeal"]  # noqa: F405
MIDDLEWARE += ["zeal.middleware.zeal_middleware"]  # noqa: F405
