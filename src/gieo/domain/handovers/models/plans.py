"""What a receiver plans to do with what it received: agreed in the minutes, or sent after they were signed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_MONEY = 10**15


class PlannedWork(models.Model):
    """One thing to be done. Money in đồng."""

    order = models.PositiveIntegerField(_("thứ tự"))
    work = models.CharField(_("việc"), max_length=300)
    person = models.CharField(_("người phụ trách"), max_length=160, blank=True)
    due = models.DateField(_("thời hạn"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    scale = models.CharField(_("quy mô"), max_length=160, blank=True)
    money = models.BigIntegerField(_("kinh phí, đồng"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.work


def _is_sound(table: str) -> list[models.BaseConstraint]:
    """What holds of every row, under names of the table."""
    return [
        models.CheckConstraint(
            condition=~Q(work=""), name=f"{table}_has_work", violation_error_message=_("Ghi việc sẽ làm.")
        ),
        models.CheckConstraint(
            condition=Q(money__isnull=True) | Q(money__gte=0, money__lte=MOST_MONEY),
            name=f"{table}_money_in_range",
            violation_error_message=_("Số tiền phải từ 0 đến 1.000.000.000.000.000 đồng."),
        ),
    ]


class PlanRow(PlannedWork):
    """One row of the plan that the minutes themselves hold: sealed with them."""

    minutes = models.ForeignKey("handovers.Minutes", on_delete=models.CASCADE, related_name="plan")

    class Meta:
        verbose_name = _("dòng kế hoạch ứng dụng")
        verbose_name_plural = _("kế hoạch ứng dụng")
        ordering = ["minutes_id", "order", "id"]
        constraints = _is_sound("plan_row")


class ApplicationPlan(models.Model):
    """A plan that the receiver sent for minutes it has signed. Sent again, it is a new record: the last one counts."""

    minutes = models.ForeignKey(
        "handovers.Minutes", on_delete=models.PROTECT, related_name="sent_plans", verbose_name=_("biên bản")
    )
    number = models.PositiveSmallIntegerField(_("lần gửi"))
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by_name = models.CharField(_("người gửi"), max_length=200)

    class Meta:
        verbose_name = _("kế hoạch ứng dụng đã gửi")
        verbose_name_plural = _("kế hoạch ứng dụng đã gửi")
        ordering = ["minutes_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="plan_number_once",
                violation_error_message=_("Kế hoạch này vừa được gửi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.number}"


class ApplicationPlanRow(PlannedWork):
    """One row of a plan that was sent."""

    plan = models.ForeignKey(ApplicationPlan, on_delete=models.CASCADE, related_name="rows")

    class Meta:
        verbose_name = _("dòng kế hoạch đã gửi")
        verbose_name_plural = _("dòng kế hoạch đã gửi")
        ordering = ["plan_id", "order", "id"]
        constraints = _is_sound("sent_row")
