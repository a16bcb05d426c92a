"""The WSGI application, for gunicorn and its like."""

import os
import sys
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from microblog.content_type import with_boundary_alone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microblog.settings")
try:
    django_application = get_wsgi_application()
except ImproperlyConfigured as error:  # for the operator, whom a traceback would not help
    sys.exit(f"Microblog cannot start: {error}")


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    environ["CONTENT_TYPE"] = with_boundary_alone(environ.get("CONTENT_TYPE", ""))
    return django_application(environ, start_response)
