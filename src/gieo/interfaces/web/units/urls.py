"""Addresses of units."""

from django.urls import path

from gieo.interfaces.web.units import views

app_name = "units"
urlpatterns = [
    path("", views.directory, name="list"),
    path("excel", views.directory_excel, name="excel"),
    path("new", views.new, name="new"),
    path("<str:code>/", views.record, name="record"),
    path("<str:code>/edit", views.edit, name="edit"),
    path("<str:code>/abolish", views.abolish, name="abolish"),
    path("<str:code>/add-contact", views.add_contact, name="add_contact"),
    path("<str:code>/contacts/<int:pk>/edit", views.edit_contact, name="edit_contact"),
    path("<str:code>/contacts/<int:pk>/remove", views.remove_contact, name="remove_contact"),
]
public_urlpatterns: list = []
