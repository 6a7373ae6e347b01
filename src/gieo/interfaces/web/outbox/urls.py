"""Addresses of the outbox."""

from django.urls import path

from gieo.interfaces.web.outbox import views, work

app_name = "outbox"
urlpatterns = [
    path("", views.letters, name="list"),
    path("export.<str:form>", views.export, name="export"),
    path("work/export.<str:form>", work.export, name="export_work"),
    path("work/", work.failed, name="work"),
    path("work/<uuid:task>/again", work.again, name="retry_work"),
    path("work/<uuid:task>/drop", work.drop, name="drop_work"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/again", views.again, name="again"),
]
public_urlpatterns: list = []
