"""A result's life as events on the timeline: drafted, described, accepted, registered, offered, sometimes taken out."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from gieo.domain.procedures.models import CodeEntry
from gieo.domain.procedures.queries import code_entries
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Programme
from gieo.domain.programmes.services import add_programme
from gieo.domain.programmes.vocab import Level
from gieo.domain.results import services
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Grade, MemberRole, Origin, ResultState
from gieo.interfaces.ops.demo.cast import Cast
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.timeline import Timeline, moment

FARMING = "4"  # the field of farming and forestry in the code table
PLACE = "Trung tâm Thông tin và Thống kê khoa học và công nghệ"
OWNER = "Uỷ ban nhân dân tỉnh Điện Biên (đại diện chủ sở hữu nhà nước)"


@dataclass
class Life:
    """One result of the story: what is entered, who and what belongs to it, and on which days it moves on."""

    values: Words
    host: str
    field: str
    objective: str
    members: list[tuple[str, str, str]]  # degree, name, role
    products: list[Words]
    drafted_on: date
    accepted_on: date | None = None
    registered_on: date | None = None
    offered_on: date | None = None
    ended: tuple[str, date, str] | None = None  # verb, day, reason
    certificate_no: str = ""
    grade: Grade = Grade.PASS
    kit: Words = field(default_factory=dict)
    restricted: bool = False
    result: Result | None = None

    @property
    def keeper(self) -> str:
        """Which of the two officers keeps this field: whoever enters a restricted result is its reader."""
        return "officer-2" if self.field in "126" else "officer"

    @property
    def record(self) -> Result:
        """The result as it stands in the table."""
        assert self.result is not None
        return Result.objects.get(pk=self.result.pk)


class Books:
    """Writes lives onto the timeline. Deeds are done by the people who do them in an office."""

    def __init__(self, cast: Cast, timeline: Timeline) -> None:
        self.cast = cast
        self.timeline = timeline
        self._codes: dict[tuple[str, str], CodeEntry] = {}
        self._programmes: dict[int, Programme] = {}
        timeline.add(moment(date(2014, 1, 7)), self._enter_programmes)

    def code(self, key: CodeKey, code: str, on: date) -> CodeEntry:
        if not self._codes:
            for known in (CodeKey.FIELD, CodeKey.OBJECTIVE):
                self._codes |= {(known, entry.code): entry for entry in code_entries(known, on)}
        return self._codes[key, code]

    def _enter_programmes(self, now: datetime) -> None:
        """The programmes of the province under which tasks of farming and forestry were ordered."""
        for words in read("story")["provincial_programme"]:
            self._programmes[words["since_year"]] = add_programme(
                actor=self.cast.actor("officer"), now=now, illustrative=True, level=Level.PROVINCIAL, **words
            )

    def programme_of(self, life: Life) -> Programme | None:
        """By the field and the year in which the task began."""
        began = int(life.values.get("start_year") or 0)
        of_then = (row for row in self._programmes.values() if row.since_year <= began <= row.until_year)
        return next(of_then, None) if life.field == FARMING else None

    def plan(self, life: Life) -> None:
        """Put every deed of a life at its hour of the day."""
        add = self.timeline.add
        add(moment(life.drafted_on, 9, 5), lambda now: self._draft(life, now))
        if life.accepted_on is not None:
            add(moment(_next_work_day(life.accepted_on), 10, 20), lambda now: self._accept(life, now))
        if life.registered_on is not None:
            add(moment(life.registered_on, 14, 10), lambda now: self._register(life, now))
        if life.offered_on is not None:
            add(moment(life.offered_on, 15, 30), lambda now: self._offer(life, now))
        if life.ended is not None:
            add(moment(life.ended[1], 16, 0), lambda now: self._end(life, now))

    def plan_import(self, day: date, source: str, lives: list[Life]) -> None:
        """Put the registrar's taking over of an older register on the timeline, and what was taken out later."""
        self.timeline.add(moment(day, 8, 30), lambda now: self._import(lives, source, now))
        for life in lives:
            if life.ended is not None:
                self.timeline.add(moment(life.ended[1], 16, 0), lambda now, life=life: self._end(life, now))

    def _import(self, lives: list[Life], source: str, now: datetime) -> None:
        made = services.import_results(
            [self._old(life) for life in lives], source=source, actor=self.cast.actor("registrar"), now=now,
            illustrative=True,
        )  # fmt: skip
        for life, result in zip(lives, made, strict=True):
            life.result = result

    def _old(self, life: Life) -> services.OldResult:
        """The life as it stands in the older register."""
        values = self._values(life) | {"accepted_on": life.accepted_on, "grade": life.grade}
        state = ResultState.ACCEPTED
        if life.registered_on is not None:
            certificate = {"certificate_no": life.certificate_no, "certificate_on": life.registered_on}
            values |= certificate | {"certificate_place": PLACE}
            state = ResultState.REGISTERED
        if life.offered_on is not None:
            values |= life.kit
            state = ResultState.TRANSFERABLE
        members = [{"degree": degree, "name": name, "role": MemberRole(role)} for degree, name, role in life.members]
        return services.OldResult(state, values, members, life.products)

    def _values(self, life: Life) -> Words:
        return {
            "origin": Origin.PROVINCIAL_TASK,
            "host": self.cast.unit(life.host),
            "rights_holder": OWNER,
            "programme": self.programme_of(life),
            "field": self.code(CodeKey.FIELD, life.field, life.drafted_on),
            "objective": self.code(CodeKey.OBJECTIVE, life.objective, life.drafted_on),
            **life.values,
        }

    def _draft(self, life: Life, now: datetime) -> None:
        officer = self.cast.actor(life.keeper)
        life.result = services.draft_result(
            actor=officer, now=now, is_state_secret=False, restricted=life.restricted, illustrative=True,
            **self._values(life),
        )  # fmt: skip
        for degree, name, role in life.members:
            services.add_member(life.result, actor=officer, now=now, name=name, degree=degree, role=MemberRole(role))
        for words in life.products:
            services.add_product(life.result, actor=officer, now=now, illustrative=True, **words)
        if life.restricted:
            for key in ("registrar", "director"):
                services.add_reader(life.result, self.cast.person(key), actor=officer, now=now)

    def _accept(self, life: Life, now: datetime) -> None:
        services.accept_result(
            life.record, actor=self.cast.actor(life.keeper), now=now, accepted_on=life.accepted_on, grade=life.grade
        )

    def _register(self, life: Life, now: datetime) -> None:
        services.register_result(
            life.record, actor=self.cast.actor("registrar"), now=now, certificate_no=life.certificate_no,
            certificate_on=life.registered_on or now.date(), certificate_place=PLACE,
        )  # fmt: skip

    def _offer(self, life: Life, now: datetime) -> None:
        officer = self.cast.actor(life.keeper)
        result = life.record
        if life.kit:
            result = services.edit_result(result, actor=officer, now=now, version=result.version, **life.kit)
        services.make_transferable(result, actor=officer, now=now)

    def _end(self, life: Life, now: datetime) -> None:
        assert life.ended is not None
        verb, _day, reason = life.ended
        director = self.cast.actor("director")
        deed: Any = services.withdraw_result if verb == "withdraw" else services.expire_result
        deed(life.record, reason=reason, actor=director, now=now)


def _next_work_day(day: date) -> date:
    """Papers of a Friday's meeting are entered on Monday."""
    day += timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
