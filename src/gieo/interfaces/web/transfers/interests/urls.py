"""Addresses of interests: the office's under /desk/interests/, of who asks under /ket-qua/… and /quan-tam/."""

from django.urls import path

from gieo.interfaces.web.transfers.interests import asking, office

app_name = "interests"

urlpatterns = [
    path("", office.directory, name="list"),
    path("export.<str:form>", office.export, name="export"),
    path("new", office.take_down, name="take_down"),
    path("<str:code>", office.record, name="record"),
    path("<str:code>/reply", office.reply, name="reply"),
    path("<str:code>/write_down", office.write_down, name="write_down"),
    path("<str:code>/settle", office.settle, name="settle"),
    path("<str:code>/take_up", office.take_up, name="take_up"),
    path("<str:code>/renew_link", office.renew_link, name="renew_link"),
]
public_urlpatterns = [
    path("ket-qua/<str:code>/quan-tam", asking.ask, name="ask"),
    path("quan-tam/<str:token>/", asking.talk, name="talk"),
    path("quan-tam/<str:token>/rut", asking.take_back, name="take_back"),
    path("quan-tam/<str:token>/lien-ket", asking.ask_link, name="ask_link"),
]
