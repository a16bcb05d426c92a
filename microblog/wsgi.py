"""The WSGI application, for gunicorn and its like."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microblog.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:  # for the operator, whom a traceback would not help
    sys.exit(f"Microblog cannot start: {error}")
