"""Bytes lie under the home by their digest; rows here name them.

Who may see a file is asked of the record that points at it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gieo.foundation.files.rules import human_size
from gieo.foundation.files.vocab import FileKind, ScanState


class StoredFile(models.Model):
    """One upload. Equal bytes uploaded twice share their place on disk, not their row."""

    digest = models.CharField(_("vân tay SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("cỡ, byte"))
    name = models.CharField(_("tên tệp"), max_length=160)
    mime = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in FileKind])
    scan_state = models.CharField(
        max_length=12, choices=[(state.value, state.value) for state in ScanState], default=ScanState.UNSCANNED
    )
    uploaded_at = models.DateTimeField(_("lúc"))
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by_name = models.CharField(_("người tải lên"), max_length=200)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")

    def __str__(self) -> str:
        return f"{self.name} ({human_size(self.size)})"

    @property
    def human_size(self) -> str:
        return human_size(self.size)


class Photograph(models.Model):
    """A picture with what a reader must know of it. Published only with caption, credit and consent."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="photographs")
    caption = models.CharField(_("chú thích"), max_length=400)
    credit = models.CharField(_("người chụp hoặc nguồn ảnh"), max_length=200)
    place = models.CharField(_("nơi chụp"), max_length=200, blank=True)
    taken_on = models.DateField(_("ngày chụp"), null=True, blank=True)
    consent = models.BooleanField(_("người trong ảnh đồng ý đăng"), default=False)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")

    def __str__(self) -> str:
        return self.caption or self.file.name

    @property
    def may_be_published(self) -> bool:
        return bool(self.consent and self.caption and self.credit)
