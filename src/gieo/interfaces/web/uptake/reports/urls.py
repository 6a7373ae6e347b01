"""Addresses of yearly reports."""

from django.urls import path

from gieo.interfaces.web.uptake.reports import answers, lists, records, signing, synthesis

app_name = "reports"

urlpatterns = [
    path("", lists.listing, name="list"),
    path("export.<str:form>", lists.export, name="export"),
    path("tasks/", synthesis.tasks, name="tasks"),
    path("tasks/export.<str:form>", synthesis.export, name="tasks_export"),
    path("tasks/<int:year>.pdf", synthesis.pdf, name="synthesis_pdf"),
    path("tasks/<int:year>.docx", synthesis.docx, name="synthesis_docx"),
    path("tasks/<int:year>.json", synthesis.exchange, name="exchange_year"),
    path("tasks/<int:year>/forward", synthesis.forward, name="forward_year"),
    path("<str:code>", records.record, name="record"),
    path("<str:code>/fill", records.fill, name="fill"),
    path("<str:code>/word", records.read, name="read"),
    path("<str:code>/word/file", records.word_form, name="word_form"),
    path("<str:code>/confirm", records.confirm, name="confirm"),
    path("<str:code>/signed", signing.signed, name="signed"),
    path("<str:code>/signed/<int:number>", signing.sheet, name="signed_sheet"),
    path("<str:code>/signed/<int:number>/drop", signing.drop, name="drop_sheet"),
    path("<str:code>/confirm-paper", signing.confirm_paper, name="confirm_paper"),
    path("<str:code>/paper", records.paper, name="paper"),
    path("<str:code>/send-back", records.send_back, name="send_back"),
    path("<str:code>/forward", records.forward, name="forward"),
    path("<str:code>/exchange.json", records.exchange, name="exchange"),
    path("<str:code>/link", records.make_link, name="make_link"),
    path("<str:code>/link/withdraw", records.withdraw_link, name="withdraw_link"),
    path("<str:code>/photos/<str:name>", records.photo, name="photo"),
    path("<str:code>/pdf", records.pdf, name="pdf"),
    path("<str:code>/docx", records.docx, name="docx"),
]
public_urlpatterns = [
    path("bao-cao/<str:token>/", answers.answer, name="answer"),
    path("bao-cao/<str:token>/luu", answers.save, name="save"),
    path("bao-cao/<str:token>/anh", answers.add_photo, name="add_photo"),
    path("bao-cao/<str:token>/bo-anh", answers.drop_photo, name="drop_photo"),
    path("bao-cao/<str:token>/anh/<str:name>", answers.photo, name="photo"),
    path("bao-cao/<str:token>/xin", answers.ask, name="ask"),
]
