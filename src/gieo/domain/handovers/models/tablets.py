"""Devices that sign without network, and what each has sent.

The secret that lets a device send lives in the device alone; here stands its SHA-256.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers import wording
from gieo.domain.handovers.vocab import Party, TabletState


class Tablet(models.Model):
    """A device opened at a conference by an officer, who answers for whoever signs on it."""

    conference = models.ForeignKey(
        "transfers.Conference", on_delete=models.PROTECT, related_name="tablets", verbose_name=_("hội nghị")
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên máy"), max_length=120)
    state = models.CharField(
        _("tình trạng"), max_length=8, choices=list(wording.TABLET_STATE_LABELS.items()), default=TabletState.OPEN
    )
    token_digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by_id = models.BigIntegerField(null=True)
    opened_by_name = models.CharField(_("người mở"), max_length=200)
    behalf_id = models.BigIntegerField(null=True, blank=True)
    sends_until = models.DateTimeField(_("gửi được đến"))
    minutes = models.ManyToManyField("handovers.Minutes", related_name="tablets", verbose_name=_("biên bản đã tải về"))
    stocked_at = models.DateTimeField(_("tải biên bản lúc"), null=True, blank=True)
    seen_at = models.DateTimeField(_("liên lạc lần cuối"), null=True, blank=True)
    waiting = models.PositiveIntegerField(_("chữ ký chưa gửi, máy báo"), default=0)
    ended_at = models.DateTimeField(_("đóng hoặc mất lúc"), null=True, blank=True)
    ended_by_name = models.CharField(_("người đóng hoặc báo mất"), max_length=200, blank=True)
    end_reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("máy ký không cần mạng")
        verbose_name_plural = _("máy ký không cần mạng")
        ordering = ["conference_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "number"],
                name="tablet_number_once",
                violation_error_message=_("Máy này vừa được mở."),
            ),
            models.CheckConstraint(
                condition=Q(state=TabletState.OPEN, ended_at__isnull=True, ended_by_name="", end_reason="")
                | Q(state=TabletState.CLOSED, ended_at__isnull=False) & ~Q(ended_by_name="")
                | Q(state=TabletState.LOST, ended_at__isnull=False) & ~Q(ended_by_name="") & ~Q(end_reason=""),
                name="tablet_ended_has_reason",
                violation_error_message=_(
                    "Máy đã đóng hoặc đã báo mất phải có người và giờ; máy đã mất phải có lý do."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(opened_by_name=""),
                name="tablet_named",
                violation_error_message=_("Máy phải có tên và người mở."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """One signature as a tablet sent it: taken, or refused in words. What the device's own clock said stands here."""

    tablet = models.ForeignKey(Tablet, on_delete=models.PROTECT, related_name="arrivals")
    client_id = models.CharField(max_length=64)
    minutes = models.ForeignKey("handovers.Minutes", on_delete=models.PROTECT, null=True, related_name="arrivals")
    party = models.CharField(_("bên"), max_length=12, choices=list(wording.PARTY_LABELS.items()))
    person_name = models.CharField(_("họ tên"), max_length=200, blank=True)
    device_at = models.DateTimeField(_("ký lúc, theo đồng hồ của máy"))
    arrived_at = models.DateTimeField(_("gửi đến lúc"))
    signature = models.OneToOneField(
        "signing.Signature", on_delete=models.PROTECT, null=True, related_name="arrival", verbose_name=_("chữ ký")
    )
    refusal = models.CharField(_("lý do không nhận"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("chữ ký máy gửi đến")
        verbose_name_plural = _("chữ ký máy gửi đến")
        ordering = ["arrived_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tablet", "client_id"],
                name="arrival_once",
                violation_error_message=_("Chữ ký này máy đã gửi."),
            ),
            models.CheckConstraint(
                condition=Q(signature__isnull=False, refusal="") | Q(signature__isnull=True) & ~Q(refusal=""),
                name="arrival_taken_or_refused",
                violation_error_message=_("Chữ ký gửi đến hoặc được nhận, hoặc có lý do không nhận."),
            ),
            models.CheckConstraint(
                condition=Q(party__in=[*Party]),
                name="arrival_party_known",
                violation_error_message=_("Bên ký không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tablet_id} {self.client_id}"
