"""What became of items: of earlier years by confirmed reports, of 2023 claimed by their receivers or typed in by an
officer; looked at by somebody else."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.domain.handovers.models import MinutesItem, counted
from gieo.domain.handovers.vocab import Receipt
from gieo.domain.uptake.models import Claim, Report, Use
from gieo.domain.uptake.queries.reported import applied
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.services import (
    ClaimInput,
    EffectInput,
    EvidenceInput,
    begin_use,
    claim_use,
    refuse_claim,
    verify_claim,
)
from gieo.domain.uptake.vocab import Channel, ClaimState, Grade, Level, Measure, Sphere
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.files.services import store_file
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import find_area
from gieo.foundation.places.vocab import Era
from gieo.interfaces.ops.demo.archive import work_day
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.drawings import picture
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

TOLD, SEEN = timedelta(days=5), timedelta(days=12)
"""How long after the day it tells of a claim is made, and looked at."""


RECORDED, LOOKED_AT = date(2023, 10, 17), date(2023, 10, 24)
IN_NUMBERS = {"hộ": Measure.HOUSEHOLD, "héc-ta": Measure.HECTARE, "cơ": Measure.FACILITY}
"""The first number of what a report says of its scale: “12 hộ, 3 thôn”."""


def plan_uses(books: Books) -> None:
    books.timeline.add(moment(RECORDED, 9), partial(_record_reports, books))
    books.timeline.add(moment(LOOKED_AT, 9), partial(_look_at_all, books))
    for use in read("uses")["use"]:
        for claim in use["claim"]:
            told, seen = work_day(claim["on"] + TOLD), work_day(claim["on"] + SEEN)
            books.timeline.add(moment(told, 10, 15), partial(_claim, books, use, claim))
            if not claim.get("waits"):
                books.timeline.add(moment(seen, 15, 40), partial(_decide, books, use, claim))


def _record_reports(books: Books, now: datetime) -> None:
    """What the first reports that were confirmed say was applied, by an officer."""
    officer = books.cast.actor("officer")
    reports = Report.objects.filter(state=ReportState.CONFIRMED, year=1, minutes__receiver__place__isnull=False)
    rows = [row for report in reports.order_by("code") for row in applied(report)[:1]]
    for seasons, row in enumerate(rows, start=1):
        report, receiver = row.sheet.report, row.sheet.report.minutes.receiver
        assert report.sent_at is not None  # a confirmed report was sent
        assert receiver.place is not None  # only such were asked for
        amount, word = row.sheet.scale.split()[:2]
        claim = ClaimInput(
            level=Level.ROUTINE if seasons > 1 else Level.TRIED,
            on=local_date(report.sent_at),
            channel=Channel.PAPER,
            report=report,
            told_by=report.reporter_name,
            since=date(2022, 1, 15),
            seasons=seasons,
            words=f"{row.sheet.effect} (Dữ liệu minh hoạ.)",
            scales=(ScaleSaid(IN_NUMBERS[word], Decimal(amount)),),
            evidence=(
                EvidenceInput(
                    Grade.DOCUMENT,
                    local_date(report.sent_at),
                    f"Báo cáo ứng dụng {report.code}",
                    number=report.code,
                ),
            ),
        )
        begin_use(row.subject, receiver, receiver.place, claim=claim, actor=officer, now=now)


def _look_at_all(books: Books, now: datetime) -> None:
    for waiting in Claim.objects.filter(state=ClaimState.CLAIMED).order_by("pk"):
        verify_claim(waiting, actor=books.cast.actor("deputy"), now=now)


def _claim(books: Books, words: Words, claim: Words, now: datetime) -> None:
    actor = books.cast.actor(claim.get("by", f"rep-{words['unit']}"))
    said = _said(claim, actor, now)
    if (use := _found(books, words)) is not None:
        claim_use(use, said, actor=actor, now=now)
        return
    item = _item(books, words)
    subject = item.result or item.product
    assert subject is not None  # an item has one of the two (constraint)
    begin_use(subject, books.cast.unit(words["unit"]), place_of(words["place"]), claim=said, actor=actor, now=now)


def _decide(books: Books, words: Words, claim: Words, now: datetime) -> None:
    use = _found(books, words)
    assert use is not None  # its first claim lies a week back
    waiting = Claim.objects.get(use=use, state=ClaimState.CLAIMED)
    looker = books.cast.actor(claim.get("seen", "officer"))
    if "refused" in claim:
        refuse_claim(waiting, reason=claim["refused"], actor=looker, now=now)
    else:
        verify_claim(waiting, actor=looker, now=now)


def _found(books: Books, words: Words) -> Use | None:
    item = _item(books, words)
    own = Use.objects.filter(receiver=books.cast.unit(words["unit"]), household="")
    return own.filter(result=item.result, product=item.product).first()


def _item(books: Books, words: Words) -> MinutesItem:
    return MinutesItem.objects.select_related("result", "product").get(
        counted("minutes__"),
        minutes__receiver=books.cast.unit(words["unit"]),
        title__startswith=words["of"],
        receipt=Receipt.RECEIVED,
    )


def place_of(name: str) -> Area:
    """A place of the old map in the province; the province itself."""
    province = Area.objects.get(era=Era.BEFORE_2025, code="11", parent=None)
    found = province if name == province.name else find_area(name, era=Era.BEFORE_2025, within=province)
    assert found is not None, name
    return found


def _said(claim: Words, actor: Actor, now: datetime) -> ClaimInput:
    men, women = claim.get("people", (None, None))
    channel = Channel(claim.get("channel", Channel.DESK))
    return ClaimInput(
        level=Level(claim["level"]),
        on=claim["on"],
        channel=channel,
        told_by="Cán bộ khuyến nông xã (minh hoạ)" if channel is Channel.PHONE else "",
        since=claim.get("since"),
        seasons=claim.get("seasons"),
        push=claim.get("push", ""),
        reason=claim.get("reason", ""),
        words=f"{claim['words']} (Dữ liệu minh hoạ.)",
        men=men,
        women=women,
        scales=tuple(scale_of(row) for row in claim.get("scales", ())),
        effects=tuple(_effect(row) for row in claim.get("effects", ())),
        evidence=tuple(_proof(row, claim, actor, now) for row in claim["proofs"]),
    )


def scale_of(row: str) -> ScaleSaid:
    amount, measure = row.split()
    return ScaleSaid(Measure(measure), Decimal(amount.replace(",", ".")))


def _effect(row: str) -> EffectInput:
    sphere, name, unit, before, after = (part.strip() for part in row.split("|"))
    return EffectInput(Sphere(sphere), name, unit, *(Decimal(each.replace(",", ".")) for each in (before, after)))


def _proof(row: str, claim: Words, actor: Actor, now: datetime) -> EvidenceInput:
    grade, words, *more = (part.strip() for part in row.split("|"))
    if Grade(grade) is not Grade.PHOTOGRAPH:
        return EvidenceInput(Grade(grade), claim["on"], words, number=more[0] if more else "")
    drawing, place = more
    file = store_file(picture(drawing), name=f"{drawing}.png", actor=actor, now=now)
    credit = "Tranh minh hoạ: Gieo"
    return EvidenceInput(Grade.PHOTOGRAPH, claim["on"], words, file, credit=credit, place=place, consent=True)
