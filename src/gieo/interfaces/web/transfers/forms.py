"""Forms of decisions and conferences. Rules are the services'; here stand only fields and their words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers.models import TransferDecision
from gieo.domain.transfers.rules.lines import parse_quantity
from gieo.domain.transfers.vocab import DecisionState, FigureKind, GuestKind
from gieo.domain.transfers.wording import FIGURE_LABELS, GUEST_KIND_LABELS
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, FilesField, LegalDateField, ManyField
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.photographs import consent_field

SCANS = ".pdf,.jpg,.jpeg,.png"
PICTURES = ".jpg,.jpeg,.png,.webp"
CAMERA = "image/jpeg,image/png,image/webp"
"""Types instead of endings: a phone then offers its camera, and sends HEIC as JPEG."""
_ISSUERS = (UnitKind.PROVINCE_COMMITTEE, UnitKind.DEPARTMENT)


class VersionForm(forms.Form):
    """A form that remembers which version of the record it shows."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class InParts(forms.Form):
    """A long form shown in short sections."""

    parts: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    wide: tuple[str, ...] = ()

    def sections(self) -> list[tuple[Any, list[tuple[forms.BoundField, bool]]]]:
        """Each section with its fields, and whether a field spans the row."""
        return [(legend, [(self[name], name in self.wide) for name in names]) for legend, names in self.parts]


class ClockField(forms.TimeField):
    """An hour as typed: 8:00, 08.30, 8h30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "08:00", "maxlength": 5})
        super().__init__(
            input_formats=["%H:%M", "%Hh%M", "%H.%M", "%Hh", "%H"],
            widget=widget,
            error_messages={"invalid": _("Giờ không đọc được. Ghi như 08:00 hoặc 8h30.")},
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if hasattr(value, "strftime") else value


class QuantityField(forms.Field):
    """A positive quantity as people write it: 2 · 1,5 · 1.200."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else number(value)

    def to_python(self, value: Any) -> Any:
        found = parse_quantity(str(value or ""))
        if value and found is None:
            raise forms.ValidationError(_("Số lượng không đọc được; ghi số dương, ví dụ 2 hoặc 1,5."))
        return found


class DecisionForm(forms.Form):
    """The department's draft."""

    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: Phê duyệt danh mục kết quả nhiệm vụ khoa học và công nghệ chuyển giao."),
    )
    issuer = forms.ModelChoiceField(
        label=_("Cơ quan ban hành"), queryset=Unit.objects.filter(kind__in=_ISSUERS), widget=Combobox
    )
    expected_on = LegalDateField(
        label=_("Ngày dự kiến ban hành"),
        required=False,
        help_text=_("Đơn vị nhận phải còn hoạt động vào ngày này. Để trống nếu chưa biết."),
    )
    body = forms.CharField(
        label=_("Căn cứ và nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Bỏ trống nếu văn bản soạn ở nơi khác."),
    )  # fmt: skip


class EditDecisionForm(DecisionForm, VersionForm):
    """The same draft at the version it was read."""


class LineForm(VersionForm):
    quantity = QuantityField(label=_("Số lượng"))
    quantity_unit = forms.CharField(label=_("Đơn vị tính"), max_length=40)
    basis = forms.CharField(
        label=_("Căn cứ giao"),
        max_length=400,
        required=False,
        help_text=_("Vì sao giao cho đơn vị này: văn bản đăng ký tiếp nhận, đơn vị đặt hàng, địa bàn phù hợp."),
    )


class PasteForm(forms.Form):
    rows = forms.CharField(
        label=_("Danh sách"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "mono", "wrap": "off", "spellcheck": "false"}),
    )


class SubmitForm(VersionForm):
    submission_number = forms.CharField(label=_("Số tờ trình"), max_length=60)
    submitted_on = LegalDateField(label=_("Ngày trình"))
    submitted_by_name = forms.CharField(label=_("Người ký tờ trình"), max_length=120, required=False)


