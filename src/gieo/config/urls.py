"""The addresses of this installation, and the pages for what goes wrong."""

from gieo.interfaces.web.urls import urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

handler400 = "gieo.interfaces.web.ui.errors.bad_request"
handler403 = "gieo.interfaces.web.ui.errors.forbidden"
handler404 = "gieo.interfaces.web.ui.errors.not_found"
handler429 = "gieo.interfaces.web.ui.errors.too_many"
handler500 = "gieo.interfaces.web.ui.errors.server_error"
