"""From which day the five yearly reports are counted, and the reason that goes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from gieo.core.errors import Invalid
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.queries import history
from tests.domain.handovers.refusing import refused
from tests.factories.handovers import (
    DEFAULTS,
    TABLE,
    conference_of,
    draft_minutes,
    officer,
    receive,
    sealed_minutes,
    sign,
)
from tests.factories.transfers import HELD_ON

USUAL = "Tính từ ngày bàn giao"
OWN = "Giống giao đợt cuối ngày này"

pytestmark = pytest.mark.django_db


def moved(minutes: Minutes, **values: object) -> Minutes:
    return services.edit_minutes(minutes, version=minutes.version, values=values, actor=officer(), now=TABLE)


@pytest.mark.parametrize(
    "start, dues",
    [
        ("2023-06-15", ["2024-06-15", "2025-06-15", "2026-06-15", "2027-06-15", "2028-06-15"]),
        ("2023-12-31", ["2024-12-31", "2025-12-31", "2026-12-31", "2027-12-31", "2028-12-31"]),
        # February has a 29th in 2024 and 2028 alone: the other years end that month a day earlier
        ("2024-02-29", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28"]),
    ],
)
def test_another_start_moves_all_five_reports(start: str, dues: list[str]) -> None:
    draft = moved(draft_minutes(), report_start=date.fromisoformat(start), report_start_reason=OWN)
    assert history(draft)[0].changes == {
        "report_start": ["2023-11-07", start], "report_start_reason": [USUAL, OWN],
    }  # fmt: skip
    sealed = services.seal_minutes(draft, actor=officer(), now=TABLE)
    assert sealed.sealed is not None
    frozen = sealed.sealed.content["reports"]
    assert (frozen["start"], frozen["reason"], frozen["dates"]) == (start, OWN, dues)
    sign(sealed)
    receive(sealed)
    owed = Duty.objects.filter(kind=REPORT_DUTY, record_code=sealed.code).order_by("due")
    assert [f"{due:%Y-%m-%d}" for due in owed.values_list("due", flat=True)] == dues
    assert list(owed.values_list("count", flat=True)) == [12, 24, 36, 48, 60]
    assert set(owed.values_list("opened_on", flat=True)) == {date.fromisoformat(start)}


@pytest.mark.parametrize("typed", ["", "  ", USUAL, "tinh tu ngay ban giao.", "Counted from the day of handover"])
def test_another_start_without_a_reason_of_its_own_is_refused(typed: str) -> None:
    draft = draft_minutes()
    error = refused(lambda: moved(draft, report_start=date(2024, 1, 2), report_start_reason=typed), Invalid)
    assert error.errors == {  # type: ignore[attr-defined]
        "report_start_reason": [
            "Ngày bắt đầu tính báo cáo là 02/01/2024, khác ngày bàn giao 07/11/2023: ghi vì sao tính từ ngày này, hoặc "
            "đặt lại ngày bàn giao."
        ]
    }


def test_the_reason_left_as_it_was_does_not_follow_the_start_to_another_day() -> None:
    draft = draft_minutes()
    refused(lambda: moved(draft, report_start=date(2024, 1, 2)), Invalid)


def test_another_day_of_handover_leaves_the_start_behind() -> None:
    draft = draft_minutes()
    refused(lambda: moved(draft, held_on=date(2023, 11, 9)), Invalid)
    both = moved(draft, held_on=date(2023, 11, 9), report_start=date(2023, 11, 9), report_start_reason="")
    assert (both.report_start, both.report_start_reason) == (date(2023, 11, 9), USUAL)


def test_from_the_day_of_handover_the_usual_reason_fills_itself_in_and_another_stays() -> None:
    draft = moved(draft_minutes(), report_start=HELD_ON, report_start_reason=OWN)
    assert draft.report_start_reason == OWN
    for typed in ("", "Counted from the day of handover"):
        with override("en"):
            draft = moved(draft, report_start_reason=typed)
        assert draft.report_start_reason == USUAL


def test_a_start_that_is_not_known_yet_waits_until_the_minutes_are_sealed() -> None:
    draft = moved(draft_minutes(), report_start=None, report_start_reason="")
    assert (draft.report_start, draft.report_start_reason) == (None, "")


def test_what_does_not_touch_the_start_asks_nothing_about_it() -> None:
    """A draft of before the rule, met by the form of the witness."""
    draft = draft_minutes()
    Minutes.objects.filter(pk=draft.pk).update(report_start=date(2024, 1, 2))
    assert moved(draft, place="Nhà văn hoá").place == "Nhà văn hoá"
    with pytest.raises(Invalid) as fault:
        services.seal_minutes(draft, actor=officer(), now=TABLE)
    assert list(fault.value.errors) == ["report_start_reason"]


def test_a_new_version_keeps_the_start_of_the_day_of_handover() -> None:
    """It bears a day of its own, but things changed hands on that of the version before."""
    made = services.correct_minutes(
        sealed_minutes(), reason="Sai chức vụ", actor=officer(), now=TABLE.replace(day=TABLE.day + 3)
    )
    assert (made.held_on, made.report_start, made.report_start_reason) == (date(2023, 11, 10), HELD_ON, USUAL)
    kept = moved(made, report_start=HELD_ON, report_start_reason="")
    assert kept.report_start_reason == USUAL
    refused(lambda: moved(kept, report_start=date(2023, 11, 12), report_start_reason=""), Invalid)


def test_minutes_are_prepared_with_another_start_only_for_a_reason() -> None:
    conference = conference_of()
    defaults = replace(DEFAULTS, report_start=date(2024, 1, 2), report_start_reason=USUAL)
    refused(lambda: services.prepare_all_minutes(conference, defaults=defaults, actor=officer(), now=TABLE), Invalid)
    (made,) = services.prepare_all_minutes(
        conference, defaults=replace(defaults, report_start_reason=OWN), actor=officer(), now=TABLE
    )
    assert (made.report_start, made.report_start_reason) == (date(2024, 1, 2), OWN)
