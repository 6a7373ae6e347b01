"""Forms of interests. What is typed is checked by the deeds; forms only say where it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.transfers.rules.interests import limits
from gieo.domain.transfers.vocab import LONGEST_WHERE, LONGEST_WORDS, AskedBy, Outcome
from gieo.domain.transfers.wording import ASKED_BY_LABELS, OUTCOME_LABELS
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.ui.check_code import Words
from gieo.interfaces.web.ui.fields import Combobox, LegalDateField
from gieo.interfaces.web.ui.visitors import OwnUnitForm, VisitorForm

TOLD_BY = [(each, ASKED_BY_LABELS[each]) for each in (AskedBy.PHONE, AskedBy.COUNTER)]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_WORDS})


class AskForm(VisitorForm, OwnUnitForm):
    """What somebody asks about a result, and how to answer."""

    text = Words(
        label=_("Bạn muốn hỏi gì, muốn dùng vào việc gì"), widget=_lines(5),
        help_text=_("Ví dụ: bản tôi có 40 hộ trồng chè, muốn tới xem cách sao chè. Không ghi bí mật nhà nước."),
        error_messages={"required": _("Viết điều bạn muốn hỏi.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].label = _("Hỏi nhân danh")
        self.fields["email"].help_text = _("Ghi một trong hai. Có thư điện tử thì câu trả lời và liên kết tới đó.")
        kept = limits().kept_months
        self.fields["consents"].help_text = ngettext(
            "Chỉ để trả lời bạn. Xoá %(n)s tháng sau khi trao đổi xong, hoặc ngay khi bạn rút.",
            "Chỉ để trả lời bạn. Xoá %(n)s tháng sau khi trao đổi xong, hoặc ngay khi bạn rút.",
            kept,
        ) % {"n": kept}


class TakeDownForm(VisitorForm):
    """What somebody asked on the telephone or at the counter, as an officer heard it."""

    field_order = (
        "result", "asked_by", "text", "name", "phone", "email", "organisation", "where", "unit", "consents",
    )  # fmt: skip
    result = Words(
        label=_("Mã kết quả"), widget=forms.TextInput(attrs={"maxlength": 40}),
        error_messages={"required": _("Ghi mã kết quả được hỏi.")},
    )  # fmt: skip
    asked_by = forms.ChoiceField(
        label=_("Hỏi bằng cách nào"), widget=forms.RadioSelect, initial=AskedBy.PHONE,
        choices=TOLD_BY,
    )  # fmt: skip
    text = Words(
        label=_("Người ấy hỏi gì, muốn dùng vào việc gì"), widget=_lines(5),
        error_messages={"required": _("Ghi điều người ấy hỏi.")},
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Hỏi cho đơn vị"), required=False, widget=Combobox,
        empty_label=_("Không, hỏi cho mình"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units(clock.today())
        self.fields["name"].label = _("Tên người hỏi")
        self.fields["consents"].label = _("Người hỏi đồng ý để Sở giữ tên và cách liên lạc")


class WordsForm(forms.Form):
    """One side's next words."""

    text = Words(label=_("Viết tiếp"), widget=_lines(4), error_messages={"required": _("Viết điều bạn muốn nói.")})


class ReplyForm(WordsForm):
    """The office's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Trả lời")
        self.fields["text"].help_text = _("Gửi tới người hỏi bằng thư, và hiện trong liên kết của họ.")


class WriteDownForm(WordsForm):
    """What who asked said later, as an officer heard it."""

    field_order = ("asked_by", "text")
    asked_by = forms.ChoiceField(
        label=_("Nói bằng cách nào"), widget=forms.RadioSelect, initial=AskedBy.PHONE, choices=TOLD_BY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Người hỏi nói gì")
        self.fields["text"].help_text = _("Người hỏi đọc được trong liên kết của họ; từ nay có người phải trả lời.")


class SettleForm(forms.Form):
    """What came of it, and why; the words reach who asked."""

    outcome = forms.ChoiceField(
        label=_("Kết cục"), choices=[(each, OUTCOME_LABELS[each]) for each in Outcome], widget=forms.RadioSelect
    )
    outcome_on = LegalDateField(label=_("Ngày gặp, ngày tới xem"), required=False)
    outcome_where = Words(
        label=_("Gặp, xem ở đâu"), required=False, widget=forms.TextInput(attrs={"maxlength": LONGEST_WHERE})
    )
    words = Words(
        label=_("Lời kết và lý do"), widget=_lines(4), help_text=_("Người hỏi đọc được."),
        error_messages={"required": _("Viết lời kết và lý do.")},
    )  # fmt: skip
