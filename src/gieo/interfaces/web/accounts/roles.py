"""The table of roles: what each may do, who holds it where, what it asks for at sign-in; and how that came to be."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Role
from gieo.core.errors import Invalid
from gieo.foundation.accounts import services
from gieo.foundation.accounts.permits import may_see_people, may_set_second_factor_need
from gieo.foundation.accounts.queries import delegations_open, history_of_roles, needs_of_roles, roles_on
from gieo.foundation.accounts.vocab import Need
from gieo.foundation.accounts.wording import NEED_LABELS, ROLE_LABELS, ROLE_POWERS
from gieo.foundation.journal.models import Entry
from gieo.interfaces.web.accounts.delegating import pill_of, roles_in_words
from gieo.interfaces.web.ui.components import Happening, Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import moment, number
from gieo.interfaces.web.ui.happenings import verb_in_words, who_in_words
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.pages import deed, page, reads, writes

SHOWN = 8
TONES = {Need.OFF: "plain", Need.OPTIONAL: "info", Need.REQUIRED: "ok"}


@reads
def table(request: HttpRequest) -> HttpResponse:
    may_see_people(request.actor).require()
    today = clock.today()
    needs = needs_of_roles()
    holders: dict[str, list[Any]] = {role.value: [] for role in Role}
    listed = holders_listed(request)
    for held in listed.found:
        holders[held.role].append(held)
    return page(
        request,
        "accounts/roles.html",
        listed=listed,
        trail=[Link(_("Người và vai trò"), reverse("accounts:people")), Link(_("Vai trò và uỷ quyền"))],
        roles=[_row(role, holders[role.value], needs[role]) for role in Role],
        need_choices=list(NEED_LABELS.items()),
        may_set=may_set_second_factor_need(request.actor),
        delegations=[
            {"delegation": one, "roles": roles_in_words(one), "pill": pill_of(one)} for one in delegations_open(today)
        ],
        happenings=[_happening(entry) for entry in history_of_roles()],
    )


def holders_listed(request: HttpRequest) -> ListPage:
    """Who holds which role where today, in the order of the page's cards within each role."""
    may_see_people(request.actor).require()
    return ListPage(
        request,
        roles_on(clock.today()).select_related("person", "unit"),
        [
            Column("role", _("Vai trò"), lambda held: str(ROLE_LABELS[held.role]), width=22),
            Column("person", _("Người giữ"), lambda held: held.person.name, width=24),
            Column("title", _("Chức vụ"), lambda held: held.title),
            Column("unit", _("Đơn vị"), lambda held: held.unit.name, width=34),
            Column("since", _("Từ"), lambda held: held.since, kind="date"),
            Column("until", _("Đến hết"), lambda held: held.until, kind="date"),
        ],
        order=("role", "unit__name", "person__name", "id"),
        title=_("Người giữ vai trò"),
    )


export = exported(holders_listed)


def _row(role: Role, holders: list[Any], need: Need) -> dict[str, Any]:
    everybody = f"{reverse('accounts:people')}?role={role.value}"
    return {
        "key": role.value,
        "label": ROLE_LABELS[role],
        "powers": ROLE_POWERS[role],
        "holders": holders[:SHOWN],
        "count": len(holders),
        "all": Link(_("Xem cả %(n)s") % {"n": number(len(holders))}, everybody) if len(holders) > SHOWN else None,
        "need": need.value,
        "pill": Pill(word=str(NEED_LABELS[need]), tone=TONES[need]),
    }


@writes
def set_need(request: HttpRequest) -> HttpResponse:
    """What a role asks for at sign-in, from the next sign-in on."""
    may_set_second_factor_need(request.actor).require()

    def change() -> None:
        try:
            role, need = Role(request.POST.get("role", "")), Need(request.POST.get("need", ""))
        except ValueError:
            raise Invalid({"": [_("Chọn lại vai trò và yêu cầu.")]}) from None
        services.set_second_factor_need(role, need, actor=request.actor, now=clock.now())

    return deed(request, change, said=_("Đã đổi yêu cầu; có hiệu lực từ lần đăng nhập sau."), to="accounts:roles")


def _happening(entry: Entry) -> Happening:
    """One change with what it was about: the role, the person, what is asked for."""
    return Happening(
        when=moment(entry.at),
        text=": ".join(filter(None, (verb_in_words(entry), _about(entry)))),
        who=who_in_words(entry),
    )


def _about(entry: Entry) -> str:
    new = {name: pair[1] for name, pair in entry.changes.items()}
    if "need" in new:
        return f"{ROLE_LABELS.get(entry.record_code, entry.record_code)} · {NEED_LABELS.get(new['need'], new['need'])}"
    if "delegate" in new:
        return f"{new['delegator']} → {new['delegate']}"
    role = new.get("role", "")
    return " · ".join(str(part) for part in (new.get("person"), ROLE_LABELS.get(role, role)) if part)
