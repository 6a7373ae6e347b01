"""The night's work on duties: who hears of what, one letter to each, and the letter about one's own desk."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from gieo.core.actor import OFFICE_ROLES, SYSTEM, Actor
from gieo.core.calendar import WorkCalendar
from gieo.core.clock import TZ, local_date
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.duties.models import DigestChoice, Duty, Escalation
from gieo.foundation.duties.permits import may_choose_rhythm
from gieo.foundation.duties.queries import AddressBook, Desk, debtor_label, with_debtors, work_calendar
from gieo.foundation.duties.rules import Rung, ladder, rung_reached, standing, wants_digest
from gieo.foundation.duties.vocab import DutyState, Rhythm, Scope, Tell
from gieo.foundation.duties.wording import standing_label
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.services import post_letter, write_to

MORNING = time(7)
MOST_LINES = 20
_AHEAD = timedelta(days=60)  # further than any rung before the due date, holidays included

Way = Callable[[Duty, date], str]
"""The whole address at which a duty is done without an account, as of a day."""
_NO_WAYS: Mapping[str, Way] = MappingProxyType({})


@dataclass
class _Mail:
    """What somebody is told tonight."""

    to: Address
    lines: list[str] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    """Beside each line, where that duty is done without an account; empty where it is not."""


def climb_ladder(
    *, now: datetime, written_above: Collection[str] = (), ways: Mapping[str, Way] = _NO_WAYS
) -> int:  # fmt: skip
    """Tell those whom the ladder names (rules.ladder) of duties that came to a new rung today; returns how many did.

    Each duty stands on its highest rung only, each rung is climbed once: run again, it tells nobody anything. Everybody
    gets one letter with all lines, for the morning. Suspended duties rest. Of a confidential duty only the person who
    owes it hears, without the record's code. One transaction: rungs and letters come together or not at all. To debtors
    and heads of the kinds `written_above` a room above writes itself, having more to say: they climb without a letter.
    `ways` are of kinds that are done without an account: debtors and heads read the address below the line.
    """
    today, calendar = local_date(now), work_calendar()
    mails: dict[str, _Mail] = {}
    climbed = 0
    with transaction.atomic():
        near = Duty.objects.filter(state=DutyState.OPEN, due__lte=today + _AHEAD).select_for_update(of=("self",))
        reached = _highest(near)
        book = AddressBook(today)
        for duty in with_debtors(near).order_by("due", "id"):
            rung = rung_reached(duty.due, today, calendar, ladder(duty.kind))
            if rung is None or rung.level <= reached.get(duty.pk, 0):
                continue
            told = _told(duty, rung)
            Escalation.objects.create(duty=duty, level=rung.level, told=told, on=today)
            changes = {"level": (reached.get(duty.pk, 0), rung.level), "told": ("", told.value)}
            write_journal("escalate", duty, actor=SYSTEM, now=now, changes=changes)
            climbed += 1
            if duty.kind in written_above and told is not Tell.LEADER:
                continue
            way = "" if told is Tell.LEADER or duty.kind not in ways else ways[duty.kind](duty, today)
            for to in book.of(duty, told):
                mail = mails.setdefault(to.email or to.phone, _Mail(to))
                mail.lines.append(_line(duty, today, calendar))
                mail.ways.append(way)
        for mail in mails.values():
            _post(mail, now)
    return climbed


def _highest(duties: Iterable[Duty]) -> dict[int, int]:
    found: dict[int, int] = {}
    for duty, level in Escalation.objects.filter(duty__in=duties).values_list("duty_id", "level"):
        found[duty] = max(level, found.get(duty, 0))
    return found


def _told(duty: Duty, rung: Rung) -> Tell:
    return Tell.DEBTOR if duty.confidential else rung.tell


def _line(duty: Duty, today: date, calendar: WorkCalendar) -> str:
    with override("vi"):
        words = standing_label(standing(duty.due, today, calendar))
        who = "" if duty.confidential else f" ({duty.record_code}; {debtor_label(duty, today)})"
        return f"- {duty.title}{who}: {_('hạn')} {duty.due:%d/%m/%Y}, {words.lower()}"


def _post(mail: _Mail, now: datetime) -> None:
    link = f"{settings.PUBLIC_ADDRESS}/desk/duties/"
    with override("vi"):
        lines = [
            line + ("\n  " + _("Trả lời ở đây, không cần tài khoản: %(link)s") % {"link": way} if way else "")
            for line, way in zip(mail.lines[:MOST_LINES], mail.ways, strict=False)
        ]
        if more := len(mail.lines) - len(lines):
            lines.append(ngettext("… và %(n)d việc nữa.", "… và %(n)d việc nữa.", more) % {"n": more})
        if any(mail.ways[:MOST_LINES]):
            lines += ["", _("Ai giữ liên kết đều trả lời được: xin đừng chuyển cho người ngoài đơn vị.")]
        body = _("Kính gửi %(name)s,\n\nNhững việc sau đã đến hạn nhắc hoặc báo cáo:\n\n%(lines)s\n\n%(link)s\n") % {
            "name": mail.to.name,
            "lines": "\n".join(lines),
            "link": link,
        }
        subject = ngettext("Nhắc việc: %(n)d việc", "Nhắc việc: %(n)d việc", len(mail.lines)) % {"n": len(mail.lines)}
        first = mail.lines[0].removeprefix("- ")
        short = _("Sở KHCN nhắc %(n)d việc, trước hết: %(first)s") % {"n": len(mail.lines), "first": first}
    write_to(
        mail.to,
        subject=subject,
        body=body,
        short=short,
        link=mail.ways[0] if all(mail.ways) else link,  # to the one it tells of first, where none needs the desk
        kind="reminder",
        now=now,
        not_before=_morning(now),
    )


def _morning(now: datetime) -> datetime:
    return datetime.combine(local_date(now), MORNING, tzinfo=TZ)


def choose_rhythm(person: Person, rhythm: Rhythm, *, actor: Actor, now: datetime) -> DigestChoice:
    """Remember how often a person wants the letter about what is due."""
    may_choose_rhythm(actor).require()
    with transaction.atomic():
        choice, is_new = DigestChoice.objects.select_for_update().get_or_create(
            person=person, defaults={"rhythm": rhythm}
        )
        before = "" if is_new else choice.rhythm
        if before != rhythm:
            choice.rhythm = rhythm
            choice.save(update_fields=["rhythm"])
            write_journal("choose_rhythm", choice, actor=actor, now=now, changes={"rhythm": (before, rhythm)})
    return choice


def send_digests(*, now: datetime) -> int:
    """The letter about one's own desk, to everybody who signs in and wants one today; returns how many were put down.

    Nothing late and nothing due this week: no letter. One letter a day, however often it runs.
    """
    today, calendar = local_date(now), work_calendar()
    sent = 0
    users = User.objects.filter(is_active=True).exclude(email="").select_related("person__digest").order_by("pk")
    for user in users:
        actor = actor_for(user, today)
        choice = getattr(user.person, "digest", None)
        rhythm = Rhythm(choice.rhythm) if choice else default_rhythm(actor)
        if wants_digest(rhythm, today, calendar):
            sent += _digest(user, actor, rhythm, today, calendar, now)
    return sent


def default_rhythm(actor: Actor) -> Rhythm:
    """Until somebody chooses: every working day for the office, once a week for everybody else."""
    return Rhythm.DAILY if actor.roles & OFFICE_ROLES else Rhythm.WEEKLY


def _digest(user: User, actor: Actor, rhythm: Rhythm, today: date, calendar: WorkCalendar, now: datetime) -> bool:
    desk = Desk(actor, Scope.ME, today)
    counts = desk.counts()
    if not counts.late and not counts.this_week:
        return False
    with transaction.atomic():
        choice, _is_new = DigestChoice.objects.select_for_update().get_or_create(
            person=user.person, defaults={"rhythm": rhythm}
        )
        if choice.sent_on == today:
            return False
        choice.sent_on = today
        choice.save(update_fields=["sent_on"])
        with override(user.language):
            parts = [(_("Trễ hạn"), desk.late()), (_("Trong tuần này"), desk.this_week())]
            blocks = [f"{head}:\n" + "\n".join(_own_line(duty, today, calendar) for duty in rows[:MOST_LINES])
                      for head, rows in parts if rows.exists()]  # fmt: skip
            subject = _("Việc của tôi: %(late)d trễ hạn, %(week)d trong tuần này") % {
                "late": counts.late, "week": counts.this_week,
            }  # fmt: skip
            body = _("Kính gửi %(name)s,\n\n%(blocks)s\n\nMở bàn việc: %(link)s\nĐổi nhịp nhận thư: %(choice)s\n") % {
                "name": user.person.name,
                "blocks": "\n\n".join(blocks),
                "link": f"{settings.PUBLIC_ADDRESS}/desk/",
                "choice": f"{settings.PUBLIC_ADDRESS}/desk/duties/letters",
            }
        post_letter(
            to_email=user.email, to_name=user.person.name, subject=subject, body=body, kind="digest", now=now,
            not_before=_morning(now),
        )  # fmt: skip
    return True


def _own_line(duty: Duty, today: date, calendar: WorkCalendar) -> str:
    words = standing_label(standing(duty.due, today, calendar))
    return f"- {_(duty.title)} ({duty.record_code}): {duty.due:%d/%m/%Y}, {words.lower()}"
