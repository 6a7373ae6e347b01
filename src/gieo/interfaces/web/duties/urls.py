"""Addresses of duties, of the letters about them, and of the table of days off."""

from django.urls import path

from gieo.interfaces.web.duties import holidays, records, views

app_name = "duties"
urlpatterns = [
    path("", views.mine, name="list"),
    path("export.<str:form>", views.export_mine, name="export_mine"),
    path("letters", records.letters, name="letters"),
    path("<int:pk>/", records.record, name="record"),
    path("<int:pk>/suspend", records.suspend, name="suspend"),
    path("<int:pk>/resume", records.resume, name="resume"),
    path("holidays/", holidays.year_table, name="holidays"),
    path("holidays/<int:year>/", holidays.year_table, name="holidays_of"),
    path("holidays/<int:year>/export.<str:form>", holidays.export, name="export_holidays"),
    path("holidays/new", holidays.new, name="new_holiday"),
    path("holidays/<int:pk>/edit", holidays.edit, name="edit_holiday"),
    path("holidays/<int:pk>/remove", holidays.remove, name="remove_holiday"),
    path("<str:scope>/<str:show>/", views.listed, name="scope"),
    path("<str:scope>/<str:show>/export.<str:form>", views.export, name="export"),
]
public_urlpatterns: list = []
