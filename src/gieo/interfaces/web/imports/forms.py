"""Forms of imports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.domain.imports.vocab import ABOUT_RESEARCH
from gieo.domain.results.wording import SECRET_REFUSED
from gieo.interfaces.web.ui.fields import FileDrop


class SendForm(forms.Form):
    """A workbook to be looked through."""

    file = forms.FileField(
        label=_("Tệp Excel"),
        widget=FileDrop(accept=".xlsx"),
        help_text=_("Một tệp .xlsx, tới 20.000 dòng. Chưa có gì được ghi: bước sau là xem trước."),
        error_messages={"required": _("Chọn một tệp .xlsx."), "empty": _("Tệp rỗng. Chọn tệp có dữ liệu.")},
    )

    no_secret = forms.BooleanField(
        label=_("Trong tệp không có nhiệm vụ, kết quả thuộc bí mật nhà nước"),
        help_text=_("Bí mật nhà nước không ghi vào hệ thống này, dù chỉ là cái tên."),
        error_messages={"required": SECRET_REFUSED},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind not in ABOUT_RESEARCH:
            del self.fields["no_secret"]


class AcceptForm(forms.Form):
    """What to do with faulty rows, and with records that are there already."""

    changes_existing = forms.BooleanField(
        label=_("Cập nhật giá trị đã có theo tệp này"),
        required=False,
        help_text=_("Không chọn thì hồ sơ đã có giữ nguyên. Ô trống trong tệp không xoá gì."),
    )
    only_if_sound = forms.BooleanField(label=_("Chỉ nhập khi không dòng nào có lỗi"), required=False)

    def __init__(self, *args: Any, faulty: bool, different: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not faulty:
            del self.fields["only_if_sound"]
        if not different:
            del self.fields["changes_existing"]
