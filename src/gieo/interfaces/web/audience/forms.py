"""Forms of readers and moderators. What is typed is checked by the deeds; forms only say where it goes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from gieo.foundation.audience.vocab.comments import LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT, STARS
from gieo.foundation.units.models import Unit
from gieo.interfaces.web.ui.check_code import CheckedForm, Words


class CommentForm(CheckedForm):
    """What a reader sends."""

    name = Words(
        label=_("Tên của bạn"), widget=forms.TextInput(attrs={"maxlength": LONGEST_NAME, "autocomplete": "name"}),
        error_messages={"required": _("Ghi tên của bạn.")},
    )  # fmt: skip
    text = Words(
        label=pgettext_lazy("một", "Bình luận"), widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_TEXT}),
        help_text=_("Chữ thường, không quá 2.000 ký tự. Đường dẫn hiện như chữ."),
        error_messages={"required": _("Viết bình luận của bạn.")},
    )  # fmt: skip
    email = Words(
        label=_("Thư điện tử"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = settings.COMMENTERS_KEPT.days
        self.fields["email"].help_text = ngettext(
            "Không hiện trên trang; chỉ người duyệt thấy, và bị xoá sau %(days)s ngày.",
            "Không hiện trên trang; chỉ người duyệt thấy, và bị xoá sau %(days)s ngày.",
            days,
        ) % {"days": days}


class RateForm(forms.Form):
    """One of five buttons."""

    stars = forms.TypedChoiceField(choices=[(star, star) for star in STARS], coerce=int)


class ReasonForm(forms.Form):
    reason = Words(label=_("Lý do"), required=False, max_length=LONGEST_REASON)


class AnswerForm(forms.Form):
    """An official answer, in the name of a unit."""

    text = Words(
        label=_("Trả lời"), widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_TEXT}),
        help_text=_("Hiện ngay dưới bình luận, ghi tên đơn vị."), error_messages={"required": _("Viết câu trả lời.")},
    )  # fmt: skip
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Nhân danh đơn vị"), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
