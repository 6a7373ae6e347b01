"""Forms of results. Their fields come from the tables; what must be filled in is decided by the services."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from gieo.domain.needs.wording import SEASONS
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.procedures.queries import code_entries
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Programme
from gieo.domain.results import wording
from gieo.domain.results.models import Result
from gieo.domain.results.services.entering import ABOUT, ACCEPTANCE, CERTIFICATE, KIT, RIGHTS
from gieo.domain.results.vocab import LONGEST_TELLER, Access, Origin
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.ui.fields import Combobox, LegalDateField, MoneyField

MONEY = ("budget_state", "budget_other", "cost_amount")
DATES = ("accepted_on", "certificate_on")
ROWS = {
    "title": 3, "abstract": 6, "plain_sheet": 6, "rights_note": 3, "restriction_note": 3, "fit_places": 3,
    "cost_text": 3, "benefit_text": 3, "inputs_text": 4, "risks_text": 3,
}  # fmt: skip
WIDE = ("short_title", "rights_holder", "host", "programme", "readiness")

HELPS: Mapping[str, Any] = {
    "title": _("Đúng như trong quyết định phê duyệt hoặc biên bản nghiệm thu."),
    "short_title": _("Cách gọi mà người dân hiểu ngay, ví dụ “Giữ giống lúa nếp nương của bản”."),
    "task_code": _("Mã số của nhiệm vụ đã sinh ra kết quả này."),
    "plain_sheet": _("Dùng để làm gì, hợp với ai. Câu ngắn, không thuật ngữ; hiện trên cổng công khai."),
    "abstract": _("Mục tiêu, cách làm, kết quả chính. Dành cho cán bộ."),
    "accepted_on": _("Ngày hội đồng nghiệm thu chính thức; hạn đăng ký tính từ ngày này."),
    "rights_holder": _("Ai nắm quyền sở hữu, quyền sử dụng kết quả."),
    "restriction_note": _("Điều người nhận không được làm, hoặc lý do hạn chế xem."),
    "fit_places": _("Vùng đất, loại hình cơ sở hợp với kết quả này."),
    "cost_text": _("Bao nhiêu, cho một đơn vị nào (héc-ta, hộ, máy…), giá năm nào, chưa tính gì."),
    "cost_amount": _("Con số chính, để so sánh. Ví dụ 6.200.000."),
    "inputs_text": _("Mỗi thứ một dòng: giống, vật tư, thiết bị, người, buổi tập huấn."),
    "risks_text": _("Dễ hỏng ở đâu, khi nào không nên dùng."),
    "readiness": _("Từ 0 (mới là ý tưởng) đến 9 (đã dùng thường xuyên ở nhiều nơi)."),
    "seasons": _("Ba mục này được đối chiếu với điều kiện mà đơn vị nêu; để trống thì coi là chưa đủ dữ liệu."),
    "contact_phone": _("Người dân sẽ gọi số này trong giờ làm việc."),
}

SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("gioi-thieu", _("Kết quả này là gì"), ("title", "short_title", "plain_sheet", "abstract")),
    (
        "nguon-goc", _("Từ nhiệm vụ nào"),
        ("origin", "task_code", "programme", "host", "field", "objective", "start_year", "end_year", "budget_state",
         "budget_other"),
    ),
    ("nghiem-thu", _("Nghiệm thu và đăng ký"), (*ACCEPTANCE, *CERTIFICATE)),
    ("quyen", _("Quyền và giới hạn"), RIGHTS),
    (
        "ap-dung", _("Điều kiện áp dụng"),
        ("readiness", "fit_places", "altitude_min", "altitude_max", "season", "water", "labour", "capital",
         "seasons", "water_least", "labour_least"),
    ),
    (
        "chi-phi", _("Chi phí, lợi ích, rủi ro"),
        ("cost_text", "cost_amount", "benefit_text", "inputs_text", "risks_text"),
    ),
    ("lien-he", _("Ai trả lời"), ("contact_name", "contact_phone", "contact_email")),
)  # fmt: skip
NEW_SECTIONS = SECTIONS[:2]
ALL = ABOUT + ACCEPTANCE + CERTIFICATE + RIGHTS + KIT


class SectionedForm(forms.Form):
    """A form shown as short numbered sections."""

    sections: tuple[tuple[str, Any, tuple[str, ...]], ...] = SECTIONS

    def shown_sections(self) -> list[tuple[str, Any, list[tuple[forms.BoundField, bool]]]]:
        """(anchor, legend, fields with whether they take a whole row)."""
        return [
            (anchor, legend, [(self[name], name in WIDE) for name in names if name in self.fields])
            for anchor, legend, names in self.sections
            if any(name in self.fields for name in names)
        ]


class ResultForm(SectionedForm):
    """Everything that may be edited. Only the title must be there: a draft is saved as far as it goes."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, result: Result, fixed: tuple[str, ...] = ()):
        initial = {name: getattr(result, name) for name in ALL} | {"version": result.version}
        super().__init__(*args, initial=initial)
        day = result.accepted_on or today
        self.fields.update(result_fields(ALL, today=today, on=day, result=result))
        for name in fixed:
            self.fields[name].disabled = True


