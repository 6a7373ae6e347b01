"""Addresses of needs: the office's under /desk/needs/, what units agreed to show under /nhu-cau/."""

from django.urls import path

from gieo.interfaces.web.needs import office, public, stating, weighing

app_name = "needs"

urlpatterns = [
    path("", office.directory, name="list"),
    path("export.<str:form>", office.export, name="export"),
    path("new", stating.new, name="new"),
    path("from_word", stating.from_word, name="from_word"),
    path("form.docx", stating.blank, name="blank"),
    path("for/<str:code>", weighing.for_result, name="for_result"),
    path("<str:code>", office.record, name="record"),
    path("<str:code>/edit", stating.edit, name="edit"),
    path("<str:code>/source", office.source, name="source"),
    path("<str:code>/answer", office.answer, name="answer"),
    path("<str:code>/close", office.close, name="close"),
    path("<str:code>/withdraw", office.withdraw, name="withdraw"),
    path("<str:code>/reopen", office.reopen, name="reopen"),
    path("<str:code>/weigh", weighing.weigh, name="weigh"),
    path("<str:code>/none", weighing.none, name="none"),
    path("<str:code>/judge/<str:result>", weighing.judge, name="judge"),
]

public_urlpatterns = [
    path("nhu-cau/", public.directory, name="list"),
    path("nhu-cau/export.<str:form>", public.export, name="export"),
    path("nhu-cau/<str:code>", public.record, name="record"),
]
