"""Forms of the newsroom. What is typed is checked by the deeds; forms only say where it goes."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core.clock import TZ
from gieo.domain.news.vocab import LONGEST_LEAD, LONGEST_TITLE
from gieo.domain.results.access import public_results
from gieo.domain.transfers.models import Conference
from gieo.foundation.units.models import Unit
from gieo.interfaces.web.ui.fields import Combobox, FilesField, LegalDateField, ProseInput
from gieo.interfaces.web.ui.photographs import consent_field

PICTURES = ".jpg,.jpeg,.png,.webp,image/*"
_AREA = forms.Textarea(attrs={"rows": 3})


class VersionForm(forms.Form):
    """Remembers which version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StartForm(forms.Form):
    title = forms.CharField(label=_("Tiêu đề"), max_length=LONGEST_TITLE, help_text=_("Sau này sửa được."))
    conference = forms.ModelChoiceField(
        Conference.objects.none(), label=_("Về hội nghị"), required=False, widget=Combobox,
        empty_label=_("Không về hội nghị nào"),
    )  # fmt: skip

    def __init__(self, *args: Any, conferences: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conference"].queryset = conferences


class ArticleForm(VersionForm):
    """The text in work, in three short sections."""

    title = forms.CharField(label=_("Tiêu đề"), max_length=LONGEST_TITLE, required=False)
    lead = forms.CharField(
        label=_("Đoạn dẫn"), max_length=LONGEST_LEAD, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Một hai câu nói hết chuyện: ai, làm gì, ở đâu, khi nào."),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Nội dung"), required=False, widget=ProseInput, strip=False,
        help_text=_("Câu có gạch chân dựa trên hồ sơ ghi bên cạnh. Để trống một dòng giữa hai đoạn."),
    )  # fmt: skip
    byline = forms.CharField(label=_("Người viết"), max_length=200, required=False)
    author_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Đơn vị viết bài"), required=False, widget=Combobox, empty_label=_("Chọn đơn vị")
    )
    results = forms.CharField(
        label=_("Kết quả được nhắc đến"), required=False,
        help_text=_("Mã kết quả, cách nhau bằng dấu phẩy: KQ-2021-014, KQ-2022-003."),
    )  # fmt: skip

    sections = (
        (_("Tiêu đề và đoạn dẫn"), ("title", "lead")),
        (_("Nội dung"), ("body",)),
        (_("Ai viết, về kết quả nào"), ("byline", "author_unit", "results")),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author_unit"].queryset = units

    def clean_results(self) -> list[Any]:
        """The results with these codes, as far as anybody may see them."""
        codes = [
            code.strip().upper() for code in self.cleaned_data["results"].replace(";", ",").split(",") if code.strip()
        ]
        found = {row.code: row for row in public_results().filter(code__in=codes)}
        unknown = [code for code in codes if code not in found]
        if unknown:
            raise forms.ValidationError(
                _("Không có kết quả công khai mang mã %(codes)s."), params={"codes": ", ".join(unknown)}
            )
        return list(found.values())


class PhotographsForm(forms.Form):
    """Several pictures at once, with what is the same for all of them."""

    files = FilesField(accept=PICTURES, label=_("Tệp ảnh"), help_text=_("Chọn được nhiều ảnh JPG, PNG hoặc WebP."))
    credit = forms.CharField(label=_("Người chụp hoặc nguồn ảnh"), max_length=200, required=False)
    place = forms.CharField(label=_("Nơi chụp"), max_length=200, required=False)
    taken_on = LegalDateField(label=_("Ngày chụp"), required=False)


class PhotographForm(forms.Form):
    """What a reader must know of a picture. All of it is asked before submission, not before saving."""

    caption = forms.CharField(
        label=_("Chú thích"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ai, làm gì, ở đâu."),
    )  # fmt: skip
    credit = forms.CharField(label=_("Người chụp hoặc nguồn ảnh"), max_length=200, required=False)
    place = forms.CharField(label=_("Nơi chụp"), max_length=200, required=False)
    taken_on = LegalDateField(label=_("Ngày chụp"), required=False)
    consent = consent_field(_("Bỏ tích thì ảnh rời mọi trang công khai có ảnh này ngay, không chờ duyệt."))


class NoteForm(VersionForm):
    note = forms.CharField(label=_("Điều cần sửa"), widget=forms.Textarea(attrs={"rows": 4}))


class ReasonForm(VersionForm):
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ApproveForm(VersionForm):
    """At once, or at an appointed moment; and whether the approver has read what changed in the records."""

    when = forms.ChoiceField(
        label=_("Khi nào đăng"), choices=(("now", _("Đăng ngay khi duyệt")), ("later", _("Hẹn giờ đăng"))),
        widget=forms.RadioSelect, initial="now",
    )  # fmt: skip
    day = LegalDateField(label=_("Ngày đăng"), required=False)
    hour = forms.TimeField(
        label=_("Giờ đăng"), required=False, input_formats=["%H:%M", "%Hh%M", "%H"],
        widget=forms.TimeInput(attrs={"placeholder": "07:30", "inputmode": "numeric"}, format="%H:%M"),
    )  # fmt: skip
    accepts_changes = forms.BooleanField(label=_("Tôi đã đọc những chỗ hồ sơ đổi và vẫn đăng câu này"), required=False)

    def __init__(self, *args: Any, is_stale: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_stale:
            del self.fields["accepts_changes"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("when") == "later" and not values.get("day"):
            self.add_error("day", _("Ghi ngày đăng."))
        return values

    @property
    def scheduled_for(self) -> datetime | None:
        """The appointed moment on a clock in Vietnam."""
        values = self.cleaned_data
        if values["when"] == "now":
            return None
        return datetime.combine(values["day"], values.get("hour") or time(7), TZ)
