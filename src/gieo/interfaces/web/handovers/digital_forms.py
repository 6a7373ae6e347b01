"""What is asked of whoever signs with a certificate, here or elsewhere."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.domain.handovers.vocab import Party
from gieo.domain.handovers.wording import IDENTITY_LABELS, PARTY_LABELS
from gieo.foundation.files.rules import human_size
from gieo.interfaces.web.ui.fields import FileDrop

LARGEST_KEY_FILE = 64 * 1024
ANSWERS = ".p7s,.p7m,.p7b,.pem,.der,.b64,.sig,.bin,.txt"


class PartyForm(forms.Form):
    """For which party, and who vouches for a certificate that bears another name."""

    party = forms.ChoiceField(label=gettext_lazy("Ký cho bên"))
    identity = forms.ChoiceField(
        label=gettext_lazy("Giấy tờ cán bộ đã xem"), required=False, choices=[("", "—"), *IDENTITY_LABELS.items()]
    )
    person_name = forms.CharField(label=gettext_lazy("Họ và tên người ký"), max_length=120, required=False)
    title = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=160, required=False)

    def __init__(self, *args: Any, parties: tuple[Party, ...], vouches: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(party.value, PARTY_LABELS[party]) for party in parties]
        if not vouches:
            for name in ("identity", "person_name", "title"):
                del self.fields[name]

    @property
    def who(self) -> dict[str, Any]:
        """What both deeds take besides the signature itself."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("file", "passphrase", "pin")}

    @property
    def vouching(self) -> list[forms.BoundField]:
        return [self[name] for name in ("identity", "person_name", "title") if name in self.fields]


class SignedPdfForm(PartyForm):
    """A PDF signed elsewhere."""

    file = forms.FileField(label=gettext_lazy("Tệp PDF đã ký số"), widget=FileDrop(accept=".pdf"))

    def clean_file(self) -> bytes:
        return content_of(self.cleaned_data["file"], settings.MAX_UPLOAD_BYTES)


class KeyForm(PartyForm):
    """A key file and its passphrase: used for this one signature, kept nowhere."""

    file = forms.FileField(
        label=gettext_lazy("Tệp chứng thư (.p12, .pfx)"), widget=FileDrop(accept=".p12,.pfx", in_parts=False)
    )
    passphrase = forms.CharField(
        label=gettext_lazy("Mật khẩu của tệp chứng thư"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Chỉ dùng cho lần ký này; tệp và mật khẩu không được lưu lại ở đâu."),
    )

    def clean_file(self) -> bytes:
        return content_of(self.cleaned_data["file"], LARGEST_KEY_FILE)


class TokenForm(PartyForm):
    """The PIN of the token in the server."""

    pin = forms.CharField(
        label=gettext_lazy("Mã PIN của thiết bị"),
        strip=False,
        max_length=64,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Chỉ dùng cho lần ký này, không được lưu lại ở đâu. Sai nhiều lần, thiết bị sẽ tự khóa."
        ),
    )


class AskForm(forms.Form):
    """For whom the digest goes away."""

    party = forms.ChoiceField(label=gettext_lazy("Ký cho bên"))
    signer_name = forms.CharField(
        label=gettext_lazy("Tên người ký trong chứng thư"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Để trống nếu là người ghi trong biên bản. Tên này hiện trên con dấu chữ ký."),
    )
    certificate = forms.FileField(
        label=gettext_lazy("Chứng thư của người ký (.cer, .crt, .pem)"),
        required=False,
        widget=FileDrop(accept=".cer,.crt,.pem,.der", in_parts=False),
        help_text=gettext_lazy("Chỉ cần khi dịch vụ ký trả về giá trị chữ ký, không phải chữ ký CMS đầy đủ."),
    )

    def __init__(self, *args: Any, parties: tuple[Party, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(party.value, PARTY_LABELS[party]) for party in parties]

    def clean_certificate(self) -> bytes:
        file = self.cleaned_data["certificate"]
        return content_of(file, LARGEST_KEY_FILE) if file else b""


class AnswerForm(PartyForm):
    """What came back, and who vouches for a certificate that bears another name."""

    file = forms.FileField(
        label=gettext_lazy("Chữ ký trả về (.p7s, .pem, .b64)"),
        widget=FileDrop(accept=ANSWERS, in_parts=False),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["party"]

    def clean_file(self) -> bytes:
        return content_of(self.cleaned_data["file"], LARGEST_KEY_FILE)


def content_of(file: UploadedFile, most: int) -> bytes:
    if (file.size or 0) > most:
        raise forms.ValidationError(_("Tệp lớn hơn %(limit)s.") % {"limit": human_size(most)})
    return file.read()
