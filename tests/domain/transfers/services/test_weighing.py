"""Transfer instead of research: results are shown for a need, accepted or refused with reasons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import Actor, Role
from gieo.core.errors import GieoError, Invalid, NotAllowed, Refused, WrongState
from gieo.domain.needs.models import Need
from gieo.domain.needs.rules.fit import Asked, AtHand, fit
from gieo.domain.needs.services import answer_need, edit_need, reopen_need
from gieo.domain.needs.vocab import Answer, Capital, Fit, Labour, NeedState, Season, Water
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Weighing
from gieo.domain.transfers.queries.conditions import objections
from gieo.domain.transfers.queries.weighing import judged_of, results_for
from gieo.domain.transfers.services import answer_with_proposal, answer_with_result, find_none, judge_result
from gieo.domain.transfers.vocab import Judged, RefusedFor
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.search.queries import stand_at
from tests.factories.accounts import actor, person_with
from tests.factories.needs import NOW, make_need
from tests.factories.results import make_result
from tests.factories.units import make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)
NO = {"judged": Judged.REFUSED, "reason": RefusedFor.OTHER_PROBLEM, "words": "Chỉ nói về lúa ruộng.", "now": NOW}
YES = {"judged": Judged.ACCEPTED, "now": NOW}


def reader() -> Actor:
    """An officer with a row of their own, who may enter a restricted result."""
    unit = make_unit("Sở Khoa học và Công nghệ")
    return actor(Role.OFFICER, person_id=person_with(Role.OFFICER, unit).pk, unit_id=unit.pk)


def fish() -> Result:
    """A result that no need of these tests comes near to."""
    words = {"title": "Nuôi cá lồng", "abstract": "Thả cá lồng.", "plain_sheet": "Cá lồng.", "rights_holder": "Sở"}
    return make_result("transferable", kit=False, products=1, **words)


def refused(deed: Callable[[], Any], error: type[GieoError]) -> None:
    before = list(Weighing.objects.values()), list(Need.objects.values()), Entry.objects.count(), Letter.objects.count()
    with pytest.raises(error):
        deed()
    after = list(Weighing.objects.values()), list(Need.objects.values()), Entry.objects.count(), Letter.objects.count()
    assert after == before


def test_results_are_shown_best_first_with_reasons(indexed: Callable[[], int]) -> None:
    rice = make_result("transferable", seasons=[Season.SUMMER], water_least=Water.RAIN)
    make_result("transferable", title="Nuôi cá lồng trên hồ", plain_sheet="Cá lồng.", short_title="Cá lồng")
    hidden = make_result("transferable", title="Giống lúa nếp nương kín", restricted=True, actor=reader())
    need = make_need(field=rice.field, altitude_min=700, altitude_max=900, water=Water.ALWAYS)
    indexed()
    with CaptureQueriesContext(connection) as asked:
        shown = results_for(need)
    assert len(asked) == 4
    assert hidden not in [one.result for one in shown]
    assert shown[0].result == rice
    said = " · ".join(shown[0].why)
    assert "lúa nếp nương" in said
    assert "Cùng lĩnh vực" in said
    assert "Hợp điều kiện: độ cao, nước" in said
    assert shown[0].against == (
        "Chưa đủ dữ liệu, nhu cầu chưa ghi: mùa vụ, vốn",
        "Chưa đủ dữ liệu, kết quả chưa ghi: lao động",
    )
    assert shown[0].fit is Fit.UNKNOWN


def test_what_does_not_fit_stands_behind_and_says_what_is_against_it(indexed: Callable[[], int]) -> None:
    high = make_result("transferable", altitude_min=1500, altitude_max=2000)
    low = make_result("transferable", altitude_min=100, altitude_max=1000, title="Gieo lúa nếp nương")
    indexed()
    shown = results_for(make_need(altitude_min=300, altitude_max=500))
    assert [one.result for one in shown] == [low, high]
    assert "Không hợp, độ cao: kết quả cần 1.500–2.000 m; ở đây 300–500 m" in shown[1].against


def test_what_does_not_fit_is_told_with_both_sides() -> None:
    asked = Asked(1000, None, frozenset({Season.WINTER}), Water.ALWAYS, Labour.SKILLED, 20_000_000)
    poor = AtHand(100, 800, frozenset({Season.SPRING}), Water.RAIN, Labour.FAMILY, Capital.TO_10)
    assert objections(fit(asked, poor), asked, poor) == (
        "Không hợp, độ cao: kết quả cần từ 1.000 m; ở đây 100–800 m",
        "Không hợp, mùa vụ: kết quả cần vụ đông; ở đây vụ xuân, đông xuân",
        "Không hợp, nước: kết quả cần ít nhất: có nước tưới quanh năm; ở đây chỉ có nước mưa",
        "Không hợp, lao động: kết quả cần ít nhất: có người được đào tạo kỹ thuật; ở đây lao động trong nhà",
        "Không hợp, vốn: kết quả cần 20.000.000 đồng; ở đây đến 10 triệu đồng",
    )
    valley = AtHand(lowest=600)
    assert objections(fit(asked, valley), asked, valley)[0] == "Không hợp, độ cao: kết quả cần từ 1.000 m; ở đây 600 m"
    half, silent = AtHand(lowest=700, highest=1300), AtHand()
    assert objections(fit(asked, half), asked, half) == (
        "Chỉ hợp một phần, độ cao: kết quả cần từ 1.000 m; ở đây 700–1.300 m",
        "Chưa đủ dữ liệu, nhu cầu chưa ghi: mùa vụ, nước, lao động, vốn",
    )
    low = Asked(highest=900)
    assert objections(fit(low, silent), low, silent) == (
        "Chưa đủ dữ liệu, nhu cầu chưa ghi: độ cao",
        "Chưa đủ dữ liệu, kết quả chưa ghi: mùa vụ, nước, lao động, vốn",
    )


def test_without_an_index_nothing_is_said_to_be_missing(settings: Any, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "none"
    need = make_need()
    refused(lambda: find_none(need, actor=OFFICER, now=NOW), Refused)
    stand_at.cache_clear()


def test_a_need_is_weighed_once_all_that_is_shown_was_refused(indexed: Callable[[], int]) -> None:
    one, two = make_result("transferable"), make_result("transferable", title="Gieo lúa nếp nương thưa")
    need = make_need()
    indexed()
    refused(lambda: find_none(need, actor=OFFICER, now=NOW), Refused)
    refused(lambda: judge_result(need, one, actor=OFFICER, **NO | {"words": ""}), Invalid)
    refused(lambda: judge_result(need, one, actor=OFFICER, **NO | {"reason": ""}), Invalid)
    stranger = actor(Role.UNIT_REP, unit_id=999)
    refused(lambda: judge_result(need, one, actor=stranger, **NO), NotAllowed)
    judge_result(need, one, actor=OFFICER, **NO)
    need.refresh_from_db()
    assert need.weighed_at is None
    refused(lambda: answer_need(need, answer=Answer.PROPOSAL, words="x", actor=OFFICER, now=NOW), Refused)
    unit = actor(Role.UNIT_REP, unit_id=need.unit_id)
    judge_result(need, two, actor=unit, **NO)
    need.refresh_from_db()
    assert need.weighed_at is not None
    assert need.weighed_note == "Đã xem 2 kết quả được gợi ý đầu tiên, không kết quả nào đáp ứng."
    assert {row.reason for row in judged_of(need).values()} == {RefusedFor.OTHER_PROBLEM}
    entry = Entry.objects.filter(record_code=need.code, verb="judge").order_by("pk")[0]
    assert entry.changes["words"] == ["", "Chỉ nói về lúa ruộng."]
    done = answer_with_proposal(need, words="Đưa vào đề xuất 2024.", actor=OFFICER, now=NOW)
    assert done.state == NeedState.ANSWERED
    refused(lambda: judge_result(need, one, actor=OFFICER, **NO), WrongState)


def test_one_that_is_accepted_answers_the_need(indexed: Callable[[], int]) -> None:
    one, two = make_result("transferable"), make_result("transferable", title="Gieo lúa nếp nương thưa")
    need = make_need()
    indexed()
    refused(lambda: answer_with_result(need, one, words="Đã có.", actor=OFFICER, now=NOW), Refused)
    judge_result(need, one, actor=OFFICER, **NO)
    judge_result(need, one, actor=OFFICER, **YES)
    need.refresh_from_db()
    assert need.weighed_at is None
    refused(lambda: answer_with_proposal(need, words="x", actor=OFFICER, now=NOW), Refused)
    refused(lambda: find_none(need, actor=OFFICER, now=NOW), Refused)
    assert Weighing.objects.get().reason == ""
    refused(lambda: answer_with_result(need, two, words="Đã có.", actor=OFFICER, now=NOW), Refused)
    assert answer_with_result(need, one, words="Đã có.", actor=OFFICER, now=NOW).met_by == one.code


def test_an_acceptance_taken_back_leaves_the_others_to_be_judged(indexed: Callable[[], int]) -> None:
    one, two = make_result("transferable"), make_result("transferable", title="Gieo lúa nếp nương thưa")
    need = make_need()
    indexed()
    for result in (one, two):
        judge_result(need, result, actor=OFFICER, **NO)
    judge_result(need, one, actor=OFFICER, **YES)
    need.refresh_from_db()
    assert need.weighed_at is None, "one meets it: nothing for a proposal"
    judge_result(need, one, actor=OFFICER, **NO)
    need.refresh_from_db()
    assert need.weighed_at is not None


def test_a_result_that_came_up_since_is_judged_before_a_proposal(indexed: Callable[[], int]) -> None:
    one, need = make_result("transferable"), make_need()
    indexed()
    judge_result(need, one, actor=OFFICER, **NO)
    late = make_result("transferable", title="Gieo lúa nếp nương thưa")
    indexed()
    refused(lambda: answer_with_proposal(need, words="x", actor=OFFICER, now=NOW), Refused)
    judge_result(need, late, actor=OFFICER, **NO)
    assert answer_with_proposal(need, words="Đưa vào.", actor=OFFICER, now=NOW).answer == Answer.PROPOSAL


@pytest.mark.parametrize(
    "again",
    [
        lambda need: edit_need(need, problem="Nương bạc màu, lúa lép.", version=need.version, actor=OFFICER, now=NOW),
        lambda need: reopen_need(
            answer_need(need, answer=Answer.CANNOT, words="Chưa có.", actor=OFFICER, now=NOW),
            words="Có kết quả mới.", actor=OFFICER, now=NOW,
        ),
    ],
)  # fmt: skip
def test_a_need_in_other_words_or_asked_again_is_weighed_anew(
    again: Callable[[Need], Need], indexed: Callable[[], int]
) -> None:
    one, need = make_result("transferable"), make_need()
    indexed()
    judge_result(need, one, actor=OFFICER, **NO)
    need.refresh_from_db()
    need = again(need)
    assert (need.weighed_at, need.weighed_by_name, need.weighed_note) == (None, "", "")
    refused(lambda: answer_with_proposal(need, words="x", actor=OFFICER, now=NOW), Refused)
    assert find_none(need, actor=OFFICER, now=NOW).weighed_note.startswith("Đã xem 1 kết quả")
    assert answer_with_proposal(need, words="Đưa vào.", actor=OFFICER, now=NOW).answer == Answer.PROPOSAL


def test_other_changes_of_a_need_leave_it_weighed(indexed: Callable[[], int]) -> None:
    one, need = make_result("transferable"), make_need()
    indexed()
    judge_result(need, one, actor=OFFICER, **NO)
    need.refresh_from_db()
    assert edit_need(need, contact_name="Lò Thị Mai", version=need.version, actor=OFFICER, now=NOW).weighed_at


def test_that_nothing_comes_near_is_said_too(indexed: Callable[[], int]) -> None:
    fish()
    need = make_need("Máy phát điện nhỏ bằng nước suối", problem="Chưa có điện lưới.", users="hộ")
    indexed()
    assert find_none(need, actor=OFFICER, now=NOW).weighed_note.startswith("Không tìm thấy")


def test_one_that_somebody_knows_of_is_judged_too_but_weighs_nothing(indexed: Callable[[], int]) -> None:
    far = fish()
    need, draft = make_need(), make_result("draft")
    indexed()
    refused(lambda: judge_result(need, draft, actor=OFFICER, **NO), Refused)
    assert judge_result(need, far, actor=OFFICER, **NO).rank == 0
    need.refresh_from_db()
    assert need.weighed_at is None


def test_two_who_judge_the_same_at_once_leave_one_row(
    transactional_db: None, side_by_side: SideBySide, indexed: Callable[[], int]
) -> None:
    result, need = make_result("transferable"), make_need()
    indexed()
    side_by_side(*(lambda how=how: judge_result(need, result, actor=OFFICER, **how) for how in (NO, YES)))
    assert Weighing.objects.count() == 1
