"""Sheets of a report signed by hand, as far as they have come."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SignedSheet(models.Model):
    """A scanned sheet that waits for the others; it goes when the report is confirmed, or is dropped."""

    report = models.ForeignKey(
        "uptake.Report", on_delete=models.CASCADE, related_name="signed_sheets", verbose_name=_("báo cáo")
    )
    number = models.PositiveSmallIntegerField(_("trang số"))
    of = models.PositiveSmallIntegerField(_("trên tổng số trang"))
    digest = models.CharField(_("vân tay nội dung"), max_length=16)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("ảnh"))
    source = models.CharField(_("tệp đã tải lên"), max_length=160)
    source_digest = models.CharField(_("vân tay tệp đã tải lên"), max_length=64)
    added_at = models.DateTimeField(_("lúc"))
    added_by_name = models.CharField(_("người tải lên"), max_length=200)

    class Meta:
        verbose_name = _("trang báo cáo đã ký")
        verbose_name_plural = _("trang báo cáo đã ký")
        ordering = ["report_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="signed_sheet_once",
                violation_error_message=_("Trang này đã có ảnh."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=F("of")),
                name="signed_sheet_within_paper",
                violation_error_message=_("Số trang phải từ 1 đến tổng số trang."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.number}"
