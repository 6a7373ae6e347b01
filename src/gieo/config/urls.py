"""The addresses of this installation: the faces put together."""

from django.urls import include, path

urlpatterns = [path("", include("gieo.interfaces.web.urls"))]

handler400 = "gieo.interfaces.web.ui.errors.bad_request"
handler403 = "gieo.interfaces.web.ui.errors.forbidden"
handler404 = "gieo.interfaces.web.ui.errors.not_found"
handler500 = "gieo.interfaces.web.ui.errors.server_error"

