"""My work: what is late, what this week asks, whom I wait for, what just happened."""

from collections.abc import Iterator, Set
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor, Role
from gieo.core.calendar import WorkCalendar
from gieo.foundation.accounts.models import Delegation, Person
from gieo.foundation.accounts.queries import delegations_open
from gieo.foundation.accounts.wording import ROLE_LABELS
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.permits import may_edit_holidays, may_see_scope
from gieo.foundation.duties.queries import Desk, debtor_label, told_to_leaders, work_calendar
from gieo.foundation.duties.rules import standing, years_without_holidays
from gieo.foundation.duties.vocab import AwaitedGroup, Scope
from gieo.foundation.duties.wording import SCOPE_TITLES, standing_label
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.queries import waiting_for_owner
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import keeper
from gieo.interfaces.web.ui.components import Happening, Link, Pill
from gieo.interfaces.web.ui.formats import number, said
from gieo.interfaces.web.ui.happenings import OFFICE_ALONE, gathered, verb_in_words, who_in_words
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.records import RECORDS, record_url, visible_codes
from gieo.interfaces.web.ui.todos import duty_pill, duty_title, of_record, todos, way_of
from gieo.interfaces.web.ui.weekdays import day_words, moment_words

ROWS = 7
COMING = 5
HAPPENINGS = 8
LOOKED_AT = 60
FILES_SHOWN = 3


@reads
def home(request: HttpRequest) -> HttpResponse:
    actor, today, calendar = request.actor, clock.today(), work_calendar()
    scope = _scope(request.GET.get("scope", ""), actor)
    may_see_scope(actor, scope).require()
    desk = Desk(actor, scope, today)
    kept = keeper(lambda: ("desk", scope, *_sight(actor)), today)
    figures, groups = kept("figures", lambda: (desk.counts(), desk.awaited_groups))
    heads, entries = desk.heads(ROWS), _newest()
    waited = desk.awaited().order_by().in_bulk([group.first for group in groups[:ROWS]])
    named = map(of_record, (*heads.late, *heads.this_week, *heads.coming[:COMING], *waited.values()))
    open_to = visible_codes(actor, {*named, *((entry.record_kind, entry.record_code) for entry in entries)})
    rows = partial(todos, today=today, calendar=calendar, open_to=open_to, names_debtor=scope is not Scope.ME)
    return page(
        request,
        "desk/home.html",
        date_line=day_words(today),
        roles=_roles(actor),
        scopes=[Link(SCOPE_TITLES[each], _home(each)) for each in Scope if may_see_scope(actor, each)],
        scope_url=_home(scope),
        figures=figures,
        years_waiting=years_without_holidays(calendar, today) if may_edit_holidays(actor) else [],
        told=told_to_leaders(today) if actor.has(Role.DIRECTOR) else 0,
        told_url=_rows(Scope.OFFICE, "awaited", "escalated"),
        late_label=_late_label(figures.late, figures.oldest_due, today, calendar),
        late=rows(heads.late),
        week=rows(heads.this_week),
        coming=rows(heads.coming[:COMING]),
        awaited=[_awaited_row(group, waited[group.first], scope, today, calendar, open_to) for group in groups[:ROWS]],
        late_url=_rows(scope, "owed", "late", "escalated"),
        week_url=_rows(scope, "owed", "week"),
        awaited_url=_rows(scope, "awaited"),
        coming_url=_rows(scope, "owed", "week", "month"),
        later_link=Link(_("Mọi việc phải làm"), _rows(scope, "owed")),
        late_link=_all(figures.late, _rows(scope, "owed", "late", "escalated")),
        week_link=_all(figures.this_week, _rows(scope, "owed", "week")),
        awaited_link=Link(_("Xem cả %(n)s") % {"n": number(figures.waiting)}, _rows(scope, "awaited")),
        happenings=_recent(entries, open_to, actor, today),
        files_ready=list(waiting_for_owner(actor)[:FILES_SHOWN]),
        delegations=_delegations(request.user.person, today),
    )


def _delegations(person: Person, today: date) -> list[Delegation]:
    """Given and received, in force or to come; asked for only where there is one."""
    return list(delegations_open(today, person)) if person.has_delegations else []


