"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.settings")
application = get_wsgi_application()
# Every page and every component is read before the processes part, not by each at its first request.
_ = get_resolver().url_patterns, engines.all()
