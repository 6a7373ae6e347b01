"""The day of 7 November 2023, and what was prepared for it and followed."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gieo.domain.directives.models import Directive
from gieo.domain.directives.services import add_directive, edit_directive
from gieo.domain.handovers import services as handovers
from gieo.domain.handovers.models import Minutes, MinutesItem, RemoteSignature, Tablet
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.queries.remote import errand_of
from gieo.domain.handovers.vocab import FaultKind, Outcome, Party, RefusalReason
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.services import add_priority
from gieo.domain.transfers import services
from gieo.domain.transfers.models import ConferenceUnit
from gieo.domain.transfers.queries.invitations import answer_link, invitees, one_invitee
from gieo.domain.transfers.vocab import FigureKind, GuestKind, Reply
from gieo.foundation.files.services import store_file
from gieo.foundation.signing.engine import Key
from gieo.interfaces.ops.demo.by_pen import sign_by_pen
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.day import Day, Gift, drawn
from gieo.interfaces.ops.demo.drawings import as_a_phone_sends, picture
from gieo.interfaces.ops.demo.nine import CREDIT, Nine
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

HELD_ON = date(2023, 11, 7)
LATER = {
    "so-tnmt": "Bản đồ khổ lớn ép nhựa giao tiếp, hẹn ngày 24/11/2023.",
    "hop-tac-xa": "Thóc giống còn lại giao trước vụ gieo, hẹn tháng 4/2024, để giống khỏi giảm sức nảy mầm.",
}
LETTER_NUMBER = "MH-118/GM-SKHCN"
ANSWER_DAYS = 6
SEND_ANOTHER = (4, 9)
ROOM = "A: 8\nB: 8\nC: 8"
PROMISED = {"so-tnmt": date(2023, 11, 24), "hop-tac-xa": date(2024, 4, 15)}
TAKEN = {"hop-tac-xa": Decimal(200)}
"""Of the item that comes later, what was there on the day."""
REFUSED, REFUSED_ON = "so-tnmt", date(2023, 11, 10)
WHY_REFUSED = "In sai tỷ lệ: ghi 1/10.000 mà đo trên bản đồ được 1/25.000"
REPRINTED = "Sở in lại bản đồ đúng tỷ lệ, giao lại ngày 24/11/2023 như đã hẹn."
CORRECTED, CORRECTED_ON = "kiem-soat-benh-tat", date(2023, 11, 10)
WHY_CORRECTED = "Ghi nhầm chức vụ người đại diện bên nhận"
PLANS_LATER = {"cao-dang": date(2023, 11, 10), "tua-chua": date(2023, 11, 28)}
"""Units whose plan is not in the minutes, with the day on which they send it."""
WHY_TWELVE = (
    "Báo đếm cả Liên hiệp các hội khoa học và kỹ thuật tỉnh, đơn vị được mời và có mặt nhưng không nhận mục nào. "
    "Theo Quyết định số 797/QĐ-UBND và biên bản đã ký có 11 đơn vị nhận, trong đó có 1 doanh nghiệp."
)


@dataclass
class Conference2023(Day):
    """The usual course, and what this day had beside it."""

    nine: Nine | None = None
    away: set[int] = field(default_factory=set, init=False)
    tablet: Tablet | None = field(default=None, init=False)
    sent: list[handovers.Sent] = field(default_factory=list, init=False)
    far_key: Key | None = field(default=None, init=False)
    directives: list[tuple[Words, Directive]] = field(default_factory=list, init=False)

    def plan(self) -> None:
        self.plan_decision()
        add = self.books.timeline.add
        add(moment(date(2023, 10, 16), 9, 15), self.call)
        add(moment(date(2023, 10, 20), 14), self.write_letters)
        add(moment(date(2023, 10, 23), 8, 30), self.send_letters)
        for number, day in enumerate((24, 25, 26, 27, 30, 31)):
            add(moment(date(2023, 10, day), 14, 30), partial(self.answer, number))
        add(moment(date(2023, 11, 2), 10), self.seat)
        add(moment(date(2023, 11, 3), 9), self.write_minutes)
        add(moment(HELD_ON, 7, 10), self.note_requests)
        add(moment(HELD_ON, 7, 40), self.seal)
        add(moment(HELD_ON, 8), self.open)
        add(moment(HELD_ON, 8, 40), self.open_tablet)
        add(moment(HELD_ON, 10, 15), self.sign)
        for row in read("story")["conference"]["note"]:
            add(moment(HELD_ON, row["at"].hour, row["at"].minute), partial(self.note, row))
        add(moment(HELD_ON, 11, 10), self.send_signatures)
        add(moment(HELD_ON, 11, 30), self.close)
        add(moment(HELD_ON, 13, 40), self.sign_by_pen)
        add(moment(HELD_ON, 14), self.write_down)
        add(moment(HELD_ON, 15, 30), self.receive)
        add(moment(date(2023, 11, 8), 8, 30), self.publish)
        add(moment(date(2023, 11, 9), 10), self.compare)
        add(moment(REFUSED_ON, 9, 10), self.refuse)
        add(moment(CORRECTED_ON, 10), self.correct)
        add(moment(date(2023, 11, 10), 15), self.report)
        add(moment(date(2023, 11, 13), 9, 15), self.sign_from_afar)
        for key, day in PLANS_LATER.items():
            add(moment(day, 9, 20), partial(self.send_plan, key))

    def draft(self, now: datetime) -> None:
        """The lines: nine results, three of them to two units, then the 31 products in their order."""
        assert self.nine is not None
        for row in read("story")["decision"]["line"]:
            life = self.nine.lives[row["result"]]
            amounts = row.get("amounts", {})
            self.gifts += [
                Gift(to=to, life=life, basis=row["basis"], amount=_amount(amounts.get(to, {}))) for to in row["to"]
            ]
        self.gifts += [
            Gift(to=to, product=product, basis="Sản phẩm của Chương trình Tây Bắc")
            for to, product in self.nine.products
        ]
        super().draft(now)

    def call(self, now: datetime) -> None:
        super().call(now)
        officer, words = self.books.cast.actor("officer"), read("story")["conference"]
        services.invite_units(self._conference(), [self.books.cast.unit("lien-hiep-hoi")], actor=officer, now=now)
        for row in words["agenda"]:
            services.add_agenda_item(self._conference(), actor=officer, now=now, **row)
        for row in words["guest"]:
            guest = {**row, "kind": GuestKind(row.get("kind", GuestKind.GUEST))}
            services.add_guest(self._conference(), actor=officer, now=now, **guest)

    def write_letters(self, now: datetime) -> None:
        """A letter for each unit and guest; the two without an address are handed over on paper."""
        officer, conference = self.books.cast.actor("officer"), self._conference()
        values = services.LetterInput(
            dated=now.date(),
            number=LETTER_NUMBER,
            answer_by=date(2023, 10, 31),
            signer_title="Giám đốc",
            signer_name=self.books.cast.person("director").name,
        )
        keys = [row.key for row in invitees(conference)]
        services.write_letters(conference, keys, values, actor=officer, now=now)
        services.print_letters(now=now, conference_id=conference.pk)

    def send_letters(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        sending = services.send_letters(self._conference(), actor=officer, now=now)
        for letter in sending.by_hand:
            services.deliver_letter(letter, actor=officer, now=now)

    def answer(self, day: int, now: datetime) -> None:
        """Two or three a day: most by the link of their letter, every fourth by telephone; the press never answers."""
        speakers = {self.books.cast.unit(row["unit"]).pk: row for row in read("people")["person"]}
        waiting = [row for row in invitees(self._conference()) if getattr(row, "kind", "") != GuestKind.PRESS]
        for number, asked in enumerate(waiting):
            if number % ANSWER_DAYS != day:
                continue
            who = (
                speakers[asked.unit_id]
                if isinstance(asked, ConferenceUnit)
                else {"name": asked.name, "title": asked.title}
            )
            answer = services.AnswerInput(
                Reply.SENDS_OTHER if number in SEND_ANOTHER else Reply.COMES,
                [(who["name"], who["title"])],
                coming=asked.expected,
            )
            asked = one_invitee(self._conference(), asked.key)
            if number % 4 == 3:
                services.answer_invitation(asked, answer, actor=self.books.cast.actor("officer-2"), now=now)
            else:
                letter = asked.letters.get(sent_at__isnull=False)
                services.answer_by_link(answer_link(letter).rpartition("/")[2], answer, now=now)

    def seat(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer-2")
        services.lay_room(self._conference(), ROOM, actor=officer, now=now)
        services.seat_in_order(self._conference(), actor=officer, now=now)

    def write_minutes(self, now: datetime) -> None:
        super().write_minutes(now)
        officer = self.books.cast.actor("officer")
        plans = {self.books.cast.unit(key).pk: rows for key, rows in _plans().items() if key not in PLANS_LATER}
        for minutes in self.minutes():
            if plan := plans.get(minutes.receiver_id):
                handovers.edit_minutes(minutes, version=minutes.version, plan=plan, actor=officer, now=now)

    def note(self, row: Words, now: datetime) -> None:
        """Somebody of the office in the hall, with a phone: a line, or a photograph."""
        actor = self.books.cast.actor(row["by"])
        if "text" in row:
            key = str(uuid5(NAMESPACE_URL, row["text"]))
            services.take_note(self._conference(), text=row["text"], key=key, actor=actor, now=now)
            return
        content = as_a_phone_sends(picture(row["scene"]), now)
        file = store_file(content, name=f"IMG_{now:%Y%m%d_%H%M}.jpg", actor=actor, now=now)
        services.take_photographs(
            self._conference(), files=[file], caption=row["caption"], credit=CREDIT, consent=row["consent"],
            actor=actor, now=now,
        )  # fmt: skip

    def sign_by_pen(self, now: datetime) -> None:
        """One unit's people had left the table: all signed the printed copy after lunch."""
        minutes = next(row for row in self.minutes() if row.receiver_id == self._unit_of("by_pen"))
        sign_by_pen(minutes, actor=self.books.cast.actor("officer-2"), now=now)

    def send_plan(self, key: str, now: datetime) -> None:
        """A unit sends its plan by itself, after the day."""
        minutes = self._of(key)
        handovers.send_plan(minutes, seen=0, plan=_plans()[key], actor=self.books.cast.actor(f"rep-{key}"), now=now)

    def note_requests(self, now: datetime) -> None:
        """The seven requests as the department had drafted them for the speech, and the priorities they set."""
        officer, words = self.books.cast.actor("officer"), read("directives")
        for order, row in enumerate(words["directive"], start=1):
            directive = add_directive(
                actor=officer, now=now, illustrative=True, text=row["text"], order=order, issued_on=HELD_ON,
                issuer_name=words["issuer_name"], issuer_unit=self.books.cast.unit("ubnd-tinh"),
                source=words["draft_source"], owner_unit=self.books.cast.unit(row["owner"]), due=row["due"],
                indicator_key=row["indicator"],
            )  # fmt: skip
            self.directives.append((row, directive))
        for row in read("story")["priority"]:
            codes = [(CodeKey.FIELD, code) for code in row.pop("fields", ())]
            codes += [(CodeKey.OBJECTIVE, code) for code in row.pop("objectives", ())]
            entries = [self.books.code(key, code, now.date()) for key, code in codes]
            add_priority(actor=officer, now=now, entries=entries, **row)

    def write_down(self, now: datetime) -> None:
        """Notes, photographs, and the requests as they were spoken."""
        officer, words = self.books.cast.actor("officer"), read("story")["conference"]
        conference = self._conference()
        services.write_notes(conference, version=conference.version, notes=words["notes"], actor=officer, now=now)
        editor = self.books.cast.actor("editor")
        for row in words["photo"]:
            file = store_file(picture(row["scene"]), name=f"hoi-nghi-{row['scene']}.png", actor=editor, now=now)
            services.add_photograph(
                self._conference(), file=file, caption=row["caption"], credit=CREDIT, place=words["place"],
                taken_on=HELD_ON, consent=True, actor=editor, now=now,
            )  # fmt: skip
        for _row, directive in self.directives:
            edit_directive(
                directive, actor=officer, now=now, version=directive.version, source=read("directives")["source"]
            )

    def receive(self, now: datetime) -> None:
        """All take what they can carry; of two items some or all comes on a day promised, and their minutes stay
        open."""
        late = {self.books.cast.unit(key).pk: key for key in LATER}
        officer = self.books.cast.actor("officer")
        for minutes in self.minutes():
            key = late.get(minutes.receiver_id, "")
            rows = [_taken(item, key) for item in minutes.items.order_by("order")]
            handovers.record_receipt(
                minutes, rows=rows, by_name=minutes.receiver_name, by_title=minutes.receiver_title, actor=officer,
                now=now,
            )  # fmt: skip

    def refuse(self, now: datetime) -> None:
        """The map came early, and is not what the minutes say."""
        minutes = self._of(REFUSED)
        item = minutes.items.get(result__isnull=False)
        row = handovers.ReceiptInput(item.pk, Outcome.REFUSED, reason=RefusalReason.WRONG, words=WHY_REFUSED)
        officer = self.books.cast.actor("officer")
        handovers.record_receipt(
            minutes, rows=[row], by_name=minutes.receiver_name, by_title=minutes.receiver_title, actor=officer, now=now
        )
        page = ledger_of_conference(self._conference(), officer, today=now.date())
        fault = next(fault for fault in page.ledger.faults if fault.kind is FaultKind.ITEM_REFUSED)
        handovers.explain_fault(self._conference(), fault_key=fault.key, text=REPRINTED, actor=officer, now=now)

    def correct(self, now: datetime) -> None:
        """A title was written wrongly: a new version is to take the place of the minutes. Receiver and witness sign the
        same morning; the department's director, on a journey, is asked to sign from there."""
        officer, old = self.books.cast.actor("officer"), self._of(CORRECTED)
        draft = handovers.correct_minutes(old, reason=WHY_CORRECTED, actor=officer, now=now)
        values = {"receiver_title": f"Quyền {old.receiver_title}", "place": "Trụ sở Sở Khoa học và Công nghệ"}
        draft = handovers.edit_minutes(draft, version=draft.version, values=values, actor=officer, now=now)
        sealed = handovers.seal_minutes(draft, actor=officer, now=now + timedelta(minutes=12))
        for step, party in enumerate((Party.RECEIVER, Party.WITNESS), start=2):
            self.put_signature(sealed, party, now + timedelta(minutes=10 * step))
        certificate = self._certified(sealed, Party.GIVER).certificate.dump()
        asked = now + timedelta(minutes=40)
        handovers.ask_remote(sealed, party=Party.GIVER, certificate=certificate, actor=officer, now=asked)

    def sign_from_afar(self, now: datetime) -> None:
        """The signing service has answered: the corrected minutes are signed by all."""
        row = RemoteSignature.objects.select_related("minutes__sealed").get(minutes__conference=self._conference())
        value = self._certified(row.minutes, Party.GIVER).sign(errand_of(row.minutes, row).attributes)
        officer = self.books.cast.actor("officer")
        handovers.answer_remote(row.minutes, row.number, value, actor=officer, now=now)

    def _certified(self, minutes: Minutes, party: Party) -> Key:
        """The same key however often it is asked for: it lies with the service, not with Gieo."""
        if self.far_key is None:
            self.far_key = self.key_of(minutes, party)
        return self.far_key

    # ---- the second table, where the network was out

    def open_tablet(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        self.tablet, _token = handovers.open_tablet(self._conference(), name="Bàn 2", actor=officer, now=now)
        handovers.stock_tablet(self.tablet, now=now)

    def sign(self, now: datetime) -> None:
        self.away = {minutes.pk for minutes in self.minutes()[1::2]}
        super().sign(now)
        self.away = set()

    def put_signature(self, minutes: Minutes, party: Party, now: datetime, **delegate: Any) -> None:
        if minutes.pk not in self.away:
            super().put_signature(minutes, party, now, **delegate)
            return
        assert minutes.sealed is not None
        facts: Words = {"code": minutes.code, "digest": minutes.sealed.digest, "person_name": "", "title": ""}
        facts |= drawn(minutes, party)
        self.sent.append(handovers.Sent(party=party, signed_at=now, device_at=now, **facts))

    def send_signatures(self, now: datetime) -> None:
        assert self.tablet is not None
        answers = handovers.synchronise_tablet(self.tablet, sent=self.sent, kept=len(self.sent), now=now)
        for answer in answers:
            if answer.refusal:
                raise RuntimeError(answer.refusal)
        self.tablet.refresh_from_db()
        officer = self.books.cast.actor("officer")
        handovers.close_tablet(self.tablet, actor=officer, now=now + timedelta(minutes=5))

    def _of(self, key: str) -> Minutes:
        return next(row for row in self.minutes() if row.receiver == self.books.cast.unit(key))

    def compare(self, now: datetime) -> None:
        """What was written elsewhere goes into the ledger, and what does not agree is explained."""
        officer = self.books.cast.actor("officer")
        for row in read("story")["conference"]["figure"]:
            services.add_reported_figure(
                self._conference(), what=FigureKind(row["what"]), value=row["value"], source=row["source"],
                actor=officer, now=now,
            )  # fmt: skip
        page = ledger_of_conference(self._conference(), officer, today=now.date())
        late = {self.books.cast.unit(key).code: note for key, note in LATER.items()}
        for fault in page.ledger.faults:
            text = WHY_TWELVE if fault.kind is FaultKind.UNITS_FIGURE else late.get(fault.unit, "")
            if text:
                handovers.explain_fault(self._conference(), fault_key=fault.key, text=text, actor=officer, now=now)


def _amount(words: Words) -> Words:
    return words | {"quantity": Decimal(words["quantity"])} if words else {}


def _taken(item: MinutesItem, key: str) -> handovers.ReceiptInput:
    """What the unit takes of an item on the day; `key` names the unit when its result comes later, whole or in part."""
    if not key or item.result_id is None:
        return handovers.ReceiptInput(item.pk)
    if key in TAKEN:
        return handovers.ReceiptInput(item.pk, quantity=TAKEN[key], expected_on=PROMISED[key])
    return handovers.ReceiptInput(item.pk, Outcome.AWAITED, expected_on=PROMISED[key])


def _plans() -> dict[str, list[handovers.PlanInput]]:
    """What each receiver plans, by the unit's key."""
    plans: dict[str, list[handovers.PlanInput]] = {}
    for row in read("plans")["plan"]:
        values: dict[str, Any] = {name: value for name, value in row.items() if name != "unit"}
        plans.setdefault(row["unit"], []).append(handovers.PlanInput(**values))
    return plans


def plan_conference(books: Books, nine: Nine) -> Conference2023:
    """Put decision and conference of 2023 on the timeline."""
    story = read("story")
    decision = {**story["decision"], "decision_title": story["decision"]["title"]}
    day = Conference2023(books, decision | story["conference"], [], nine=nine)
    day.plan()
    return day