def _scope(asked: str, actor: Actor) -> Scope:
    """The scope asked for; leaders of the province, who owe little themselves, begin with the office."""
    if asked in list(Scope):
        return Scope(asked)
    return Scope.OFFICE if actor.roles == {Role.PROVINCE_LEADER} else Scope.ME


def _home(scope: Scope) -> str:
    return f"{reverse('desk:home')}?scope={scope.value}"


def _rows(scope: Scope, show: str, *urgencies: str) -> str:
    address = reverse("duties:scope", args=[scope.value, show])
    return address + ("?" + "&".join(f"urgency={urgency}" for urgency in urgencies) if urgencies else "")


def _all(count: int, url: str) -> Link | None:
    """The way to the whole list where the desk shows only its head."""
    return Link(_("Xem cả %(n)s") % {"n": number(count)}, url) if count > ROWS else None


def _roles(actor: Actor) -> str:
    held = sorted(actor.held, key=lambda one: (one.unit_name, one.role))
    return "; ".join(f"{ROLE_LABELS[one.role]}, {said(one.unit_name)}" for one in held)


def _late_label(late: int, oldest: date | None, today: date, calendar: WorkCalendar) -> str:
    words = ngettext("việc trễ hạn", "việc trễ hạn", late)
    if oldest is None:
        return words
    days = standing(oldest, today, calendar).working_days
    longest = ngettext("lâu nhất %(n)d ngày làm việc", "lâu nhất %(n)d ngày làm việc", days) % {"n": days}
    return f"{words}, {longest}"


def _sight(actor: Actor) -> Iterator[object]:
    """Equal for two actors with the same desk: the person in whose place one works, and the roles held there."""
    yield from (actor.person_id, actor.behalf_id)
    yield from sorted(f"{held.role} {held.unit_id}" for held in actor.held)


def _awaited_row(
    group: AwaitedGroup, duty: Duty, scope: Scope, today: date, calendar: WorkCalendar, open_to: Set[tuple[str, str]]
) -> dict[str, object]:
    """A thing that others owe: the duty itself when there is one, their number when there are more."""
    if group.count == 1:
        return {
            "title": duty_title(duty),
            "url": way_of(duty, open_to).url,
            "code": duty.record_code,
            "who": debtor_label(duty, today),
            "due": duty.due,
            "pill": duty_pill(duty, today, calendar),
        }
    many = {"n": group.debtors, "count": group.count, "late": group.late}
    word = standing_label(standing(group.due, today, calendar))
    if group.late:
        word = ngettext("%(late)d trong %(count)d trễ", "%(late)d trong %(count)d trễ", group.late) % many
    return {
        "title": duty_title(duty),
        "url": f"{_rows(scope, 'awaited')}?{urlencode({'title': group.title})}",
        "code": "",
        "who": ngettext("%(n)d đơn vị", "%(n)d đơn vị", group.debtors) % many if group.debtors else "",
        "due": group.due,
        "pill": Pill(word=word, tone="late" if group.late else "info"),
    }


def _newest() -> list[Entry]:
    """The newest deeds on records that have a page."""
    kinds = [kind for kind in RECORDS if kind != Export._meta.label_lower]  # what one took out is no news
    return list(Entry.objects.filter(record_kind__in=kinds).order_by("-id")[:LOOKED_AT])


def _recent(entries: list[Entry], open_to: Set[tuple[str, str]], actor: Actor, today: date) -> list[Happening]:
    """Those of the deeds that are on records that the actor may see, and that are told to such a reader."""
    told = (entry for entry in entries if actor.is_office or entry.verb not in OFFICE_ALONE)
    shown = [entry for entry in told if (entry.record_kind, entry.record_code) in open_to]
    lines = gathered(
        Happening(
            when=moment_words(entry.at, today),
            text=f"{verb_in_words(entry)}: {entry.record_code}",
            url=record_url(entry.record_kind, entry.record_code),
            who=who_in_words(entry),
        )
        for entry in shown
    )
    return lines[:HAPPENINGS]
