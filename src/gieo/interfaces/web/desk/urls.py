"""Address of the desk."""

from django.urls import path

from gieo.interfaces.web.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]
public_urlpatterns: list = []
