"""The ASGI application, for servers that prefer it."""

import os
import sys

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microblog.settings")

try:
    application = get_asgi_application()
except ImproperlyConfigured as error:  # for the operator, whom a traceback would not help
    sys.exit(f"Microblog cannot start: {error}")
