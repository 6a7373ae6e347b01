"""The web server's door: copies of public pages and the count of visits stand before Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gieo.config.settings")
_django = get_wsgi_application()

from gieo.interfaces.web.front import Front  # noqa: E402 - it reads settings, which the line above has loaded

application = Front(_django)
