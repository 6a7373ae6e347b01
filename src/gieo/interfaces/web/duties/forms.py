"""Form of a row in the table of days off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core.basis import Mark
from gieo.foundation.duties.vocab import HolidayKind
from gieo.foundation.duties.wording import HOLIDAY_LABELS, MARK_LABELS
from gieo.interfaces.web.ui.fields import LegalDateField


class HolidayForm(forms.Form):
    """One day."""

    date = LegalDateField(label=_("Ngày"))
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=list(HOLIDAY_LABELS.items()),
        help_text=_("Làm bù: thứ Bảy hoặc Chủ nhật đi làm để đổi lấy một ngày nghỉ khác."),
    )
    name = forms.CharField(label=_("Tên ngày"), max_length=120)
    source = forms.CharField(label=_("Nguồn"), max_length=300, help_text=_("Số và ngày của thông báo, hoặc điều luật."))
    mark = forms.ChoiceField(label=_("Mức kiểm chứng"), choices=list(MARK_LABELS.items()), initial=Mark.FOUND.value)

    def clean_kind(self) -> HolidayKind:
        return HolidayKind(self.cleaned_data["kind"])

    def clean_mark(self) -> Mark:
        return Mark(self.cleaned_data["mark"])
