"""Forms of minutes: the draft with its plan and texts, the witness of a whole conference, who signs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers.models import Minutes, MinutesItem, PlanRow
from gieo.domain.handovers.rules.sealing import DESCRIBED
from gieo.domain.handovers.services import InkSigner, ItemInput, TextInput
from gieo.domain.handovers.services.editing import FIELDS
from gieo.domain.handovers.vocab import Party
from gieo.domain.handovers.wording import IDENTITY_LABELS, ORDER_LABELS, is_usual_reason
from gieo.interfaces.web.handovers.plan_forms import PlanRowsForm
from gieo.interfaces.web.ui.fields import FilesField, LegalDateField, QuantityField, StrokesField

PAD_ASPECT = 2.5


def order_field() -> forms.TypedChoiceField:
    """One after another in an order, or in any."""
    return forms.TypedChoiceField(
        label=_("Các bên ký"),
        choices=[("", _("thứ tự nào cũng được")), *ORDER_LABELS.items()],
        required=False,
        empty_value=None,
        help_text=_("Chọn một thứ tự thì các bên ký lần lượt: chưa tới lượt thì chưa ký được ở đây."),
    )


class MinutesForm(PlanRowsForm):
    """A draft: parties, witness, place and hours, copies, reports, grounds, rows of the plan, standing texts."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    held_on = LegalDateField(label=_("Ngày lập"), required=False)
    starts_at = forms.TimeField(label=_("Giờ bắt đầu"), required=False, widget=forms.TimeInput(format="%H:%M"))
    ends_at = forms.TimeField(label=_("Giờ kết thúc"), required=False, widget=forms.TimeInput(format="%H:%M"))
    locality = forms.CharField(
        label=_("Địa danh"), max_length=120, required=False, help_text=_("Đứng trước ngày tháng ở đầu biên bản.")
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    giver_name = forms.CharField(label=_("Người đại diện bên giao"), max_length=120, required=False)
    giver_title = forms.CharField(label=_("Chức vụ bên giao"), max_length=160, required=False)
    receiver_name = forms.CharField(label=_("Người đại diện bên nhận"), max_length=120, required=False)
    receiver_title = forms.CharField(label=_("Chức vụ bên nhận"), max_length=160, required=False)
    witness_name = forms.CharField(label=_("Người chứng kiến"), max_length=120, required=False)
    witness_title = forms.CharField(label=_("Chức vụ người chứng kiến"), max_length=160, required=False)
    witness_unit = forms.CharField(label=_("Cơ quan người chứng kiến"), max_length=200, required=False)
    signing_order = order_field()
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=20)
    copies_each = forms.IntegerField(label=_("Mỗi bên giữ"), min_value=1, max_value=20)
    plan_days = forms.IntegerField(
        label=_("Số ngày lập kế hoạch"),
        min_value=1,
        max_value=365,
        help_text=_("Ngày dương lịch kể từ ngày ký; do hai bên thoả thuận."),
    )
    report_start = LegalDateField(
        label=_("Ngày bắt đầu tính báo cáo"),
        required=False,
        help_text=_("Năm kỳ báo cáo rơi vào 12, 24, 36, 48 và 60 tháng sau ngày này (Thông tư 14/2014, Điều 19)."),
    )
    report_start_reason = forms.CharField(
        label=_("Lý do chọn ngày này"),
        max_length=300,
        required=False,
        help_text=_("Tính từ ngày bàn giao thì để trống; tính từ ngày khác thì ghi vì sao."),
    )
    grounds = forms.CharField(
        label=_("Căn cứ"), required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Mỗi dòng một căn cứ.")
    )

    parts = (
        (_("Số, ngày, nơi lập"), ("number", "held_on", "locality", "place", "starts_at", "ends_at")),
        (_("Các bên"), ("giver_name", "giver_title", "receiver_name", "receiver_title")),
        (_("Người chứng kiến"), ("witness_name", "witness_title", "witness_unit")),
        (_("Thứ tự ký"), ("signing_order",)),
        (_("Số bản"), ("copies", "copies_each")),
        (_("Kế hoạch và báo cáo ứng dụng"), ("plan_days", "report_start", "report_start_reason")),
        (_("Căn cứ của biên bản"), ("grounds",)),
    )

    def __init__(self, *args: Any, minutes: Minutes, plan: list[PlanRow], **kwargs: Any) -> None:
        initial: dict[str, Any] = {name: getattr(minutes, name) for name in FIELDS}
        if is_usual_reason(minutes.report_start_reason):  # true of one day only, which may be changed in this form
            initial["report_start_reason"] = ""
        initial |= {"version": minutes.version, "grounds": "\n".join(minutes.grounds)}
        super().__init__(*args, initial=initial, **kwargs)
        self.texts = [(f"text_{block['key']}", block) for block in minutes.texts]
        for name, block in self.texts:
            rows = 3 + block["text"].count("\n")
            area = forms.Textarea(attrs={"rows": rows})
            self.fields[name] = forms.CharField(label=block["title"], widget=area, initial=block["text"])
        self.add_plan(plan)

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(legend, [self[name] for name in names]) for legend, names in self.parts]

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self[name] for name, _block in self.texts]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def text_inputs(self) -> list[TextInput]:
        return [TextInput(block["key"], self.cleaned_data[name]) for name, block in self.texts]


