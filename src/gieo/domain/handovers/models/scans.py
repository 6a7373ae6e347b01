"""Minutes signed on paper: the sheets scanned so far, and the scan that was entered.

A scan is evidence: the database itself lets nobody change or delete it (migration 0009).
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.foundation.files.models import StoredFile


class InkSheet(models.Model):
    """A scanned sheet that waits for the others; it goes when the scan is entered, or is dropped to be taken again."""

    minutes = models.ForeignKey(
        "handovers.Minutes", on_delete=models.PROTECT, related_name="ink_sheets", verbose_name=_("biên bản")
    )
    number = models.PositiveSmallIntegerField(_("trang số"))
    of = models.PositiveSmallIntegerField(_("trên tổng số trang"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("ảnh"))
    source = models.CharField(_("tệp đã tải lên"), max_length=160)
    source_digest = models.CharField(_("vân tay tệp đã tải lên"), max_length=64)
    added_at = models.DateTimeField(_("lúc"))
    added_by_name = models.CharField(_("người tải lên"), max_length=200)

    class Meta:
        verbose_name = _("trang quét")
        verbose_name_plural = _("trang quét")
        ordering = ["minutes_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="ink_sheet_once",
                violation_error_message=_("Trang này đã có ảnh."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=F("of")),
                name="ink_sheet_within_paper",
                violation_error_message=_("Số trang phải từ 1 đến tổng số trang."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.number}"


class InkScan(models.Model):
    """All sheets of the paper that parties signed by hand, as one PDF, and where its pictures came from."""

    minutes = models.ForeignKey(
        "handovers.Minutes", on_delete=models.PROTECT, related_name="ink_scans", verbose_name=_("biên bản")
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("bản quét"))
    sheets = models.PositiveSmallIntegerField(_("số trang"))
    parties: models.JSONField[Any, Any] = models.JSONField(_("bên đã ký trên giấy"))
    sources: models.JSONField[Any, Any] = models.JSONField(_("tệp đã tải lên và vân tay"))
    signed_on = models.DateField(_("ngày ký trên giấy"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by_name = models.CharField(_("người ghi"), max_length=200)
    client_id = models.CharField(max_length=50, unique=True)

    class Meta:
        verbose_name = _("bản quét đã ký")
        verbose_name_plural = _("bản quét đã ký")
        ordering = ["minutes_id", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sheets__gte=1) & ~Q(recorded_by_name="") & ~Q(client_id=""),
                name="ink_scan_is_whole",
                violation_error_message=_("Bản quét phải có trang, người ghi và mã lượt ghi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.file_id}"
