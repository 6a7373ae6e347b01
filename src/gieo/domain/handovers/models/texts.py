"""Standing texts as the office has changed them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WordingBlock(models.Model):
    """One version of a standing text. Versions are never edited: a change is a new row, minutes keep what they took."""

    key = models.CharField(_("khoá"), max_length=20)
    version = models.PositiveIntegerField(_("lần sửa"))
    title = models.CharField(_("tên đoạn"), max_length=160)
    text = models.TextField(_("nội dung"))
    written_at = models.DateTimeField(_("sửa lúc"))
    written_by_name = models.CharField(_("người sửa"), max_length=200)

    class Meta:
        verbose_name = _("đoạn văn mẫu")
        verbose_name_plural = _("đoạn văn mẫu")
        ordering = ["key", "-version"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(title="") & Q(version__gte=1),
                name="block_is_filled",
                violation_error_message=_("Đoạn văn mẫu phải có tên và nội dung."),
            ),
            models.UniqueConstraint(
                fields=["key", "version"],
                name="block_version_once",
                violation_error_message=_("Người khác vừa sửa đoạn này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def code(self) -> str:
        return f"{self.key}-{self.version}"
