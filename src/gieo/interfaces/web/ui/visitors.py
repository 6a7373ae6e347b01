"""Forms of people without an account: who they are, how to reach them, that they agree; and the door they all have.

A form checks nothing of it: the deed does (audience.services.visitors), in the same words everywhere.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Actor, Role
from gieo.foundation.audience.services.check_code import require_code
from gieo.foundation.audience.services.visitors import LONGEST_PHONE
from gieo.foundation.audience.wording import VISITOR_FAULTS
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import answers_for
from gieo.interfaces.web.ui.check_code import CheckedForm, Words
from gieo.interfaces.web.ui.limits import knock, refuse_used_up

LONGEST_NAME, LONGEST_LINE = 120, 200


def line(most: int = LONGEST_LINE, **attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"maxlength": most} | attrs)


class ReachForm(forms.Form):
    """A name, a telephone number, the consent to keep them."""

    name = Words(
        label=_("Tên của bạn"), widget=line(LONGEST_NAME, autocomplete="name"),
        error_messages={"required": VISITOR_FAULTS["name"]},
    )  # fmt: skip
    phone = Words(label=_("Điện thoại"), required=False, widget=line(LONGEST_PHONE, autocomplete="tel", type="tel"))
    consents = forms.BooleanField(label=_("Tôi đồng ý để Sở giữ tên và cách liên lạc của tôi"), required=False)


class VisitorForm(ReachForm):
    """With an address of mail, and where somebody is from."""

    field_order = ("name", "phone", "email", "organisation", "where", "unit", "consents")
    email = Words(
        label=_("Thư điện tử"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Ghi một trong hai: điện thoại hoặc thư điện tử."),
    )  # fmt: skip
    organisation = Words(label=_("Cơ sở, hợp tác xã, đơn vị"), required=False, widget=line(autocomplete="organization"))
    where = Words(label=_("Ở đâu"), required=False, widget=line(), help_text=_("Bản, xã, tỉnh."))


class OwnUnitForm(CheckedForm):
    """Whoever speaks for units may send it for one of them; everybody else is not asked."""

    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, empty_label=_("Cá nhân tôi"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=answers_for(actor, Role.UNIT_REP)).order_by("name_order", "pk")
        if units:
            self.fields["unit"].queryset = units
        else:
            del self.fields["unit"]


def admit(request: HttpRequest, form: CheckedForm, what: str, *, of: str, key: str, now: datetime) -> None:
    """What one address may send (`what`), then the check code, then what one record may get (`of`, `key`): so a flood
    without codes uses up nobody else's place. Where there is no room, nothing is counted. Raises TooOften, Invalid."""
    refuse_used_up(request, of, key=key)
    knock(request, what)
    require_code(form.given, now=now)
    knock(request, of, key=key)
