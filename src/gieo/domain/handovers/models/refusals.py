"""What a party says instead of signing."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers.models.minutes import Minutes
from gieo.foundation.signing import wording
from gieo.foundation.signing.vocab import Party


class SigningRefusal(models.Model):
    """A party will not sign sealed minutes as they are, and why. Written once; its later signature ends it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signing_refusals")
    party = models.CharField(
        _("tư cách"), max_length=12, choices=[(party.value, wording.PARTY[party]) for party in Party]
    )
    reason = models.TextField(_("lý do"))
    told_at = models.DateTimeField(_("lúc"))
    told_by_name = models.CharField(_("người ghi"), max_length=200)

    class Meta:
        verbose_name = _("lần từ chối ký")
        verbose_name_plural = _("lần từ chối ký")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(told_by_name=""),
                name="refusal_says_why",
                violation_error_message=_("Ghi lý do từ chối ký."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
