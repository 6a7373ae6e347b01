"""Units, the people to call there, and the acts that merge, split, rename, change or end them."""

from gieo.foundation.units.services.acts import NewUnit, Paper, abolish_unit, record_act, undo_act
from gieo.foundation.units.services.contacts import CONTACT_FIELDS, add_contact, edit_contact, remove_contact
from gieo.foundation.units.services.units import UNIT_FIELDS, UnitValues, create_unit, edit_unit, take_out_units
from gieo.foundation.units.services.writing import renew_all_texts

__all__ = [
    "CONTACT_FIELDS",
    "UNIT_FIELDS",
    "NewUnit",
    "Paper",
    "UnitValues",
    "abolish_unit",
    "add_contact",
    "create_unit",
    "edit_contact",
    "edit_unit",
    "record_act",
    "remove_contact",
    "renew_all_texts",
    "take_out_units",
    "undo_act",
]
