"""Invitations in the office: who is asked and how far each is, letters written and sent, answers told."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.jobs import print_invitations
from gieo.domain.transfers.models import Conference, ConferenceUnit, InvitationLetter
from gieo.domain.transfers.permits import (
    may_answer,
    may_edit_conference,
    may_see_transfers,
    may_set_seats,
    may_write_letters,
)
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.domain.transfers.queries.invitations import (
    InviteeRow,
    answer_by,
    changes_told,
    counts,
    day_content,
    first_signer,
    invitee_rows,
    letter_paper,
    name_of,
    one_invitee,
    texts_in_use,
)
from gieo.domain.transfers.rules.invitations import must_ask_again
from gieo.domain.transfers.services import Sending
from gieo.domain.transfers.vocab import InvitationState
from gieo.domain.transfers.wording import INVITATION_STATE_LABELS, REPLY_LABELS
from gieo.foundation.files.queries import read_file
from gieo.foundation.papers import engine
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.transfers.conference_forms import FORM, words
from gieo.interfaces.web.transfers.conferences import at, trail
from gieo.interfaces.web.transfers.invitation_forms import AnswerForm, InvitedForm, LettersForm, first_answer
from gieo.interfaces.web.ui.components import Deed
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes
from gieo.interfaces.web.ui.rolls import Roll
from gieo.interfaces.web.ui.serving import PDF, WORD, paper_response

LEAD = gettext_lazy(
    "Giấy mời theo Nghị định 30/2020/NĐ-CP, kèm chương trình. Nơi đã có giấy chờ gửi thì giấy mới thay giấy cũ."
)
SHOWS = {
    "waiting": gettext_lazy("chưa trả lời"),
    "answered": gettext_lazy("đã trả lời"),
    "sent": gettext_lazy("đã gửi giấy mời"),
}


@reads
def invitations(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody asked, in the order of protocol, with letter and answer; `?show=waiting` those who owe an answer."""
    found = access_conference(code, request.actor)
    may_see_transfers(request.actor).require()
    rows = invitee_rows(found, clock.today())
    can = {verb: deed.ok for verb, deed in conference_deeds(found, request.actor, ["invite", "set_guests"]).items()}
    told, asked_for = counts([row.asked for row in rows]), request.GET.get("show", "")
    ready = [row for row in rows if row.waiting]
    here = at("invitations", found)
    return page(
        request,
        "transfers/invitations.html",
        conference=found,
        counts=told,
        figures=[
            (told.asked, ngettext("nơi được mời", "nơi được mời", told.asked), here),
            (told.sent, _("đã gửi giấy mời"), f"{here}?show=sent"),
            (told.answered, _("đã trả lời"), f"{here}?show=answered"),
            (told.waiting, _("chưa trả lời"), f"{here}?show=waiting"),
            (told.coming, ngettext("người báo sẽ tới", "người báo sẽ tới", told.coming), f"{here}?show=answered"),
            (told.chairs, ngettext("ghế cần giữ", "ghế cần giữ", told.chairs), at("seats", found)),
        ],
        listed=_listed(request, found, rows),
        rows=[(row, *_row(found, row, can)) for row in rows if _is_shown(row, asked_for)],
        show=asked_for,
        deeds=_deeds(
            found, request, ready, done=told.sent == told.asked, must=any(_must_ask(found, row) for row in ready)
        ),
        unprinted=[row for row in ready if row.waiting and not row.waiting.is_printed],
        failed=[row for row in ready if row.waiting and row.waiting.print_failure],
        no_mail=[name_of(row.asked, clock.today()) for row in rows if not row.mail and row.sent is None],
        may_write=may_write_letters(request.actor),
        may_edit=may_edit_conference(request.actor),
        may_invite=can["invite"],
        may_set_guests=can["set_guests"],
        may_seat=may_set_seats(request.actor),
        seats_url=at("seats", found),
        back=at("conference", found),
        trail=trail(found, _("Giấy mời và trả lời")),
    )