class ReasonForm(VersionForm):
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class IssueForm(InParts, VersionForm):
    """What stands on the paper that the issuing body has signed."""

    parts = (
        (_("Văn bản"), ("number", "issued_on", "issuer")),
        (_("Người ký"), ("signer_name", "signer_title")),
        (_("Bản chụp"), ("scan",)),
    )
    wide = ("issuer", "scan")

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, help_text=_("Ví dụ 797/QĐ-UBND."))
    issued_on = LegalDateField(label=_("Ngày ban hành"))
    issuer = forms.ModelChoiceField(
        label=_("Cơ quan ban hành"), queryset=Unit.objects.filter(kind__in=_ISSUERS), widget=Combobox
    )
    signer_name = forms.CharField(label=_("Người ký"), max_length=120)
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"), max_length=160, help_text=_("Ví dụ: KT. Chủ tịch, Phó Chủ tịch.")
    )
    scan = forms.FileField(
        label=_("Bản chụp có chữ ký và dấu"),
        required=False,
        widget=FileDrop(accept=SCANS),
        help_text=_("PDF hoặc ảnh. Có thể đính sau."),
    )


class ScanForm(VersionForm):
    scan = forms.FileField(label=_("Bản chụp có chữ ký và dấu"), widget=FileDrop(accept=SCANS))


