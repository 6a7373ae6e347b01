"""What is wrong with a claim as typed, and that every fault has its sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gieo.domain.uptake.rules.claims import EvidenceSaid, Fault, Found, Said, ScaleSaid, faults
from gieo.domain.uptake.rules.evidence import Detail
from gieo.domain.uptake.vocab import Channel, Grade, Level, Measure
from gieo.domain.uptake.wording import fault_words

TODAY = date(2024, 5, 20)
GOOD: dict[str, Any] = {
    "level": Level.TRIED,
    "on": date(2024, 5, 10),
    "channel": Channel.DESK,
    "since": date(2024, 1, 5),
    "scales": (ScaleSaid(Measure.HECTARE, Decimal("12.5")),),
    "evidence": (EvidenceSaid(Grade.STATEMENT, date(2024, 5, 10)),),
}


def found(*, by_office: bool = True, area_km2: float | None = 10.0, **values: Any) -> list[Found]:
    return faults(Said(**(GOOD | values)), today=TODAY, area_km2=area_km2, by_office=by_office)


def test_a_sound_claim_has_no_fault():
    assert found() == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"on": date(2024, 5, 21)}, [Found("on", Fault.FUTURE)]),
        ({"since": date(2024, 6, 1)}, [Found("since", Fault.FUTURE)]),
        ({"since": date(1924, 1, 5)}, [Found("since", Fault.LONG_AGO)]),
        ({"since": date(2024, 5, 11)}, [Found("since", Fault.AFTER_SEEN)]),
        ({"since": None, "scales": ()}, [Found("since", Fault.MISSING), Found("scales", Fault.MISSING)]),
        ({"channel": Channel.PHONE}, [Found("told_by", Fault.NO_TELLER)]),
        ({"scales": (ScaleSaid(Measure.HECTARE, Decimal(-3)),)}, [Found("scales", Fault.NOT_POSITIVE, row=1)]),
        ({"scales": (ScaleSaid(Measure.HOUSEHOLD, Decimal("2.5")),)}, [Found("scales", Fault.NOT_WHOLE, row=1)]),
        (
            {"scales": (ScaleSaid(Measure.HECTARE, Decimal(1001)),)},
            [Found("scales", Fault.TOO_MUCH, limit=Decimal(1000), row=1)],
        ),
        (
            {"scales": (ScaleSaid(Measure.HECTARE, Decimal(1)), ScaleSaid(Measure.HECTARE, Decimal(2)))},
            [Found("scales", Fault.TWICE, row=2)],
        ),
        (
            {"seasons": 101, "men": 1_000_001, "women": 10**30},
            [
                Found("seasons", Fault.TOO_MANY, limit=Decimal(100)),
                Found("men", Fault.TOO_MANY, limit=Decimal(1_000_000)),
                Found("women", Fault.TOO_MANY, limit=Decimal(1_000_000)),
            ],
        ),
        ({"seasons": 100, "men": 1_000_000, "women": 0}, []),
        ({"evidence": ()}, [Found("evidence", Fault.NOT_PROVEN)]),
        (
            {"evidence": (EvidenceSaid(Grade.STATEMENT, date(2024, 5, 21)),)},
            [Found("evidence", Fault.FUTURE, row=1)],
        ),
        (
            {"evidence": (EvidenceSaid(Grade.PHOTOGRAPH, date(2024, 5, 1)),)},
            [
                Found("evidence", Fault.NO_PHOTOGRAPH, row=1, part="picture"),
                Found("evidence", Fault.NO_PLACE, row=1, part="place"),
                Found("evidence", Fault.NO_DAY, row=1, part="day"),
            ],
        ),
        (
            {"evidence": (EvidenceSaid(Grade.THIRD_PARTY, date(2024, 5, 1), {Detail.PLACE}),)},
            [
                Found("evidence", Fault.NO_PARTY, row=1, part="party"),
                Found("evidence", Fault.NO_WORD_OF_PARTY, row=1, part="file"),
            ],
        ),
        (
            {"level": Level.STOPPED, "reason": "other", "scales": ()},
            [Found("words", Fault.MISSING)],
        ),
        (
            {"level": Level.ROUTINE, "seasons": 1, "evidence": (EvidenceSaid(Grade.DOCUMENT, date(2024, 5, 1)),)},
            [Found("seasons", Fault.TOO_FEW_SEASONS), Found("evidence", Fault.NO_PAPER, row=1, part="file")],
        ),
    ],
)
def test_every_fault_is_found_and_told_in_words(values: dict[str, Any], expected: list[Found]):
    told = found(**values)
    assert told == expected
    for each in told:
        words = fault_words(each, values.get("level", Level.TRIED))
        assert len(words) > 10
        assert "%(" not in words


def test_the_receiver_does_not_inspect_itself():
    seen = {"evidence": (EvidenceSaid(Grade.INSPECTION, date(2024, 5, 1)),)}
    assert found(**seen) == []
    assert found(by_office=False, **seen) == [Found("evidence", Fault.OFFICE_ONLY, row=1)]
    assert "Sở" in fault_words(Found("evidence", Fault.OFFICE_ONLY, row=1), Level.TRIED)


def test_two_fields_with_names_are_two():
    assert (
        found(scales=(ScaleSaid(Measure.HECTARE, Decimal(1), "Khu A"), ScaleSaid(Measure.HECTARE, Decimal(2), "Khu B")))
        == []
    )