class NewResultForm(SectionedForm):
    """What is asked first; the rest follows on the record. A state secret is asked about before anything else."""

    sections = NEW_SECTIONS
    is_state_secret = forms.TypedChoiceField(
        label=_("Có thuộc bí mật nhà nước không?"),
        choices=[("no", _("Không")), ("yes", _("Có, hoặc chưa chắc"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("Bí mật nhà nước không được nhập vào Gieo: chọn “Có” thì biểu này bị từ chối, không lưu gì."),
        error_messages={"required": _("Trả lời câu này trước khi lưu.")},
    )
    restricted = forms.TypedChoiceField(
        label=_("Ai được xem?"),
        choices=[
            (Access.OPEN, _("Như mọi kết quả: cán bộ Sở; khi đã đăng ký thì mọi người")),
            (Access.RESTRICTED, _("Chỉ những người được nêu tên; bạn là người đầu tiên")),
        ],
        coerce=lambda value: value == Access.RESTRICTED,
        widget=forms.RadioSelect,
        initial=Access.OPEN,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields.update(result_fields((*ABOUT, "plain_sheet"), today=today, on=today))


def result_fields(
    names: tuple[str, ...], *, today: date, on: date, result: Result | None = None
) -> dict[str, forms.Field]:
    """Fields of the table as the house draws them. Codes are those in force on `on`; what stands already stays in."""
    wanted = [name for name in names if name not in (*MONEY, *DATES, "field", "objective", "host", "programme")]
    made = fields_for_model(
        Result,
        fields=wanted,
        widgets={name: forms.Textarea({"rows": rows}) for name, rows in ROWS.items()},
        help_texts=HELPS,
    )
    labels = {name: _label(name) for name in names}
    made |= {
        name: MoneyField(label=labels[name], required=False, help_text=HELPS.get(name, ""))
        for name in MONEY
        if name in names
    }
    made |= {name: LegalDateField(label=labels[name], required=False) for name in DATES if name in names}
    made |= {
        "field": _codes(CodeKey.FIELD, on, result.field_id if result else None),
        "objective": _codes(CodeKey.OBJECTIVE, on, result.objective_id if result else None),
        "host": _units(today, result.host_id if result else None),
        "programme": forms.ModelChoiceField(
            Programme.objects.all(), required=False, widget=Combobox, empty_label=_("Không thuộc chương trình nào")
        ),
    }
    if "seasons" in names:
        made["seasons"] = forms.MultipleChoiceField(choices=list(SEASONS.items()), widget=forms.CheckboxSelectMultiple)
    if "readiness" in names:
        levels = [(level, f"{level} · {word}") for level, word in enumerate(wording.READINESS)]
        made["readiness"] = forms.TypedChoiceField(
            choices=[("", _("Chưa đánh giá")), *levels], coerce=int, empty_value=None
        )
    for name, field in made.items():
        field.required = name == "title"
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
            field.choices = [("", _("Chưa chọn")) if value == "" else (value, label) for value, label in field.choices]
        field.label = labels.get(name, field.label)
        field.help_text = HELPS.get(name, "")
    if "origin" in made:
        made["origin"].required = True
        made["origin"].initial = Origin.PROVINCIAL_TASK
    return {name: made[name] for name in names}


def _label(name: str) -> str:
    label = str(Result._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _codes(key: CodeKey, on: date, present: int | None) -> forms.ModelChoiceField:
    rows = CodeEntry.objects.filter(Q(pk__in=code_entries(key, on).values("pk")) | Q(pk=present)).order_by("order")
    return CodeField(rows, required=False, widget=Combobox, empty_label=_("Chưa chọn"))


def _units(today: date, present: int | None) -> forms.ModelChoiceField:
    rows = Unit.objects.filter(Q(pk__in=active_units(today).values("pk")) | Q(pk=present))
    return forms.ModelChoiceField(rows, required=False, widget=Combobox, empty_label=_("Chưa chọn"))


class CodeField(forms.ModelChoiceField):
    """A line of a code table: its code, then its name."""

    def label_from_instance(self, entry: CodeEntry) -> str:
        return f"{entry.code} · {entry.shown_name}"


class AcceptForm(forms.Form):
    """Day and grade of the acceptance."""

    accepted_on = LegalDateField(label=_("Ngày nghiệm thu chính thức"), help_text=HELPS["accepted_on"])
    grade = forms.ChoiceField(label=_("Xếp loại"), choices=list(wording.GRADES.items()))


class RegisterForm(forms.Form):
    """The certificate of registration, and what the registration still needs."""

    certificate_no = forms.CharField(label=_("Số giấy chứng nhận"), max_length=60, help_text=_("Ví dụ 20/KQNC-SKHCN."))
    certificate_on = LegalDateField(label=_("Ngày cấp"))
    certificate_place = forms.CharField(label=_("Nơi cấp"), max_length=200)
    rights_holder = forms.CharField(label=_("Bên nắm quyền"), max_length=300, help_text=HELPS["rights_holder"])
    task_code = forms.CharField(label=_("Mã số nhiệm vụ"), max_length=60, required=False, help_text=HELPS["task_code"])


class ValidityForm(forms.Form):
    """What the owner answers; who writes it down for the owner says who told it, and when."""

    answer = forms.ChoiceField(label=_("Trả lời"), choices=list(wording.HOLDINGS.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Thay đổi gì, hoặc vì sao không còn dùng được"), required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Thay đổi hiện trên trang công khai của kết quả."),
    )  # fmt: skip
    told_by = forms.CharField(
        label=_("Ai của tổ chức chủ trì cho biết"), required=False, max_length=LONGEST_TELLER,
        help_text=_("Họ tên, chức vụ, qua điện thoại hay văn bản nào."),
    )  # fmt: skip
    on = LegalDateField(label=_("Ngày trả lời"))

    def __init__(self, *args: Any, is_owner: bool, today: date, **kwargs: Any) -> None:
        first = {"answer": "holds", "on": today} | kwargs.pop("initial", {})
        super().__init__(*args, initial=first, **kwargs)
        if is_owner:
            del self.fields["told_by"], self.fields["on"]


class OwnerForm(ValidityForm):
    """The same by the link of a letter: who answers is not known, and says so."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, is_owner=False, today=today, **kwargs)
        del self.fields["on"], self.initial["answer"]  # nobody confirms by pressing a button alone
        self.fields["words"].help_text = _("Bỏ trống nếu còn dùng được như đã đăng ký.")
        self.fields["told_by"].required = True
        self.fields["told_by"].error_messages["required"] = _("Ghi họ tên, chức vụ của bạn.")
        self.fields["told_by"].label = _("Họ tên, chức vụ của người trả lời")
        self.fields["told_by"].help_text = _("Chỉ Sở và đơn vị đọc được.")
        self.fields["answer"].help_text = _(
            "Có thay đổi hoặc không còn dùng được thì Sở xem lại rồi mới ghi; trước đó trang công khai giữ như cũ."
        )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea({"rows": 3}))
