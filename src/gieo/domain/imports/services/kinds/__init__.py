"""How rows of each kind are looked at, written by the deeds of the room that owns them, and taken back."""

from collections.abc import Mapping

from gieo.domain.imports.services.kinds.bringer import Bringer, Look, Said
from gieo.domain.imports.services.kinds.units import Units
from gieo.domain.imports.vocab import Kind

BRINGERS: Mapping[str, type[Bringer]] = {Kind.UNITS: Units}

__all__ = ["BRINGERS", "Bringer", "Look", "Said"]