def _listed(request: HttpRequest, found: Conference, rows: Sequence[InviteeRow]) -> ListPage:
    """Who is asked, as the page shows it."""
    show, today = request.GET.get("show", ""), clock.today()
    return Roll(
        request,
        [row for row in rows if _is_shown(row, show)],
        [
            Column("name", _("Mời ai"), lambda row: name_of(row.asked, today), width=32),
            Column("title", _("Chức vụ"), lambda row: getattr(row.asked, "title", "")),
            Column("mail", _("Thư điện tử"), lambda row: row.mail, on_screen=False),
            Column("phone", _("Điện thoại"), lambda row: row.phone, on_screen=False),
            Column("state", _("Giấy mời"), lambda row: str(INVITATION_STATE_LABELS[row.asked.invitation]), kind="pill"),
            Column("sent", _("Gửi lúc"), lambda row: row.sent.sent_at if row.sent else None, kind="date", width=14),
            Column("reply", _("Trả lời"), lambda row: str(REPLY_LABELS[row.asked.reply]) if row.asked.reply else ""),
            Column(
                "coming", _("Số người tới"), lambda row: row.asked.coming if row.asked.reply else None, kind="number"
            ),
            Column("expected", _("Số người mời"), lambda row: row.asked.expected, kind="number"),
            Column("reason", _("Lý do"), lambda row: row.asked.reason),
        ],
        title=_("Nơi được mời dự hội nghị %(code)s") % {"code": found.code},
        key=lambda row: row.asked.key,
        at=at("invitations", found),
        narrowed_to=str(SHOWS.get(show, "")),
    )


def listed(request: HttpRequest, code: str) -> ListPage:
    found = access_conference(code, request.actor)
    may_see_transfers(request.actor).require()
    return _listed(request, found, invitee_rows(found, clock.today()))


export = exported(listed)


def _is_shown(row: InviteeRow, show: str) -> bool:
    match show:
        case "waiting":
            return row.asked.invitation == InvitationState.SENT
        case "answered":
            return row.asked.invitation == InvitationState.ANSWERED
        case "sent":
            return row.sent is not None
    return True


def _row(found: Conference, row: InviteeRow, can: Mapping[str, bool]) -> tuple[Any, ...]:
    """Name, state, and addresses of one line; no address for what cannot be changed any more."""
    asked = row.asked
    verb, edit = ("invite", "edit_invited") if isinstance(asked, ConferenceUnit) else ("set_guests", "edit_guest")
    return (
        name_of(asked, clock.today()),
        shown.invitation_pill(asked),
        [person for person in asked.people if person["name"]],
        at("answer", found, asked.key),
        at(edit, found, asked.pk) if can[verb] else "",
    )


def _must_ask(found: Conference, row: InviteeRow) -> bool:
    """Whether a letter that waits tells an invitee who has answered of another day, hours or place."""
    return bool(
        row.sent
        and row.asked.invitation == InvitationState.ANSWERED
        and must_ask_again(row.sent.content, {"conference": day_content(found)})
    )


def _deeds(found: Conference, request: HttpRequest, ready: list[InviteeRow], *, done: bool, must: bool) -> list[Deed]:
    can = conference_deeds(found, request.actor, ["write_letters", "send_letters"])
    write = shown.button(
        can["write_letters"], at("write_letters", found), icon="mail-plus", kind="plain" if ready or done else "main"
    )
    mailed, by_hand = [row for row in ready if row.mail], [row for row in ready if not row.mail]
    if not mailed:
        return [write]
    consequences = [
        ngettext("Gửi %(count)s giấy mời qua thư điện tử, mỗi thư kèm bản PDF và liên kết trả lời riêng.",
                 "Gửi %(count)s giấy mời qua thư điện tử, mỗi thư kèm bản PDF và liên kết trả lời riêng.", len(mailed))
        % {"count": number(len(mailed))}
    ]  # fmt: skip
    if by_hand:
        names = ", ".join(name_of(row.asked, clock.today()) for row in by_hand)
        consequences.append(_("Chưa có địa chỉ thư, phải in và trao tay: %(names)s.") % {"names": names})
    values: list[tuple[str, Any]] = []
    if must:
        consequences.append(_("Ngày, giờ hoặc nơi đã đổi: hỏi lại cả những nơi đã trả lời."))
        values.append(("ask_again", "1"))
    send = shown.button(
        can["send_letters"],
        at("send_letters", found),
        kind="main",
        icon="send",
        label=_("Gửi giấy mời chờ gửi"),
        consequences=tuple(consequences),
        values=values,
    )
    return [send, write]


