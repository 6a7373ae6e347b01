"""Addresses of copying: the office's under /desk/copies/, of who copied under the page of the result."""

from django.urls import path

from gieo.interfaces.web.uptake.copies import lists, looking, saying

app_name = "copies"

urlpatterns = [
    path("", lists.listing, name="list"),
    path("export.<str:form>", lists.export, name="export"),
    path("tree/<str:result>", looking.tree, name="tree"),
    path("<str:code>", looking.record, name="record"),
    path("<str:code>/confirm", looking.confirm, name="confirm"),
    path("<str:code>/refuse", looking.refuse, name="refuse"),
]
public_urlpatterns = [
    path("ket-qua/<str:code>/lam-theo", saying.say, name="say"),
]
