"""Addresses of transfers: decisions and conferences in the office, conferences before the public."""

from django.urls import path

from gieo.interfaces.web.transfers import (
    conference_forms,
    conferences,
    decision_forms,
    decisions,
    lines,
    people,
    photographs,
    public,
)

app_name = "transfers"

_D = "decisions/<str:code>"
_C = "conferences/<str:code>"

urlpatterns = [
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/excel", decisions.decisions_excel, name="decisions_excel"),
    path("decisions/draft", decision_forms.draft, name="draft"),
    path(f"{_D}/", decisions.decision, name="decision"),
    path(f"{_D}/rows/<str:kind>", decisions.rows, name="rows"),
    path(f"{_D}/list", decisions.sheet, name="sheet"),
    path(f"{_D}/list/excel", decisions.sheet_excel, name="sheet_excel"),
    path(f"{_D}/scan", decisions.scan, name="scan"),
    path(f"{_D}/edit", decision_forms.edit, name="edit"),
    path(f"{_D}/discard", decision_forms.discard, name="discard"),
    path(f"{_D}/submit", decision_forms.submit, name="submit"),
    path(f"{_D}/return", decision_forms.return_, name="return"),
    path(f"{_D}/issue", decision_forms.issue, name="issue"),
    path(f"{_D}/attach-scan", decision_forms.attach_scan, name="attach_scan"),
    path(f"{_D}/draft-amendment", decision_forms.draft_amendment, name="draft_amendment"),
    path(f"{_D}/revoke", decision_forms.revoke, name="revoke"),
    path(f"{_D}/add-lines", lines.add, name="add_lines"),
    path(f"{_D}/paste-lines", lines.paste, name="paste_lines"),
    path(f"{_D}/remove-lines", lines.remove, name="remove_lines"),
    path(f"{_D}/lines/<int:pk>/edit", lines.edit, name="edit_line"),
    path("conferences/", conferences.conferences, name="conferences"),
    path("conferences/excel", conferences.conferences_excel, name="conferences_excel"),
    path("conferences/plan", conference_forms.plan, name="plan"),
    path(f"{_C}/", conferences.conference, name="conference"),
    path(f"{_C}/rows/<str:kind>", conferences.rows, name="conference_rows"),
    path(f"{_C}/edit", conference_forms.edit, name="edit_conference"),
    path(f"{_C}/open", conference_forms.open_, name="open"),
    path(f"{_C}/close", conference_forms.close, name="close"),
    path(f"{_C}/reopen", conference_forms.reopen, name="reopen"),
    path(f"{_C}/report", conference_forms.report, name="report"),
    path(f"{_C}/publish", conference_forms.publish, name="publish"),
    path(f"{_C}/announce", conference_forms.announce, name="announce"),
    path(f"{_C}/unpublish", conference_forms.unpublish, name="unpublish"),
    path(f"{_C}/notes", conference_forms.notes, name="notes"),
    path(f"{_C}/figures", conference_forms.figures, name="figures"),
    path(f"{_C}/figures/<int:pk>/remove", conference_forms.remove_figure, name="remove_figure"),
    path(f"{_C}/invite", people.invite, name="invite"),
    path(f"{_C}/invite-receivers", people.invite_receivers, name="invite_receivers"),
    path(f"{_C}/units/<int:pk>/uninvite", people.uninvite, name="uninvite"),
    path(f"{_C}/attendance", people.attendance, name="attendance"),
    path(f"{_C}/guests", people.guests, name="guests"),
    path(f"{_C}/guests/<int:pk>/edit", people.edit_guest, name="edit_guest"),
    path(f"{_C}/guests/<int:pk>/remove", people.remove_guest, name="remove_guest"),
    path(f"{_C}/agenda", people.agenda, name="agenda"),
    path(f"{_C}/agenda/<int:pk>/edit", people.edit_agenda_item, name="edit_agenda_item"),
    path(f"{_C}/agenda/<int:pk>/move", people.move_agenda_item, name="move_agenda_item"),
    path(f"{_C}/agenda/<int:pk>/remove", people.remove_agenda_item, name="remove_agenda_item"),
    path(f"{_C}/photographs", photographs.photographs, name="photographs"),
    path(f"{_C}/photographs/<int:pk>", photographs.picture, name="photograph"),
    path(f"{_C}/photographs/<int:pk>/edit", photographs.edit, name="edit_photograph"),
    path(f"{_C}/photographs/<int:pk>/move", photographs.move, name="move_photograph"),
    path(f"{_C}/photographs/<int:pk>/remove", photographs.remove, name="remove_photograph"),
]
public_urlpatterns = [
    path("hoi-nghi/", public.conferences, name="conferences"),
    path("hoi-nghi/<str:code>", public.conference, name="conference"),
    path("hoi-nghi/<str:code>/anh/<int:pk>", public.picture, name="photograph"),
]
