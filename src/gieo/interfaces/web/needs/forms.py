"""Forms of needs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Actor, Role
from gieo.domain.needs import wording
from gieo.domain.needs.models import Need
from gieo.domain.needs.services import FIELDS
from gieo.domain.needs.vocab import Answer, Channel
from gieo.domain.procedures.queries import code_entries
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.results.wording import SECRET_REFUSED
from gieo.domain.transfers.vocab import Judged, RefusedFor
from gieo.domain.transfers.wording import JUDGED_LABELS, REFUSED_FOR_LABELS
from gieo.foundation.files.models import StoredFile
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import choosable_areas
from gieo.foundation.places.rules import era_of
from gieo.foundation.places.vocab import AreaKind, Era
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import answers_for
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, ManyField, PickMany

SALT = "gieo.needs.source"
NOT_SAID = _("Chưa rõ")
ROWS = {"problem": 4, "tried": 3}
SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("nguoi-neu", _("Ai nêu"), ("unit", "channel", "told_by")),
    ("can-gi", _("Cần gì"), ("title", "problem", "tried", "field")),
    ("o-dau", _("Ở đâu, cho ai, khi nào"), ("where", "places", "concerned", "concerned_who", "users", "wanted_by")),
    (
        "dieu-kien", _("Điều kiện tại chỗ (không rõ thì để trống)"),
        ("altitude_min", "altitude_max", "seasons", "water", "labour", "capital"),
    ),
    ("lien-he", _("Trả lời cho ai"), ("contact_name", "contact_phone", "contact_email", "is_public", "no_secret")),
)  # fmt: skip
WIDE = ("title", "problem", "tried", "where", "places", "seasons", "is_public", "no_secret")
HELPS: Mapping[str, Any] = {
    "title": _("Ví dụ: Giống lúa chịu rét cho ruộng bậc thang."),
    "problem": _("Kể như nói chuyện: chuyện gì xảy ra, thiệt hại ra sao."),
    "tried": _("Đã làm cách nào, vì sao chưa được."),
    "where": _("Bản, thôn, cánh đồng, cơ sở."),
    "wanted_by": _("Nếu phải kịp mùa vụ hay một việc nào đó."),
    "altitude_min": _("Mét. Chỉ biết một số thì ghi một ô."),
    "told_by": _("Họ tên người đã nói hoặc gửi. Không hiện ra ngoài Sở và đơn vị."),
    "contact_phone": _("Người, điện thoại và thư chỉ Sở và đơn vị thấy."),
    "is_public": _("Hiện cần gì, ở đâu, cho ai; không bao giờ hiện tên, điện thoại của người nêu."),
}


class NeedForm(forms.Form):
    """What is needed, where, for whom, by when, what is at hand. Two lines must be there, the rest as far as known."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.CharField(widget=forms.HiddenInput, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị nêu nhu cầu"), widget=Combobox)
    channel = forms.ChoiceField(
        label=_("Cách nêu"),
        choices=[(each, wording.CHANNELS[each]) for each in (Channel.PHONE, Channel.WORD)],
        widget=forms.RadioSelect,
    )
    no_secret = forms.BooleanField(
        label=_("Trong phiếu không có nội dung thuộc bí mật nhà nước"),
        error_messages={"required": SECRET_REFUSED},
    )

    def __init__(self, *args: Any, actor: Actor, today: date, need: Need | None = None, read: Any = None) -> None:
        super().__init__(*args, initial=_initial(need, read))
        made = fields_for_model(
            Need,
            fields=[name for name in FIELDS if name not in ("field", "seasons", "wanted_by")],
            widgets={name: forms.Textarea({"rows": rows}) for name, rows in ROWS.items()},
        )
        for name in ("water", "labour", "capital"):
            made[name].choices = [("", NOT_SAID), *(row for row in made[name].choices if row[0])]
        made["wanted_by"] = LegalDateField(required=False)
        made["seasons"] = forms.MultipleChoiceField(
            choices=list(wording.SEASONS.items()), widget=forms.CheckboxSelectMultiple, required=False
        )
        made["field"] = forms.ModelChoiceField(
            code_entries(CodeKey.FIELD, need.stated_on if need else today), required=False, empty_label=NOT_SAID
        )
        made["field"].label_from_instance = lambda row: row.shown_name
        for name, field in made.items():
            label = str(Need._meta.get_field(name).verbose_name)
            field.label, field.help_text = label[:1].upper() + label[1:], HELPS.get(name, "")
        made["places"] = ManyField(
            choosable_areas(), label=_("Địa bàn"), required=False, widget=PickMany,
            help_text=_("Mở huyện hoặc tỉnh rồi chọn một hay nhiều nơi."),
        )  # fmt: skip
        made["places"].choices = _places(today)
        made["is_public"].label = _("Đồng ý công khai nhu cầu này trên cổng")
        for name in ("contact_phone", "told_by"):
            made[name].widget.attrs["autocomplete"] = "off"
        self.fields.update(made)
        self._narrow(actor, today, need)

    def _narrow(self, actor: Actor, today: date, need: Need | None) -> None:
        """A unit's own person is not asked who told it; a unit that stands already is not asked again."""
        is_officer = actor.has(Role.OFFICER)
        if need is not None:
            del self.fields["unit"], self.fields["channel"], self.fields["no_secret"]
            if need.channel == Channel.DESK:
                del self.fields["told_by"]
            else:
                self.fields["told_by"].required = True
            return
        units = active_units(today)
        if is_officer:
            self.fields["unit"].queryset = units
            self.fields["told_by"].required = True
            return
        del self.fields["channel"], self.fields["told_by"]
        own = units.filter(pk__in=answers_for(actor, Role.UNIT_REP))
        self.fields["unit"].queryset = own
        self.fields["unit"].initial = own.first()

    def shown_sections(self) -> list[tuple[str, Any, list[tuple[forms.BoundField, bool]]]]:
        """(anchor, legend, fields with whether they take a whole row)."""
        sections = [
            (anchor, legend, [(self[name], name in WIDE) for name in names if name in self.fields])
            for anchor, legend, names in SECTIONS
        ]
        return [section for section in sections if section[2]]

    def clean_source(self) -> StoredFile | None:
        """The file this form was read from, as the page that read it signed it."""
        token = self.cleaned_data["source"]
        if not token:
            return None
        try:
            return StoredFile.objects.filter(pk=signing.loads(token, salt=SALT)).first()
        except signing.BadSignature:
            raise forms.ValidationError(_now("Tệp gửi kèm không còn. Tải phiếu Word lên lần nữa.")) from None

    def statement(self) -> dict[str, Any]:
        """What is stated, as the deed takes it."""
        return {name: self.cleaned_data[name] for name in (*FIELDS, "places") if name in self.cleaned_data}


