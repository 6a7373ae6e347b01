"""Decisions and conferences by life-cycle stage, made through the services as an office would make them.

    decision = issued_decision(results=2, products=3, units=4)
    conference = open_conference(decision)

Lines go round the receivers: the first item to the first unit, the second to the second, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from gieo.core.actor import SYSTEM
from gieo.core.clock import TZ
from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Programme
from gieo.domain.programmes.vocab import Level
from gieo.domain.results.models import Product, Result
from gieo.domain.results.vocab import Access, Delivery, Grade, Origin, ProductNature, ResultState
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.services import LinePick
from gieo.domain.transfers.vocab import Attendance
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.units import make_unit

SUBMITTED_ON = date(2023, 5, 4)
ISSUED_ON = date(2023, 5, 12)
HELD_ON = date(2023, 11, 7)

_running = count(1)


def moment(day: date, hour: int = 9) -> datetime:
    """An instant of a day in Điện Biên."""
    return datetime.combine(day, time(hour), tzinfo=TZ)


def a_result(
    title: str = "", *, state: ResultState = ResultState.TRANSFERABLE, access: Access = Access.OPEN, **values: Any
) -> Result:
    """A result with everything that its state asks for."""
    number = next(_running)
    field, objective = (_code(key) for key in (CodeKey.FIELD, CodeKey.OBJECTIVE))
    host = Unit.objects.filter(code="HOST").first() or make_unit("Trung tâm Giống cây trồng", code="HOST")
    facts: dict[str, Any] = {
        "code": f"KQ-2021-{number:03d}",
        "title": title or f"Kết quả nghiên cứu số {number}",
        "origin": Origin.PROVINCIAL_TASK,
        "field": field,
        "objective": objective,
        "host": host,
        "start_year": 2019,
        "end_year": 2021,
        "abstract": "Tóm tắt.",
        "plain_sheet": "Giới thiệu.",
        "readiness": 7,
        "accepted_on": date(2021, 12, 22),
        "grade": Grade.PASS,
        "certificate_no": f"{number}/KQNC",
        "certificate_on": date(2022, 2, 18),
        "certificate_place": "Sở Khoa học và Công nghệ",
        "state_reason": "Lý do." if state in (ResultState.WITHDRAWN, ResultState.EXPIRED) else "",
    }
    return Result.objects.create(state=state, access=access, **(facts | values))


def a_product(title: str = "", *, result: Result | None = None, **values: Any) -> Product:
    """A product of a result, or of the North-West programme."""
    number = next(_running)
    facts: dict[str, Any] = {
        "code": f"SP-2023-{number:03d}",
        "title": title or f"Sản phẩm số {number}",
        "result": result,
        "programme": None if result else north_west(),
        "nature": ProductNature.PROCESS,
        "quantity": 1,
        "quantity_unit": "bản",
        "delivery": Delivery.FILE,
        "condition": "Đầy đủ, dùng tốt",
    }
    return Product.objects.create(**(facts | values))


def north_west() -> Programme:
    """The programme for the North-West region."""
    found = Programme.objects.filter(code="TAYBAC").first()
    return found or Programme.objects.create(
        code="TAYBAC", name="Chương trình Tây Bắc", level=Level.REGIONAL, since_year=2013, until_year=2020
    )


def province_committee() -> Unit:
    """The body that issues transfer decisions."""
    found = Unit.objects.filter(code="UBND").first()
    return found or make_unit("UBND tỉnh Điện Biên", UnitKind.PROVINCE_COMMITTEE, code="UBND")


def receivers(number: int, *, enterprises: int = 0) -> list[Unit]:
    """Units that receive; the last ones are enterprises."""
    made = []
    for place in range(number):
        kind = UnitKind.ENTERPRISE if place >= number - enterprises else UnitKind.PUBLIC_SERVICE
        name = "Công ty" if kind is UnitKind.ENTERPRISE else "Trung tâm"
        running = next(_running)
        made.append(make_unit(f"{name} số {running}", kind, code=f"DV{running}"))
    return made


def draft_decision(
    *,
    results: int | Iterable[Result] = 1,
    products: int | Iterable[Product] = 0,
    units: int | list[Unit] = 1,
    enterprises: int = 0,
    title: str = "Phê duyệt danh mục kết quả chuyển giao",
    expected_on: date | None = ISSUED_ON,
    **values: Any,
) -> TransferDecision:
    """A draft with one line for each item; `results`, `products` and `units` are numbers or the things themselves."""
    decision = services.draft_decision(
        actor=SYSTEM, now=moment(SUBMITTED_ON, 8), title=title, issuer=province_committee(), expected_on=expected_on,
        **values,
    )  # fmt: skip
    to = receivers(units, enterprises=enterprises) if isinstance(units, int) else units
    found = [a_result() for _ in range(results)] if isinstance(results, int) else results
    made = [a_product() for _ in range(products)] if isinstance(products, int) else products
    items: list[dict[str, Any]] = [{"result": row} for row in found]
    items += [{"product": row} for row in made]
    picks = [LinePick(unit=to[place % len(to)], **item) for place, item in enumerate(items)]
    if picks:
        services.add_lines(decision, picks, actor=SYSTEM, now=moment(SUBMITTED_ON, 8))
    decision.refresh_from_db()
    return decision


def submitted_decision(**values: Any) -> TransferDecision:
    """A draft that the department has submitted."""
    decision = draft_decision(**values)
    number = f"{next(_running)}/TTr-SKHCN"
    return services.submit_decision(
        decision, version=decision.version, actor=SYSTEM, now=moment(SUBMITTED_ON), submission_number=number,
        submitted_on=SUBMITTED_ON, submitted_by_name="Vũ Văn Minh",
    )  # fmt: skip


def issue(decision: TransferDecision, *, number: str = "", issued_on: date = ISSUED_ON) -> TransferDecision:
    """Record a submitted decision as issued."""
    return services.issue_decision(
        decision, version=decision.version, actor=SYSTEM, now=moment(issued_on, 15),
        number=number or f"{next(_running) + 700}/QĐ-UBND", issued_on=issued_on, signer_name="Lò Văn Tiến",
        signer_title="Phó Chủ tịch",
    )  # fmt: skip


def issued_decision(*, number: str = "", issued_on: date = ISSUED_ON, **values: Any) -> TransferDecision:
    """A decision in force."""
    return issue(submitted_decision(**values), number=number, issued_on=issued_on)


def revoke(decision: TransferDecision, *, on: date = HELD_ON) -> TransferDecision:
    """A decision that the issuing body has taken back."""
    decision.refresh_from_db()
    return services.revoke_decision(
        decision, version=decision.version, actor=SYSTEM, now=moment(on, 16), revoked_on=on,
        revocation_number=f"{next(_running) + 900}/QĐ-UBND", reason="Danh mục sai",
    )  # fmt: skip


def amend(
    decision: TransferDecision, *, on: date, drop: Iterable[Result | Product] = (), add: Iterable[LinePick] = ()
) -> TransferDecision:
    """The decision that stands in the place of one in force: its list without what is dropped, with what is added."""
    fresh = services.draft_amendment(decision, actor=SYSTEM, now=moment(on, 8), expected_on=on)
    dropped = [line.pk for line in fresh.lines.all() if line.item in list(drop)]
    if dropped:
        services.remove_lines(fresh, dropped, version=fresh.version, actor=SYSTEM, now=moment(on, 8))
    if picks := list(add):
        services.add_lines(fresh, picks, actor=SYSTEM, now=moment(on, 8))
    fresh.refresh_from_db()
    fresh = services.submit_decision(
        fresh, version=fresh.version, actor=SYSTEM, now=moment(on), submitted_on=on,
        submission_number=f"{next(_running)}/TTr-SKHCN",
    )  # fmt: skip
    return issue(fresh, issued_on=on)


def planned_conference(
    *decisions: TransferDecision, invite: bool = True, held_on: date = HELD_ON, **values: Any
) -> Conference:
    """A conference being prepared, with every receiver invited."""
    facts: dict[str, Any] = {"title": "Hội nghị bàn giao kết quả", "place": "Hội trường Sở", "starts_at": time(8)}
    conference = services.plan_conference(
        actor=SYSTEM, now=moment(held_on - timedelta(days=20)), decisions=decisions or [issued_decision()],
        held_on=held_on, **(facts | values),
    )  # fmt: skip
    if invite:
        services.invite_receivers(conference, actor=SYSTEM, now=moment(held_on - timedelta(days=19)))
    conference.refresh_from_db()
    return conference


def open_conference(*decisions: TransferDecision, **values: Any) -> Conference:
    """A conference that has begun."""
    conference = planned_conference(*decisions, **values)
    return services.open_conference(conference, actor=SYSTEM, now=moment(conference.held_on, 8))


def closed_conference(*decisions: TransferDecision, **values: Any) -> Conference:
    """A conference that is over; everybody came."""
    conference = open_conference(*decisions, **values)
    marks = {seat.pk: services.SeatMark(Attendance.PRESENT) for seat in conference.units.all()}
    services.set_attendance(conference, marks, actor=SYSTEM, now=moment(conference.held_on, 9))
    return services.close_conference(conference, actor=SYSTEM, now=moment(conference.held_on, 11))


def published_conference(*decisions: TransferDecision, **values: Any) -> Conference:
    """A conference that is over and stands on the portal."""
    conference = closed_conference(*decisions, **values)
    return services.publish_conference(conference, actor=SYSTEM, now=moment(conference.held_on, 14))


def _code(key: CodeKey) -> CodeEntry:
    system, _made = CodeSystem.objects.get_or_create(key=key, version="thử", defaults={"name": key, "mark": "memory"})
    entry, _made = CodeEntry.objects.get_or_create(
        system=system, code="1", defaults={"name": key, "order": 1, "mark": "memory"}
    )
    return entry
