"""Who may bring in what: whoever may enter the same thing by hand, and works in the office."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.imports.models import Import
from gieo.domain.imports.vocab import Kind
from gieo.domain.transfers.permits import may_edit_decision
from gieo.foundation.accounts.permits import may_edit_people
from gieo.foundation.units.permits import may_edit_units


def _works_on_registry(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.REGISTRAR):
        return YES
    return no(_("Chỉ chuyên viên của Sở và cán bộ đăng ký kết quả được nhập kết quả và sản phẩm từ Excel."))


BY_HAND: Mapping[str, Callable[[Actor], Permit]] = {
    Kind.UNITS: may_edit_units,
    Kind.PEOPLE: may_edit_people,
    Kind.RESULTS: _works_on_registry,
    Kind.PRODUCTS: _works_on_registry,
    Kind.LINES: may_edit_decision,
}


def may_bring_in(actor: Actor, kind: str) -> Permit:
    """Send, look at, run and undo an import of a kind."""
    office = YES if actor.is_office else no(_("Chỉ cán bộ của Sở nhập dữ liệu từ Excel."))
    return first_refusal(office, BY_HAND[kind](actor))


def may_work_on(actor: Actor, record: Import) -> Permit:
    """As entering the same by hand."""
    return may_bring_in(actor, record.kind)


def may_let_machine_work(actor: Actor, record: Import) -> Permit:
    """Reading and finishing is the machine's; it asks again whether the person who said go may."""
    return YES if actor.is_system else may_work_on(actor, record)


PERMITS: Mapping[str, Callable[[Actor, Import], Permit]] = {
    "check": may_let_machine_work,
    "refuse": may_let_machine_work,
    "accept": may_work_on,
    "finish": may_let_machine_work,
    "discard": may_work_on,
    "ask_undo": may_work_on,
    "undo": may_let_machine_work,
    "keep": may_let_machine_work,
}