class ItemsForm(forms.Form):
    """How much of each item changes hands, and in which condition. Blanks wait until the minutes are sealed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, minutes: Minutes, items: Sequence[MinutesItem], **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": minutes.version}, **kwargs)
        self.items = items
        for item in items:
            made: Mapping[str, forms.Field] = {
                "quantity": QuantityField(label=_("Số lượng"), required=False),
                "quantity_unit": forms.CharField(label=_("Đơn vị tính"), max_length=40, required=False),
                "condition": forms.CharField(
                    label=_("Tình trạng khi giao"),
                    max_length=300,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2}),
                ),
            }
            for name, field in made.items():
                field.initial = getattr(item, name)
                self.fields[f"{name}_{item.pk}"] = field

    @property
    def rows(self) -> list[tuple[MinutesItem, list[forms.BoundField], forms.BoundField]]:
        """Each item with its two short fields and its condition."""
        return [
            (item, [self[f"{name}_{item.pk}"] for name in ("quantity", "quantity_unit")], self[f"condition_{item.pk}"])
            for item in self.items
        ]

    def inputs(self) -> list[ItemInput]:
        return [
            ItemInput(item.pk, *(self.cleaned_data[f"{name}_{item.pk}"] for name in DESCRIBED)) for item in self.items
        ]


class WitnessForm(forms.Form):
    """The same witness for every draft of a conference, and in which order its parties sign."""

    name = forms.CharField(label=_("Người chứng kiến"), max_length=120)
    title = forms.CharField(label=_("Chức vụ"), max_length=160)
    unit = forms.CharField(label=_("Cơ quan"), max_length=200, required=False)
    order = order_field()


class SignForm(forms.Form):
    """One party signs. Another name than the one in the minutes needs a written authority."""

    party = forms.CharField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)
    client_id = forms.CharField(widget=forms.HiddenInput, max_length=64)
    person_name = forms.CharField(label=_("Họ và tên người ký"), max_length=120)
    title = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    identity = forms.ChoiceField(
        label=_("Cán bộ tại bàn đã xem"),
        choices=[("", _("— chọn —")), *IDENTITY_LABELS.items()],
        help_text=_("Chỉ ghi loại giấy tờ, không ghi số."),
    )
    confirmed = forms.BooleanField(
        label=_("Tôi thấy người này tự tay ký, sau khi đã đọc danh sách."),
        error_messages={"required": _("Đánh dấu xác nhận đã thấy người này tự tay ký.")},
    )
    strokes = StrokesField(error_messages={"required": _("Chưa có nét ký. Ký vào ô bằng ngón tay hoặc bút.")})

    def drawn(self) -> dict[str, Any]:
        """The strokes as signing keeps them; the pad on the page is 5 wide and 2 high."""
        return {"aspect": PAD_ASPECT, "strokes": self.cleaned_data["strokes"]}

    @property
    def kept_strokes(self) -> str:
        """What was drawn, so that a refused form shows it again."""
        value = self["strokes"].value() or ""
        return value if isinstance(value, str) else json.dumps(value)


class ScanForm(forms.Form):
    """Scanned sheets: a PDF or photographs, in any order."""

    files = FilesField(label=_("Bản quét PDF, hoặc ảnh chụp từng trang"), accept="image/*,application/pdf")


class InkForm(forms.Form):
    """Who signed the scanned paper by hand: for each party that has still to sign, whether, who and how one knows."""

    digest = forms.CharField(widget=forms.HiddenInput)
    client_id = forms.CharField(widget=forms.HiddenInput, max_length=50)
    signed_on = LegalDateField(label=_("Ngày ký trên giấy"))
    confirmed = forms.BooleanField(
        label=_("Tôi đã xem bản giấy: đủ chữ ký của các bên đánh dấu trên đây."),
        error_messages={"required": _("Đánh dấu xác nhận đã xem chữ ký trên bản giấy.")},
    )

    def __init__(self, *args: Any, parties: Sequence[tuple[str, Any, Mapping[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party, label, person in parties:
            made: Mapping[str, forms.Field] = {
                "has": forms.BooleanField(label=label, required=False),
                "person_name": forms.CharField(
                    label=_("Họ và tên người ký"), max_length=120, required=False, initial=person["name"]
                ),
                "title": forms.CharField(label=_("Chức vụ"), max_length=160, required=False, initial=person["title"]),
                "identity": forms.ChoiceField(
                    label=_("Giấy tờ đã xem"),
                    choices=[("", _("— chọn —")), *IDENTITY_LABELS.items()],
                    required=False,
                ),
            }
            self.fields |= {f"{name}_{party}": field for name, field in made.items()}

    @property
    def rows(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        """For each party: whether its signature is there, and the three fields about it."""
        return [
            (self[f"has_{party}"], [self[f"{name}_{party}"] for name in ("person_name", "title", "identity")])
            for party, _label, _person in self.parties
        ]

    def signers(self) -> list[InkSigner]:
        values = self.cleaned_data
        return [
            InkSigner(
                Party(party),
                values[f"identity_{party}"],
                person_name=values[f"person_name_{party}"],
                title=values[f"title_{party}"],
            )
            for party, _label, _person in self.parties
            if values[f"has_{party}"]
        ]
