"""Addresses of uses."""

from django.urls import path

from gieo.interfaces.web.uptake import claiming, deciding, lists, records

app_name = "uptake"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("export.<str:form>", lists.export, name="export"),
    path("begin", claiming.begin, name="begin"),
    path("<str:code>/", records.record, name="record"),
    path("<str:code>/claim", claiming.claim, name="claim"),
    path("<str:code>/stop", claiming.stop, name="stop"),
    path("<str:code>/evidence/<int:pk>", records.evidence, name="evidence"),
    path("<str:code>/claims/<int:number>/", deciding.look, name="look"),
    path("<str:code>/claims/<int:number>/verify", deciding.verify, name="verify"),
    path("<str:code>/claims/<int:number>/refuse", deciding.refuse, name="refuse"),
    path("<str:code>/claims/<int:number>/overturn", deciding.overturn, name="overturn"),
]