@fills
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a round of letters: number, date, words; whoever was not sent one yet is ticked."""
    found = access_conference(code, request.actor)
    may_write_letters(request.actor).require()
    rows = invitee_rows(found, clock.today())
    unsent = [row.asked.key for row in rows if row.sent is None]
    again = any(row.sent for row in rows)
    signer = first_signer(request.actor, clock.today())
    form = LettersForm(
        request.POST or None,
        choices=[(row.asked.key, _choice(row)) for row in rows],
        texts=texts_in_use(),
        again=again,
        initial={
            "keys": unsent or [row.asked.key for row in rows],
            "dated": clock.today(),
            "answer_by": answer_by(found, clock.today()),
            "signer_title": signer["title"],
            "signer_name": signer["name"],
            "changed": "\n".join(changes_told(found)),
        },
    )

    def do(values: dict[str, Any]) -> Any:
        made = services.write_letters(found, values["keys"], form.letter(values), actor=request.actor, now=clock.now())
        print_invitations.enqueue(found.pk)
        return made

    return filled(
        request,
        form,
        FORM,
        do,
        said=_written,
        to=("transfers:invitations", code),
        **(words(_("Soạn giấy mời"), _("Soạn giấy mời"), found, lead=str(LEAD)) | {"back": at("invitations", found)}),
    )


def _written(made: list[InvitationLetter]) -> str:
    return ngettext(
        "Đã soạn %(count)s giấy mời. Xem bản PDF rồi gửi.",
        "Đã soạn %(count)s giấy mời. Xem bản PDF rồi gửi.",
        len(made),
    ) % {"count": number(len(made))}


def _choice(row: InviteeRow) -> str:
    name = name_of(row.asked, clock.today())
    if row.sent is None:
        return name if row.mail else _("%(name)s (chưa có địa chỉ thư)") % {"name": name}
    return _("%(name)s (đã gửi một giấy mời)") % {"name": name}


@writes
def send(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_write_letters(request.actor).require()
    asks = request.POST.get("ask_again") == "1"

    def do() -> Sending:
        sending = services.send_letters(found, ask_again=asks, actor=request.actor, now=clock.now())
        if sending.by_hand:
            names = ", ".join(letter.content["to"] for letter in sending.by_hand)
            messages.warning(
                request,
                _("Chưa có địa chỉ thư: %(names)s. In giấy mời, trao tay rồi bấm “Đã trao bản giấy”.")
                % {"names": names},
            )
        return sending

    return deed(request, do, said=_sent, to=("transfers:invitations", code))


def _sent(sending: Sending) -> str:
    count = len(sending.posted)
    if not count:
        return ""
    return ngettext("Đã đặt %(count)s giấy mời vào hộp thư đi.", "Đã đặt %(count)s giấy mời vào hộp thư đi.", count) % {
        "count": number(count)
    }


@writes
def deliver(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_write_letters(request.actor).require()
    letter = _letter(found, pk)
    return deed(
        request,
        lambda: services.deliver_letter(letter, actor=request.actor, now=clock.now()),
        said=_("Đã ghi là trao bản giấy."),
        to=("transfers:invitations", code),
    )


@reads
def letter_pdf(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_see_transfers(request.actor).require()
    letter = _letter(found, pk)
    content = read_file(letter.pdf) if letter.pdf else engine.pdf(letter_paper(letter))
    return paper_response(content, f"{letter.file_name}.pdf", PDF)


@reads
def letter_word(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_see_transfers(request.actor).require()
    letter = _letter(found, pk)
    content = read_file(letter.docx) if letter.docx else engine.docx(letter_paper(letter))
    return paper_response(content, f"{letter.file_name}.docx", WORD)


@fills
def edit_invited(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    seat = found.units.select_related("conference", "unit").filter(pk=pk).first()
    if seat is None:
        raise NotFound(_("Đơn vị này không có trong danh sách mời."))
    names = ("representative_name", "representative_title", "expected")
    return filled(
        request,
        InvitedForm(request.POST or None, initial={name: getattr(seat, name) for name in names}),
        FORM,
        lambda values: services.edit_invited(seat, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to=("transfers:invitations", code),
        **(words(name_of(seat, clock.today()), _("Lưu"), found) | {"back": at("invitations", found)}),
    )


@fills
def answer(request: HttpRequest, code: str, invitee: str) -> HttpResponse:
    """An answer told to the office, or given by the unit's representative who is signed in."""
    found = access_conference(code, request.actor)
    asked = one_invitee(found, invitee)
    may_answer(request.actor, asked.unit_id if isinstance(asked, ConferenceUnit) else None).require()
    form = AnswerForm(request.POST or None, initial=first_answer(asked))
    office = bool(may_see_transfers(request.actor))
    home = ("transfers:invitations", code) if office else ("transfers:conference", code)
    return filled(
        request,
        form,
        FORM,
        lambda values: services.answer_invitation(asked, form.answer(values), actor=request.actor, now=clock.now()),
        said=_("Đã ghi câu trả lời."),
        to=home,
        **(words(_("Trả lời giấy mời"), _("Ghi câu trả lời"), found, lead=name_of(asked, clock.today()))
           | {"back": at("invitations" if office else "conference", found)}),
    )  # fmt: skip


def _letter(found: Conference, pk: int) -> InvitationLetter:
    letter = found.letters.select_related("conference", "pdf", "docx").filter(pk=pk).first()
    if letter is None:
        raise NotFound(_("Không có giấy mời này: có thể vừa được soạn lại."))
    return letter
