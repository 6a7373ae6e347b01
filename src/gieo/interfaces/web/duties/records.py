"""One duty with all that happened to it: its limit let stand still or run again; and the letters one wants."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties import services
from gieo.foundation.duties.access import visible_duties
from gieo.foundation.duties.lifecycle import DUTY
from gieo.foundation.duties.models import DigestChoice, Duty
from gieo.foundation.duties.permits import may_resume, may_suspend
from gieo.foundation.duties.queries import debtor_label, with_debtors, work_calendar
from gieo.foundation.duties.rules import ladder
from gieo.foundation.duties.services.reminding import default_rhythm
from gieo.foundation.duties.wording import MARK_LABELS, TOLD_LABELS, VERBS, limit_label, offset_label
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.duties.forms import ResumeForm, RhythmForm, SuspendForm
from gieo.interfaces.web.ui.components import Deed, Link
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import filled, fills, page, reads
from gieo.interfaces.web.ui.records import record_label, record_url
from gieo.interfaces.web.ui.todos import duty_pill, duty_title, of_record, open_records

MAY = {"suspend": may_suspend, "resume": may_resume}
ICONS = {"suspend": "pause", "resume": "play"}


def _access(request: HttpRequest, pk: int) -> Duty:
    duty = with_debtors(visible_duties(request.actor, clock.today())).filter(pk=pk).first()
    if duty is None:
        raise NotFound(_("Không có việc này."))
    return duty


@reads
def record(request: HttpRequest, pk: int) -> HttpResponse:
    duty, today = _access(request, pk), clock.today()
    climbed = {row.level: row for row in duty.escalations.all()}
    return page(
        request,
        "duties/record.html",
        duty=duty,
        title=duty_title(duty),
        pill=duty_pill(duty, today, work_calendar()),
        debtor=debtor_label(duty, today),
        limit=limit_label(duty.count, duty.count_unit) if duty.count else "",
        mark=MARK_LABELS[duty.basis_mark] if str(duty.basis) else "",
        about=Link(
            f"{record_label(duty.record_kind)} {duty.record_code}".strip(),
            record_url(*of_record(duty)) if open_records(request.actor, [duty]) else "",
        ),
        suspensions=list(duty.suspensions.all()),
        rungs=[
            (TOLD_LABELS[rung.tell], offset_label(rung.offset), climbed.get(rung.level)) for rung in ladder(duty.kind)
        ],
        deeds=[_deed(duty, verb, request.actor) for verb in DUTY.verbs(duty.state) if verb in MAY],
        happenings=happenings(history(duty)),
        trail=_trail(),
    )


def _deed(duty: Duty, verb: str, actor: Actor) -> Deed:
    permit, label = MAY[verb](actor, duty), str(VERBS[verb])
    if not permit:
        return Deed(label=label, icon=ICONS[verb], blocked=permit.why)
    return Deed(label=label, url=reverse(f"duties:{verb}", args=[duty.pk]), icon=ICONS[verb])


def _trail(*more: Link) -> list[Link]:
    return [Link(_("Hạn và việc"), reverse("duties:list")), *more]


def _frame(duty: Duty, heading: str) -> dict[str, Any]:
    back = reverse("duties:record", args=[duty.pk])
    words = {"heading": heading, "submit": heading, "lead": f"{duty_title(duty)} · {duty.record_code}", "back": back}
    return words | {"trail": _trail(Link(duty_title(duty), back), Link(heading))}


@fills
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    duty = _access(request, pk)
    may_suspend(request.actor, duty).require()
    return filled(
        request,
        SuspendForm(request.POST or None, initial={"since": clock.today()}),
        "duties/form.html",
        lambda values: services.suspend_duty(duty, actor=request.actor, now=clock.now(), **values),
        said=_("Đã tạm dừng thời hạn."),
        to=("duties:record", str(pk)),
        note=_("Trong thời gian tạm dừng, việc này không bị tính trễ và không ai bị nhắc."),
        **_frame(duty, str(VERBS["suspend"])),
    )


@fills
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    duty = _access(request, pk)
    may_resume(request.actor, duty).require()
    return filled(
        request,
        ResumeForm(request.POST or None, initial={"on": clock.today()}),
        "duties/form.html",
        lambda values: services.resume_duty(duty, actor=request.actor, now=clock.now(), **values),
        said=_("Thời hạn tính tiếp; hạn mới ghi trong việc."),
        to=("duties:record", str(pk)),
        note=_("Hạn lùi lại đúng số ngày đã tạm dừng, tính bằng ngày làm việc nếu thời hạn tính bằng ngày làm việc."),
        **_frame(duty, str(VERBS["resume"])),
    )


@fills
def letters(request: HttpRequest) -> HttpResponse:
    """How often one wants the letter about what is due."""
    chosen = DigestChoice.objects.filter(person=request.actor.person_id).first()
    initial = {"rhythm": chosen.rhythm if chosen else default_rhythm(request.actor)}
    person = Person.objects.get(pk=request.actor.person_id)
    heading = _("Thư nhắc việc")
    return filled(
        request,
        RhythmForm(request.POST or None, initial=initial),
        "duties/form.html",
        lambda values: services.choose_rhythm(person, values["rhythm"], actor=request.actor, now=clock.now()),
        said=_("Đã lưu lựa chọn."),
        to="duties:letters",
        heading=heading,
        submit=_("Lưu"),
        lead=_("Một thư buổi sáng kể việc trễ hạn và việc trong tuần; không có việc thì không có thư."),
        back=reverse("duties:list"),
        note="",
        trail=_trail(Link(heading)),
    )
