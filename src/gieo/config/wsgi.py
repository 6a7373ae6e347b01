"""The web server's door: copies of public pages and the count of visits stand before Django."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gieo.config.settings")
# A page that is being made holds the interpreter; copies are given in between, and need not wait 5 ms for their turn.
sys.setswitchinterval(0.001)
_django = get_wsgi_application()

from gieo.interfaces.web.front import Front  # noqa: E402 - it reads settings, which the line above has loaded

application = Front(_django)
