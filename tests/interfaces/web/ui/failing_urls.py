"""The addresses of Gieo, and one page that breaks."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from gieo.config.urls import handler400, handler403, handler404, handler429, handler500
from gieo.config.urls import urlpatterns as ours
from gieo.interfaces.web.ui.pages import public

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


@public
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a page that breaks")


urlpatterns = [*ours, *i18n_patterns(path("hong/", breaks, name="breaks"), prefix_default_language=False)]
