"""The form on which a receiver says what it took: a tick for what is in hand, more only where it is not so simple."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Actor
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.permits import is_receiver
from gieo.domain.handovers.queries.content import ShownItem
from gieo.domain.handovers.rules.paper import paper_number
from gieo.domain.handovers.rules.receipts import MOST_WORDS, whole
from gieo.domain.handovers.services import ReceiptInput
from gieo.domain.handovers.vocab import Outcome, Receipt
from gieo.domain.handovers.wording import REFUSAL_LABELS
from gieo.interfaces.web.ui.fields import LegalDateField, QuantityField


@dataclass(frozen=True)
class ItemRow:
    """One item on the form: what it is, whether it is ticked, what else may be said of it."""

    shown: ShownItem
    item: MinutesItem
    rest: str
    is_done: bool
    is_ticked: bool
    fields: tuple[forms.BoundField, ...]

    @property
    def is_open(self) -> bool:
        """Whether what lies below the tick is unfolded."""
        return any(field.errors or field.value() for field in self.fields)


class ReceiptForm(forms.Form):
    """One receipt: day, person, and each item still to be received."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = LegalDateField(label=_("Ngày nhận"), required=False)
    by_name = forms.CharField(label=_("Người nhận"), max_length=120, required=False)
    by_title = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=MOST_WORDS, required=False)

    def __init__(
        self, *args: Any, minutes: Minutes, items: Sequence[ShownItem], actor: Actor, number: int, **kwargs: Any
    ) -> None:
        who = actor.name if is_receiver(actor, minutes) else minutes.receiver_name
        initial = {"seen": number, "on": actor.on, "by_name": who}
        if not is_receiver(actor, minutes):
            initial["by_title"] = minutes.receiver_title
        super().__init__(*args, initial=initial, **kwargs)
        self.items = [(shown, shown.row) for shown in items if shown.row is not None]
        for _shown, item in self.items:
            if item.receipt != Receipt.RECEIVED:
                self._add(item)

    def _add(self, item: MinutesItem) -> None:
        if whole(item.quantity) != 1:
            self.fields[f"quantity_{item.pk}"] = QuantityField(
                label=_("Số lượng nhận lần này"), required=False, help_text=_("Để trống: nhận hết phần còn lại.")
            )
        self.fields[f"expected_on_{item.pk}"] = LegalDateField(label=_("Phần chưa nhận hẹn ngày"), required=False)
        self.fields[f"reason_{item.pk}"] = forms.ChoiceField(
            label=_("Không nhận, vì"), choices=[("", _("— không chọn —")), *REFUSAL_LABELS.items()], required=False
        )
        self.fields[f"words_{item.pk}"] = forms.CharField(label=_("Nói rõ"), max_length=MOST_WORDS, required=False)

    @property
    def rows(self) -> list[ItemRow]:
        ticked = set(self._ticked()) if self.is_bound else None
        return [
            ItemRow(
                shown,
                item,
                rest=f"{paper_number(whole(item.quantity) - item.received_quantity)} {item.quantity_unit}".strip(),
                is_done=item.receipt == Receipt.RECEIVED,
                is_ticked=item.receipt != Receipt.REFUSED if ticked is None else str(item.pk) in ticked,
                fields=tuple(self[name] for name in self._names(item)),
            )
            for shown, item in self.items
        ]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("on", "by_name", "by_title", "note")]

    def _names(self, item: MinutesItem) -> list[str]:
        wanted = (f"{name}_{item.pk}" for name in ("quantity", "expected_on", "reason", "words"))
        return [name for name in wanted if name in self.fields]

    def _ticked(self) -> list[str]:
        return list(self.data.getlist("item")) if hasattr(self.data, "getlist") else []

    def clean(self) -> dict[str, Any]:
        """Ticks are of these items, a tick is no refusal, and nothing typed of an item is passed over."""
        cleaned = super().clean() or {}
        known = {str(item.pk) for _shown, item in self.items}
        ticked = set(self._ticked())
        if ticked - known:
            self.add_error(None, _("Chọn các mục trong danh sách."))
        for pk in ticked & known:
            if cleaned.get(f"reason_{pk}"):
                self.add_error(
                    f"reason_{pk}", _("Mục đã đánh dấu nhận. Ghi phần nhận trước, rồi ghi riêng phần không nhận.")
                )
        for pk in known - ticked:
            self._refuse_half_said(pk, cleaned)
        return cleaned

    def _refuse_half_said(self, pk: str, cleaned: dict[str, Any]) -> None:
        """Of an item without a tick: a promise or a refusal, one of the two."""
        quantity, promised = cleaned.get(f"quantity_{pk}"), cleaned.get(f"expected_on_{pk}")
        reason, words = cleaned.get(f"reason_{pk}"), cleaned.get(f"words_{pk}")
        if quantity is not None:
            self.add_error(f"quantity_{pk}", _("Mục chưa đánh dấu nhận: đánh dấu, hoặc xoá số lượng."))
        if promised and reason:
            self.add_error(f"expected_on_{pk}", _("Hẹn ngày giao, hoặc không nhận: chọn một."))
        if words and not (promised or reason):
            self.add_error(f"reason_{pk}", _("Chọn lý do không nhận."))

    def inputs(self) -> list[ReceiptInput]:
        """What is said, item by item; of an item neither ticked, promised nor refused nothing is."""
        ticked = set(self._ticked())
        return [row for _shown, item in self.items if (row := self._input(item, str(item.pk) in ticked)) is not None]

    def _input(self, item: MinutesItem, is_ticked: bool) -> ReceiptInput | None:
        said = {
            name: self.cleaned_data.get(f"{name}_{item.pk}") for name in ("quantity", "expected_on", "reason", "words")
        }
        words = said["words"] or ""
        if is_ticked:
            return ReceiptInput(item.pk, quantity=said["quantity"], expected_on=said["expected_on"], words=words)
        if said["reason"]:
            return ReceiptInput(item.pk, Outcome.REFUSED, reason=said["reason"], words=words)
        if said["expected_on"]:
            return ReceiptInput(item.pk, Outcome.AWAITED, expected_on=said["expected_on"], words=words)
        return None
