"""Letters wait here from the deed's own transaction until the postman carries them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gieo.foundation.files.models import StoredFile
from gieo.foundation.outbox.vocab import LetterState


class Letter(models.Model):
    """One e-mail to one address."""

    kind = models.CharField(max_length=40)
    to_email = models.EmailField(_("tới"))
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_email}"


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
