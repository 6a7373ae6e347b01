"""What a receiver said it took, on which day: each receipt once, taken back with a reason and never changed.

The database refuses to change a receipt but for its being taken back (migration 0007).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers import wording
from gieo.domain.handovers.vocab import Outcome, RefusalReason


class ReceiptNote(models.Model):
    """One receipt: somebody of the receiver took some of the items on a day, or said why not.

    `carried_from` is the receipt of the version before it, when minutes are replaced.
    """

    minutes = models.ForeignKey(
        "handovers.Minutes", on_delete=models.PROTECT, related_name="receipts", verbose_name=_("biên bản")
    )
    number = models.PositiveSmallIntegerField(_("lần nhận"))
    on = models.DateField(_("ngày nhận"))
    by_name = models.CharField(_("người nhận"), max_length=200)
    by_title = models.CharField(_("chức vụ người nhận"), max_length=160, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by_name = models.CharField(_("người ghi"), max_length=200)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to",
        verbose_name=_("chuyển từ lần nhận"),
    )  # fmt: skip
    retracted_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    retracted_by_name = models.CharField(_("người thu hồi"), max_length=200, blank=True)
    retract_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần nhận")
        verbose_name_plural = _("các lần nhận")
        ordering = ["minutes_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="receipt_number_once",
                violation_error_message=_("Lần nhận này vừa được ghi."),
            ),
            models.CheckConstraint(
                condition=~Q(by_name="") & ~Q(recorded_by_name=""),
                name="receipt_names_people",
                violation_error_message=_("Lần nhận phải có người nhận và người ghi."),
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True, retract_reason="", retracted_by_name="")
                | Q(retracted_at__isnull=False) & ~Q(retract_reason="") & ~Q(retracted_by_name=""),
                name="receipt_retracted_has_reason",
                violation_error_message=_("Lần nhận bị thu hồi phải có lý do, người và giờ thu hồi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.number}"


class ReceiptRow(models.Model):
    """What one receipt says of one item. A refusal, or a day promised, concerns all that was still to be received."""

    receipt = models.ForeignKey(ReceiptNote, on_delete=models.CASCADE, related_name="rows")
    item = models.ForeignKey("handovers.MinutesItem", on_delete=models.PROTECT, related_name="receipt_rows")
    outcome = models.CharField(_("kết quả"), max_length=12, choices=list(wording.OUTCOME_LABELS.items()))
    quantity = models.DecimalField(_("số lượng"), max_digits=14, decimal_places=3, null=True, blank=True)
    expected_on = models.DateField(_("hẹn giao ngày"), null=True, blank=True)
    reason = models.CharField(
        _("lý do không nhận"), max_length=12, blank=True, choices=list(wording.REFUSAL_LABELS.items())
    )
    words = models.CharField(_("nói rõ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mục của lần nhận")
        verbose_name_plural = _("mục của lần nhận")
        ordering = ["receipt_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt", "item"],
                name="receipt_item_once",
                violation_error_message=_("Mỗi mục ghi một lần trong một lần nhận."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.RECEIVED, quantity__gt=0, reason="")
                | Q(outcome=Outcome.AWAITED, quantity__isnull=True, expected_on__isnull=False, reason="")
                | Q(outcome=Outcome.REFUSED, quantity__gt=0, expected_on__isnull=True, reason__in=[*RefusalReason]),
                name="receipt_row_agrees",
                violation_error_message=_("Mục đã nhận có số lượng, mục hẹn có ngày, mục không nhận có lý do."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=RefusalReason.OTHER) | ~Q(words=""),
                name="receipt_other_reason_said",
                violation_error_message=_("Lý do khác phải nói rõ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.outcome}"
