"""Dated tables of codes. The files of data/ are their beginning; afterwards the office keeps them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gieo.core.basis import Basis, Mark
from gieo.domain.procedures import wording
from gieo.domain.procedures.vocab import CodeKey


class CodeSystem(models.Model):
    """One table of codes of one subject, in force from `since` through `until`."""

    key = models.CharField(_("bảng"), max_length=30, choices=list(wording.CODE_KEYS.items()))
    version = models.CharField(_("phiên bản"), max_length=30)
    name = models.CharField(_("tên"), max_length=200)
    document = models.CharField(_("văn bản"), max_length=200)
    article = models.CharField(_("điều, khoản"), max_length=60, blank=True)
    mark = models.CharField(_("mức đối chiếu"), max_length=20, choices=list(wording.MARKS.items()))
    since = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    edited_at = models.DateTimeField(_("Sở sửa lúc"), null=True, editable=False)

    class Meta:
        verbose_name = _("bảng mã")
        verbose_name_plural = _("bảng mã")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "version"],
                name="code_system_once",
                violation_error_message=_("Bảng này đã có phiên bản đó."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="code_system_ends_after_it_starts",
                violation_error_message=_("Ngày hết hiệu lực không được trước ngày có hiệu lực."),
            ),
            models.CheckConstraint(
                condition=Q(key__in=list(CodeKey)),
                name="code_system_key_known",
                violation_error_message=_("Không có bảng mã loại này."),
            ),
            models.CheckConstraint(
                condition=Q(mark__in=list(Mark)),
                name="code_system_mark_known",
                violation_error_message=_("Không có mức đối chiếu này."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"{self.key}:{self.version}"

    @property
    def basis(self) -> Basis:
        return Basis(self.document, self.article, Mark(self.mark))


class CodeEntry(models.Model):
    """One line of a table. `natures` maps kinds of products (Dạng I–IV) to natures of products."""

    system = models.ForeignKey(CodeSystem, on_delete=models.PROTECT, related_name="entries", verbose_name=_("bảng"))
    code = models.CharField(_("mã"), max_length=20)
    name = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("thuộc")
    )
    order = models.PositiveIntegerField(_("thứ tự"), default=0)
    article = models.CharField(_("điều, khoản"), max_length=60, blank=True)
    mark = models.CharField(_("mức đối chiếu"), max_length=20, choices=list(wording.MARKS.items()))
    natures = models.JSONField(_("tính chất sản phẩm"), default=list, blank=True)
    edited_at = models.DateTimeField(_("Sở sửa lúc"), null=True, editable=False)

    class Meta:
        verbose_name = _("mã")
        verbose_name_plural = _("mã")
        ordering = ["system", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code"],
                name="code_entry_once",
                violation_error_message=_("Bảng này đã có mã đó."),
            ),
            models.CheckConstraint(
                condition=Q(mark__in=list(Mark)),
                name="code_entry_mark_known",
                violation_error_message=_("Không có mức đối chiếu này."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and (get_language() or "vi").startswith("en") else self.name

    @property
    def basis(self) -> Basis:
        """The line's own article in the table's document (fetch with its system)."""
        return Basis(self.system.document, self.article or self.system.article, Mark(self.mark))
