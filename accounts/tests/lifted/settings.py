"""A project that has `accounts` and nothing else of ours: what another one has to set.

docs/accounts.md tells why; microblog/tests/test_lifted_app.py runs the app's own tests here.
"""

from pathlib import Path
from tempfile import gettempdir

import environ

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]  # of this repository, or of wherever the app was copied to

DEBUG = True
SECRET_KEY = "a-key-for-tests-only-" + "0123456789" * 4  # no secret

ROOT_URLCONF = "accounts.tests.lifted.urls"

INSTALLED_APPS = [
    "accounts",  # its commands override Django's
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LastSeenMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.ThrottleMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates", ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASE = environ.Env().db(
    "DATABASE_URL", f"sqlite:///{gettempdir()}/lifted.sqlite3?transaction_mode=IMMEDIATE"
)
# Tests get a file too: connections to an SQLite database in memory cannot be concurrent.
DATABASES = {"default": DATABASE | {"TEST": {"NAME": f"{DATABASE['NAME']}_test"}}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
SESSION_ENGINE = "accounts.sessions"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600  # seconds

PASSWORD_HASHERS = [  # the first is for new hashes; the others still verify
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "accounts.hashers.PepperedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "accounts.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "accounts.hashers.BCryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "accounts.formats"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MEDIA_ROOT = Path(gettempdir()) / "lifted_media"
STATIC_URL = "static/"
