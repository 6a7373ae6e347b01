"""Forms of a row in the table of days off, of a limit that stands still, and of the letters one wants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core.basis import Mark
from gieo.foundation.duties.vocab import HolidayKind, Rhythm
from gieo.foundation.duties.wording import HOLIDAY_LABELS, MARK_LABELS, RHYTHM_LABELS
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


class SuspendForm(forms.Form):
    """From when, why, by which paper."""

    since = LegalDateField(label=_("Tạm dừng từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.CharField(
        label=_("Văn bản"), max_length=200, required=False, help_text=_("Số, ngày của văn bản cho phép, nếu có.")
    )


class ResumeForm(forms.Form):
    on = LegalDateField(label=_("Tính tiếp từ ngày"))


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("Nhận thư"), choices=list(RHYTHM_LABELS.items()), widget=forms.RadioSelect)

    def clean_rhythm(self) -> Rhythm:
        return Rhythm(self.cleaned_data["rhythm"])
