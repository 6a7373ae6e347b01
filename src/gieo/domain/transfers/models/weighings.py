"""What was said of results that were shown for a need."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers import wording
from gieo.domain.transfers.vocab import Judged, RefusedFor


class Weighing(models.Model):
    """One result shown for one need, and what somebody said of it; judged anew, the row says what holds today."""

    need = models.ForeignKey(
        "needs.Need", on_delete=models.PROTECT, related_name="weighings", verbose_name=_("nhu cầu")
    )
    result = models.ForeignKey(
        "results.Result", on_delete=models.PROTECT, related_name="weighings", verbose_name=_("kết quả")
    )
    judged = models.CharField(_("đáp ứng hay không"), max_length=10, choices=list(wording.JUDGED_LABELS.items()))
    reason = models.CharField(
        _("vì sao không"), max_length=20, choices=list(wording.REFUSED_FOR_LABELS.items()), blank=True
    )
    words = models.CharField(_("nói rõ thêm"), max_length=500, blank=True)
    rank = models.PositiveSmallIntegerField(_("đứng thứ mấy khi được gợi ý"))
    """0 for a result that was not shown: somebody knew of it."""
    why = models.JSONField(_("vì sao được gợi ý"), default=list, blank=True)
    judged_at = models.DateTimeField(_("lúc"))
    judged_by_name = models.CharField(_("người xem xét"), max_length=200)

    class Meta:
        verbose_name = _("đối chiếu nhu cầu với kết quả")
        verbose_name_plural = _("đối chiếu nhu cầu với kết quả")
        ordering = ["need_id", "rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "result"],
                name="weighing_once",
                violation_error_message=_("Kết quả này đã được xem xét cho nhu cầu này."),
            ),
            models.CheckConstraint(
                condition=Q(judged=Judged.ACCEPTED, reason="")
                | (Q(judged=Judged.REFUSED, reason__in=list(RefusedFor)) & ~Q(words="")),
                name="weighing_refused_with_reason",
                violation_error_message=_("Từ chối một kết quả phải chọn lý do và nói rõ thêm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need.code} · {self.result.code}"
