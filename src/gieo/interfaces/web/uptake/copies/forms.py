"""Forms of copying. What is typed is checked by the deeds; forms only say where it goes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gieo.core.actor import Actor
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.permits.copies import keeps_copies
from gieo.domain.uptake.queries.copies import communes_on, copied_from
from gieo.domain.uptake.queries.standing import holder_label
from gieo.domain.uptake.rules.copies import limits
from gieo.domain.uptake.services import Finding
from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.copies import LONGEST_NAME, LONGEST_WORDS, Looked
from gieo.domain.uptake.wording import MEASURE_LABELS
from gieo.domain.uptake.wording.copies import LOOKED_LABELS
from gieo.foundation.audience.wording import VISITOR_FAULTS
from gieo.foundation.places.queries import choosable_areas
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.ui.check_code import CheckedForm, Words
from gieo.interfaces.web.ui.fields import Combobox, LegalDateField
from gieo.interfaces.web.ui.places import PlaceField
from gieo.interfaces.web.ui.visitors import ReachForm
from gieo.interfaces.web.ui.visitors import line as _line
from gieo.interfaces.web.uptake.forms import AmountField

FIRST = (Measure.HECTARE, Measure.ANIMAL, Measure.PLANT, Measure.HOUSEHOLD, Measure.FACILITY)
MEASURES = [(each.value, MEASURE_LABELS[each]) for each in (*FIRST, *(one for one in Measure if one not in FIRST))]


class SayForm(ReachForm, CheckedForm):
    """“We copied this”: who, where, since when, how much, after whom."""

    place = PlaceField(
        label=_("Xã, phường"), queryset=None, empty_label=_("— chọn —"), error_messages={"required": _("Chọn xã.")}
    )
    hamlet = Words(label=_("Bản, thôn, tổ"), required=False, widget=_line(LONGEST_NAME))
    since = LegalDateField(label=_("Làm từ ngày"))
    amount = AmountField(label=_("Làm bao nhiêu"), decimal_places=2, max_digits=12)
    measure = forms.ChoiceField(label=_("Đơn vị đo"), choices=[("", _("— chọn —")), *MEASURES])
    learnt_from = Words(
        label=_("Học từ ai, ở đâu"), required=False, widget=_line(LONGEST_WORDS),
        help_text=_("Ví dụ: nhà ông A bản bên; lớp tập huấn ở xã; đọc tờ giới thiệu."),
    )  # fmt: skip
    words = Words(
        label=_("Kể thêm: làm ra sao, được gì"), required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên chủ hộ, hợp tác xã hoặc cơ sở")
        self.fields["phone"].help_text = _("Cán bộ xã hoặc Sở gọi để xác nhận.")
        self.fields["phone"].required = True
        self.fields["phone"].error_messages["required"] = VISITOR_FAULTS["no_phone"]
        self.fields["consents"].label = _("Tôi đồng ý để Sở và xã giữ tên, số điện thoại của tôi")
        self.fields["place"].queryset = communes_on(today)
        kept = limits().kept_months
        self.fields["consents"].help_text = ngettext(
            "Chỉ để hỏi lại bạn; không hiện cho ai khác. Xoá %(n)s tháng sau khi xác nhận.",
            "Chỉ để hỏi lại bạn; không hiện cho ai khác. Xoá %(n)s tháng sau khi xác nhận.",
            kept,
        ) % {"n": kept}

    def said(self) -> dict[str, Any]:
        return self.asked() | {"measure": Measure(self.cleaned_data["measure"])}


class _UseField(forms.ModelChoiceField):
    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self._today = today
        super().__init__(*args, **kwargs)

    def label_from_instance(self, use: Use) -> str:
        return f"{use.code} · {holder_label(use, self._today)}, {use.place.name}"


class ConfirmForm(forms.Form):
    """What who confirms found; it stands as it was said, to be mended."""

    looked = forms.ChoiceField(label=_("Biết bằng cách nào"), choices=list(LOOKED_LABELS.items()))
    on = LegalDateField(label=_("Ngày hỏi, ngày tới xem"))
    words = Words(label=_("Đã hỏi ai, thấy gì"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}))
    household = Words(
        label=_("Hộ dân"), required=False, widget=_line(LONGEST_NAME),
        help_text=_("Tên chủ hộ và bản. Cùng một hộ thì ghi như lần trước: hộ ấy chỉ đếm một lần."),
    )  # fmt: skip
    receiver = forms.ModelChoiceField(
        None, label=_("Đơn vị"), widget=Combobox, empty_label="—",
        help_text=_("Của hộ dân: UBND xã. Hợp tác xã, doanh nghiệp: chọn đơn vị ấy và bỏ trống ô hộ dân."),
    )  # fmt: skip
    place = PlaceField(label=_("Nơi ứng dụng"), queryset=None, widget=Combobox, empty_label="—")
    since = LegalDateField(label=_("Làm từ ngày"))
    amount = AmountField(label=_("Làm bao nhiêu"), decimal_places=2, max_digits=12)
    measure = forms.ChoiceField(label=_("Đơn vị đo"), choices=MEASURES)

    def __init__(self, *args: Any, copy: Copy, actor: Actor, today: date, **kwargs: Any) -> None:
        self._copy = copy
        said = {name: getattr(copy, name) for name in ("place", "since", "amount", "measure", "parent")}
        said |= {"on": today, "receiver": copy.committee, "looked": Looked.VISITED.value}
        said["household"] = ", ".join(filter(None, (copy.name, copy.hamlet)))
        super().__init__(*args, initial=said, **kwargs)
        if keeps_copies(actor):
            self.fields["receiver"].queryset = active_units(today).order_by("name_order", "pk")
            self.fields["place"].queryset = choosable_areas()
        else:  # a commune answers for its own
            del self.fields["receiver"], self.fields["place"]
        self.fields["parent"] = _UseField(
            copied_from(copy.result, today), today=today, required=False, label=_("Làm theo nơi nào"),
            empty_label=_("Đọc tờ giới thiệu, không theo nơi nào"),
            help_text=copy.learnt_from,
        )  # fmt: skip

    def finding(self) -> Finding:
        found = self.cleaned_data
        return Finding(
            receiver=found.get("receiver") or self._copy.committee,
            household=found["household"],
            place=found.get("place") or self._copy.place,
            since=found["since"],
            measure=Measure(found["measure"]),
            amount=found["amount"],
            looked=Looked(found["looked"]),
            on=found["on"],
            words=found["words"],
            parent=found["parent"],
        )


class RefuseForm(forms.Form):
    reason = Words(
        label=_("Lý do"), required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}),
        help_text=_("Ví dụ: trưởng bản nói bản không có hộ này."),
    )  # fmt: skip
