"""The office's list of results and the record."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.handovers.queries.lists import awaiting_signatures
from gieo.domain.imports.queries.rows import origins
from gieo.domain.procedures.queries import kinds
from gieo.domain.results import wording
from gieo.domain.results.access import access_product, access_result, may_open_files, visible_results
from gieo.domain.results.models import Product, Result
from gieo.domain.results.permits import (
    may_confirm_validity,
    may_draft,
    may_edit,
    may_edit_product,
    may_end_kit_waiver,
    may_give_validity_link,
    may_grant_kit_waiver,
    may_read_answers,
    may_set_access,
)
from gieo.domain.results.queries import files_of, handover_gate, kit_of, with_lines
from gieo.domain.results.queries.validity import asked_from, holds_until, question_address, question_of
from gieo.domain.results.rules import validity_link_ends
from gieo.domain.results.wording import readiness_label
from gieo.domain.transfers.permits import may_draft_decision
from gieo.domain.uptake.queries.copies import copied_places
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.journal.queries import history
from gieo.foundation.units.access import visible_units
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.results import present
from gieo.interfaces.web.results.downstream import receivers_of
from gieo.interfaces.web.results.elapsed import elapsed_of
from gieo.interfaces.web.results.lists import office_list, pills, with_all_columns
from gieo.interfaces.web.results.uses import uses_of
from gieo.interfaces.web.ui.components import Deed, Link, Photo
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.photographs import withdrawal

HISTORY = 100


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed = office_list(request)
    shown = list(listed.rows)
    marks = pills(shown)
    return page(
        request,
        "results/list.html",
        list=listed,
        rows=[(row, marks[row.pk]) for row in shown],
        may_draft=may_draft(request.actor),
        may_decide=may_draft_decision(request.actor),
    )


export = exported(lambda request: with_all_columns(office_list(request), public=False))


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    actor, today = request.actor, clock.today()
    result = with_lines(visible_results(actor)).get(pk=access_result(code, actor).pk)
    gate, edit = handover_gate(result), may_edit(actor, result)
    receivers, kit = receivers_of(result, actor), kit_of(result)
    entries, uses = list(history(result, limit=HISTORY)), uses_of(result, actor, today)
    elapsed = elapsed_of(result, actor, today)
    return page(
        request,
        "results/record.html",
        result=result,
        trail=_trail(),
        pill=present.state_pill(result),
        unconfirmed=present.unconfirmed_pill(result, today),
        until=holds_until(result),
        link_of_owner=_link_of_owner(result, actor, today),
        may_read_answers=bool(result.said_words or result.confirmed_on) and may_read_answers(actor, result),
        may_decide=actor.is_office and bool(result.said_words) and may_confirm_validity(actor, result),
        locked=present.access_pill(result),
        lacks=present.gate_pill(result, gate),
        thread=present.thread(result, receivers, used=len(uses), copied=copied_places(result, clock.today())),
        uses=uses,
        elapsed=elapsed,
        next_step=present.next_card(result, actor, work_calendar(), gate, receivers),
        tabs=_tabs(result, kit, receivers, uses, entries, elapsed),
        host=unit_label(result.host, today) if result.host else "",
        may_see_host=actor.is_office or visible_units(actor).filter(pk=result.host_id).exists(),
        readiness=readiness_label(result.readiness),
        origin=wording.ORIGINS[result.origin],
        kit=present.kit_rows(result, kit, linked=bool(edit)),
        kit_filled=sum(line.filled for line in kit),
        kit_count=len(kit),
        gate=gate,
        may_waive=may_grant_kit_waiver(actor, result),
        end_waiver=_end_waiver(result, bool(may_end_kit_waiver(actor, result))),
        members=_members(result, bool(edit)),
        products=_products(result),
        files=files_of(result),
        may_open=actor.is_office or any(may_open_files(actor, product) for product in result.products.all()),
        photos=[(photo, _photo(result, photo), _deeds_on_photo(result, photo)) for photo in result.photos.all()],
        receivers=receivers,
        readers=_readers(result) if result.is_restricted else [],
        may_edit=edit,
        may_set_access=may_set_access(actor, result),
        side_deeds=present.side_deeds(result, actor),
        happenings=happenings(entries),
        origins=origins(result, actor),
    )  # fmt: skip


def _link_of_owner(result: Result, actor: Actor, today: date) -> tuple[str, date] | None:
    """Where its owner answers without an account, and until when; nothing while nobody is asked. One query from the day
    on which it may be."""
    since = asked_from(result, today)
    if since is None or since > today or not may_give_validity_link(actor, result):
        return None
    duty = question_of(result)
    return (question_address(duty, today), validity_link_ends(duty.due, today)) if duty is not None else None


def _trail(*more: Link) -> list[Link]:
    return [Link(_("Kết quả"), reverse("results:list")), *more]


def _tabs(result: Result, kit: Any, receivers: Any, uses: Any, entries: Any, elapsed: Any) -> list[Link]:
    return [
        Link(_("Tóm tắt"), "#tom-tat"),
        Link(_("Bộ chuyển giao"), "#bo-chuyen-giao", f"{sum(line.filled for line in kit)}/{len(kit)}"),
        Link(_("Sản phẩm"), "#san-pham", str(len(result.products.all()))),
        Link(_("Đơn vị nhận"), "#don-vi-nhan", str(len({one.unit for one in receivers}))),
        Link(_("Nơi ứng dụng"), "#noi-ung-dung", str(len(uses))),
        *([Link(_("Đồng hồ"), "#dong-ho")] if elapsed else []),
        Link(pgettext("nhiều", "Tệp"), "#tep"),
        Link(_("Nhật ký"), "#nhat-ky", str(len(entries))),
    ]


def _members(result: Result, edit: bool) -> list[tuple[Any, Any, Deed | None]]:
    rows = list(result.members.all())
    return [(row, wording.MEMBER_ROLES[row.role], _remove_member(result, row) if edit else None) for row in rows]


def _remove_member(result: Result, member: Any) -> Deed:
    return Deed(
        label=_("Bớt"),
        url=reverse("results:remove_member", args=[result.code, member.pk]),
        icon="trash-2",
        kind="quiet",
        consequences=(_("%(name)s không còn trong danh sách thành viên.") % {"name": member},),
    )


def _products(result: Result) -> list[tuple[Product, Any, Any, Any]]:
    """Each product with its nature, its kind by the table in force today, and its form of delivery."""
    by_nature = kinds(clock.today())
    return [
        (row, wording.NATURES[row.nature], by_nature.get(row.nature), wording.DELIVERIES[row.delivery])
        for row in result.products.all()
    ]


def _photo(result: Result, photo: Any) -> Photo:
    picture = photo.photograph
    url = reverse("results:photo", args=[result.code, photo.pk])
    return Photo(
        url=url, full_url=url, caption=picture.caption, credit=picture.credit, place=picture.place,
        taken_on=picture.taken_on, width=picture.width or 480, height=picture.height or 320,
    )  # fmt: skip


def _deeds_on_photo(result: Result, photo: Any) -> list[Deed]:
    removal = Deed(
        label=_("Bỏ ảnh"),
        url=reverse("results:remove_photograph", args=[result.code, photo.pk]),
        icon="trash-2",
        kind="quiet",
        consequences=(_("Ảnh không còn hiện ở kết quả này và trên cổng."),),
    )
    address = reverse("results:withdraw_photograph", args=[result.code, photo.pk])
    return [*([withdrawal(address)] if photo.photograph.consent else []), removal]


def _readers(result: Result) -> list[tuple[Any, Deed]]:
    rows = result.readers.select_related("person").order_by("person__name", "pk")
    return [
        (
            row.person,
            Deed(
                label=_("Bớt"),
                url=reverse("results:remove_reader", args=[result.code, row.pk]),
                icon="trash-2",
                kind="quiet",
                consequences=(_("%(name)s không còn thấy kết quả này ở đâu nữa.") % {"name": row.person},),
            ),
        )
        for row in rows
    ]


def _end_waiver(result: Result, may: bool) -> Deed | None:
    in_force = getattr(result, "waivers_in_force", [])
    if not in_force or not may:
        return None
    return Deed(
        label=_("Thôi miễn"),
        url=reverse("results:end_kit_waiver", args=[result.code, in_force[0].pk]),
        icon="x",
        kind="quiet",
        consequences=(
            _("Kết quả không giao thêm được cho tới khi đủ bộ chuyển giao hoặc có phiếu miễn mới."),
            _("Biên bản đã niêm phong giữ nguyên lý do miễn đã in."),
        ),
    )


@reads
def product(request: HttpRequest, code: str) -> HttpResponse:
    actor = request.actor
    found = access_product(code, actor)
    edit = may_edit_product(actor, found)
    owner = found.result or found.programme
    awaiting = awaiting_signatures(found, actor)
    return page(
        request,
        "results/product.html",
        product=found,
        uses=uses_of(found, actor, clock.today()),
        awaiting=[
            Link(f"{row.code} · {row.receiver.name}", reverse("handovers:record", args=[row.code])) for row in awaiting
        ],
        owner=owner,
        owner_url=_owner_url(found),
        trail=_product_trail(found),
        nature=wording.NATURES[found.nature],
        kind=kinds(clock.today()).get(found.nature),
        delivery=wording.DELIVERIES[found.delivery],
        files=[
            (row, wording.FILE_ROLES[row.role], _remove_file(found, row, [paper.code for paper in awaiting]))
            for row in found.files.select_related("file").order_by("order", "pk")
        ],
        may_open=may_open_files(actor, found),
        may_edit=edit,
        remove=_remove_product(found),
        happenings=happenings(history(found)),
        origins=origins(found, actor),
    )


def _owner_url(product: Product) -> str:
    if product.result is not None:
        return reverse("results:record", args=[product.result.code]) + "#san-pham"
    return reverse("programmes:record", args=[product.programme.code]) + "#san-pham" if product.programme else ""


def _product_trail(product: Product) -> list[Link]:
    if product.result is not None:
        return _trail(Link(product.result.code, reverse("results:record", args=[product.result.code])))
    programme = product.programme
    assert programme is not None  # a product has exactly one owner (constraint product_of_one_owner)
    return [
        Link(pgettext("nhiều", "Chương trình"), reverse("programmes:list")),
        Link(programme.shown_name, reverse("programmes:record", args=[programme.code])),
    ]


def _remove_file(product: Product, kept: Any, awaiting: list[str]) -> Deed:
    carried = [_("%(minutes)s đang chờ ký ghi tệp này.") % {"minutes": ", ".join(awaiting)}] if awaiting else []
    return Deed(
        label=_("Bỏ tệp"),
        url=reverse("results:remove_product_file", args=[product.code, kept.pk]),
        icon="trash-2",
        kind="quiet",
        consequences=(
            _("Tệp không còn ở sản phẩm; bộ chuyển giao có thể thiếu đi."),
            _("Biên bản đã niêm phong vẫn giữ vân tay của tệp."),
            *carried,
        ),
    )


def _remove_product(product: Product) -> Deed:
    return Deed(
        label=_("Bỏ sản phẩm"),
        url=reverse("results:remove_product", args=[product.code]),
        icon="trash-2",
        kind="danger",
        consequences=(
            _("Sản phẩm và các tệp của nó không còn trong sổ."),
            _("Không bỏ được sản phẩm đã nằm trong quyết định hoặc biên bản."),
        ),
    )
