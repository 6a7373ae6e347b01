"""What was said of results that were shown for a need, and which ones came up later."""

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


class Offering(models.Model):
    """A result that was put before the needs that were open when it became public: each result once."""

    result = models.OneToOneField("results.Result", on_delete=models.PROTECT, verbose_name=_("kết quả"))
    offered_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("kết quả mới đã đối chiếu với nhu cầu")
        verbose_name_plural = _("kết quả mới đã đối chiếu với nhu cầu")

    def __str__(self) -> str:
        return self.result.code


class Suggestion(models.Model):
    """A result that a need's unit was told of: each pair once, however often it comes up."""

    need = models.ForeignKey(
        "needs.Need", on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("nhu cầu")
    )
    result = models.ForeignKey(
        "results.Result", on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("kết quả")
    )
    told_at = models.DateTimeField(_("báo lúc"))
    told_by_name = models.CharField(_("người báo"), max_length=200)
    by_letter = models.BooleanField(_("đã gửi thư"))
    """False where no address of the unit is known: it stands on the need's page alone."""

    class Meta:
        verbose_name = _("kết quả đã báo cho nhu cầu")
        verbose_name_plural = _("kết quả đã báo cho nhu cầu")
        ordering = ["need_id", "told_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "result"],
                name="suggestion_once",
                violation_error_message=_("Đơn vị đã được báo về kết quả này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.need.code} · {self.result.code}"
