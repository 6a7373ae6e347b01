"""Addresses of files: a large one comes in parts."""

from django.urls import path

from gieo.interfaces.web.files import uploads

app_name = "files"
urlpatterns = [
    path("uploads/", uploads.begin, name="begin"),
    path("uploads/<str:digest>/put", uploads.put, name="put"),
    path("uploads/<str:digest>/finish", uploads.finish, name="finish"),
    path("uploads/<str:digest>/forget", uploads.forget, name="forget"),
]
