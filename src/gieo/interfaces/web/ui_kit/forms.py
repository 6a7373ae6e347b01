"""A form with every kind of field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, MoneyField, ProseInput

PLACES = (
    "Mường Thanh",
    "Him Lam",
    "Thanh Trường",
    "Noong Bua",
    "Tủa Chùa",
    "Tuần Giáo",
    "Mường Ảng",
    "Mường Chà",
    "Nậm Pồ",
    "Điện Biên Đông",
)


class KitForm(forms.Form):
    title = forms.CharField(label=_("Tên kết quả"), max_length=300, help_text=_("Như trong biên bản nghiệm thu."))
    code = forms.CharField(label=_("Mã hồ sơ"), initial="KQ-2023-014", disabled=True, required=False)
    budget = MoneyField(label=_("Kinh phí"), required=False)
    held_on = LegalDateField(label=_("Ngày nghiệm thu"), required=False)
    place = forms.ChoiceField(
        label=_("Nơi áp dụng"),
        choices=[("", ""), *((name, name) for name in PLACES)],
        widget=Combobox,
        required=False,
        help_text=_("Gõ vài chữ, không cần dấu."),
    )
    grade = forms.ChoiceField(
        label=_("Xếp loại"), choices=[("a", _("Xuất sắc")), ("b", _("Đạt")), ("c", _("Không đạt"))], required=False
    )
    form = forms.MultipleChoiceField(
        label=_("Hình thức giao"),
        choices=[("paper", _("Bản giấy")), ("file", _("Tệp")), ("seed", _("Giống"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    readiness = forms.ChoiceField(
        label=_("Mức sẵn sàng"),
        choices=[("6", "6"), ("7", "7"), ("8", "8")],
        widget=forms.RadioSelect,
        required=False,
    )
    abstract = forms.CharField(label=_("Tóm tắt"), widget=forms.Textarea, required=False)
    story = forms.CharField(
        label=_("Nội dung"),
        widget=ProseInput({"rows": 6}),
        required=False,
        initial="<h2>Ai nhận gì</h2><p>Một đoạn.</p>",
    )
    scan = forms.FileField(
        label=_("Bản quét"), widget=FileDrop(accept=".pdf"), required=False, help_text=_("PDF, tới 20 MB.")
    )
    agree = forms.BooleanField(label=_("Tôi đã đối chiếu với bản gốc"))
