"""Entries of the journal as lines that people read: who did what, when, from which state to which."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gieo.core.actor import INSTEAD
from gieo.domain.directives import wording as directives
from gieo.domain.handovers import wording as handovers
from gieo.domain.imports import wording as imports
from gieo.domain.needs import wording as needs
from gieo.domain.news import wording as news
from gieo.domain.procedures import wording as procedures
from gieo.domain.programmes import wording as programmes
from gieo.domain.results import wording as results
from gieo.domain.training import wording as training
from gieo.domain.transfers import wording as transfers
from gieo.domain.uptake import wording as uptake
from gieo.domain.uptake.models import Use
from gieo.foundation.accounts import wording as accounts
from gieo.foundation.audience import wording as audience
from gieo.foundation.duties import wording as duties
from gieo.foundation.duties.models import Duty
from gieo.foundation.exports import wording as exports
from gieo.foundation.files import wording as files
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox import wording as outbox
from gieo.foundation.signing import wording as signing
from gieo.foundation.units import wording as units
from gieo.interfaces.web.ui.components import Happening
from gieo.interfaces.web.ui.formats import moment, who_did
from gieo.interfaces.web.ui.records import record_label

VERBS: Mapping[str, Mapping[str, Any]] = {
    "accounts": accounts.VERBS,
    "audience": audience.VERBS,
    "directives": directives.VERBS,
    "duties": duties.VERBS,
    "exports": exports.VERBS,
    "files": files.VERBS,
    "handovers": handovers.VERBS,
    "imports": imports.VERBS,
    "needs": {**needs.VERBS, **transfers.WEIGHING_VERBS},  # told on one page
    "news": news.VERBS,
    "outbox": outbox.VERBS,
    "django_tasks_database": outbox.WORK_VERBS,
    "procedures": procedures.VERBS,
    "programmes": programmes.VERBS,
    "results": {**results.VERBS, **transfers.WEIGHING_VERBS},
    "signing": signing.VERBS,
    "training": training.COURSE_VERBS,
    "transfers": {  # told on one page
        **handovers.VERBS,
        **transfers.DECISION_VERBS,
        **transfers.CONFERENCE_VERBS,
        **transfers.INTEREST_VERBS,
    },
    "units": units.VERBS,
    "uptake": {**uptake.VERBS, **uptake.REPORT_VERBS, **uptake.COPY_VERBS, **uptake.MODEL_VERBS},
}

OFFICE_ALONE = frozenset({
    "set_figures", "explain_fault", "write_notes", "take_notes", "set_seats", "set_guests", "take_answers",
    "open_tablet", "stock", "synchronise", "close_tablet", "lose_tablet", "reopen_tablet", "render", "follow_access",
})  # fmt: skip
"""Deeds by which the office keeps its books: no news for those whose records they touch."""


def verb_in_words(entry: Entry) -> str:
    """What was done, as people say it; the bare verb when a room has no word for it."""
    if entry.verb == "bring_in":  # on records of many rooms
        return f"{imports.BROUGHT_IN}: {entry.changes['source'][1]}"
    if signed := handovers.signing_noted(entry.verb, entry.changes):
        return signed
    room = entry.record_kind.split(".", 1)[0]
    return str(VERBS.get(room, {}).get(entry.verb, entry.verb))


def who_in_words(entry: Entry) -> str:
    """Who did it, and on whose behalf."""
    return who_did(INSTEAD.join(filter(None, (entry.actor_name, entry.behalf_name))))


def kind_in_words(kind: str) -> str:
    """What this kind of record is called, whether or not it has a page."""
    try:
        return record_label(kind) or capfirst(str(apps.get_model(kind)._meta.verbose_name))
    except (LookupError, ValueError):  # a kind of an older version
        return kind


def states_in_words(entry: Entry) -> str:
    """ "Bản thảo → Đã niêm phong": from which state to which; empty for a deed that changes none."""
    words = _states_of(entry.record_kind)
    return " → ".join(str(words.get(state, state)) for state in (entry.from_state, entry.to_state) if state)


def _states_of(kind: str) -> Mapping[str, Any]:
    if kind == Duty._meta.label_lower:
        return duties.STATE_LABELS
    if kind == Use._meta.label_lower:  # of its claims: it has none itself
        return uptake.STATE_LABELS
    try:
        return dict(apps.get_model(kind)._meta.get_field("state").choices or ())
    except (LookupError, ValueError, FieldDoesNotExist):
        return {"sealed": _("Đã niêm phong")}


def happenings(entries: Iterable[Entry]) -> list[Happening]:
    """Lines for a timeline, in the order given; the same deed several times in a minute is one line."""
    return gathered(
        Happening(when=moment(entry.at), text=verb_in_words(entry), who=who_in_words(entry)) for entry in entries
    )


def gathered(lines: Iterable[Happening]) -> list[Happening]:
    """Lines that say the same one after the other, as one that says how often."""
    return [replace(line, times=len(list(alike))) for line, alike in groupby(lines)]
