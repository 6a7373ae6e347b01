"""Deeds on a transfer decision: drafted here, signed elsewhere, written down here."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, Missing, Refused
from gieo.core.text import fold, nfc, squeeze
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.domain.transfers.permits import (
    may_amend_decision,
    may_discard_decision,
    may_draft_decision,
    may_edit_decision,
    may_issue_decision,
    may_return_decision,
    may_revoke_decision,
    may_submit_decision,
)
from gieo.domain.transfers.queries.figures import with_items
from gieo.domain.transfers.services.finding import say_decision, unsay_decision
from gieo.domain.transfers.services.lines import line_faults
from gieo.domain.transfers.services.locking import decision_step, lock_decision, require_text
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.services import changes_between, next_number
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit

_EDITED = ("title", "body", "issuer", "expected_on")


def draft_decision(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    issuer: Unit,
    body: str = "",
    expected_on: date | None = None,
    illustrative: bool = False,
) -> TransferDecision:
    """Begin a draft, QD-<year>-<number>; the year is that of the day it is expected to be issued, else this year.

    `expected_on` is also the day on which receivers are judged to exist: a decision of 2023 entered years later may
    name a district that has since ended. Raises NotAllowed, or Invalid without a title.
    """
    may_draft_decision(actor).require()
    if not squeeze(title):
        raise Invalid({"title": [_("Ghi trích yếu của quyết định.")]})
    year = (expected_on or local_date(now)).year
    with transaction.atomic():
        decision = TransferDecision(
            code=make_code("QD", year, next_number(f"QD-{year}")),
            title=squeeze(title),
            body=nfc(body).strip(),
            issuer=issuer,
            expected_on=expected_on,
            illustrative=illustrative,
        )
        _fold(decision)
        decision.save(force_insert=True)
        say_decision(decision)
        write_journal("draft", decision, actor=actor, now=now, to_state=decision.state)
    return decision


def edit_decision(
    decision: TransferDecision, *, version: int, actor: Actor, now: datetime, values: dict[str, Any]
) -> TransferDecision:
    """Change title, body, issuer or expected day of a draft; only the fields named in `values`.

    Raises Conflict when somebody changed the draft since `version`, WrongState when it is no draft any more.
    """
    may_edit_decision(actor).require()
    with transaction.atomic():
        decision = lock_decision(decision, version)
        decision_step("edit", decision)
        before = {name: getattr(decision, name) for name in _EDITED}
        for name in _EDITED:
            if name in values:
                setattr(decision, name, values[name])
        decision.title, decision.body = squeeze(decision.title), nfc(decision.body).strip()
        if not decision.title:
            raise Invalid({"title": [_("Ghi trích yếu của quyết định.")]})
        changes = changes_between(before, {name: getattr(decision, name) for name in _EDITED})
        if changes:
            _save(decision, *_EDITED)
            write_journal("edit", decision, actor=actor, now=now, changes=changes)
    return decision


def discard_decision(decision: TransferDecision, *, version: int, actor: Actor, now: datetime) -> None:
    """Throw a draft away with its lines; its code is not given again, and the journal keeps the deed."""
    may_discard_decision(actor).require()
    with transaction.atomic():
        decision = lock_decision(decision, version)
        decision_step("edit", decision)
        write_journal(
            "discard",
            decision,
            actor=actor,
            now=now,
            from_state=decision.state,
            changes={"title": (decision.title, "")},
        )
        unsay_decision(decision.pk)
        decision.delete()


def submit_decision(
    decision: TransferDecision,
    *,
    version: int,
    actor: Actor,
    now: datetime,
    submission_number: str,
    submitted_on: date,
    submitted_by_name: str = "",
) -> TransferDecision:
    """Write down that the department has submitted the draft to the People's Committee with a paper of its own.

    Needs at least one line. From now on lines rest until the decision is returned. Raises Missing without lines,
    Invalid for a number or a day that cannot be, Refused when a line could not be issued.
    """
    may_submit_decision(actor).require()
    errors = require_text({"submission_number": submission_number}, {"submission_number": _("Ghi số tờ trình.")})
    if submitted_on > local_date(now):
        errors["submitted_on"] = [_("Ngày trình không thể ở tương lai.")]
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        decision = lock_decision(decision, version)
        target = decision_step("submit", decision)
        _check_lines(decision, decision.expected_on or submitted_on)
        before, decision.state = decision.state, target
        decision.submission_number = squeeze(submission_number)
        decision.submitted_on = submitted_on
        decision.submitted_by_name = squeeze(submitted_by_name)
        _save(decision, "state", "submission_number", "submitted_on", "submitted_by_name")
        changes = {
            "submission_number": ("", decision.submission_number),
            "submitted_on": (None, submitted_on),
            "submitted_by_name": ("", decision.submitted_by_name),
        }
        write_journal("submit", decision, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
    return decision


def return_decision(
    decision: TransferDecision, *, version: int, reason: str, actor: Actor, now: datetime
) -> TransferDecision:
    """Take a submitted decision back to draft, with the reason. Number and day of the submission are cleared; the
    journal keeps them."""
    may_return_decision(actor).require()
    if not squeeze(reason):
        raise Invalid({"reason": [_("Ghi lý do đưa về bản thảo.")]})
    with transaction.atomic():
        decision = lock_decision(decision, version)
        target = decision_step("return", decision)
        changes = {
            "reason": ("", squeeze(reason)),
            "submission_number": (decision.submission_number, ""),
            "submitted_on": (decision.submitted_on, None),
        }
        before, decision.state = decision.state, target
        decision.submission_number, decision.submitted_on, decision.submitted_by_name = "", None, ""
        _save(decision, "state", "submission_number", "submitted_on", "submitted_by_name")
        write_journal("return", decision, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
    return decision


def issue_decision(
    decision: TransferDecision,
    *,
    version: int,
    actor: Actor,
    now: datetime,
    number: str,
    issued_on: date,
    signer_name: str,
    signer_title: str,
    issuer: Unit | None = None,
    scan: StoredFile | None = None,
) -> TransferDecision:
    """Write down what the issuing body has signed: number, date, signer. Gieo signs nothing for it.

    Every line is judged again as of the day of issue: items registered, not withdrawn, not expired; receivers in being
    (those ended later are fine). A decision that amends another puts that one aside in the same transaction.
    Raises Invalid for fields that cannot be, Refused with every fault of the lines, Conflict, WrongState.
    """
    may_issue_decision(actor).require()
    facts = {"number": number, "signer_name": signer_name, "signer_title": signer_title}
    errors = require_text(
        facts,
        {
            "number": _("Ghi số, ký hiệu của quyết định."),
            "signer_name": _("Ghi họ tên người ký."),
            "signer_title": _("Ghi chức vụ người ký."),
        },
    )
    if issued_on > local_date(now):
        errors["issued_on"] = [_("Ngày ban hành không thể ở tương lai.")]
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            if decision.amends is not None:
                lock_decision(decision.amends)  # the older first, as everybody locks decisions in their order
            decision = lock_decision(decision, version)
            target = decision_step("issue", decision)
            _check_issue_date(decision, issued_on)
            _check_lines(decision, issued_on)
            before, decision.state = decision.state, target
            decision.number, decision.issued_on = squeeze(number), issued_on
            decision.signer_name, decision.signer_title = squeeze(signer_name), squeeze(signer_title)
            decision.issuer = issuer or decision.issuer
            decision.scan = scan or decision.scan
            _save(decision, "state", "number", "issued_on", "signer_name", "signer_title", "issuer", "scan")
            changes = {
                "number": ("", decision.number),
                "issued_on": (None, issued_on),
                "signer_name": ("", decision.signer_name),
                "signer_title": ("", decision.signer_title),
                "issuer": (None, decision.issuer),
            }
            write_journal("issue", decision, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
            if decision.amends is not None:
                _put_aside(decision.amends, decision, actor=actor, now=now)
    except IntegrityError:
        raise Invalid({"number": [_("Đã có quyết định mang số và ngày này của cùng cơ quan.")]}) from None
    return decision


def attach_scan(
    decision: TransferDecision, *, version: int, scan: StoredFile, actor: Actor, now: datetime
) -> TransferDecision:
    """Attach or replace the scanned paper of a decision in force. The file is stored before this deed begins.

    Raises Conflict when somebody changed the decision since `version`: a paper attached meanwhile is not replaced
    unseen.
    """
    may_issue_decision(actor).require()
    with transaction.atomic():
        decision = lock_decision(decision, version)
        decision_step("attach_scan", decision)
        before, decision.scan = decision.scan, scan
        _save(decision, "scan")
        write_journal(
            "attach_scan",
            decision,
            actor=actor,
            now=now,
            changes={"scan": (before.digest if before else "", scan.digest)},
        )
    return decision


def draft_amendment(
    decision: TransferDecision, *, actor: Actor, now: datetime, title: str = "", expected_on: date | None = None
) -> TransferDecision:
    """Begin the decision that shall amend one in force. It starts with the whole list of the old one, each line naming
    the line it continues; the old one stays in force until the new one is recorded as issued.

    Raises WrongState unless the decision is in force, Refused when an amendment is being prepared already.
    """
    may_amend_decision(actor).require()
    with transaction.atomic():
        old = lock_decision(decision)
        decision_step("draft_amendment", old)
        present = TransferDecision.objects.filter(amends=old).first()
        if present is not None:
            raise Refused(
                _("Đã có quyết định sửa đổi đang chuẩn bị: %(code)s. Sửa tiếp bản ấy.") % {"code": present.code}
            )
        year = (expected_on or local_date(now)).year
        fresh = TransferDecision(
            code=make_code("QD", year, next_number(f"QD-{year}")),
            title=squeeze(title) or _("Sửa đổi Quyết định số %(number)s") % {"number": old.number},
            issuer=old.issuer,
            expected_on=expected_on,
            amends=old,
            illustrative=old.illustrative,
        )
        _fold(fresh)
        fresh.save(force_insert=True)
        say_decision(fresh)
        DecisionLine.objects.bulk_create(_continued(line, fresh) for line in old.lines.all())
        write_journal("draft", fresh, actor=actor, now=now, to_state=fresh.state, changes={"amends": ("", old.code)})
        write_journal("draft_amendment", old, actor=actor, now=now, changes={"amendment": ("", fresh.code)})
    return fresh


def revoke_decision(
    decision: TransferDecision,
    *,
    version: int,
    actor: Actor,
    now: datetime,
    revocation_number: str,
    revoked_on: date,
    reason: str,
) -> TransferDecision:
    """Write down that the issuing body has revoked a decision in force, by which paper, when and why.

    Its lines stay as history and count no longer as in force. What units have already received is not touched.
    Raises Invalid for fields that cannot be, Conflict, WrongState.
    """
    may_revoke_decision(actor).require()
    errors = require_text(
        {"revocation_number": revocation_number, "reason": reason},
        {"revocation_number": _("Ghi số văn bản thu hồi."), "reason": _("Ghi lý do thu hồi.")},
    )
    if revoked_on > local_date(now):
        errors["revoked_on"] = [_("Ngày thu hồi không thể ở tương lai.")]
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        decision = lock_decision(decision, version)
        target = decision_step("revoke", decision)
        if decision.issued_on is not None and revoked_on < decision.issued_on:
            raise Invalid({"revoked_on": [_("Ngày thu hồi không thể trước ngày ban hành.")]})
        before, decision.state = decision.state, target
        decision.revocation_number, decision.revoked_on = squeeze(revocation_number), revoked_on
        decision.revocation_reason = squeeze(reason)
        _save(decision, "state", "revocation_number", "revoked_on", "revocation_reason")
        changes = {
            "revocation_number": ("", decision.revocation_number),
            "revoked_on": (None, revoked_on),
            "revocation_reason": ("", decision.revocation_reason),
        }
        write_journal("revoke", decision, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
    return decision


def _save(decision: TransferDecision, *fields: str) -> None:
    decision.version += 1
    _fold(decision)
    decision.save(update_fields=[*fields, "version", "folded"])
    say_decision(decision)


def _fold(decision: TransferDecision) -> None:
    decision.folded = fold(f"{decision.code} {decision.number} {decision.title} {decision.signer_name}")


def _check_issue_date(decision: TransferDecision, issued_on: date) -> None:
    if decision.submitted_on is not None and issued_on < decision.submitted_on:
        raise Invalid({"issued_on": [_("Ngày ban hành không thể trước ngày trình.")]})
    old = decision.amends
    if old is not None and old.issued_on is not None and issued_on < old.issued_on:
        raise Invalid({"issued_on": [_("Ngày ban hành không thể trước ngày của quyết định được sửa đổi.")]})


def _check_lines(decision: TransferDecision, on: date) -> None:
    """Raise Missing without lines, Refused with a sentence for each line that cannot stand on the day."""
    lines = list(with_items(decision.lines.all()))
    if not lines:
        raise Missing(
            [("lines", _("Danh mục chuyển giao"))], _("Danh mục chưa có dòng nào: thêm kết quả và đơn vị nhận.")
        )
    faults = [sentence for line in lines for sentence in line_faults(line, on=on)]
    if faults:
        raise Refused(" ".join(dict.fromkeys(faults)))


def _put_aside(old: TransferDecision, by: TransferDecision, *, actor: Actor, now: datetime) -> None:
    """The amended decision steps back: its list is replaced by that of the new one."""
    old = lock_decision(old)
    target = decision_step("amend", old)
    before, old.state = old.state, target
    _save(old, "state")
    write_journal(
        "amend", old, actor=actor, now=now, from_state=before, to_state=target, changes={"amendment": ("", by.code)}
    )


def _continued(line: DecisionLine, fresh: TransferDecision) -> DecisionLine:
    return DecisionLine(
        decision=fresh,
        result_id=line.result_id,
        product_id=line.product_id,
        unit_id=line.unit_id,
        basis=line.basis,
        quantity=line.quantity,
        quantity_unit=line.quantity_unit,
        order=line.order,
        origin=line,
    )
