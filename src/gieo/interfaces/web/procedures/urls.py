"""Addresses of the tables."""

from django.urls import path

from gieo.interfaces.web.procedures import views

app_name = "procedures"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("systems/<int:pk>/edit", views.edit_system, name="edit_system"),
    path("systems/<int:pk>/add", views.add_entry, name="add_entry"),
    path("entries/<int:pk>/edit", views.edit_entry, name="edit_entry"),
]
public_urlpatterns: list = []
