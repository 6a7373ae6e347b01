"""Forms of sign-in, people, roles and invitations."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChange
from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core import clock
from gieo.core.actor import Role
from gieo.foundation.accounts.models import Person, RoleHeld
from gieo.foundation.accounts.queries import colleagues, roles_on
from gieo.foundation.accounts.services import change_password, reset_password
from gieo.foundation.accounts.wording import ROLE_CHOICES
from gieo.foundation.outbox.vocab import Reach
from gieo.foundation.outbox.wording import REACHES
from gieo.foundation.units.queries import active_units, label_related, unit_label
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, ManyField


def _words(form: forms.BaseForm, **labels: Any) -> None:
    """Our labels instead of allauth's, and no placeholders that repeat them."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)
        form.fields[name].help_text = ""


class SignInForm(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        _words(self, login=_("Thư điện tử"), password=_("Mật khẩu"))


class ResetForm(ResetPasswordForm):
    """Where the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, email=_("Thư điện tử"))


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password by link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, password1=_("Mật khẩu mới"), password2=_("Gõ lại mật khẩu mới"))

    def save(self) -> None:
        reset_password(self.user, password=self.cleaned_data["password1"], now=clock.now())
        get_adapter().forget_failures(self.user.email)


class ChangePasswordForm(AllauthChange):
    """A new password by one who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(
            self,
            oldpassword=_("Mật khẩu hiện tại"),
            password1=_("Mật khẩu mới"),
            password2=_("Gõ lại mật khẩu mới"),
        )

    def save(self) -> None:
        key = context.request.session.session_key
        change_password(self.user, password=self.cleaned_data["password1"], session_key=key, now=clock.now())


class AcceptForm(forms.Form):
    """First password of an invited person."""

    password1 = forms.CharField(
        label=_("Mật khẩu"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ít nhất 10 ký tự, không toàn chữ số."),
    )
    password2 = forms.CharField(
        label=_("Gõ lại mật khẩu"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password1") != values.get("password2"):
            self.add_error("password2", _("Hai lần gõ không giống nhau."))
        return values


class PersonForm(forms.Form):
    """A person of the directory."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    title = forms.CharField(label=_("Học hàm, học vị"), max_length=60, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)


class RoleForm(forms.Form):
    """A role in a unit from a day on."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLE_CHOICES)
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=None)
    title = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    since = forms.DateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units(clock.today()).order_by("name")

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndRoleForm(forms.Form):
    """The last day of a role."""

    until = forms.DateField(label=_("Đến hết ngày"))


class InviteForm(forms.Form):
    """Where the invitation goes."""

    email = forms.EmailField(label=_("Thư điện tử"))


class SuspendForm(forms.Form):
    """Why a sign-in is stopped."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ResetFactorForm(forms.Form):
    """Why a second factor is taken off, and how one knows that the right person asks."""

    reason = forms.CharField(
        label=_("Lý do và cách đã xác minh"), max_length=300, help_text=_("Ví dụ: mất điện thoại, đã gặp trực tiếp.")
    )


class SignInEmailForm(forms.Form):
    """The address a person signs in with."""

    email = forms.EmailField(label=_("Địa chỉ đăng nhập mới"))


class CodeForm(AuthenticateForm):
    """A code of the app, or one of the recovery codes, at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, code=_("Mã 6 số, hoặc một mã dự phòng"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        return super().clean_code()


class FirstCodeForm(forms.Form):
    """The first code of an app that has just been set up."""

    code = forms.CharField(
        label=_("Mã 6 số đang hiện trên ứng dụng"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class PasskeyForm(forms.Form):
    """What the browser answered, and a name by which one knows the key again."""

    name = forms.CharField(label=_("Tên để nhận ra khoá này"), max_length=60, required=False)
    credential = forms.JSONField(widget=forms.HiddenInput)


class PasswordForm(forms.Form):
    """The password again, before what guards the sign-in is changed."""

    password = forms.CharField(
        label=_("Mật khẩu"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class RolesHeld(ManyField):
    """Roles of one person, each with its unit."""

    def label_from_instance(self, held: RoleHeld) -> str:
        return f"{held.get_role_display()} · {unit_label(held.unit, clock.today())}"


class DelegationForm(forms.Form):
    """Which roles, to whom, for how long, on which paper."""

    held = RolesHeld(label=_("Vai trò uỷ quyền"), queryset=None, widget=forms.CheckboxSelectMultiple)
    delegate = forms.ModelChoiceField(label=_("Người được uỷ quyền"), queryset=None, widget=Combobox)
    since = LegalDateField(label=_("Từ ngày"))
    until = LegalDateField(label=_("Đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)
    paper_number = forms.CharField(label=_("Số văn bản uỷ quyền"), max_length=60, required=False)
    paper_date = LegalDateField(label=_("Ngày văn bản"), required=False)
    scan = forms.FileField(label=_("Bản chụp văn bản"), required=False, widget=FileDrop(accept=".pdf,image/*"))

    def __init__(self, *args: Any, delegator: Person, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        own = roles_on(today).filter(person=delegator).select_related("unit", *label_related("unit"))
        self.fields["held"].queryset = own.order_by("unit__name", "role")
        self.fields["delegate"].queryset = colleagues(delegator, today).order_by("name", "id")
        self.fields["paper_number"].required = self.fields["paper_date"].required = on_paper


class RevokeForm(forms.Form):
    """Why a delegation is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ReachForm(forms.Form):
    """By mail, by short message, or both; and the number."""

    reach = forms.ChoiceField(label=_("Báo cho tôi bằng"), choices=list(REACHES.items()), widget=forms.RadioSelect)
    phone = forms.CharField(
        label=_("Số di động"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("Cần khi nhận tin nhắn. Cán bộ của Sở cũng thấy số này trong danh bạ."),
    )

    def clean_reach(self) -> Reach:
        return Reach(self.cleaned_data["reach"])
