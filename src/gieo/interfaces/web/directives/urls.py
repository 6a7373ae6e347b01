"""Addresses of leaders' requests."""

from django.urls import path

from gieo.interfaces.web.directives import views

app_name = "directives"
urlpatterns = [
    path("", views.directory, name="list"),
    path("export.<str:form>", views.export, name="export"),
    path("new", views.new, name="new"),
    path("<str:code>", views.record, name="record"),
    path("<str:code>/edit", views.edit, name="edit"),
    path("<str:code>/close", views.close, name="close"),
    path("<str:code>/drop", views.drop, name="drop"),
    path("<str:code>/reopen", views.reopen, name="reopen"),
]
public_urlpatterns: list = []
