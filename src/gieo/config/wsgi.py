"""The web server's door: copies of public pages and the count of visits stand before Django."""

import atexit
import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gieo.config.settings")
# A page that is being made holds the interpreter; copies are given in between, and need not wait 5 ms for their turn.
sys.setswitchinterval(0.001)
_django = get_wsgi_application()

from gieo.interfaces.web.front import Front  # noqa: E402 - it reads settings, which the line above has loaded

application = Front(_django)

# What is loaded by now lives as long as the server. Set apart, it is not walked through each time memory is looked over
# for rubbish, which a page of many rows made happen a hundred times and which took a sixth of its time; and memory is
# looked over less often: a page leaves little behind that is not given back at once.
get_resolver().url_patterns  # noqa: B018 - loads every page's code
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
atexit.register(gc.unfreeze)  # at the end everything is cleared away, or libraries complain of what they find left
