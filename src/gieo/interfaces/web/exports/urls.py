"""Addresses of the files that one took out of lists."""

from django.urls import path

from gieo.interfaces.web.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.mine, name="list"),
    path("export.<str:form>", views.export, name="export"),
    path("<str:code>/", views.record, name="record"),
    path("<str:code>/progress", views.progress, name="progress"),
    path("<str:code>/take", views.take, name="take"),
    path("<str:code>/again", views.again, name="again"),
    path("<str:code>/drop", views.drop, name="drop"),
]
public_urlpatterns: list = []
