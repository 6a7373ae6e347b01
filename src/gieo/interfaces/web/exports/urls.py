"""Addresses of the files that one took out of lists, and of the ways of looking that one keeps."""

from django.urls import path

from gieo.interfaces.web.exports import saved, views

app_name = "exports"
urlpatterns = [
    path("", views.mine, name="list"),
    path("export.<str:form>", views.export, name="export"),
    path("views/", saved.mine, name="saved"),
    path("views/save", saved.save, name="save_view"),
    path("views/<int:pk>/drop", saved.drop, name="drop_view"),
    path("<str:code>/", views.record, name="record"),
    path("<str:code>/progress", views.progress, name="progress"),
    path("<str:code>/take", views.take, name="take"),
    path("<str:code>/again", views.again, name="again"),
    path("<str:code>/drop", views.drop, name="drop"),
]
public_urlpatterns: list = []
