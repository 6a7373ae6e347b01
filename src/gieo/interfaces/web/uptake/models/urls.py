"""Addresses of demonstration models: the office's under /desk/models/, of everybody under /mo-hinh/."""

from django.urls import path

from gieo.interfaces.web.uptake.models import deeds, office, public

app_name = "models"

urlpatterns = [
    path("", office.directory, name="list"),
    path("export.<str:form>", office.export, name="export"),
    path("new", deeds.new, name="new"),
    path("<str:code>", office.record, name="record"),
    path("<str:code>/edit", deeds.edit, name="edit"),
    path("<str:code>/start", deeds.start, name="start"),
    path("<str:code>/visit", deeds.visit, name="visit"),
    path("<str:code>/spend", deeds.spend, name="spend"),
    path("<str:code>/conclude", deeds.conclude, name="conclude"),
    path("<str:code>/abandon", deeds.abandon, name="abandon"),
    path("<str:code>/announce", deeds.announce, name="announce"),
    path("<str:code>/field-days/<int:number>/hold", deeds.hold, name="hold"),
    path("<str:code>/field-days/<int:number>/cancel", deeds.cancel, name="cancel"),
    path("<str:code>/photo/<int:pk>", office.photo, name="photo"),
    path("<str:code>/photo/<int:pk>/withdraw", deeds.withdraw_photo, name="withdraw_photo"),
]
public_urlpatterns = [
    path("mo-hinh/", public.directory, name="list"),
    path("mo-hinh/export.<str:form>", public.export, name="export"),
    path("mo-hinh/<str:code>", public.record, name="record"),
    path("mo-hinh/<str:code>/bien", public.sign, name="sign"),
    path("mo-hinh/<str:code>/anh/<int:pk>", public.photo, name="photo"),
]
