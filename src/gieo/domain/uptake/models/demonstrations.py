"""A demonstration model: what is planned at a place, who went to see it, what it cost, what came of it.

It is the use at that place, one to one: levels, evidence and totals are those of the use, so nothing counts twice.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.demonstrations import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_DONG,
    MOST_GUESTS,
    FieldDayState,
    ModelState,
    Outcome,
    Source,
)
from gieo.domain.uptake.wording import MEASURE_LABELS
from gieo.domain.uptake.wording.demonstrations import (
    FIELD_DAY_LABELS,
    OUTCOME_LABELS,
    SOURCE_LABELS,
    STATE_LABELS,
)

_S, _D = ModelState, FieldDayState


class Demonstration(models.Model):
    """`measure` and `amount` are planned; what there was is claimed of the use, with the visits as its evidence.

    A household's name stands at the use; `names_household` is whether it agreed that anybody may read it.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=list(STATE_LABELS.items()), default=_S.PLANNED, db_index=True
    )
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    use = models.OneToOneField(
        "uptake.Use", on_delete=models.PROTECT, related_name="demonstration", verbose_name=_("nơi ứng dụng")
    )
    keeper = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("người phụ trách")
    )
    title = models.CharField(_("tên mô hình"), max_length=LONGEST_TITLE)
    where = models.CharField(_("tới đó thế nào"), max_length=LONGEST_LINE, blank=True)
    names_household = models.BooleanField(_("hộ đồng ý cho nêu tên"), default=False)
    season = models.CharField(_("mùa vụ"), max_length=LONGEST_LINE, blank=True)
    starts_on = models.DateField(_("ngày bắt đầu"))
    ends_on = models.DateField(_("ngày cuối dự kiến"))
    measure = models.CharField(_("đơn vị đo"), max_length=14, choices=list(MEASURE_LABELS.items()))
    amount = models.DecimalField(_("quy mô dự kiến"), max_digits=12, decimal_places=2)
    plan = models.TextField(_("làm gì"), max_length=LONGEST_WORDS)
    doers = models.CharField(_("ai làm"), max_length=LONGEST_REASON, blank=True)
    success = models.TextField(_("thế nào là được"), max_length=LONGEST_WORDS, blank=True)
    fit = models.CharField(_("có hợp điều kiện của kết quả không"), max_length=LONGEST_REASON, blank=True)
    next_visit_on = models.DateField(_("hẹn thăm lần tới"), null=True, blank=True)

    started_on = models.DateField(_("bắt đầu ngày"), null=True, blank=True)
    ended_on = models.DateField(_("kết thúc ngày"), null=True, blank=True)
    ended_by_name = models.CharField(_("người kết thúc"), max_length=200, blank=True)
    outcome = models.CharField(_("kết luận"), max_length=12, choices=list(OUTCOME_LABELS.items()), blank=True)
    outcome_words = models.TextField(_("rút ra điều gì"), max_length=LONGEST_WORDS, blank=True)
    reason = models.CharField(_("vì sao bỏ"), max_length=LONGEST_REASON, blank=True)
    planned_at = models.DateTimeField(_("lập lúc"))
    planned_by_name = models.CharField(_("người lập"), max_length=200)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("mô hình trình diễn")
        verbose_name_plural = _("mô hình trình diễn")
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*_S], measure__in=[*Measure], outcome__in=["", *Outcome], amount__gt=0)
                & ~Q(title="")
                & ~Q(plan=""),
                name="model_words_known",
                violation_error_message=_(
                    "Mô hình phải có tên, kế hoạch, quy mô lớn hơn 0 và đơn vị đo trong danh mục."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="model_ends_after_it_begins",
                violation_error_message=_("Ngày cuối phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.PLANNED, started_on__isnull=True, ended_on__isnull=True)
                | Q(state=_S.RUNNING, started_on__isnull=False, ended_on__isnull=True)
                | Q(state=_S.CONCLUDED, started_on__isnull=False, ended_on__gte=F("started_on"))
                | Q(state=_S.ABANDONED, ended_on__isnull=False),
                name="model_state_agrees_with_days",
                violation_error_message=_("Tình trạng và ngày bắt đầu, ngày kết thúc không khớp."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.CONCLUDED, reason="") & ~Q(outcome="") & ~Q(outcome_words="")
                | Q(state=_S.ABANDONED, outcome="", outcome_words="") & ~Q(reason="")
                | Q(state__in=[_S.PLANNED, _S.RUNNING], outcome="", outcome_words="", reason="", ended_by_name=""),
                name="model_end_is_told",
                violation_error_message=_("Kết luận phải có lời; bỏ thì phải có lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ModelCost(models.Model):
    """What one source was to pay, and has paid."""

    demonstration = models.ForeignKey(Demonstration, on_delete=models.CASCADE, related_name="costs")
    source = models.CharField(_("nguồn"), max_length=12, choices=list(SOURCE_LABELS.items()))
    planned = models.PositiveBigIntegerField(_("dự kiến, đồng"), default=0)
    spent = models.PositiveBigIntegerField(_("đã chi, đồng"), null=True, blank=True)

    class Meta:
        verbose_name = _("chi phí mô hình")
        verbose_name_plural = _("chi phí mô hình")
        ordering = ["demonstration_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["demonstration", "source"],
                name="model_source_once",
                violation_error_message=_("Mỗi nguồn ghi một lần."),
            ),
            models.CheckConstraint(
                condition=Q(source__in=[*Source], planned__lte=MOST_DONG)
                & (Q(spent__isnull=True) | Q(spent__lte=MOST_DONG)),
                name="model_cost_in_range",
                violation_error_message=_("Số tiền từ 0 đến 100 tỷ đồng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.planned}"


class ModelVisit(models.Model):
    """Somebody went to see it. Written once; what was seen later is another visit."""

    demonstration = models.ForeignKey(Demonstration, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField(_("lần thăm"))
    on = models.DateField(_("ngày thăm"))
    who = models.CharField(_("ai đi thăm"), max_length=LONGEST_LINE)
    seen = models.TextField(_("thấy gì"), max_length=LONGEST_WORDS)
    advice = models.TextField(_("dặn gì"), max_length=LONGEST_WORDS, blank=True)
    by_office = models.BooleanField(_("cán bộ của Sở tới nơi"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by_id = models.BigIntegerField(null=True, blank=True)
    recorded_by_name = models.CharField(_("người ghi"), max_length=200)

    class Meta:
        verbose_name = _("lần thăm mô hình")
        verbose_name_plural = _("các lần thăm mô hình")
        ordering = ["demonstration_id", "on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["demonstration", "number"],
                name="model_visit_number_once",
                violation_error_message=_("Lần thăm này vừa được ghi."),
            ),
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(seen=""),
                name="model_visit_is_told",
                violation_error_message=_("Lần thăm phải ghi ai đi và thấy gì."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demonstration_id}/{self.number}"


class Measurement(models.Model):
    """Something measured at a visit, in its own unit. Never added to another."""

    visit = models.ForeignKey(ModelVisit, on_delete=models.CASCADE, related_name="measurements")
    name = models.CharField(_("đo gì"), max_length=160)
    value = models.DecimalField(_("được bao nhiêu"), max_digits=16, decimal_places=2)
    unit = models.CharField(_("đơn vị tính"), max_length=60)

    class Meta:
        verbose_name = _("số đo")
        verbose_name_plural = _("số đo")
        ordering = ["visit_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(unit=""),
                name="measurement_is_named",
                violation_error_message=_("Số đo phải có tên và đơn vị tính."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value} {self.unit}"


class VisitPhoto(models.Model):
    """A picture taken at a visit; anybody sees it when those in it agreed."""

    visit = models.ForeignKey(ModelVisit, on_delete=models.CASCADE, related_name="photos")
    photograph = models.OneToOneField(
        "files.Photograph", on_delete=models.PROTECT, related_name="+", verbose_name=_("ảnh")
    )

    class Meta:
        verbose_name = _("ảnh của lần thăm")
        verbose_name_plural = _("ảnh của lần thăm")
        ordering = ["visit_id", "id"]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.photograph_id}"


class FieldDay(models.Model):
    """Neighbours are asked to come and see: announced to everybody before, told of afterwards."""

    demonstration = models.ForeignKey(Demonstration, on_delete=models.PROTECT, related_name="field_days")
    number = models.PositiveSmallIntegerField(_("lần"))
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=list(FIELD_DAY_LABELS.items()), default=_D.ANNOUNCED, db_index=True
    )
    on = models.DateField(_("ngày"))
    hours = models.CharField(_("giờ"), max_length=60, blank=True)
    place = models.CharField(_("ở đâu"), max_length=LONGEST_LINE)
    about = models.TextField(_("xem gì, mời ai"), max_length=LONGEST_WORDS, blank=True)
    men = models.PositiveIntegerField(_("số nam"), null=True, blank=True)
    women = models.PositiveIntegerField(_("số nữ"), null=True, blank=True)
    said = models.TextField(_("bà con nói gì"), max_length=LONGEST_WORDS, blank=True)
    reason = models.CharField(_("vì sao huỷ"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("hội thảo đầu bờ")
        verbose_name_plural = _("hội thảo đầu bờ")
        ordering = ["demonstration_id", "on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["demonstration", "number"],
                name="field_day_number_once",
                violation_error_message=_("Hội thảo này vừa được ghi."),
            ),
            models.CheckConstraint(
                condition=Q(state=_D.ANNOUNCED, men__isnull=True, women__isnull=True, said="", reason="")
                | Q(state=_D.HELD, men__lte=MOST_GUESTS, women__lte=MOST_GUESTS, reason="") & ~Q(said="")
                | Q(state=_D.CANCELLED, men__isnull=True, women__isnull=True, said="") & ~Q(reason=""),
                name="field_day_agrees",
                violation_error_message=_("Hội thảo đã tổ chức phải có số người và lời kể; đã huỷ phải có lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demonstration_id}: {self.on}"
