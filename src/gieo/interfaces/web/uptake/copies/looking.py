"""Somebody else looks: the record, confirming it as it was found, refusing it, the tree that grows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.results.access import access_result
from gieo.domain.uptake import services
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.access.copies import access_copy
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.permits.copies import may_confirm_copy, may_refuse_copy
from gieo.domain.uptake.queries.copies import Tree, tree_of
from gieo.domain.uptake.queries.standing import holder_label
from gieo.domain.uptake.rules.copies import Branch
from gieo.domain.uptake.services.copies import DUTY
from gieo.domain.uptake.vocab.copies import CopyState
from gieo.domain.uptake.wording.copies import COPY_VERBS
from gieo.foundation.duties.queries import duties_of
from gieo.foundation.journal.queries import history
from gieo.foundation.places.rules import in_sentence
from gieo.interfaces.web.ui.components import Deed, Link, NextStep, Pill
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import filled, fills, page, reads
from gieo.interfaces.web.uptake.copies.forms import ConfirmForm, RefuseForm
from gieo.interfaces.web.uptake.copies.lists import state_pill
from gieo.interfaces.web.uptake.present import scale_words, standing_pill, use_link


def crumbs(*links: Link) -> tuple[Link, ...]:
    return (Link(_("Nhân rộng"), reverse("copies:list")), *links)


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    copy = access_copy(code, request.actor)
    return page(
        request,
        "uptake/copies/record.html",
        copy=copy,
        place=in_sentence(copy.place.name),
        pill=state_pill(copy),
        scale=scale_words(copy.measure, copy.amount),
        parent=_link(copy.parent, request.actor),
        use=_link(copy.use, request.actor),
        next_step=_next_step(copy, request.actor),
        happenings=happenings(history(copy)),
        trail=crumbs(Link(copy.code)),
    )


def _link(use: Use | None, actor: Actor) -> Link | None:
    """A commune's people see the tree's neighbours by number only."""
    if use is None:
        return None
    return use_link(use) if visible_uses(actor).filter(pk=use.pk).exists() else Link(use.code)


def _next_step(copy: Copy, actor: Actor) -> NextStep | None:
    if copy.state != CopyState.WAITING:
        return None
    duty = duties_of(copy).filter(kind=DUTY).order_by("-pk").first()
    permit = may_confirm_copy(actor, copy)
    confirm, refuse = (
        Deed(
            label=str(COPY_VERBS[f"{verb}_copy"]),
            url=reverse(f"copies:{verb}", args=[copy.code]),
            icon=icon,
            kind=kind,
            blocked="" if permit else str(permit.why),
        )
        for verb, icon, kind in (("confirm", "badge-check", "main"), ("refuse", "circle-x", "plain"))
    )
    return NextStep(
        title=_("Hỏi hoặc tới xem, rồi xác nhận"),
        who=_("Cán bộ xã ấy, hoặc chuyên viên, lãnh đạo Sở; không phải người đã khai"),
        due=duty.due if duty else None,
        after=_("Thành một nơi ứng dụng và được đếm đúng một lần; chưa xác nhận thì không vào số liệu nào"),
        state=state_pill(copy),
        deeds=(confirm, refuse) if permit else (confirm,),
    )


@fills
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    copy = access_copy(code, request.actor)
    may_confirm_copy(request.actor, copy).require()
    form = ConfirmForm(request.POST or None, copy=copy, actor=request.actor, today=clock.today())
    return _form(
        request,
        copy,
        form,
        "confirm_copy",
        lambda _values: services.confirm_copy(copy, form.finding(), actor=request.actor, now=clock.now()),
        _("Đã xác nhận; nơi này nay được đếm."),
    )


@fills
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    copy = access_copy(code, request.actor)
    may_refuse_copy(request.actor, copy).require()
    return _form(
        request,
        copy,
        RefuseForm(request.POST or None),
        "refuse_copy",
        lambda values: services.refuse_copy(copy, actor=request.actor, now=clock.now(), **values),
        _("Đã ghi là không xác nhận, kèm lý do."),
    )


def _form(request: HttpRequest, copy: Copy, form: Any, verb: str, do: Any, said: str) -> HttpResponse:
    back = reverse("copies:record", args=[copy.code])
    return filled(
        request,
        form,
        "uptake/copies/form.html",
        do,
        said=said,
        to=("copies:record", copy.code),
        heading=str(COPY_VERBS[verb]),
        copy=copy,
        back=back,
        trail=crumbs(Link(copy.code, back), Link(str(COPY_VERBS[verb]))),
    )


@dataclass(frozen=True)
class Shown:
    """A use of the tree on a page, with those copied from it."""

    code: str
    url: str
    who: str
    place: str
    pill: Pill
    all: int
    below: tuple["Shown", ...]


@reads
def tree(request: HttpRequest, result: str) -> HttpResponse:
    """Who copied from whom, place by place; only what was confirmed stands in it."""
    found = access_result(result, request.actor)
    grown = tree_of(found, request.actor, clock.today())
    return page(
        request,
        "uptake/copies/tree.html",
        result=found,
        roots=[_shown(branch, grown) for branch in grown.branches],
        places=len({use.place_id for use in grown.uses.values()}),
        copies=sum(branch.all for branch in grown.branches),
        trail=crumbs(Link(found.code, reverse("results:record", args=[found.code])), Link(_("Cây nhân rộng"))),
    )


def _shown(branch: Branch, grown: Tree) -> Shown:
    use = grown.uses[branch.use]
    return Shown(
        code=use.code,
        url=reverse("uptake:record", args=[use.code]),
        who=holder_label(use, clock.today(), short=True),
        place=use.place.name,
        pill=standing_pill(use.stands),
        all=branch.all,
        below=tuple(_shown(below, grown) for below in branch.copies),
    )
