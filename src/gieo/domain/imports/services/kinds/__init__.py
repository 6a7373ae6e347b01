"""How rows of each kind are looked at, written by the deeds of the room that owns them, and taken back."""

from collections.abc import Mapping

from gieo.domain.imports.services.kinds.bringer import Bringer, Look, Said
from gieo.domain.imports.services.kinds.lines import Lines
from gieo.domain.imports.services.kinds.people import People
from gieo.domain.imports.services.kinds.products import Products
from gieo.domain.imports.services.kinds.results import Results
from gieo.domain.imports.services.kinds.units import Units
from gieo.domain.imports.vocab import Kind

BRINGERS: Mapping[str, type[Bringer]] = {
    Kind.UNITS: Units,
    Kind.PEOPLE: People,
    Kind.RESULTS: Results,
    Kind.PRODUCTS: Products,
    Kind.LINES: Lines,
}

__all__ = ["BRINGERS", "Bringer", "Look", "Said"]
