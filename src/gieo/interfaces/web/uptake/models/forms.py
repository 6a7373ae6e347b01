"""Forms of demonstration models. What is typed is checked by the deeds; forms only say where it goes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Actor, Role
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.services.demonstrations import Ending, MeasurementInput, PhotoInput, PlanInput, VisitInput
from gieo.domain.uptake.services.demonstrations.planning import KEPT
from gieo.domain.uptake.vocab import Measure, StopReason
from gieo.domain.uptake.vocab.copies import LONGEST_NAME
from gieo.domain.uptake.vocab.demonstrations import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TITLE,
    LONGEST_WORDS,
    Outcome,
    Source,
)
from gieo.domain.uptake.wording import STOP_LABELS
from gieo.domain.uptake.wording.demonstrations import OUTCOME_LABELS, SOURCE_LABELS
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.files.models import StoredFile
from gieo.foundation.places.queries import choosable_areas
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.ui.check_code import Words
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, MoneyField, QuantityField
from gieo.interfaces.web.ui.places import PlaceField
from gieo.interfaces.web.uptake.copies.forms import MEASURES
from gieo.interfaces.web.uptake.forms import AmountField, Row

MEASUREMENTS, PHOTOS = 3, 3
PICTURES = ".jpg,.jpeg,.png,.webp,.heic"
_NOTHING = ("", _("— chọn —"))


def _line(most: int = LONGEST_LINE) -> forms.TextInput:
    return forms.TextInput(attrs={"maxlength": most})


def _text(rows: int = 3, most: int = LONGEST_WORDS) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": most})


class EditForm(forms.Form):
    """The plan of a model that is there: what it is of, whose and where stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Words(
        label=_("Tên mô hình"), widget=_line(LONGEST_TITLE), error_messages={"required": _("Ghi tên mô hình.")},
        help_text=_("Hiện trên trang công khai; không ghi tên người."),
    )  # fmt: skip
    where = Words(
        label=_("Tới đó thế nào"), required=False, widget=_line(),
        help_text=_("Bản, cạnh đường nào; hiện trên trang công khai để người khác tới xem."),
    )  # fmt: skip
    season = Words(label=_("Mùa vụ"), required=False, widget=_line())
    starts_on = LegalDateField(label=_("Ngày bắt đầu"))
    ends_on = LegalDateField(label=_("Ngày cuối dự kiến"))
    amount = AmountField(label=_("Quy mô dự kiến"), decimal_places=2, max_digits=12)
    measure = forms.ChoiceField(label=_("Đơn vị đo"), choices=[_NOTHING, *MEASURES])
    plan = Words(label=_("Làm gì, bao nhiêu"), widget=_text(4), error_messages={"required": _("Ghi làm gì.")})
    doers = Words(
        label=_("Ai làm"), required=False, widget=_line(LONGEST_REASON), help_text=_("Không hiện trên trang công khai.")
    )
    success = Words(label=_("Thế nào là được"), required=False, widget=_text())
    fit = Words(label=_("Có hợp điều kiện của kết quả không"), required=False, widget=_line(LONGEST_REASON))
    keeper = forms.ModelChoiceField(Person.objects.none(), label=_("Người phụ trách"), empty_label=None)
    next_visit_on = LegalDateField(
        label=_("Hẹn thăm lần tới"), required=False, help_text=_("Thành việc của người phụ trách.")
    )
    names_household = forms.BooleanField(
        label=_("Hộ đồng ý cho nêu tên trên trang công khai"), required=False,
        help_text=_("Bỏ trống thì trang chỉ ghi “hộ dân”."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, model: Demonstration | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = (_as_it_stands(model) if model else {}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for source in Source:
            self.fields[f"planned_{source}"] = MoneyField(
                label=_("Dự kiến: %(source)s") % {"source": SOURCE_LABELS[source]}, required=False
            )
        holders = roles_on(today).filter(role__in=[Role.OFFICER, Role.DIRECTOR]).values("person")
        self.fields["keeper"].queryset = Person.objects.filter(pk__in=holders).order_by("name", "pk")
        if model is not None and not model.use.household:
            del self.fields["names_household"]

    def said(self) -> PlanInput:
        found = self.cleaned_data
        values = {name: found[name] for name in KEPT if name in found}
        costs = {source: found.get(f"planned_{source}") or 0 for source in Source}
        return PlanInput(**(values | {"measure": Measure(found["measure"]), "costs": costs}))


class PlanForm(EditForm):
    """A new model: also of which result, whose, where."""

    result = Words(label=_("Mã kết quả"), widget=_line(40), error_messages={"required": _("Ghi mã kết quả.")})
    receiver = forms.ModelChoiceField(
        None, label=_("Đơn vị"), widget=Combobox, empty_label="—",
        help_text=_("Đơn vị làm mô hình. Mô hình ở nhà dân thì chọn UBND xã và ghi hộ dân."),
    )  # fmt: skip
    household = Words(label=_("Hộ dân"), required=False, widget=_line(LONGEST_NAME), help_text=_("Tên chủ hộ và bản."))
    place = PlaceField(label=_("Xã, phường"), queryset=None, widget=Combobox, empty_label="—")

    field_order = ("version", "result", "receiver", "household", "names_household", "place")

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self._actor = actor
        self.fields["receiver"].queryset = active_units(today).order_by("name_order", "pk")
        self.fields["place"].queryset = choosable_areas()

    def clean_result(self) -> Result:
        code = self.cleaned_data["result"].strip().upper()
        found = visible_results(self._actor).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_now("Không có kết quả mang mã %(code)s.") % {"code": code})
        return found


def _as_it_stands(model: Demonstration) -> dict[str, Any]:
    stands = {name: getattr(model, name) for name in (*KEPT, "version")}
    return stands | {f"planned_{row.source}": row.planned or None for row in model.costs.all()}


class StartForm(forms.Form):
    on = LegalDateField(label=_("Bắt đầu ngày"))


class VisitForm(forms.Form):
    """A visit, made for a telephone in a field: rows open as they are needed."""

    on = LegalDateField(label=_("Ngày thăm"), help_text=_("Cũng là ngày chụp của ảnh kèm theo."))
    who = Words(label=_("Ai đi thăm"), widget=_line(), error_messages={"required": _("Ghi ai đi thăm.")})
    seen = Words(label=_("Thấy gì"), widget=_text(4), error_messages={"required": _("Ghi thấy gì.")})
    advice = Words(label=_("Dặn gì"), required=False, widget=_text(2))
    next_visit_on = LegalDateField(label=_("Hẹn thăm lần tới"), required=False)

    def __init__(self, *args: Any, model: Demonstration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(PHOTOS):
            self.fields[f"photo_{number}"] = forms.FileField(
                label=_("Ảnh"), required=False, widget=FileDrop(accept=PICTURES)
            )
            self.fields[f"caption_{number}"] = Words(label=_("Ảnh chụp gì"), required=False, widget=_line(400))
            self.fields[f"place_{number}"] = Words(
                label=_("Nơi chụp"), required=False, widget=_line(200), initial=model.use.place.name
            )
            self.fields[f"consent_{number}"] = forms.BooleanField(
                label=_("Người trong ảnh đồng ý cho đăng"), required=False
            )
        for number in range(MEASUREMENTS):
            self.fields[f"name_{number}"] = Words(label=_("Đo gì"), required=False, widget=_line(160))
            self.fields[f"value_{number}"] = QuantityField(
                label=_("Được bao nhiêu"), required=False, decimal_places=2, max_digits=16
            )
            self.fields[f"unit_{number}"] = Words(label=_("Đơn vị tính"), required=False, widget=_line(60))

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in ("on", "who", "seen", "advice", "next_visit_on")]

    @property
    def photos(self) -> list[Row]:
        return self._rows(PHOTOS, "photo", "caption", "place", "consent")

    @property
    def measurements(self) -> list[Row]:
        return self._rows(MEASUREMENTS, "name", "value", "unit")

    def _rows(self, count: int, *names: str) -> list[Row]:
        return [Row(tuple(self[f"{name}_{number}"] for name in names)) for number in range(count)]

    def clean(self) -> dict[str, Any]:
        """A row with anything in it must be whole; nothing typed is dropped in silence."""
        found = super().clean() or self.cleaned_data
        for number in range(PHOTOS):
            if found.get(f"photo_{number}") and not found.get(f"caption_{number}"):
                self.add_error(f"caption_{number}", _("Ghi ảnh chụp gì."))
            if found.get(f"caption_{number}") and not found.get(f"photo_{number}"):
                self.add_error(f"photo_{number}", _("Chọn ảnh cho chú thích này."))
            if found.get(f"photo_{number}") and not found.get(f"place_{number}"):
                self.add_error(f"place_{number}", _("Ghi nơi chụp ảnh: bản, thôn, cánh đồng."))
        for number in range(MEASUREMENTS):
            names = [f"{name}_{number}" for name in ("name", "value", "unit")]
            given = [name for name in names if found.get(name) not in (None, "")]
            for name in set(names) - set(given) if given else ():
                if name not in self.errors:
                    self.add_error(name, _("Ghi đủ cả dòng, hoặc bỏ trống cả dòng."))
        return found

    @property
    def uploads(self) -> Iterable[tuple[int, Any]]:
        for number in range(PHOTOS):
            if upload := self.cleaned_data.get(f"photo_{number}"):
                yield number, upload

    def said(self, files: dict[int, StoredFile]) -> VisitInput:
        found = self.cleaned_data
        rows = [[found.get(f"{name}_{n}") for name in ("name", "value", "unit")] for n in range(MEASUREMENTS)]
        return VisitInput(
            on=found["on"],
            who=found["who"],
            seen=found["seen"],
            advice=found["advice"],
            next_visit_on=found["next_visit_on"],
            measurements=tuple(MeasurementInput(*row) for row in rows if row[1] is not None),
            photos=tuple(
                PhotoInput(file, found[f"caption_{number}"], found[f"place_{number}"], found[f"consent_{number}"])
                for number, file in files.items()
            ),
        )


class SpendForm(forms.Form):
    """What each source has paid so far."""

    def __init__(self, *args: Any, model: Demonstration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in model.costs.all():
            self.fields[f"spent_{row.source}"] = MoneyField(
                label=_("Đã chi: %(source)s") % {"source": SOURCE_LABELS[row.source]}, required=False,
                initial=row.spent,
            )  # fmt: skip

    def said(self) -> dict[Source, int | None]:
        return {Source(name.removeprefix("spent_")): value for name, value in self.cleaned_data.items()}


class ConcludeForm(forms.Form):
    """What is to be learnt, how much there was, whether the place goes on."""

    on = LegalDateField(label=_("Kết thúc ngày"))
    outcome = forms.ChoiceField(label=_("Kết luận"), choices=list(OUTCOME_LABELS.items()), widget=forms.RadioSelect)
    words = Words(
        label=_("Rút ra điều gì"), widget=_text(4), error_messages={"required": _("Ghi rút ra điều gì.")},
        help_text=_("Người làm theo đọc trên trang công khai: được gì, cần gì, tránh gì."),
    )  # fmt: skip
    amount = AmountField(label=_("Thực tế làm bao nhiêu"), decimal_places=2, max_digits=12)
    measure = forms.ChoiceField(label=_("Đơn vị đo"), choices=MEASURES)
    goes_on = forms.BooleanField(label=_("Nơi này làm tiếp"), required=False, initial=True)
    stop_reason = forms.ChoiceField(
        label=_("Nếu thôi, vì sao"), required=False, choices=[_NOTHING, *STOP_LABELS.items()]
    )

    def said(self) -> Ending:
        found = self.cleaned_data
        return Ending(
            on=found["on"],
            outcome=Outcome(found["outcome"]),
            words=found["words"],
            measure=Measure(found["measure"]),
            amount=found["amount"],
            goes_on=found["goes_on"],
            stop_reason=StopReason(found["stop_reason"]) if found["stop_reason"] else None,
        )


class ReasonForm(forms.Form):
    reason = Words(
        label=_("Lý do"), widget=_text(3, LONGEST_REASON), error_messages={"required": _("Ghi lý do.")},
        help_text=_("Hiện trên trang công khai."),
    )  # fmt: skip


class AnnounceForm(forms.Form):
    on = LegalDateField(label=_("Ngày"))
    hours = Words(label=_("Giờ"), required=False, widget=_line(60), help_text=_("Ví dụ: 8 giờ đến 10 giờ."))
    place = Words(label=_("Ở đâu"), widget=_line(), error_messages={"required": _("Ghi nơi gặp nhau.")})
    about = Words(label=_("Xem gì, mời ai"), required=False, widget=_text())


class HoldForm(forms.Form):
    men = forms.IntegerField(label=_("Số nam tới"), widget=forms.TextInput({"inputmode": "numeric"}))
    women = forms.IntegerField(label=_("Số nữ tới"), widget=forms.TextInput({"inputmode": "numeric"}))
    said = Words(label=_("Bà con nói gì"), widget=_text(4), error_messages={"required": _("Ghi vài lời.")})
