"""Texts as they are to be found: the truth that every index follows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Text(models.Model):
    """What a record says to whoever looks for it, or that it says nothing any more.

    `written_in` numbers the transaction that wrote the row last, so that an index that has read up to a number knows
    what it lacks. On PostgreSQL deeds that run side by side do not end in the order of their numbers: an index reads
    only what was written before the oldest one that still runs.
    """

    key = models.CharField(_("khoá"), max_length=100, unique=True)
    kind = models.CharField(_("loại"), max_length=40)
    texts = models.JSONField(_("lời"), default=dict)
    marks = models.JSONField(_("dấu để thu hẹp"), default=list)
    order = models.BigIntegerField(_("thứ tự khi không tìm theo lời"), default=0)
    gone = models.BooleanField(_("không còn"), default=False)
    written_in = models.BigIntegerField(_("giao dịch"), default=0)

    class Meta:
        verbose_name = _("lời để tìm")
        verbose_name_plural = _("lời để tìm")
        indexes = [models.Index(fields=["written_in", "id"], name="texts_in_order")]

    def __str__(self) -> str:
        return self.key
