"""Who owes what by when, on which legal basis; and the days that are not worked."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Role
from gieo.core.basis import Basis, Mark
from gieo.core.calendar import SpanUnit
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties.vocab import LIVE_STATES, DutyState, HolidayKind, Rhythm
from gieo.foundation.units.models import Heritable, Unit, heir_with_day

_LIVE = [state.value for state in LIVE_STATES]
MARKS = [(mark.value, mark.value) for mark in Mark]


CLAIMED = [
    "state", "due", "id", "debtor_role", "debtor_unit", "debtor_person", "heir", "heir_since", "owed_to",
    "posted_by_id", "confidential",
]  # fmt: skip
"""All that says whose a duty is and who sees it, in the order of its day: a desk reads an index of these instead of
every row."""


class Duty(Heritable):
    """One thing owed by a unit, a person, or whoever holds a role in the office.

    Rooms above post it, fulfil it and cancel it; nobody edits it. The record it is about stands in a room above and is
    named by kind and code. `title` is a source text of the catalogue where it can be, without the record's code.
    """

    kind = models.CharField(_("loại việc"), max_length=60)
    title = models.CharField(_("việc"), max_length=400)
    debtor_unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị phải làm"), null=True, on_delete=models.PROTECT, related_name="duties"
    )
    debtor_person = models.ForeignKey(
        Person, verbose_name=_("người phải làm"), null=True, on_delete=models.PROTECT, related_name="duties"
    )
    debtor_role = models.CharField(
        _("vai trò phải làm"), max_length=20, blank=True, choices=[(role.value, role.value) for role in Role]
    )
    owed_to = models.ForeignKey(
        Unit, verbose_name=_("đơn vị đang chờ"), null=True, on_delete=models.PROTECT, related_name="awaited_duties"
    )
    record_kind = models.CharField(max_length=60)
    record_code = models.CharField(_("hồ sơ"), max_length=60)
    opened_on = models.DateField(_("tính từ ngày"))
    due = models.DateField(_("hạn"))
    count = models.PositiveSmallIntegerField(_("thời hạn"), null=True)
    count_unit = models.CharField(max_length=10, blank=True, choices=[(unit.value, unit.value) for unit in SpanUnit])
    basis_document = models.CharField(_("văn bản"), max_length=200, blank=True)
    basis_article = models.CharField(_("điều khoản"), max_length=120, blank=True)
    basis_mark = models.CharField(_("mức kiểm chứng"), max_length=12, choices=MARKS, default=Mark.PROPOSAL.value)
    state = models.CharField(
        _("trạng thái"),
        max_length=12,
        choices=[(state.value, state.value) for state in DutyState],
        default=DutyState.OPEN.value,
    )
    fulfilled_at = models.DateTimeField(_("xong lúc"), null=True)
    cancelled_at = models.DateTimeField(_("thôi lúc"), null=True)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    # Shown to the debtor and to who posted it only: for duties about restricted records.
    confidential = models.BooleanField(_("hạn chế xem"), default=False)
    posted_at = models.DateTimeField(_("lúc giao"))
    posted_by_id = models.BigIntegerField(null=True)
    posted_by_name = models.CharField(_("người giao"), max_length=200)
    # Title, record and debtor folded by core.text.fold, for searching.
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("việc phải làm")
        verbose_name_plural = _("việc phải làm")
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["record_kind", "record_code"], name="duty_of_record"),
            models.Index(fields=CLAIMED, name="duty_claimed"),
        ]
        constraints = [
            heir_with_day("duty"),
            models.CheckConstraint(
                condition=Q(debtor_unit__isnull=False, debtor_person__isnull=True, debtor_role="")
                | Q(debtor_unit__isnull=True, debtor_person__isnull=False, debtor_role="")
                | (Q(debtor_unit__isnull=True, debtor_person__isnull=True) & ~Q(debtor_role="")),
                name="duty_has_one_debtor",
                violation_error_message=_("Mỗi việc do đúng một đơn vị, một người hoặc một vai trò phải làm."),
            ),
            models.CheckConstraint(
                condition=Q(due__gte=F("opened_on")),
                name="duty_due_after_it_began",
                violation_error_message=_("Hạn không được trước ngày bắt đầu tính."),
            ),
            models.CheckConstraint(
                condition=Q(count__isnull=True, count_unit="")
                | (Q(count__isnull=False, count__gte=1) & ~Q(count_unit="")),
                name="duty_number_with_its_unit",
                violation_error_message=_("Thời hạn phải có cả số và đơn vị ngày."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_LIVE, fulfilled_at__isnull=True, cancelled_at__isnull=True)
                | Q(state=DutyState.FULFILLED.value, fulfilled_at__isnull=False, cancelled_at__isnull=True)
                | (
                    Q(state=DutyState.CANCELLED.value, fulfilled_at__isnull=True, cancelled_at__isnull=False)
                    & ~Q(note="")
                ),
                name="duty_state_and_its_fields_agree",
                violation_error_message=_("Việc đã xong phải có lúc xong; việc thôi làm phải có lý do."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["kind", "record_kind", "record_code", "due", debtor],
                    condition=Q(state__in=_LIVE) & held,
                    name=f"duty_open_once_per_{debtor.removeprefix('debtor_')}",
                    violation_error_message=_("Việc này đã được giao rồi."),
                )
                for debtor, held in (
                    ("debtor_unit", Q(debtor_unit__isnull=False)),
                    ("debtor_person", Q(debtor_person__isnull=False)),
                    ("debtor_role", ~Q(debtor_role="")),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.record_code})"

    @property
    def code(self) -> str:
        return f"VIEC-{self.pk}"

    @property
    def basis(self) -> Basis:
        return Basis(self.basis_document, self.basis_article, Mark(self.basis_mark))


class Suspension(models.Model):
    """A time in which the limit of a duty stood still, from a day up to the day on which it ran again."""

    duty = models.ForeignKey(Duty, verbose_name=_("việc"), on_delete=models.PROTECT, related_name="suspensions")
    since = models.DateField(_("tạm dừng từ ngày"))
    until = models.DateField(_("tính tiếp từ ngày"), null=True)
    reason = models.CharField(_("lý do"), max_length=400)
    document = models.CharField(_("văn bản"), max_length=200, blank=True)
    due_before = models.DateField(_("hạn trước khi tạm dừng"))
    suspended_by_name = models.CharField(_("người tạm dừng"), max_length=200)
    resumed_by_name = models.CharField(_("người cho tính tiếp"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lần tạm dừng thời hạn")
        verbose_name_plural = _("các lần tạm dừng thời hạn")
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(until__isnull=True),
                name="duty_suspended_once_at_a_time",
                violation_error_message=_("Thời hạn của việc này đang tạm dừng."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="suspension_ends_after_it_begins",
                violation_error_message=_("Ngày tính tiếp không được trước ngày tạm dừng."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="suspension_has_a_reason",
                violation_error_message=_("Ghi lý do tạm dừng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.since:%d/%m/%Y}"


class Escalation(models.Model):
    """A rung of the ladder that a duty has come to, and who was told. Each rung is climbed once."""

    duty = models.ForeignKey(Duty, verbose_name=_("việc"), on_delete=models.CASCADE, related_name="escalations")
    level = models.PositiveSmallIntegerField(_("bậc"))
    told = models.CharField(_("đã báo ai"), max_length=12)
    on = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("lần nhắc, báo cáo việc")
        verbose_name_plural = _("các lần nhắc, báo cáo việc")
        ordering = ["level"]
        constraints = [models.UniqueConstraint(fields=["duty", "level"], name="rung_climbed_once")]

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.level}"


class DigestChoice(models.Model):
    """How often a person wants the letter about what is due, and the day of the last one."""

    person = models.OneToOneField(Person, verbose_name=_("người"), on_delete=models.CASCADE, related_name="digest")
    rhythm = models.CharField(
        _("nhận thư nhắc việc"), max_length=10, choices=[(rhythm.value, rhythm.value) for rhythm in Rhythm]
    )
    sent_on = models.DateField(_("thư gần nhất"), null=True)

    class Meta:
        verbose_name = _("lựa chọn thư nhắc việc")
        verbose_name_plural = _("lựa chọn thư nhắc việc")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.rhythm}"

    @property
    def code(self) -> str:
        return f"NHAC-{self.person_id}"


class Holiday(models.Model):
    """A weekday that is not worked, or a Saturday or Sunday that is. The office compares each year with its notice."""

    date = models.DateField(_("ngày"), unique=True, error_messages={"unique": _("Ngày này đã có trong bảng.")})
    name = models.CharField(_("tên ngày"), max_length=120)
    kind = models.CharField(_("loại"), max_length=10, choices=[(kind.value, kind.value) for kind in HolidayKind])
    source = models.CharField(_("nguồn"), max_length=300)
    mark = models.CharField(_("mức kiểm chứng"), max_length=12, choices=MARKS)

    class Meta:
        verbose_name = _("ngày nghỉ, làm bù")
        verbose_name_plural = _("ngày nghỉ, làm bù")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(source=""),
                name="holiday_names_its_source",
                violation_error_message=_("Ghi tên ngày và nguồn (thông báo, văn bản)."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"

    @property
    def code(self) -> str:
        return self.date.isoformat()
