"""What is done to a photograph wherever it stands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.interfaces.web.ui.components import Deed


def consent_field(help_text: str | Promise) -> forms.BooleanField:
    """The box of a picture that stands already. The form remembers what it was drawn with, and the device keeps no tick
    for later: a consent that is taken back while the form lies open does not come back with it (`as_changed`)."""
    return forms.BooleanField(
        label=gettext_lazy("Người trong ảnh đồng ý đăng"),
        required=False,
        help_text=help_text,
        show_hidden_initial=True,
        widget=forms.CheckboxInput(attrs={"data-not-kept": ""}),
    )


def as_changed(form: forms.BaseForm, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, the consent only where this person has changed it."""
    return {name: value for name, value in values.items() if name != "consent" or name in form.changed_data}


def withdrawal(address: str) -> Deed:
    """The deed that takes a picture from the public, since the people in it have taken their consent back."""
    return Deed(
        label=_("Thôi đăng ảnh"),
        url=address,
        icon="eye-off",
        kind="quiet",
        consequences=(
            _("Người trong ảnh rút đồng ý: ảnh không còn hiện ngoài Sở, ở đây và ở mọi trang khác có ảnh này."),
            _("Ai vừa xem ảnh thì trình duyệt của họ có thể còn giữ ảnh, lâu nhất một giờ."),
            _(
                "Sở vẫn giữ ảnh trong hồ sơ. Muốn đăng lại, khi có đồng ý mới: ở hội nghị, tin bài thì tích lại ô "
                "đồng ý của ảnh; nơi khác thì tải ảnh lên lần nữa."
            ),
        ),
    )
