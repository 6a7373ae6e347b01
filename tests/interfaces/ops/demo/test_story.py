"""The story told through its four stages: its facts, its completeness, its honesty."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from gieo.core.actor import SYSTEM
from gieo.core.errors import Refused
from gieo.domain.directives.models import Directive
from gieo.domain.handovers.models import (
    ApplicationPlan,
    IdentityCheck,
    InkScan,
    Minutes,
    MinutesItem,
    RemoteSignature,
    counted,
)
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.vocab import FaultKind, MinutesState
from gieo.domain.news.access import public_articles
from gieo.domain.news.models import Article
from gieo.domain.news.queries.sources import sentence_rows
from gieo.domain.news.vocab import ArticleState, Standing
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Product, Result
from gieo.domain.results.queries import handover_gates
from gieo.domain.results.vocab import Access, ResultState
from gieo.domain.training.models import Certificate, Course
from gieo.domain.training.queries.courses import with_counts
from gieo.domain.training.queries.season import used_after
from gieo.domain.transfers.models import Conference, DecisionLine, Interest, TransferDecision
from gieo.domain.transfers.queries.figures import line_figures, lines_of_conference
from gieo.domain.transfers.vocab import ConferenceState, DecisionState
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.queries.figures import sums_of
from gieo.domain.uptake.queries.standing import level_counts, waiting_claims
from gieo.domain.uptake.vocab import Measure
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.audience.models import Comment, Discussion, PageVisits
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.models import Photograph
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.signing.models import Rendering, Signature
from gieo.foundation.units.models import Unit, UnitAct
from gieo.interfaces.ops.demo import MOMENTS, accounts, clock_offset, load

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_registry_knows_results_and_no_decision_of_the_year(stages: dict[str, Any]) -> None:
    seen = stages["registry"]
    assert seen["results"] == 300
    assert "797/QĐ-UBND" not in seen["decisions"]
    assert set(seen["conferences"]) == {date(2021, 10, 21), date(2022, 10, 13)}


def test_decided_has_the_decision_and_no_conference(stages: dict[str, Any]) -> None:
    assert stages["decided"]["decisions"]["797/QĐ-UBND"] == DecisionState.ISSUED
    assert date(2023, 11, 7) not in stages["decided"]["conferences"]


def test_conference_is_ready_to_be_held_again(stages: dict[str, Any]) -> None:
    seen = stages["conference"]
    assert seen["conferences"][date(2023, 11, 7)] == ConferenceState.PLANNED
    assert seen["minutes"] == [MinutesState.DRAFT] * 11


def test_nothing_of_a_later_stage_has_happened(stages: dict[str, Any]) -> None:
    for stage, seen in stages.items():
        assert seen["latest"] <= MOMENTS[stage]
        assert seen["story"].moment == MOMENTS[stage]


def test_signed_has_the_facts_of_the_day(told: None) -> None:
    conference = Conference.objects.get(held_on=date(2023, 11, 7))
    decision = conference.decisions.get()
    figures = line_figures(lines_of_conference(conference, DecisionLine.objects.all()), on=conference.held_on)
    assert (figures.results, figures.products, figures.units, figures.enterprises) == (9, 31, 11, 1)
    assert (decision.number, decision.issued_on) == ("797/QĐ-UBND", date(2023, 5, 12))
    assert (conference.held_on - decision.issued_on).days == 179
    assert conference.published_at is not None
    assert Directive.objects.count() == 7
    assert conference.units.count() == 12


def test_two_years_before_fifteen_results_went_to_twelve_units(told: None) -> None:
    lines = DecisionLine.objects.filter(decision__conferences__held_on__lt=date(2023, 1, 1))
    figures = line_figures(lines)
    assert (figures.results, figures.units) == (15, 12)
    assert Conference.objects.get(held_on=date(2022, 10, 13)).decisions.get().lines.count() == 7


def test_the_ledger_shows_what_is_true_and_explains_it(told: None) -> None:
    conference = Conference.objects.get(held_on=date(2023, 11, 7))
    page = ledger_of_conference(conference, SYSTEM, today=date(2023, 11, 13))
    assert [fault.kind for fault in page.ledger.faults] == [
        FaultKind.SIGNED_NOT_RECEIVED,
        FaultKind.ITEM_REFUSED,
        FaultKind.UNITS_FIGURE,
    ]
    assert all(page.notes_on(fault) for fault in page.ledger.faults)
    for earlier in Conference.objects.filter(held_on__lt=date(2023, 1, 1)):
        assert ledger_of_conference(earlier, SYSTEM, today=date(2023, 11, 13)).ledger.is_clean


def test_plans_stand_in_the_minutes_or_were_sent_and_some_are_still_owed(told: None) -> None:
    found = Minutes.objects.filter(counted(), conference__held_on=date(2023, 11, 7))
    assert found.filter(plan__isnull=False).distinct().count() == 9
    sent = ApplicationPlan.objects.filter(minutes__in=found)
    assert sorted(plan.sent_by_name for plan in sent) == ["Giàng A Sương", "Lường Văn Thung"]
    owed = Duty.objects.filter(kind="application_plan", state="open").order_by("due", "debtor_unit__short_name")
    assert [(duty.debtor_unit.short_name, duty.due.year) for duty in owed] == [
        ("Bảo tàng tỉnh", 2022),
        ("UBND TP Điện Biên Phủ", 2022),
    ]


def test_uses_stand_on_every_level_some_ran_out_one_stopped_one_waits(told: None) -> None:
    today = MOMENTS["merged"].date()
    counts = level_counts(today, SYSTEM)
    assert counts == {"received": 1, "tried": 5, "routine": 4, "extended": 2, "stopped": 1, "expired": 3, "unproven": 3}
    assert [claim.use.receiver.code for claim in waiting_claims(SYSTEM)] == ["HTX-BM"]
    assert Use.objects.filter(illustrative=False).count() == 0
    sums = sums_of(Use.objects.all(), today).totals
    assert (sums[Measure.HECTARE], sums[Measure.HOUSEHOLD]) == (Decimal("61.7"), 180)


def test_every_minutes_is_signed_and_printed(told: None) -> None:
    found = Minutes.objects.filter(conference__held_on=date(2023, 11, 7))
    assert (found.filter(counted()).count(), found.count()) == (11, 12)
    for minutes in found:
        assert minutes.sealed.signatures.count() == 3
        kinds = {row.kind for row in Rendering.objects.filter(content=minutes.sealed)}
        assert kinds - {"pdf_digital"} == {"pdf", "docx", "pdf_signed"}


def test_two_signed_with_a_certificate_one_of_them_from_afar_the_others_on_the_screen(told: None) -> None:
    signature, far = Signature.objects.filter(method="digital").order_by("signed_at")
    request = RemoteSignature.objects.get()
    assert (request.signature, request.asked_at.day, far.signed_at.day) == (far, 10, 13)
    assert (far.party, far.content.minutes.replaces is None) == ("giver", False)
    assert (signature.party, signature.content.minutes.receiver.short_name) == ("receiver", "Bảo tàng tỉnh")
    assert signature.certificates.get().name == signature.person_name
    assert signature.content.renderings.filter(kind="pdf_digital").count() == 1


def test_one_paper_was_signed_by_pen_and_its_scan_matched_by_its_code(told: None) -> None:
    scan = InkScan.objects.select_related("minutes__receiver", "minutes__sealed", "file").get()
    assert scan.minutes.receiver.code == "UBND-H-102"
    assert sorted(scan.parties) == ["giver", "receiver", "witness"]
    assert {row.method for row in scan.minutes.sealed.signatures.all()} == {"ink"}
    assert (scan.file.kind, scan.file.name) == ("pdf", f"{scan.minutes.code}-ky-tren-giay.pdf")
    assert scan.minutes.state == MinutesState.RECEIVED


def test_people_in_the_hall_wrote_and_photographed(told: None) -> None:
    conference = Conference.objects.get(held_on=date(2023, 11, 7))
    assert conference.quick_notes.count() == 3
    sent = conference.photos.filter(photograph__file__name__startswith="IMG_")
    assert [(photo.photograph.width, photo.photograph.height) for photo in sent] == [(1200, 800)] * 2
    assert all(photo.photograph.may_be_published for photo in sent)


def test_one_is_received_in_part_one_refused_one_written_anew_and_one_signed_later(told: None) -> None:
    seeds = MinutesItem.objects.get(receipt="partly")
    assert (seeds.quantity, seeds.received_quantity, seeds.expected_on) == (500, 200, date(2024, 4, 15))
    assert Duty.objects.get(kind="delivery", state="open").due == date(2024, 4, 15)
    assert MinutesItem.objects.get(receipt="refused").refusal_note.startswith("In sai tỷ lệ")
    version = Minutes.objects.get(replaces__isnull=False)
    assert (version.state, version.replaces.state) == (MinutesState.RECEIVED, MinutesState.SUPERSEDED)
    late = Signature.objects.get(party="receiver", signed_at__date=date(2022, 10, 17))
    assert late.person_name == "Tòng Thị Ánh"
    assert IdentityCheck.objects.filter(paper="authorisation").count() == 1


def test_the_nine_have_complete_kits_and_a_photograph(told: None) -> None:
    nine = Result.objects.filter(decision_lines__decision__number="797/QĐ-UBND").distinct()
    gates = handover_gates(nine)
    assert len(gates) == 9
    assert all(gate.ok and not gate.missing for gate in gates.values())
    assert all(result.photos.count() == 1 for result in nine)


def test_results_of_farming_belong_to_the_programme_of_their_years(told: None) -> None:
    """So that the catalogue can be narrowed by programme as by every other facet."""
    placed = Result.objects.filter(programme__isnull=False)
    assert placed.filter(state__in=PUBLIC_STATES).count() > 20
    assert all(
        row.programme.since_year <= row.start_year <= row.programme.until_year
        for row in placed.select_related("programme")
    )


def test_every_programme_product_has_its_file(told: None) -> None:
    products = Product.objects.filter(programme__isnull=False)
    assert products.count() == 31
    assert {product.nature for product in products} == {"chart", "process", "report", "database"}
    assert all(product.files.count() == 1 for product in products)
    assert products.filter(programme__official_code="").count() == 31


def test_the_archive_has_every_state_and_no_title_twice(told: None) -> None:
    states = set(Result.objects.values_list("state", flat=True))
    assert states == set(ResultState)
    assert Result.objects.filter(access=Access.RESTRICTED).count() == 5
    titles = list(Result.objects.values_list("title", flat=True))
    assert len(set(titles)) == len(titles)
    years = {day.year for day in Result.objects.exclude(accepted_on=None).values_list("accepted_on", flat=True)}
    assert years >= set(range(2014, 2024))


def test_what_is_invented_says_so(told: None) -> None:
    for model in (Result, Product, Conference, TransferDecision, Minutes, Directive, Person, Unit):
        assert not model.objects.filter(illustrative=False).exists(), model
    assert not Photograph.objects.exclude(credit="Tranh minh hoạ: Gieo").exists()
    assert not User.objects.exclude(email__endswith="@example.vn").exists()
    phones = [*Person.objects.values_list("phone", flat=True), *Unit.objects.values_list("phone", flat=True)]
    assert all(re.fullmatch(r"0215 000 \d{4}", phone) for phone in phones if phone)


def test_every_district_names_its_successor(told: None) -> None:
    districts = Unit.objects.filter(kind="district_committee")
    assert districts.count() == 10
    assert all(unit.successor.kind == "commune_committee" for unit in districts.select_related("successor"))
    split = UnitAct.objects.get(kind="split")
    heirs = list(split.parts.filter(side="after").select_related("unit__place__parent"))
    assert len(heirs) == 5
    assert [part.is_principal for part in heirs] == [True, False, False, False, False]
    assert {part.unit.place.parent.name for part in heirs} == {"Tỉnh Điện Biên"}
    assert Duty.objects.get(heir__isnull=False).heir == heirs[1].unit
    assert UnitAct.objects.filter(illustrative=True).count() == 10


def test_before_2025_nobody_knows_of_the_map_to_come(stages: dict[str, Any]) -> None:
    assert [stages[stage]["acts"] for stage in MOMENTS] == [0, 0, 0, 0, 10]


def test_a_second_telling_is_refused(told: None) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused):
        load("registry", lambda _line: None)
    assert Entry.objects.count() == before


def test_accounts_are_those_that_can_sign_in(told: None) -> None:
    assert {email for _who, email, _password in accounts()} == set(User.objects.values_list("email", flat=True))
    assert all(User.objects.get(email=email).check_password(password) for _who, email, password in accounts())


def test_the_clock_goes_on_from_the_stage() -> None:
    start = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    offset = clock_offset("conference", start)
    assert start.timestamp() + offset == MOMENTS["conference"].timestamp()


def test_the_news_of_the_day_is_drafted_before_and_told_after(stages: dict[str, Any]) -> None:
    before, after = stages["conference"]["articles"], stages["signed"]["articles"]
    assert before["Sắp bàn giao 9 kết quả nghiên cứu và 31 sản phẩm cho 11 đơn vị"] == ArticleState.DRAFT
    assert after["Bàn giao 9 kết quả nghiên cứu và 31 sản phẩm cho 11 đơn vị"] == ArticleState.PUBLISHED
    assert list(after.values()).count(ArticleState.SUBMITTED) == 1


def test_the_article_of_the_day_says_what_the_records_say(told: None) -> None:
    article = Article.objects.get(title="Bàn giao 9 kết quả nghiên cứu và 31 sản phẩm cho 11 đơn vị")
    rows = sentence_rows(article)
    assert {row.standing for row in rows} == {Standing.AS_DRAFTED}
    assert not any(row.drifts for row in rows)
    assert article.lead.endswith("đã được bàn giao cho 11 đơn vị, trong đó có 1 doanh nghiệp.")
    assert "Quyết định số 797/QĐ-UBND ngày 12/05/2023" in article.body
    assert "41 trong 43 mục" in article.body
    assert article.body.count('data-source="yeu-cau-') == 7
    assert "Bạc Cầm Sơn" not in article.body + article.lead
    photos = [photo.photograph for photo in article.photos.all()]
    assert len(photos) == 6
    assert all(photo.may_be_published for photo in photos)
    assert article.published_at is not None
    assert article.published_at.date() == date(2023, 11, 8)


def test_every_article_is_marked_and_one_is_corrected(told: None) -> None:
    assert set(Article.objects.values_list("illustrative", flat=True)) == {True}
    assert public_articles().count() == 10
    corrected = public_articles().get(number__gt=1)
    assert corrected.reason == "Bản đầu ghi thiếu số đơn vị đề xuất"


def test_the_portal_shows_the_count_of_2023_and_its_readers_since(stages: dict[str, Any], told: None) -> None:
    assert {stage: seen["visits"] for stage, seen in stages.items()} == {
        "registry": 445_462,
        "decided": 445_462,
        "conference": 445_462,
        "signed": 445_462 + PageVisits.objects.aggregate(sum=Sum("visits"))["sum"],
        "merged": 445_462 + PageVisits.objects.aggregate(sum=Sum("visits"))["sum"],
    }
    assert PageVisits.objects.filter(page="/tin-tuc/").exists()


def test_who_asks_about_a_result_is_answered_most_in_time(stages: dict[str, Any], told: None) -> None:
    rows = Interest.objects.order_by("stated_on")
    assert [(row.state, row.outcome) for row in rows] == [
        ("closed", "visit"), ("closed", "no"), ("closed", "transfer"), ("talking", ""), ("received", ""),
    ]  # fmt: skip
    assert [row.answered_on and row.answered_on <= row.first_due for row in rows] == [True, False, True, True, None]
    assert not rows.filter(illustrative=False).exists()
    assert Duty.objects.filter(kind="transfers.reply", state="open").count() == 1


def test_classes_were_held_called_off_or_lie_ahead(stages: dict[str, Any], told: None) -> None:
    rows = with_counts(Course.objects.order_by("code"))
    assert [(row.state, row.taken, row.queue) for row in rows] == [
        ("held", 5, 0), ("cancelled", 1, 0), ("held", 2, 0), ("announced", 1, 0),
    ]  # fmt: skip
    assert not rows.filter(illustrative=False).exists()
    assert Letter.objects.filter(kind="course_cancelled").count() == 1
    assert Certificate.objects.count() == 4
    tea = used_after(rows[0], SYSTEM, MOMENTS["merged"].date())
    assert [(row.people, [use.months > 0 for use in row.uses]) for row in tea] == [(1, [True]), (1, [True])]


def test_readers_have_rated_asked_and_been_answered(stages: dict[str, Any], told: None) -> None:
    comments = Comment.objects.filter(discussion__code=Article.objects.get(conference__held_on=date(2023, 11, 7)).code)
    states = list(comments.order_by("sent_at").values_list("state", flat=True))
    assert states == ["published", "published", "refused", "waiting", "waiting"]
    assert comments.exclude(answer="").count() == 2
    assert not Comment.objects.filter(illustrative=False).exists()
    assert Comment.objects.filter(state="withdrawn").exclude(reason="").count() == 1
    assert [(row.ratings, row.stars) for row in Discussion.objects.order_by("pk")] == [(6, 27), (12, 51)]
    assert Duty.objects.filter(kind="moderate_comments", state="open").count() == 1


def test_neighbours_say_what_they_copied_and_only_what_was_confirmed_is_a_use(told: None) -> None:
    rows = Copy.objects.order_by("code").select_related("use", "parent", "committee")
    assert [row.state for row in rows] == ["confirmed", "confirmed", "refused", "waiting"]
    first, second, _false, waiting = rows
    assert (second.parent, waiting.parent) == (first.use, second.use)
    assert waiting.committee is not None
    assert not rows.filter(illustrative=False).exists()
