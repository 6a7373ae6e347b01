"""Signatures that were asked for elsewhere: the digest went away, the signature has still to come back."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers.models.minutes import Minutes
from gieo.domain.handovers.vocab import RemoteState
from gieo.domain.handovers.wording import PARTY_LABELS, REMOTE_STATE_LABELS
from gieo.foundation.files.models import StoredFile
from gieo.foundation.signing.models import Rendering, Signature


class RemoteSignature(models.Model):
    """One request. `file` is the PDF with the room for the signature, between the bytes `room_start` and `room_end`;
    `digest` is of all the rest. `base` is what it stands on: None for the paper that nobody had signed digitally.

    `certificate` (PEM) and `attributes` (DER, hexadecimal) stand there where the signer's certificate was known.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="remote_signatures")
    number = models.PositiveSmallIntegerField(_("lần"))
    party = models.CharField(_("bên"), max_length=12, choices=list(PARTY_LABELS.items()))
    signer_name = models.CharField(_("người ký"), max_length=200)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=list(REMOTE_STATE_LABELS.items()), default=RemoteState.WAITING
    )
    base = models.ForeignKey(Rendering, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("vân tay gửi đi"), max_length=64)
    room_start = models.PositiveIntegerField()
    room_end = models.PositiveIntegerField()
    certificate = models.TextField(_("chứng thư của người ký"), blank=True)
    attributes = models.TextField(blank=True)
    asked_at = models.DateTimeField(_("gửi lúc"))
    asked_by_id = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(_("người gửi"), max_length=200)
    expires_at = models.DateTimeField(_("chờ đến"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    ended_by_name = models.CharField(_("người kết thúc"), max_length=200, blank=True)
    end_reason = models.CharField(_("lý do"), max_length=300, blank=True)
    answer_digest = models.CharField(_("vân tay chữ ký trả về"), max_length=64, blank=True)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, related_name="remote")

    class Meta:
        verbose_name = _("lượt ký từ xa")
        verbose_name_plural = _("lượt ký từ xa")
        ordering = ["minutes_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="remote_number_once",
                violation_error_message=_("Lượt ký từ xa này vừa được gửi."),
            ),
            models.UniqueConstraint(
                fields=["minutes"],
                condition=Q(state=RemoteState.WAITING.value),
                name="one_remote_waits",
                violation_error_message=_("Biên bản này đang chờ một chữ ký từ xa."),
            ),
            models.CheckConstraint(
                condition=Q(state=RemoteState.WAITING.value, ended_at__isnull=True, signature__isnull=True)
                | Q(state=RemoteState.ANSWERED.value, ended_at__isnull=False, signature__isnull=False)
                & ~Q(answer_digest="")
                | Q(
                    state__in=[RemoteState.GIVEN_UP.value, RemoteState.LAPSED.value],
                    ended_at__isnull=False,
                    signature__isnull=True,
                )
                & ~Q(end_reason=""),
                name="remote_ended_says_how",
                violation_error_message=_("Lượt ký từ xa đã xong phải có chữ ký, hoặc lý do thôi chờ."),
            ),
            models.CheckConstraint(
                condition=~Q(signer_name="") & ~Q(asked_by_name="") & ~Q(digest="") & Q(expires_at__gt=F("asked_at")),
                name="remote_names_people",
                violation_error_message=_("Lượt ký từ xa phải ghi người ký, người gửi và hạn chờ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.number}"
