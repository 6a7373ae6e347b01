"""The form of a report, the same for whoever answers: one block for each task, then who answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import ShownSheet
from gieo.domain.uptake.rules.reports import limits
from gieo.domain.uptake.services.reports import ReportInput
from gieo.domain.uptake.vocab.reports import Answers, Facts
from gieo.domain.uptake.wording import STOP_LABELS
from gieo.domain.uptake.wording.reports import ANSWER_LABELS, METHOD_LABELS
from gieo.interfaces.web.ui.fields import FileDrop, FilesField, LegalDateField

PICTURES = ".jpg,.jpeg,.png,.webp"


@dataclass(frozen=True)
class SheetFields:
    """One task on the form: what is known of it, and what is asked."""

    number: int
    facts: Facts
    items: Sequence[str]
    answer: forms.BoundField
    first: tuple[forms.BoundField, ...]
    more: tuple[forms.BoundField, ...]
    why: tuple[forms.BoundField, ...]

    @property
    def is_more_open(self) -> bool:
        return any(field.errors for field in self.more)


class ReportForm(forms.Form):
    """Nothing is required here: what must be said before it is sent, the deed knows."""

    reporter_name = forms.CharField(label=_("Họ tên người trả lời"), max_length=120, required=False)
    reporter_title = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    reporter_phone = forms.CharField(
        label=_("Điện thoại"), max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    submission = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        report: Report,
        shown: Sequence[ShownSheet],
        items: Mapping[tuple[int | None, int | None], list[str]],
        submission: str = "",
    ) -> None:
        self._shown, self._items = shown, items
        initial: dict[str, Any] = {"submission": submission, "version": report.version}
        initial |= {name: getattr(report, name) for name in ("reporter_name", "reporter_title", "reporter_phone")}
        for sheet in shown:
            initial |= {f"{sheet.row.pk}-{name}": value for name, value in vars(sheet.answers).items()}
        super().__init__(data, files, initial=initial)
        for sheet in shown:
            self._add(sheet.row.pk)

    def _add(self, pk: int) -> None:
        reasons, answers, methods = (list(labels.items()) for labels in (STOP_LABELS, ANSWER_LABELS, METHOD_LABELS))
        fields: dict[str, forms.Field] = {
            "answer": forms.ChoiceField(
                label=_("Trong năm qua đã ứng dụng chưa?"), choices=answers, widget=forms.RadioSelect, required=False
            ),
            "address": _text(_("Ở đâu"), _("Xã, bản, cơ sở, hộ.")),
            "scale": _text(_("Quy mô"), _("Ví dụ: 12 hộ, 40 con; 5 héc-ta; 3 trường.")),
            "effect": _text(_("Thấy kết quả gì"), _("Một câu là đủ."), rows=2),
            "area": _text(_("Lĩnh vực ứng dụng")),
            "economy": _text(_("Hiệu quả về kinh tế"), _("Lãi thêm, bớt chi, bán được; ghi số nếu có."), rows=2),
            "impact": _text(_("Tác động kinh tế, xã hội, môi trường"), rows=2),
            "methods": forms.MultipleChoiceField(
                label=_("Được chuyển giao bằng cách nào"),
                choices=methods,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
            "commercial": _text(_("Mức độ thương mại hoá"), _("Đã bán, ký hợp đồng, góp vốn; chưa có thì bỏ trống.")),
            "reason": forms.ChoiceField(
                label=_("Vì sao chưa ứng dụng"), choices=reasons, widget=forms.RadioSelect, required=False
            ),
            "words": _text(_("Nói rõ hơn"), _("Bắt buộc khi chọn “Lý do khác”."), rows=2),
        }
        for name, field in fields.items():
            self.fields[f"{pk}-{name}"] = field

    @property
    def sheets(self) -> list[SheetFields]:
        return [
            SheetFields(
                number=sheet.row.order,
                facts=sheet.facts,
                items=self._items.get((sheet.row.result_id, sheet.row.programme_id), ()),
                answer=self[f"{sheet.row.pk}-answer"],
                first=self._named(sheet, "address", "scale", "effect"),
                more=self._named(sheet, "area", "economy", "impact", "methods", "commercial"),
                why=self._named(sheet, "reason", "words"),
            )
            for sheet in self._shown
        ]

    def _named(self, sheet: ShownSheet, *names: str) -> tuple[forms.BoundField, ...]:
        return tuple(self[f"{sheet.row.pk}-{name}"] for name in names)

    @property
    def who(self) -> tuple[forms.BoundField, ...]:
        return self["reporter_name"], self["reporter_title"], self["reporter_phone"]

    def typed(self) -> ReportInput:
        """What was typed, whether or not it may be sent: a save refuses nothing."""
        return ReportInput(
            reporter_name=self.data.get("reporter_name", ""),
            reporter_title=self.data.get("reporter_title", ""),
            reporter_phone=self.data.get("reporter_phone", ""),
            sheets={sheet.row.pk: self._answers(sheet.row.pk) for sheet in self._shown},
        )

    def _answers(self, pk: int) -> Answers:
        told = {name: self.data.get(f"{pk}-{name}", "") for name in Answers.__dataclass_fields__ if name != "methods"}
        return Answers(**told, methods=tuple(self.data.getlist(f"{pk}-methods")))


def _text(label: Any, hint: Any = "", *, rows: int = 1) -> forms.CharField:
    shape = {"maxlength": limits().most_letters, "autocomplete": "off"}
    widget = forms.Textarea(shape | {"rows": rows}) if rows > 1 else forms.TextInput(shape)
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=limits().most_letters, widget=widget, strip=False
    )


class FillForm(ReportForm):
    """The same, in an account: with photographs chosen here, or brought to the office."""

    photos = FilesField(label=_("Ảnh, nếu có"), accept=PICTURES, required=False)


class WordForm(forms.Form):
    """The filled form that came back."""

    file = forms.FileField(
        label=_("Phiếu Word đã điền"),
        widget=FileDrop(accept=".docx"),
        help_text=_("Phiếu tải từ trang này, tệp .docx."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SignedSheetsForm(forms.Form):
    """Scanned sheets of the signed paper, in any order."""

    files = FilesField(label=_("Bản quét PDF, hoặc ảnh chụp từng trang"), accept="image/*,application/pdf")


class PaperForm(forms.Form):
    """Who signed the paper whose sheets are all there."""

    head = forms.CharField(label=_("Người đứng đầu đã ký"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SendBackForm(forms.Form):
    """What is to be mended."""

    reason = forms.CharField(
        label=_("Cần sửa chỗ nào"), max_length=400, required=False,
        widget=forms.Textarea({"rows": 3, "maxlength": 400}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ForwardForm(forms.Form):
    """That the national level has it."""

    on = LegalDateField(label=_("Ngày gửi"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


LARGEST_EXCHANGE = 20_000_000
"""Bytes; of a thousand reports a file has some five millions."""


class ForwardYearForm(forms.Form):
    """That it has what is in a file."""

    file = forms.FileField(
        label=_("Tệp trao đổi đã gửi"), widget=FileDrop(accept=".json", in_parts=False),
        help_text=_("Chính tệp đã gửi đi: báo cáo nào có trong tệp thì được ghi là đã gửi."),
    )  # fmt: skip
    on = LegalDateField(label=_("Ngày gửi"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_EXCHANGE:
            raise forms.ValidationError(_("Tệp này lớn quá, không phải tệp trao đổi."))
        content: bytes = file.read()
        return content
