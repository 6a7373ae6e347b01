"""Addresses of programmes and priorities."""

from django.urls import path

from gieo.interfaces.web.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.directory, name="list"),
    path("export.<str:form>", views.export, name="export"),
    path("new", views.new, name="new"),
    path("priorities/add", views.add_priority, name="add_priority"),
    path("priorities/<int:pk>/edit", views.edit_priority, name="edit_priority"),
    path("priorities/<int:pk>/end", views.end_priority, name="end_priority"),
    path("<str:code>", views.record, name="record"),
    path("<str:code>/edit", views.edit, name="edit"),
]
public_urlpatterns: list = []
