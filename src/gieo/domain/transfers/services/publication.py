"""The public page of a conference, and the numbers others have written about it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.transfers.models import Conference, ReportedFigure
from gieo.domain.transfers.permits import may_edit_conference, may_publish_conference
from gieo.domain.transfers.rules.publication import photo_faults
from gieo.domain.transfers.services.conferences import touch
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.domain.transfers.vocab import FigureKind
from gieo.domain.transfers.wording import PHOTO_FAULT_LABELS
from gieo.foundation.journal.services import record as write_journal


def publish_conference(
    conference: Conference, *, version: int | None = None, actor: Actor, now: datetime
) -> Conference:
    """Put the page of a closed conference before the public.

    Raises Refused with the captions of photographs that are meant for the page and lack consent or credit; take
    those out of the page, or complete them.
    """
    return _publish("publish", conference, version, actor=actor, now=now)


def announce_conference(
    conference: Conference, *, version: int | None = None, actor: Actor, now: datetime
) -> Conference:
    """Put the page before the public ahead of time, on purpose: day, place, agenda, what will be given to whom.
    Attendance is not on it before the conference is closed."""
    return _publish("announce", conference, version, actor=actor, now=now)


def unpublish_conference(
    conference: Conference, *, version: int | None = None, reason: str, actor: Actor, now: datetime
) -> Conference:
    """Take the public page away, with the reason. Its address answers 404 from then on."""
    may_publish_conference(actor).require()
    if not squeeze(reason):
        raise Invalid({"reason": [_("Ghi lý do gỡ trang.")]})
    with transaction.atomic():
        conference = lock_conference(conference, version)
        conference_step("unpublish", conference)
        if conference.published_at is None:
            raise Refused(_("Trang hội nghị chưa được công bố."))
        before, conference.published_at = conference.published_at, None
        touch(conference, "published_at")
        changes = {"published_at": (before, None), "reason": ("", squeeze(reason))}
        write_journal("unpublish", conference, actor=actor, now=now, changes=changes)
    return conference


def add_reported_figure(
    conference: Conference, *, what: FigureKind, value: int, source: str, actor: Actor, now: datetime
) -> ReportedFigure:
    """Write down a number that the department, a newspaper or somebody else told, with its source.

    The ledger compares it with the rows. Raises Invalid without a source or when the source already has this number.
    """
    may_edit_conference(actor).require()
    errors = {}
    if not squeeze(source):
        errors["source"] = [_("Ghi nguồn: ai viết, ở đâu, ngày nào.")]
    if value < 0:
        errors["value"] = [_("Con số không thể âm.")]
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            conference = lock_conference(conference)
            conference_step("set_figures", conference)
            figure = ReportedFigure.objects.create(
                conference=conference, what=what, value=value, source=squeeze(source)
            )
            touch(conference)
            change = {"figure": ("", f"{figure.source}: {figure.what} = {figure.value}")}
            write_journal("set_figures", conference, actor=actor, now=now, changes=change)
    except IntegrityError:
        raise Invalid({"source": [_("Nguồn này đã được ghi cho con số này.")]}) from None
    return figure


def remove_reported_figure(figure: ReportedFigure, *, actor: Actor, now: datetime) -> None:
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(figure.conference)
        conference_step("set_figures", conference)
        conference.reported_figures.filter(pk=figure.pk).delete()
        touch(conference)
        change = {"figure": (f"{figure.source}: {figure.what} = {figure.value}", "")}
        write_journal("set_figures", conference, actor=actor, now=now, changes=change)


def _publish(verb: str, conference: Conference, version: int | None, *, actor: Actor, now: datetime) -> Conference:
    may_publish_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference, version)
        conference_step(verb, conference)
        if conference.published_at is not None:
            raise Refused(_("Trang hội nghị đã được công bố."))
        _check_photographs(conference)
        conference.published_at = now
        touch(conference, "published_at")
        write_journal(verb, conference, actor=actor, now=now, changes={"published_at": (None, now)})
    return conference


def _check_photographs(conference: Conference) -> None:
    sentences = []
    for photo in conference.photos.filter(shown=True).select_related("photograph"):
        picture = photo.photograph
        faults = photo_faults(caption=picture.caption, credit=picture.credit, consent=picture.consent)
        if faults:
            why = ", ".join(str(PHOTO_FAULT_LABELS[fault]) for fault in faults)
            sentences.append(
                _("“%(caption)s”: %(why)s") % {"caption": picture.caption or picture.file.name, "why": why}
            )
    if sentences:
        raise Refused(
            _("Chưa công bố được vì ảnh chưa đủ điều kiện. %(photos)s. Bổ sung, hoặc bỏ ảnh khỏi trang công khai.")
            % {"photos": "; ".join(sentences)}
        )
