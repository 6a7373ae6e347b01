"""Forms of classes. What is typed is checked by the deeds; forms only say where it goes."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gieo.core.actor import Actor
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.rules.courses import limits
from gieo.domain.training.services.courses import FIELDS
from gieo.domain.training.vocab import LONGEST_ABOUT, LONGEST_NAME, LONGEST_REASON, LONGEST_TITLE
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import choosable_areas
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.ui.check_code import Words
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, row_numbers
from gieo.interfaces.web.ui.visitors import OwnUnitForm, VisitorForm
from gieo.interfaces.web.ui.visitors import line as _line

MOST_RESULTS = 20


class CourseForm(forms.Form):
    """What is taught, where, when, for how many."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Words(label=_("Tên lớp"), widget=_line(LONGEST_TITLE), error_messages={"required": _("Ghi tên lớp.")})
    results = Words(
        label=_("Mã kết quả được dạy"), widget=_line(400), help_text=_("Nhiều mã thì cách nhau bằng dấu phẩy."),
        error_messages={"required": _("Ghi mã ít nhất một kết quả.")},
    )  # fmt: skip
    about = Words(
        label=_("Học gì, dành cho ai"), required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_ABOUT}),
    )  # fmt: skip
    teachers = Words(label=_("Giảng viên"), required=False, widget=_line())
    place = Words(label=_("Học ở đâu"), widget=_line(), error_messages={"required": _("Ghi nơi học.")})
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Địa bàn"), required=False, widget=Combobox, empty_label=_("Chưa rõ")
    )
    starts_on = LegalDateField(label=_("Ngày đầu"))
    ends_on = LegalDateField(label=_("Ngày cuối"))
    hours = Words(label=_("Giờ học"), required=False, widget=_line(), help_text=_("Ví dụ: 8 giờ đến 16 giờ."))
    seats = forms.IntegerField(label=_("Số chỗ"), min_value=1)
    contact = Words(
        label=_("Hỏi ai"),
        required=False,
        widget=_line(),
        help_text=_("Tên và số điện thoại, hiện trên trang công khai."),
    )

    def __init__(self, *args: Any, actor: Actor, course: Course | None = None, codes: str = "") -> None:
        super().__init__(*args, initial=_initial(course, codes))
        self._actor = actor
        self.fields["area"].queryset = choosable_areas()
        self.fields["area"].label_from_instance = lambda area: f"{area.name} ({area.parent})" if area.parent else area

    def clean_results(self) -> list[Result]:
        codes = list(dict.fromkeys(re.findall(r"[^\s,;]+", self.cleaned_data["results"].upper())))[:MOST_RESULTS]
        found = {row.code: row for row in visible_results(self._actor).filter(code__in=codes)}
        if missing := [code for code in codes if code not in found]:
            raise forms.ValidationError(_now("Không có kết quả mang mã %(codes)s.") % {"codes": ", ".join(missing)})
        return list(found.values())


def _initial(course: Course | None, codes: str) -> dict[str, Any]:
    if course is None:
        return {"results": codes}
    taught = ", ".join(course.results.order_by("code").values_list("code", flat=True))
    return {name: getattr(course, name) for name in FIELDS} | {"results": taught, "version": course.version}


class ReasonForm(forms.Form):
    """Why a class is called off."""

    reason = Words(
        label=_("Lý do huỷ"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
        help_text=_("Gửi tới mọi người đã đăng ký, và hiện trên trang công khai của lớp."),
        error_messages={"required": _("Ghi lý do.")},
    )  # fmt: skip


class _WhoForm(VisitorForm):
    """Who takes part, and how to reach them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Họ và tên")
        self.fields["email"].help_text = _(
            "Ghi một trong hai. Có thư điện tử thì được nhắc trước ngày học và được báo khi lớp đổi."
        )
        kept = limits().kept_months
        self.fields["consents"].help_text = ngettext(
            "Chỉ để giữ chỗ, báo tin về lớp và cấp giấy chứng nhận. Xoá %(n)s tháng sau ngày học cuối, hoặc ngay khi "
            "bạn rút; tên trên giấy đã cấp còn giữ để ai cũng kiểm tra được giấy ấy.",
            "Chỉ để giữ chỗ, báo tin về lớp và cấp giấy chứng nhận. Xoá %(n)s tháng sau ngày học cuối, hoặc ngay khi "
            "bạn rút; tên trên giấy đã cấp còn giữ để ai cũng kiểm tra được giấy ấy.",
            kept,
        ) % {"n": kept}


class EnrolForm(_WhoForm, OwnUnitForm):
    """Anybody enrols; whoever speaks for units may do so for one of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].label = _("Đăng ký nhân danh")


class CallerForm(_WhoForm):
    """An officer writes down who calls, or stands at the door."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Đơn vị"), required=False, widget=Combobox, empty_label=_("Cá nhân"),
        help_text=_("Chọn đơn vị thì mùa sau thấy được đơn vị ấy có dùng kết quả không."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units(today)
        self.fields["consents"].label = _("Người này đã đồng ý để Sở giữ tên và cách liên lạc")


class AttendForm(forms.Form):
    """Who came, one tick each; the ticks stand in the page, not in fields."""

    def is_ticked(self, enrolment: Enrolment) -> bool:
        """As it was sent, else as it stands."""
        return enrolment.number in self.came if self.is_bound else bool(enrolment.attended)

    @property
    def came(self) -> list[int]:
        return row_numbers(self.data.getlist("came"))


class SignerForm(forms.Form):
    """Who signs the certificates."""

    signer_title = Words(label=_("Chức vụ người ký"), widget=_line(LONGEST_NAME), initial="GIÁM ĐỐC")
    signer_name = Words(
        label=_("Người ký"), widget=_line(LONGEST_NAME),
        help_text=_("Giấy mang dấu số của Sở và mã để ai cũng kiểm tra được ở trang xác minh."),
    )  # fmt: skip


class MaterialForm(forms.Form):
    """A file of the class, and for whom."""

    file = forms.FileField(
        label=_("Tệp"), widget=FileDrop(accept=".pdf,.docx,.pptx,.xlsx,.jpg,.png,.mp4"),
        error_messages={"required": _("Chọn tệp."), "empty": _("Tệp rỗng. Chọn tệp khác.")},
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Ai cũng tải được"),
        required=False,
        help_text=_("Bỏ trống thì chỉ người có đăng ký tải được, bằng liên kết riêng."),
    )
