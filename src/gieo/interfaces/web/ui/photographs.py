"""What is done to a photograph wherever it stands."""

from django.utils.translation import gettext as _

from gieo.interfaces.web.ui.components import Deed


def withdrawal(address: str) -> Deed:
    """The deed that takes a picture from the public, since the people in it have taken their consent back."""
    return Deed(
        label=_("Thôi đăng ảnh"),
        url=address,
        icon="eye-off",
        kind="quiet",
        consequences=(
            _("Người trong ảnh rút đồng ý: ảnh không còn hiện ngoài Sở, ở đây và ở mọi trang khác có ảnh này."),
            _("Sở vẫn giữ ảnh trong hồ sơ. Muốn đăng lại thì tải ảnh lên lần nữa, kèm đồng ý mới."),
        ),
    )
