"""Settings of the whole site: one file, fed by the environment.

.env.example lists every variable that is read here, with a comment. Unset, each is safe;
wrong, it stops the start with one sentence (microblog/environment.py).
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.conf import global_settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from microblog import environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")  # what is set in the environment overrides it

# --- The site -------------------------------------------------------------------------------

DEBUG = environment.flag(env, "DEBUG", default=False)
SECRET_KEY = environment.secret_key(env, debug=DEBUG)
ALLOWED_HOSTS = environment.allowed_hosts(env, debug=DEBUG)
CSRF_TRUSTED_ORIGINS = environment.trusted_origins(env)

SITE_NAME = environment.line(env, "SITE_NAME", default="Microblog", most=40)
SITE_WELCOME = environment.line(env, "SITE_WELCOME", default="", most=500)
SITE_ACCENT = environment.colour(env, "SITE_ACCENT")

ROOT_URLCONF = "microblog.urls"
WSGI_APPLICATION = "microblog.wsgi.application"

INSTALLED_APPS = [
    "microblog",  # its commands override Django's
    "notifications",
    "posts",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",  # the same static files in development
    "django.contrib.staticfiles",
    "django.forms",  # so that templates/django/forms overrides its own
]

MIDDLEWARE = [
    "microblog.request_log.RequestLogMiddleware",  # first, to see all
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "microblog.caching.VisitorCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LastSeenMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.ThrottleMiddleware",
    "microblog.in_place.RedirectMiddleware",
    "microblog.errors.MethodNotAllowedMiddleware",  # inside of what measures the page
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data -----------------------------------------------------------------------------------

DATABASES = {
    "default": environment.database(env, default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": environment.address(env, env.cache_url_config, "CACHE_URL", "locmemcache://")
}

# --- People ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
ABSOLUTE_URL_OVERRIDES = {
    "accounts.user": lambda user: reverse("posts:profile", args=[user.username])
}
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
SETTINGS_PAGES = {"notifications:preferences": gettext_lazy("Notifications")}
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "accounts.sessions"
PASSWORD_RESET_TIMEOUT = 3600  # seconds that a link in a letter is good for
RENAMING_ALLOWED = environment.flag(env, "RENAMING_ALLOWED", default=True)

PASSWORD_PEPPERS = environment.password_peppers(env)
PASSWORD_HASHERS = [  # the first is for new hashes; the others still verify
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "accounts.hashers.PepperedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "accounts.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "accounts.hashers.BCryptPasswordHasher",
]
if PASSWORD_PEPPERS:
    PASSWORD_HASHERS[:2] = reversed(PASSWORD_HASHERS[:2])
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Posts ----------------------------------------------------------------------------------

# Characters as people see them.
POST_MAX_LENGTH = environment.number(env, "POST_MAX_LENGTH", default=500, most=5_000)

# --- Language, time, static files -----------------------------------------------------------

LANGUAGE_CODE = "en"
# Those that all is written in, each by its own name; docs/translating.md tells how to add one.
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "accounts.formats"
TIME_ZONE = "UTC"

# A form of a million characters is still answered at its field, in any script.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "microblog.static_files.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # what was not collected is served all the same

MEDIA_ROOT = environment.media_dir(env, default=BASE_DIR / "media")
FILE_UPLOAD_HANDLERS = [
    "microblog.uploads.BoundedUploadHandler",  # first, to see all
    *global_settings.FILE_UPLOAD_HANDLERS,
]

# --- Mail -----------------------------------------------------------------------------------

MAIL_BY_DEFAULT = "consolemail://" if DEBUG else "smtp://localhost:25"
vars().update(environment.address(env, env.email_url_config, "EMAIL_URL", MAIL_BY_DEFAULT))
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="microblog@localhost")
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ADMINS = environment.admins(env)

# In the database that is there anyway; `manage.py worker` does the work.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Security -------------------------------------------------------------------------------

# Off only where the site is reached by plain HTTP on purpose: a closed network, a trial.
HTTPS = environment.flag(env, "HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it
CSRF_FAILURE_VIEW = "microblog.errors.csrf_failure"

# Where links in mails start.
SITE_URL = environment.site_url(env, hosts=ALLOWED_HOSTS, https=HTTPS, debug=DEBUG)

# Believe a proxy in front about the scheme and the client's address.
TRUST_PROXY = environment.flag(env, "TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "microblog.proxy.TrustedProxyMiddleware")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}

# --- Logging --------------------------------------------------------------------------------

LOG_LEVEL = environment.log_level(env)
LOG_FILE = environment.log_file(env, default=BASE_DIR / "logs")
LOG_MAX_BYTES = environment.number(env, "LOG_MAX_BYTES", default=10_000_000)
LOG_BACKUPS = environment.number(env, "LOG_BACKUPS", default=5)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "microblog.request_log.RequestIdFilter"}},
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        },
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL},
        # Each request has its line already, from microblog.request_log.
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
        "django.request": {"level": "ERROR"},
        # What strangers send that makes no sense is worth a line, not a mail.
        "django.security": {"handlers": ["console"], "propagate": False},
    },
}
if LOG_FILE:
    LOGGING["handlers"]["file"] = {
        "class": "concurrent_log_handler.ConcurrentRotatingFileHandler",
        "filename": LOG_FILE,
        "maxBytes": LOG_MAX_BYTES,
        "backupCount": LOG_BACKUPS,
        "encoding": "utf-8",
        "formatter": "line",
        "filters": ["request_id"],
    }
    LOGGING["root"]["handlers"].append("file")
    LOGGING["loggers"]["django.security"]["handlers"].append("file")
if ADMINS and not DEBUG:
    LOGGING["handlers"]["mail"] = {
        "class": "microblog.error_mail.ErrorMailHandler",
        "level": "ERROR",
        "directory": LOG_FILE and LOG_FILE.parent / "error_mail",
        "formatter": "line",
        "filters": ["request_id"],
    }
    LOGGING["root"]["handlers"].append("mail")

# --- Development ----------------------------------------------------------------------------

if DEBUG and find_spec("debug_toolbar"):  # it comes with requirements-dev.txt
    INSTALLED_APPS += ["debug_toolbar"]
    MIDDLEWARE.insert(1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1", "::1"]
    DEBUG_TOOLBAR_CONFIG = {"SHOW_COLLAPSED": True}
