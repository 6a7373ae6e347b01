"""Programmes under which tasks run, and what the province puts first."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.programmes import wording
from gieo.domain.programmes.vocab import Level


class Programme(models.Model):
    """A programme of the State, of a region or of the province, over some years."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên chương trình"), max_length=500)
    short_name = models.CharField(_("tên gọi tắt"), max_length=120, blank=True)
    official_code = models.CharField(_("ký hiệu chính thức"), max_length=60, blank=True)
    level = models.CharField(_("cấp"), max_length=20, choices=list(wording.LEVELS.items()))
    since_year = models.PositiveSmallIntegerField(_("từ năm"))
    until_year = models.PositiveSmallIntegerField(_("đến năm"), null=True, blank=True)
    managing_unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị quản lý"),
    )  # fmt: skip
    note = models.TextField(_("ghi chú"), blank=True)
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("chương trình")
        verbose_name_plural = _("chương trình")
        ordering = ["-since_year", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & Q(level__in=list(Level)),
                name="programme_is_named",
                violation_error_message=_("Chương trình phải có tên và cấp."),
            ),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True) | Q(since_year__lte=F("until_year")),
                name="programme_ends_after_it_starts",
                violation_error_message=_("Năm kết thúc không được trước năm bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.short_name or self.name


class Priority(models.Model):
    """What the province puts first for some time, with its weight, the text it rests on, and the research fields and
    socio-economic objectives of which a result counts to it, with all that lies below their codes."""

    name = models.CharField(_("ưu tiên"), max_length=300)
    weight = models.PositiveSmallIntegerField(_("trọng số, 1 đến 100"))
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300)
    entries = models.ManyToManyField(
        "procedures.CodeEntry", blank=True, related_name="+", verbose_name=_("lĩnh vực, mục tiêu thuộc ưu tiên")
    )
    version = models.PositiveIntegerField(_("lần sửa"), default=1)

    class Meta:
        verbose_name = _("ưu tiên")
        verbose_name_plural = _("ưu tiên")
        ordering = ["-weight", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100) & ~Q(name="") & ~Q(basis=""),
                name="priority_is_weighed",
                violation_error_message=_("Ưu tiên phải có tên, căn cứ và trọng số từ 1 đến 100."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="priority_ends_after_it_starts",
                violation_error_message=_("Ngày cuối không được trước ngày đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"UT-{self.pk}"