class RevokeForm(VersionForm):
    revocation_number = forms.CharField(label=_("Số văn bản thu hồi"), max_length=60)
    revoked_on = LegalDateField(label=_("Ngày thu hồi"))
    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ConferenceForm(InParts):
    """The plan of a day."""

    parts = (
        (_("Hội nghị gì"), ("title", "decisions")),
        (_("Khi nào, ở đâu"), ("held_on", "place", "starts_at", "ends_at")),
        (_("Ai chủ trì"), ("chair_name", "chair_title")),
    )
    wide = ("title", "decisions")

    title = forms.CharField(label=_("Tên hội nghị"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    decisions = ManyField(
        label=_("Quyết định được thực hiện"),
        queryset=TransferDecision.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ quyết định đã ban hành và đang có hiệu lực."),
    )
    held_on = LegalDateField(label=_("Ngày tổ chức"))
    starts_at = ClockField(label=_("Bắt đầu lúc"), required=False)
    ends_at = ClockField(label=_("Kết thúc lúc"), required=False)
    place = forms.CharField(label=_("Địa điểm"), max_length=300)
    chair_name = forms.CharField(label=_("Người chủ trì"), max_length=120, required=False)
    chair_title = forms.CharField(label=_("Chức vụ người chủ trì"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("decisions") or []
        self.fields["decisions"].queryset = (
            (
                TransferDecision.objects.filter(state=DecisionState.ISSUED)
                | TransferDecision.objects.filter(pk__in=[getattr(row, "pk", row) for row in chosen])
            )
            .prefetch_related("conferences")
            .order_by("-issued_on")
        )
        self.fields["decisions"].label_from_instance = _decision_label


class EditConferenceForm(ConferenceForm, VersionForm):
    """The same plan at the version it was read."""


class NotesForm(VersionForm):
    notes = forms.CharField(
        label=_("Diễn biến hội nghị"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Ai phát biểu gì, chỉ đạo nào được nêu, việc gì được hẹn. Đoạn này lên trang công khai."),
    )


class ReportForm(VersionForm):
    report_number = forms.CharField(label=_("Số báo cáo"), max_length=60, help_text=_("Ví dụ 310/BC-SKHCN."))
    reported_on = LegalDateField(label=_("Ngày báo cáo"))


class AgendaForm(forms.Form):
    at = ClockField(label=_("Giờ"), required=False)
    minutes = forms.IntegerField(label=_("Số phút"), min_value=1, max_value=600, required=False)
    title = forms.CharField(label=_("Nội dung"), max_length=300)
    speaker = forms.CharField(label=_("Người thực hiện"), max_length=200, required=False)


class GuestForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    title = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    organisation = forms.CharField(label=_("Cơ quan"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Mời với tư cách"), choices=list(GUEST_KIND_LABELS.items()), initial=GuestKind.GUEST, required=False
    )
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Để gửi giấy mời; không có thì in ra và trao tay.")
    )
    expected = forms.IntegerField(label=_("Số người mời"), min_value=1, max_value=50, initial=1, required=False)

    def clean_kind(self) -> GuestKind:
        return GuestKind(self.cleaned_data["kind"] or GuestKind.GUEST)

    def clean_expected(self) -> int:
        return self.cleaned_data["expected"] or 1


class PhotographForm(forms.Form):
    """What a reader must know of a picture."""

    caption = forms.CharField(
        label=_("Chú thích"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ai, làm gì, ở đâu."),
    )  # fmt: skip
    credit = forms.CharField(label=_("Người chụp hoặc nguồn ảnh"), max_length=200)
    place = forms.CharField(label=_("Nơi chụp"), max_length=200, required=False)
    taken_on = LegalDateField(label=_("Ngày chụp"), required=False)
    consent = consent_field(
        _("Không tích thì ảnh không lên trang công khai. Bỏ tích thì ảnh rời mọi trang công khai có ảnh này ngay.")
    )
    shown = forms.BooleanField(label=_("Dùng ảnh này trên trang công khai"), required=False, initial=True)


class NewPhotographForm(PhotographForm):
    file = forms.FileField(label=_("Tệp ảnh"), widget=FileDrop(accept=PICTURES), help_text=_("JPG, PNG hoặc WebP."))
    consent = forms.BooleanField(
        label=_("Người trong ảnh đồng ý đăng"),
        required=False,
        help_text=_("Không tích ô này thì ảnh không lên trang công khai."),
    )
    field_order = ("file",)


class DayNoteForm(forms.Form):
    """A line written in the hall. `key` makes that a line sent twice stands once."""

    text = forms.CharField(
        label=_("Ghi chép"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ai phát biểu gì, chỉ đạo nào được nêu, việc gì được hẹn."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class DayPhotographsForm(forms.Form):
    """Photographs from a phone: taken now, or from its album; the same words for all of them, which may come later."""

    camera = forms.FileField(
        label=_("Chụp bằng máy này"), required=False, widget=FileDrop(accept=CAMERA, capture="environment")
    )
    files = FilesField(label=_("Hoặc chọn ảnh đã chụp"), required=False, accept=CAMERA)
    caption = forms.CharField(
        label=_("Chú thích"), max_length=400, required=False, help_text=_("Ai, làm gì. Ghi sau cũng được.")
    )
    credit = forms.CharField(label=_("Người chụp"), max_length=200, required=False)
    consent = forms.BooleanField(
        label=_("Người trong ảnh đồng ý đăng"),
        required=False,
        help_text=_("Không tích ô này thì ảnh không lên trang công khai."),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        taken = values.pop("camera", None)
        values["files"] = [*([taken] if taken else []), *(values.get("files") or [])]
        if not values["files"] and not self.errors:
            self.add_error("camera", _("Chụp hoặc chọn ít nhất một ảnh."))
        return values


class ReportedFigureForm(forms.Form):
    what = forms.ChoiceField(label=_("Con số về"), choices=list(FIGURE_LABELS.items()))
    value = forms.IntegerField(label=_("Giá trị được viết"), min_value=0, max_value=100_000)
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Ai viết, ở đâu, ngày nào: Báo Điện Biên Phủ, 08/11/2023.")
    )

    def clean_what(self) -> FigureKind:
        return FigureKind(self.cleaned_data["what"])


def _decision_label(decision: TransferDecision) -> str:
    """Number, day, title; and when it was carried out already, at which conference."""
    held = ", ".join(f"{row.held_on:%d/%m/%Y}" for row in decision.conferences.all())
    words = f"{decision.number} · {decision.issued_on:%d/%m/%Y} · {decision.title}"
    return _("%(decision)s (đã có hội nghị %(days)s)") % {"decision": words, "days": held} if held else words
