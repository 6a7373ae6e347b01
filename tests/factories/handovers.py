"""Minutes by life-cycle stage, made through the services as an office would make them.

minutes = sealed_minutes()          one receiver, one result, at a conference
conference = conference_of(results=2, products=3, units=4)
prepare(conference); seal(conference); sign(minutes); receive(minutes)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import count
from typing import Any

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, Tablet
from gieo.domain.handovers.services import Defaults, Sent
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, Party
from gieo.domain.results.models import ProductFile
from gieo.domain.results.vocab import FileRole
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.files.services import store_file
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import person_with
from tests.factories.transfers import HELD_ON, a_product, a_result, issued_decision, moment, open_conference
from tests.factories.units import make_unit

STROKES = {"aspect": 3.0, "strokes": [[[0.1, 0.5], [0.2, 0.2], [0.4, 0.8], [0.6, 0.3], [0.9, 0.6]]]}
DEFAULTS = Defaults(witness_name="Vàng Thị Dua", witness_title="Phó Chủ tịch", witness_unit="UBND tỉnh Điện Biên")
TABLE = moment(HELD_ON, 10)

_running = count(1)


def department() -> Unit:
    """The department that hands over, with a director."""
    found = Unit.objects.filter(code="SKHCN").first()
    if found is None:
        above = Unit.objects.filter(code="UBND").first() or make_unit(
            "UBND tỉnh Điện Biên", UnitKind.PROVINCE_COMMITTEE, code="UBND"
        )
        found = make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT, code="SKHCN", parent=above)
        person_with(Role.DIRECTOR, found, name="Nguyễn Văn An")
    return found


def officer(role: Role = Role.OFFICER, *, name: str = "Lò Thị Mai") -> Actor:
    """Somebody of the department."""
    unit = department()
    return Actor(501, name, frozenset({Held(role, unit.pk, unit.name)}))


def representative(unit: Unit) -> Actor:
    """Somebody who speaks for a receiving unit."""
    return Actor(700 + unit.pk, f"Đại diện {unit.name}", frozenset({Held(Role.UNIT_REP, unit.pk, unit.name)}))


def a_kit_result(**values: Any) -> Any:
    """A result whose transfer kit is complete: with a product, its procedure and its file."""
    facts = {
        "cost_text": "5 triệu đồng một héc-ta",
        "inputs_text": "Giống, phân",
        "fit_places": "Vùng cao",
        "season": "Vụ mùa",
        "risks_text": "Sâu đục thân",
        "contact_name": "Quàng Văn Sơn",
        "contact_phone": "0912 000 000",
        "rights_holder": "UBND tỉnh Điện Biên",
    }
    result = a_result(**(facts | values))
    add_file(a_product(result=result), role=FileRole.PROCEDURE)
    return result


def add_file(product: Any, *, role: FileRole = FileRole.CONTENT, content: bytes = b"") -> ProductFile:
    """A stored file of a product."""
    number = next(_running)
    body = content or f"%PDF-1.7\n% tep so {number}\n%%EOF\n".encode()
    stored = store_file(body, name=f"tep-{number}.pdf", actor=SYSTEM, now=TABLE)
    return ProductFile.objects.create(product=product, file=stored, role=role)


def decision_of(
    *, results: int = 1, products: int = 0, units: int | list[Unit] = 1, enterprises: int = 0, **values: Any
) -> TransferDecision:
    """A decision in force over results with complete kits and products of the programme with a file each."""
    department()
    things = [a_product() for _ in range(products)]
    for product in things:
        add_file(product)
    return issued_decision(
        results=[a_kit_result() for _ in range(results)],
        products=things,
        units=units,
        enterprises=enterprises,
        **values,
    )


def conference_of(*decisions: TransferDecision, held_on: date = HELD_ON, **values: Any) -> Conference:
    """A conference that has begun, every receiver with somebody who speaks for it."""
    chosen = decisions or (decision_of(**values),)
    conference = open_conference(*chosen, held_on=held_on, starts_at=time(9, 30), ends_at=time(11, 0))
    for seat in conference.units.select_related("unit"):
        name = f"Cà Văn {seat.unit.pk}"
        Contact.objects.create(unit=seat.unit, name=name, title="Giám đốc", email=f"u{seat.unit.pk}@example.vn")
    return conference


def prepare(conference: Conference, *, actor: Actor | None = None, now: datetime = TABLE) -> list[Minutes]:
    return services.prepare_all_minutes(conference, defaults=DEFAULTS, actor=actor or officer(), now=now)


def draft_minutes(**values: Any) -> Minutes:
    """Minutes of one receiver, still a draft."""
    return prepare(conference_of(**values))[0]


def sealed_minutes(**values: Any) -> Minutes:
    """Minutes of one receiver, ready to be signed."""
    return services.seal_minutes(draft_minutes(**values), actor=officer(), now=TABLE)


def seal(conference: Conference) -> list[Minutes]:
    """Seal every draft of a conference; none may be refused."""
    report = services.seal_all_minutes(conference, actor=officer(), now=TABLE)
    assert report.refused == ()
    return list(report.sealed)


def sign(
    minutes: Minutes, parties: Iterable[Party] = SIGNING_ORDER, *, now: datetime = TABLE, **values: Any
) -> list[Signature]:
    """Put signatures under sealed minutes; afterwards `minutes` shows the new state."""
    assert minutes.sealed is not None
    facts: dict[str, Any] = {
        "strokes": STROKES,
        "expected_digest": minutes.sealed.digest,
        "identity": IdentityPaper.CITIZEN_CARD,
        "actor": officer(),
        "now": now,
    }
    made = [
        services.sign_minutes(minutes, party=party, **({"client_id": f"may-{next(_running)}"} | facts | values))
        for party in parties
    ]
    minutes.refresh_from_db()
    return made


def table_officer(role: Role = Role.OFFICER) -> Actor:
    """Somebody of the department with a row behind: a tablet acts for that person later."""
    return actor_of_person(person_with(role, department()), HELD_ON)


def opened_tablet(conference: Conference, *, name: str = "Bàn 1", now: datetime = TABLE) -> tuple[Tablet, str]:
    """A device that holds what is to be signed, and its secret."""
    tablet, token = services.open_tablet(conference, name=name, actor=table_officer(), now=now)
    services.stock_tablet(tablet, now=now)
    tablet.refresh_from_db()
    return tablet, token


def sent(minutes: Minutes, party: Party = Party.RECEIVER, **values: Any) -> Sent:
    """A signature as a device sends it."""
    assert minutes.sealed is not None
    facts: dict[str, Any] = {
        "client_id": f"may-{next(_running)}",
        "code": minutes.code,
        "party": party,
        "digest": minutes.sealed.digest,
        "strokes": STROKES,
        "identity": IdentityPaper.KNOWN,
        "person_name": "",
        "title": "",
        "signed_at": TABLE,
        "device_at": TABLE,
    }
    return Sent(**facts | values)


def signed_minutes(**values: Any) -> Minutes:
    minutes = sealed_minutes(**values)
    sign(minutes)
    return minutes


def receive(minutes: Minutes, **values: Any) -> Minutes:
    return services.receive_items(minutes, **({"actor": representative(minutes.receiver), "now": TABLE} | values))


def received_minutes(**values: Any) -> Minutes:
    return receive(signed_minutes(**values))
