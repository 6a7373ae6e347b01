"""Addresses of the outbox."""

from django.urls import path

from gieo.interfaces.web.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/again", views.again, name="again"),
]
public_urlpatterns: list = []
