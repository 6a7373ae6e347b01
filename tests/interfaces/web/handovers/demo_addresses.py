"""The addresses of a demo: those of the house, the practice keys of signing pages, and the people to try."""

from django.urls import include, path

from gieo.interfaces.web import urls
from gieo.interfaces.web.accounts import urls as accounts
from gieo.interfaces.web.accounts.views import try_as
from gieo.interfaces.web.handovers import urls as handovers

urlpatterns = [
    path("desk/handovers/", include(([*handovers.urlpatterns, *handovers.practice_urlpatterns], "handovers"))),
    path("", include(([*accounts.public_urlpatterns, path("thu-vai/", try_as, name="try_as")], "accounts_public"))),
    *urls.urlpatterns,
]
