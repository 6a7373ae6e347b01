"""A certificate of who came: its content sealed, its paper printed and sealed outside the deed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Certificate(models.Model):
    """The name on it stays in the sealed content as long as the paper is to be checked; the enrolment may forget it."""

    enrolment = models.OneToOneField(
        "training.Enrolment", on_delete=models.PROTECT, related_name="certificate", verbose_name=_("người dự lớp")
    )
    code = models.CharField(_("mã"), max_length=20, unique=True)
    sealed = models.OneToOneField(
        "signing.SealedContent", on_delete=models.PROTECT, related_name="+", verbose_name=_("nội dung đã khóa")
    )
    issued_on = models.DateField(_("ngày cấp"))

    class Meta:
        verbose_name = _("giấy chứng nhận tập huấn")
        verbose_name_plural = _("giấy chứng nhận tập huấn")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
