"""Letters, long and short, wait here from the deed's own transaction until the postman carries them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gieo.foundation.files.models import StoredFile
from gieo.foundation.outbox.vocab import Channel, LetterState


class Letter(models.Model):
    """One e-mail to one address, or one short message to one telephone (`body` as it goes out)."""

    kind = models.CharField(max_length=40)
    channel = models.CharField(
        _("cách gửi"),
        max_length=5,
        choices=[(channel.value, channel.value) for channel in Channel],
        default=Channel.MAIL,
    )
    to_email = models.EmailField(_("tới"), blank=True)
    to_phone = models.CharField(_("tới số"), max_length=16, blank=True)
    to_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    subject = models.CharField(_("tiêu đề"), max_length=300)
    body = models.TextField(_("nội dung"))
    record_kind = models.CharField(max_length=60, blank=True)
    record_code = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=[(state.value, state.value) for state in LetterState],
        default=LetterState.QUEUED,
    )
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    error = models.CharField(_("lỗi"), max_length=300, blank=True)
    posted_at = models.DateTimeField(_("lúc đặt vào hộp"))
    due_at = models.DateTimeField(_("gửi từ lúc"))
    taken_at = models.DateTimeField(null=True, editable=False)
    """When a postman took it in hand: for a while no other carries it."""
    sent_at = models.DateTimeField(_("lúc gửi"), null=True)

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        indexes = [models.Index(fields=["state", "due_at"], name="letters_due")]
        constraints = [
            models.CheckConstraint(
                name="sent_letter_says_when",
                condition=models.Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~models.Q(state=LetterState.SENT) & models.Q(sent_at__isnull=True)),
                violation_error_message=_("Thư đã gửi phải có lúc gửi; thư chưa gửi thì không."),
            ),
            models.CheckConstraint(
                name="letter_goes_one_way",
                condition=models.Q(channel=Channel.MAIL, to_phone="") & ~models.Q(to_email="")
                | models.Q(channel=Channel.SHORT, to_email="") & ~models.Q(to_phone=""),
                violation_error_message=_("Thư đi tới một địa chỉ thư, tin nhắn đi tới một số điện thoại."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def to(self) -> str:
        """The address or the number."""
        return self.to_email or self.to_phone


class Attachment(models.Model):
    """A stored file that goes with a letter."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, verbose_name=_("tệp"), on_delete=models.PROTECT, related_name="letters")

    class Meta:
        verbose_name = _("tệp kèm thư")
        verbose_name_plural = _("tệp kèm thư")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["letter", "file"], name="attachment_once_per_letter")]

    def __str__(self) -> str:
        return self.file.name