def _initial(need: Need | None, read: Any) -> dict[str, Any]:
    if need is not None:
        values = {name: getattr(need, name) for name in FIELDS}
        return values | {"version": need.version, "places": list(need.places.all())}
    return {"channel": Channel.PHONE} | dict(read or {})


def _places(today: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Places by what they lie in: those of the map in force, then, since there are two, those of the old one."""
    eras = [era_of(today)] if era_of(today) is Era.BEFORE_2025 else [Era.AFTER_2025, Era.BEFORE_2025]
    rows = choosable_areas().exclude(kind=AreaKind.PROVINCE).filter(era__in=eras)
    found: list[tuple[str, list[tuple[int, str]]]] = []
    for era in eras:
        here = sorted((row for row in rows if row.era == era), key=_in_order)
        groups: dict[str, list[tuple[int, str]]] = {}
        for row in here:
            head = row if row.kind == AreaKind.DISTRICT else row.parent
            name = _now("%(place)s (trước 01/07/2025)") if len(eras) > 1 and era is Era.BEFORE_2025 else "%(place)s"
            groups.setdefault(name % {"place": head}, []).append((row.pk, row.name))
        found += list(groups.items())
    return found


def _in_order(row: Area) -> tuple[str, bool, str]:
    head = row.code if row.kind == AreaKind.DISTRICT or row.parent is None else row.parent.code
    return head, row.kind != AreaKind.DISTRICT, row.code


class WordForm(forms.Form):
    """The form in Word that somebody sent, and who."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị nêu nhu cầu"), widget=Combobox)
    told_by = forms.CharField(label=_("Người gửi phiếu"), max_length=200)
    file = forms.FileField(
        label=_("Phiếu Word"),
        widget=FileDrop(accept=".docx"),
        help_text=_("Phiếu tải từ trang này. Bước sau là xem lại từng ô; chưa có gì được ghi."),
        error_messages={"required": _("Chọn tệp .docx."), "empty": _("Tệp rỗng. Chọn phiếu đã điền.")},
    )

    def __init__(self, *args: Any, today: date) -> None:
        super().__init__(*args)
        self.fields["unit"].queryset = active_units(today)


class AnswerForm(forms.Form):
    """The answer, with words. A result that was accepted may be named as what meets the need."""

    answer = forms.ChoiceField(label=_("Trả lời"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Lời trả lời và lý do"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Gửi nguyên văn cho người nêu; nếu nhu cầu công khai thì ai cũng đọc được."),
    )

    def __init__(self, *args: Any, accepted: Iterable[Any]) -> None:
        super().__init__(*args)
        met = [
            (
                f"{Answer.MET}:{row.result.code}",
                f"{wording.ANSWERS[Answer.MET]}: {row.result.code} {row.result.shown_title}",
            )
            for row in accepted
        ]
        rest = [(each, wording.ANSWERS[each]) for each in (Answer.PROPOSAL, Answer.CANNOT)]
        self.fields["answer"].choices = [*met, *rest]


class WordsForm(forms.Form):
    """Why, or how it ended."""

    words = forms.CharField(label=_("Lý do, lời giải thích"), widget=forms.Textarea({"rows": 4}))


class JudgeForm(forms.Form):
    """Whether a result that is shown meets the need; why not."""

    judged = forms.ChoiceField(
        label=_("Kết quả này có đáp ứng nhu cầu không?"), choices=list(JUDGED_LABELS.items()), widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=_("Nếu không, vì sao"), choices=[("", "–"), *REFUSED_FOR_LABELS.items()], required=False
    )
    words = forms.CharField(
        label=_("Nói rõ thêm"), widget=forms.Textarea({"rows": 3}), max_length=500, required=False,
        help_text=_("Bắt buộc khi từ chối."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("judged") == Judged.REFUSED and values.get("reason") not in set(RefusedFor):
            self.add_error("reason", _now("Chọn vì sao kết quả này không đáp ứng."))
        return values
