"""The check code of forms that anybody may send: the browser's work, or the answer to a sum in words.

The template includes `ui/check_code.html` in a form with `data-check-code` and the page's `check` (queries.new_code).
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.foundation.audience.vocab.comments import CodeGiven


class Words(forms.CharField):
    """Text as it comes; the deed makes it plain. A null sign is not worth a complaint."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\0", ""))


class FreshInput(forms.TextInput):
    """A field that is empty each time it is shown: the question beside it is another one."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class CheckedForm(forms.Form):
    """`proof` is filled by the browser's work, `answer` by who has no JavaScript."""

    answer = Words(
        label=_("Mã xác thực"), required=False, widget=FreshInput(attrs={"autocomplete": "off", "maxlength": 40})
    )
    proof = Words(required=False, widget=forms.HiddenInput)
    token = Words(required=False, widget=forms.HiddenInput)

    @property
    def given(self) -> CodeGiven:
        values = self.cleaned_data
        return CodeGiven(values["proof"], values["token"], values["answer"])

    def asked(self) -> dict[str, Any]:
        """What the deed takes, without the check code."""
        return {name: value for name, value in self.cleaned_data.items() if name not in CheckedForm.base_fields}
