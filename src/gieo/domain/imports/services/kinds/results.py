"""Results: the same by code, by the number of the certificate, or by title and host. New ones come in as drafts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from gieo.core.text import fold
from gieo.domain.imports.queries.names import Names
from gieo.domain.imports.rules.reading import wrong
from gieo.domain.imports.rules.texts import split_degree
from gieo.domain.imports.services.kinds.bringer import Bringer, Look, Said, in_words
from gieo.domain.imports.services.kinds.units import unit_names
from gieo.domain.imports.vocab import Flaw, Kind
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.procedures.queries import code_entries
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Programme
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result, ResultMember
from gieo.domain.results.permits import may_register
from gieo.domain.results.services import (
    add_member,
    draft_result,
    edit_member,
    edit_result,
    remove_member,
    take_out_results,
)
from gieo.domain.results.services.entering import CERTIFICATE, EDITABLE
from gieo.domain.results.vocab import Access, MemberRole
from gieo.foundation.places.queries import choosable_areas
from gieo.foundation.units.models import Unit

RELATED = {"programme": Programme, "field": CodeEntry, "objective": CodeEntry, "host": Unit}
LEADER = "leader"


class Results(Bringer):
    kind = Kind.RESULTS
    own_rows = frozenset({"members"})

    def prepare(self) -> None:
        self.proper = frozenset(area.short_name for area in choosable_areas())
        units = list(Unit.objects.select_related("successor"))
        self.units, self.unit_names = {unit.pk: unit for unit in units}, unit_names(units)
        programmes = list(Programme.objects.all())
        self.programmes = {one.pk: one for one in programmes}
        self.programme_names = programme_names(programmes)
        self.entries: dict[int, CodeEntry] = {}
        self.field_names = self._table(CodeKey.FIELD)
        self.objective_names = self._table(CodeKey.OBJECTIVE)
        self.results = ResultNames(self)
        self.may_register = may_register(self.actor, Result())

    def _table(self, key: CodeKey) -> Names:
        entries = list(code_entries(key, self.today))
        self.entries |= {entry.pk: entry for entry in entries}
        return Names((entry.pk, entry.code, (entry.name,)) for entry in entries)

    def model(self) -> type[Model]:
        return Result

    def look(self, row: Said) -> Look:
        look = Look(row, {name: value for name, value in row.values.items() if name in EDITABLE})
        self._name_records(look)
        self._check(look)
        code, certificate, title = (str(row.values.get(key, "")) for key in ("code", "certificate_no", "title"))
        look.key_column = "code" if code else "certificate_no" if certificate else "title"
        look.keys = tuple(
            key
            for key, said in (
                (f"code {fold(code)}", code),
                (f"certificate {fold(certificate)}", certificate),
                (f"title {fold(title)} {fold(str(row.values.get('host', '')))}", title and not code),
            )
            if said
        )
        host = look.values.get("host")
        look.target = look.try_(look.key_column, lambda: self.results.same(code, certificate, title, host))
        if isinstance(look.target, Result):
            look.compare({name: getattr(look.target, name) for name in EDITABLE})
            self._compare_leader(look, look.target)
        return look

    def _name_records(self, look: Look) -> None:
        for name, names, records in (
            ("programme", self.programme_names, self.programmes),
            ("field", self.field_names, self.entries),
            ("objective", self.objective_names, self.entries),
        ):
            if name in look.values:
                text = str(look.values[name])
                look.values[name] = look.try_(name, lambda t=text, n=names, r=records: r[n.find(t)])
        if "host" in look.values:
            text = str(look.values["host"])
            look.values["host"] = look.try_("host", lambda: self.units[self.unit_names.find(text)])

    def _check(self, look: Look) -> None:
        """What two cells say of one another, and days that have not come."""
        values = look.values
        for earlier, later in (("start_year", "end_year"), ("accepted_on", "certificate_on")):
            if earlier in values and later in values and values[later] < values[earlier]:
                head = self.table_of().column(earlier).head
                look.flaws.append((later, wrong(Flaw.OUT_OF_ORDER, earlier=head, value=in_words(values[earlier]))))
        for name in ("accepted_on", "certificate_on"):
            if name in values and values[name] > self.today:
                look.flaws.append((name, wrong(Flaw.IN_FUTURE)))
        for name in CERTIFICATE:
            if name in values and not self.may_register:
                look.flaws.append((name, wrong(Flaw.NOT_YOURS, why=self.may_register.why)))

    def _compare_leader(self, look: Look, target: Result) -> None:
        if LEADER not in look.row.values:
            return
        wanted = split_degree(str(look.row.values[LEADER]))
        stands = leader_of(target)
        if stands is None or (wanted[1] != stands.name or (wanted[0] and wanted[0] != stands.degree)):
            look.changes[LEADER] = (in_words(str(stands) if stands else None), " ".join(wanted).strip())

    def make(self, look: Look) -> Result:
        made = draft_result(is_state_secret=False, actor=self.actor, now=self.now, **look.values)
        if LEADER in look.row.values:
            degree, name = split_degree(str(look.row.values[LEADER]))
            add_member(made, name=name, degree=degree, role=MemberRole.LEADER, actor=self.actor, now=self.now)
        return made

    def change(self, look: Look) -> Result:
        assert isinstance(look.target, Result)
        values = {name: look.values[name] for name in look.changes if name != LEADER}
        changed = edit_result(look.target, version=look.target.version, actor=self.actor, now=self.now, **values)
        if LEADER in look.changes:
            self._lead(changed, *split_degree(str(look.row.values[LEADER])))
        return changed

    def _lead(self, result: Result, degree: str, name: str) -> None:
        stands = leader_of(result)
        if stands is None:
            add_member(result, name=name, degree=degree, role=MemberRole.LEADER, actor=self.actor, now=self.now)
        else:
            edit_member(stands, name=name, degree=degree or stands.degree, actor=self.actor, now=self.now)

    def know(self, record: Model) -> None:
        assert isinstance(record, Result)
        self.results.add(record)

    def snapshots(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        found = Result.objects.filter(pk__in=keys).prefetch_related("members")
        return {result.pk: _kept(result) for result in found}

    def take_out(self, keys: Sequence[int]) -> None:
        take_out_results(keys, actor=self.actor, now=self.now)

    def put_back(self, key: int, before: Mapping[str, Any]) -> None:
        result = Result.objects.get(pk=key)
        values = {name: before[name] for name in EDITABLE}
        for name, model in RELATED.items():
            values[name] = model._default_manager.get(pk=before[name]) if before[name] else None
        for name in ("accepted_on", "certificate_on"):
            values[name] = date.fromisoformat(before[name]) if before[name] else None
        put = edit_result(result, version=result.version, actor=self.actor, now=self.now, **values)
        was = next((member for member in before["members"] if member[2] == MemberRole.LEADER), None)
        stands = leader_of(put)
        if stands is not None and was is None:
            remove_member(stands, actor=self.actor, now=self.now)
        elif stands is not None and was is not None and (stands.degree, stands.name) != (was[0], was[1]):
            edit_member(stands, name=was[1], degree=was[0], actor=self.actor, now=self.now)


class ResultNames:
    """Open results by code, certificate and title. Restricted ones are nobody's to find by a workbook."""

    def __init__(self, bringer: Bringer) -> None:
        self._seen = visible_results(bringer.actor).filter(access=Access.OPEN)
        self.names = Names(())
        self._by_certificate: dict[str, int] = {}
        for pk, code, title, certificate in self._seen.values_list("pk", "code", "title", "certificate_no"):
            self._remember(pk, code, title, certificate)

    def add(self, result: Result) -> None:
        self._remember(result.pk, result.code, result.title, result.certificate_no)

    def _remember(self, pk: int, code: str, title: str, certificate: str) -> None:
        self.names.add(pk, code, (title,))
        if certificate:
            self._by_certificate[fold(certificate)] = pk

    def find(self, text: str) -> Result:
        """By code, certificate or title. Raises Wrong."""
        key = self._by_certificate.get(fold(text))
        return self._get(key if key is not None else self.names.find(text))

    def same(self, code: str, certificate: str, title: str, host: Unit | None) -> Result | None:
        """The result that a row speaks of, if it is there. Raises Wrong for an unknown code, and for several."""
        if code:
            return self._get(self.names.find(code))
        if certificate and fold(certificate) in self._by_certificate:
            return self._get(self._by_certificate[fold(certificate)])
        found = [self._get(key) for key in self.names.keys(title)] if title else []
        alike = [one for one in found if host is None or one.host_id in (None, host.pk)]
        if certificate:
            alike = [one for one in alike if not one.certificate_no]
        if len(alike) > 1:
            raise wrong(Flaw.SEVERAL_RECORDS, codes=", ".join(one.code for one in alike[:6]))
        return alike[0] if alike else None

    def _get(self, key: int) -> Result:
        return Result.objects.select_related(*RELATED).prefetch_related("members").get(pk=key)


def leader_of(result: Result) -> ResultMember | None:
    return next((member for member in result.members.all() if member.role == MemberRole.LEADER), None)


def programme_names(programmes: Sequence[Programme]) -> Names:
    return Names((one.pk, one.code, (one.name, one.short_name, one.official_code)) for one in programmes)


def _kept(result: Result) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(result, name) for name in EDITABLE}
    values |= {name: getattr(result, f"{name}_id") for name in RELATED}
    values |= {name: values[name].isoformat() if values[name] else None for name in ("accepted_on", "certificate_on")}
    members = [[member.degree, member.name, member.role] for member in result.members.all()]
    return values | {"members": members, "state": result.state, "access": result.access}
