"""Addresses of handovers."""

from django.conf import settings
from django.urls import path

from gieo.interfaces.web.handovers import (
    archives,
    device,
    digital,
    downloads,
    editing,
    ink,
    ledgers,
    minutes,
    plans,
    preparation,
    receipts,
    remote,
    sheets,
    signing,
    tablets,
    unsigned,
    verification,
    wording,
)

app_name = "handovers"

_conference = [
    path("conference/<str:code>/", preparation.conference, name="conference"),
    path("conference/<str:code>/prepare", preparation.prepare, name="prepare"),
    path("conference/<str:code>/witness", preparation.witness, name="witness"),
    path("conference/<str:code>/seal", preparation.seal_all, name="seal_all"),
    path("conference/<str:code>/print", downloads.batch, name="print"),
    path("conference/<str:code>/queue", signing.queue, name="queue"),
    path("conference/<str:code>/tablets", tablets.tablets, name="tablets"),
    path("conference/<str:code>/tablets/export.<str:form>", tablets.export, name="export_tablets"),
    path("conference/<str:code>/tablets/open", tablets.open_one, name="open_tablet"),
    path("conference/<str:code>/tablets/<int:number>/close", tablets.close, name="close_tablet"),
    path("conference/<str:code>/tablets/<int:number>/lose", tablets.lose, name="lose_tablet"),
    path("conference/<str:code>/tablets/<int:number>/reopen", tablets.reopen, name="reopen_tablet"),
    path("conference/<str:code>/ledger", ledgers.conference, name="ledger"),
    path("conference/<str:code>/ledger/export.<str:form>", ledgers.export_conference, name="export_ledger"),
    path("conference/<str:code>/ledger/explain", ledgers.explain_conference, name="ledger_explain"),
    path("conference/<str:code>/ledger/<str:figure>", ledgers.conference_rows, name="ledger_rows"),
    path(
        "conference/<str:code>/ledger/<str:figure>/export.<str:form>",
        ledgers.export_conference_rows,
        name="export_ledger_rows",
    ),
]
_decision = [
    path("decision/<str:code>/ledger", ledgers.decision, name="decision_ledger"),
    path("decision/<str:code>/ledger/export.<str:form>", ledgers.export_decision, name="export_decision_ledger"),
    path("decision/<str:code>/ledger/explain", ledgers.explain_decision, name="decision_ledger_explain"),
    path("decision/<str:code>/ledger/<str:figure>", ledgers.decision_rows, name="decision_ledger_rows"),
    path(
        "decision/<str:code>/ledger/<str:figure>/export.<str:form>",
        ledgers.export_decision_rows,
        name="export_decision_ledger_rows",
    ),
    path("decision/<str:code>/prepare/<str:unit>", preparation.prepare_one, name="prepare_one"),
]
_minutes = [
    path("<str:code>", minutes.record, name="record"),
    path("<str:code>/edit", editing.edit, name="edit"),
    path("<str:code>/items", editing.edit_rows, name="edit_items"),
    path("<str:code>/refresh-items", editing.refresh, name="refresh_items"),
    path("<str:code>/pass-on", editing.pass_on, name="pass_on"),
    path("<str:code>/seal", editing.seal, name="seal"),
    path("<str:code>/void", editing.void, name="void"),
    path("<str:code>/preview", minutes.preview, name="preview"),
    path("<str:code>/sign", signing.sign, name="sign"),
    path("<str:code>/ink", ink.ink, name="ink"),
    path("<str:code>/ink/print", ink.copy, name="ink_print"),
    path("<str:code>/ink/sheets", ink.add_sheets, name="ink_sheets"),
    path("<str:code>/ink/sheets/<int:number>", ink.sheet, name="ink_sheet"),
    path("<str:code>/ink/sheets/<int:number>/drop", ink.drop, name="ink_drop"),
    path("<str:code>/scans/<int:number>", ink.scan, name="scan"),
    path("<str:code>/sign-digitally", digital.sign, name="sign_digitally"),
    path("<str:code>/to-sign", digital.to_sign, name="to_sign"),
    path("<str:code>/remote", remote.remote, name="remote"),
    path("<str:code>/remote/<int:number>/request", remote.request_file, name="remote_request"),
    path("<str:code>/remote/<int:number>/answer", remote.answer, name="remote_answer"),
    path("<str:code>/remote/<int:number>/give-up", remote.give_up, name="remote_give_up"),
    path("<str:code>/remind", unsigned.remind, name="remind_to_sign"),
    path("<str:code>/refuse", unsigned.refuse, name="refuse_to_sign"),
    path("<str:code>/receive", receipts.receive, name="receive"),
    path("<str:code>/receipts/<int:number>/retract", receipts.retract, name="retract"),
    path("<str:code>/receipts/pdf", receipts.receipts_pdf, name="receipts_pdf"),
    path("<str:code>/receipts/docx", receipts.receipts_docx, name="receipts_docx"),
    path("<str:code>/correct", editing.correct, name="correct"),
    path("<str:code>/plan", plans.send, name="plan"),
    path("<str:code>/documents", downloads.documents, name="documents"),
    path("<str:code>/archive", archives.archive, name="archive"),
    path("<str:code>/archive/<int:number>", archives.item_archive, name="item_archive"),
    path("<str:code>/render", downloads.render, name="render"),
    path("<str:code>/pdf", downloads.pdf, name="pdf"),
    path("<str:code>/docx", downloads.docx, name="docx"),
    path("<str:code>/signed-pdf", downloads.signed_pdf, name="signed_pdf"),
    path("<str:code>/files/<int:item>/<str:digest>", downloads.item_file, name="item_file"),
]
urlpatterns = [
    path("", minutes.listing, name="list"),
    path("export.<str:form>", minutes.export, name="export"),
    path("unsigned/", unsigned.unsigned, name="unsigned"),
    path("unsigned/export.<str:form>", unsigned.export, name="export_unsigned"),
    path("wording/", wording.blocks, name="wording"),
    path("wording/<str:key>", wording.edit, name="wording_edit"),
    path("wording/<str:key>/restore", wording.restore, name="wording_restore"),
    *_conference,
    *_decision,
    *_minutes,
]
practice_urlpatterns = [path("<str:code>/practice-key/<str:party>", digital.practice_key, name="practice_key")]
if settings.GIEO_MODE == "demo":
    urlpatterns += practice_urlpatterns
public_urlpatterns = [
    path("xac-minh/", verification.verify, name="verify"),
    path("T/<str:code>/<int:number>/<int:of>/<str:digest>", sheets.sheet, name="sheet"),
    path("ky-khong-mang/", device.shell, name="device"),
    path("ky-khong-mang/worker.js", device.worker, name="device_worker"),
    path("ky-khong-mang/noi-dung", device.stock, name="device_stock"),
    path("ky-khong-mang/gui", device.send, name="device_send"),
]
