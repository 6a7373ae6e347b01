"""Forms of letters of invitation and of answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers.models import ConferenceUnit, Invitee
from gieo.domain.transfers.rules.invitations import StandingText, standing_texts
from gieo.domain.transfers.services import AnswerInput, LetterInput
from gieo.domain.transfers.vocab import Reply
from gieo.domain.transfers.wording import REPLY_LABELS
from gieo.interfaces.web.transfers.forms import InParts
from gieo.interfaces.web.ui.fields import LegalDateField

PLACES_HELP = _("Mỗi dòng là một đoạn. Điền được: {hạn trả lời}, {điện thoại}.")


class LettersForm(InParts):
    """What stands in letters of one number, and whom they are for."""

    wide = ("keys", "changed", *(row.key for row in standing_texts()))

    keys = forms.MultipleChoiceField(label=_("Gửi cho"), widget=forms.CheckboxSelectMultiple)
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, required=False, help_text=_("Ví dụ 125/GM-SKHCN; để trống thì ghi tay.")
    )
    dated = LegalDateField(label=_("Ngày giấy mời"))
    answer_by = LegalDateField(label=_("Xin trả lời trước ngày"))
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=160, required=False)
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    changed = forms.CharField(
        label=_("Thay đổi so với giấy mời trước"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Chỉ in ở giấy mời gửi lần nữa, mỗi dòng một điều. Để trống thì Gieo tự kể điều đã đổi."),
    )

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], texts: Sequence[StandingText], again: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = choices
        for row in texts:
            self.fields[row.key] = forms.CharField(
                label=row.title,
                initial=row.text,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=PLACES_HELP,
                max_length=3000,
            )
        if not again:
            del self.fields["changed"]
        self.texts = [row.key for row in texts]
        self.parts = (
            (_("Số, ngày, người ký"), ("number", "dated", "answer_by", "signer_title", "signer_name")),
            (_("Lời trong giấy mời"), (*(["changed"] if again else []), *self.texts)),
            (_("Gửi cho ai"), ("keys",)),
        )

    def letter(self, values: dict[str, Any]) -> LetterInput:
        """The values of the form as the deed takes them."""
        return LetterInput(
            dated=values["dated"],
            number=values["number"],
            answer_by=values["answer_by"],
            signer_title=values["signer_title"],
            signer_name=values["signer_name"],
            texts={key: values[key] for key in self.texts},
            changed=values.get("changed", ""),
        )


class InvitedForm(forms.Form):
    """Whom a unit is asked to send."""

    representative_name = forms.CharField(label=_("Người đại diện"), max_length=120, required=False)
    representative_title = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    expected = forms.IntegerField(label=_("Số người mời"), min_value=1, max_value=50)


class AnswerForm(forms.Form):
    """An answer, by whoever gives it."""

    reply = forms.ChoiceField(label=_("Trả lời"), choices=list(REPLY_LABELS.items()), widget=forms.RadioSelect)
    people = forms.CharField(
        label=_("Ai sẽ tới"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Mỗi dòng một người: họ và tên, chức vụ."),
    )
    coming = forms.IntegerField(
        label=_("Mấy người tới"),
        required=False,
        min_value=0,
        max_value=50,
        help_text=_("Kể cả người chưa biết tên; để trống thì đếm theo tên đã ghi."),
    )
    reason = forms.CharField(
        label=_("Lý do, nếu không dự được"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def answer(self, values: dict[str, Any]) -> AnswerInput:
        """The values of the form as the deed takes them."""
        people = []
        for line in values["people"].splitlines():
            name, _comma, title = line.partition(",")
            people.append((name, title))
        return AnswerInput(
            reply=Reply(values["reply"]),
            people=people,
            coming=values["coming"] or 0,
            reason=values["reason"],
            seen=values["seen"],
        )


def _thought_of(asked: Invitee) -> list[dict[str, str]]:
    name, title = (
        (asked.representative_name, asked.representative_title)
        if isinstance(asked, ConferenceUnit)
        else (getattr(asked, "name", ""), getattr(asked, "title", ""))
    )
    return [{"name": name, "title": title}] if name else []


def first_answer(asked: Invitee) -> dict[str, Any]:
    """What the form of an answer begins with: the answer given, else whom the office thinks of and how many."""
    known = asked.people or ([] if asked.reply else _thought_of(asked))
    people = [f"{row['name']}, {row['title']}" if row["title"] else row["name"] for row in known]
    return {
        "reply": asked.reply,
        "people": "\n".join(people),
        "coming": asked.coming or (asked.expected if not asked.reply else None),
        "reason": asked.reason,
        "seen": asked.answers,
    }
