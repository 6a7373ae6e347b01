"""Addresses of imports from Excel."""

from django.urls import path

from gieo.interfaces.web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.listing, name="list"),
    path("export.<str:form>", views.export, name="export"),
    path("new/", views.choose, name="choose"),
    path("new/<str:kind>", views.send, name="send"),
    path("new/<str:kind>/template", views.template, name="template"),
    path("<str:code>/", views.record, name="record"),
    path("<str:code>/export.<str:form>", views.export_rows, name="export_rows"),
    path("<str:code>/progress", views.progress, name="progress"),
    path("<str:code>/rows/<int:number>", views.row, name="row"),
    path("<str:code>/file", views.file, name="file"),
    path("<str:code>/marked", views.marked, name="marked"),
    path("<str:code>/accept", views.accept, name="accept"),
    path("<str:code>/discard", views.discard, name="discard"),
    path("<str:code>/undo", views.undo, name="undo"),
]
public_urlpatterns: list = []
