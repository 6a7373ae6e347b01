"""What people have said about a disagreement the ledger found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FaultNote(models.Model):
    """An explanation of one fault. It holds while the fault's numbers stay the same; the fault itself stays listed."""

    conference = models.ForeignKey(
        "transfers.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="fault_notes"
    )
    decision = models.ForeignKey(
        "transfers.TransferDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="fault_notes"
    )
    fault_key = models.CharField(max_length=400)
    measure = models.CharField(max_length=600, blank=True)
    text = models.TextField(_("lời giải thích"))
    written_at = models.DateTimeField(_("lúc"))
    written_by_name = models.CharField(_("người giải thích"), max_length=200)

    class Meta:
        verbose_name = _("lời giải thích chỗ chưa khớp")
        verbose_name_plural = _("lời giải thích chỗ chưa khớp")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(conference__isnull=False, decision__isnull=True)
                | Q(conference__isnull=True, decision__isnull=False),
                name="note_on_one_ledger",
                violation_error_message=_("Lời giải thích thuộc sổ của một hội nghị hoặc một quyết định."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="note_has_text", violation_error_message=_("Ghi lời giải thích.")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        return f"GT-{self.pk}"
