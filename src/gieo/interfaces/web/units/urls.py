"""Addresses of units and of the acts that change them."""

from django.urls import path

from gieo.interfaces.web.units import acts, recording, views

app_name = "units"
urlpatterns = [
    path("", views.directory, name="list"),
    path("export.<str:form>", views.export, name="export"),
    path("new", views.new, name="new"),
    path("acts/", acts.listing, name="acts"),
    path("acts/export.<str:form>", acts.export, name="export_acts"),
    path("acts/new/", recording.choose, name="choose_act"),
    path("acts/new/<str:kind>", recording.new, name="new_act"),
    path("acts/<str:code>/", acts.record, name="act"),
    path("acts/<str:code>/scan", acts.scan, name="act_scan"),
    path("acts/<str:code>/assign", acts.assign, name="assign_act"),
    path("acts/<str:code>/give-roles", acts.give_roles, name="give_roles_of_act"),
    path("acts/<str:code>/undo", acts.undo, name="undo_act"),
    path("<str:code>/", views.record, name="record"),
    path("<str:code>/edit", views.edit, name="edit"),
    path("<str:code>/add-contact", views.add_contact, name="add_contact"),
    path("<str:code>/contacts/<int:pk>/edit", views.edit_contact, name="edit_contact"),
    path("<str:code>/contacts/<int:pk>/remove", views.remove_contact, name="remove_contact"),
]
public_urlpatterns: list = []
