"""Administrative units of two maps, and who became whom on 1 July 2025."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.foundation.places.vocab import AreaKind, Era, Rank


class Area(models.Model):
    """One administrative unit on one map. A province that went through the change stands on both."""

    code = models.CharField(_("mã"), max_length=8)
    name = models.CharField(_("tên"), max_length=120)  # "Huyện Mường Chà"
    short_name = models.CharField(_("tên riêng"), max_length=120)  # "Mường Chà"
    rank = models.CharField(_("loại"), max_length=20, choices=[(rank.value, rank.value) for rank in Rank])
    kind = models.CharField(_("cấp"), max_length=20, choices=[(kind.value, kind.value) for kind in AreaKind])
    era = models.CharField(_("bản đồ"), max_length=20, choices=[(era.value, era.value) for era in Era])
    parent = models.ForeignKey(
        "self", verbose_name=_("thuộc"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    since = models.DateField(_("từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    lat = models.FloatField(_("vĩ độ"), null=True, blank=True)
    lon = models.FloatField(_("kinh độ"), null=True, blank=True)
    area_km2 = models.FloatField(_("diện tích (km²)"), null=True, blank=True)
    # Of an area of the old map: where its figures are counted on today's, when its land went to several.
    heir = models.ForeignKey(
        "self", verbose_name=_("kế thừa chính"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Folded by core.text.fold, so that a name is found however it is typed.
    name_folded = models.CharField(max_length=120, editable=False)
    short_name_folded = models.CharField(max_length=120, editable=False, db_index=True)

    class Meta:
        verbose_name = _("địa bàn")
        verbose_name_plural = _("địa bàn")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["era", "code"],
                name="area_code_once_per_map",
                violation_error_message=_("Mã địa bàn đã có trên bản đồ này."),
            ),
            models.CheckConstraint(
                condition=Q(kind=AreaKind.PROVINCE, parent__isnull=True)
                | (~Q(kind=AreaKind.PROVINCE) & Q(parent__isnull=False)),
                name="area_stands_in_its_parent",
                violation_error_message=_("Chỉ cấp tỉnh không thuộc địa bàn nào khác."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=AreaKind.DISTRICT, era=Era.AFTER_2025),
                name="area_no_district_after_2025",
                violation_error_message=_("Từ 01/07/2025 không còn cấp huyện."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="area_ends_after_it_begins",
                violation_error_message=_("Ngày hết phải từ ngày bắt đầu trở đi."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AreaSuccession(models.Model):
    """The land of `old` became (a part of) `new`. A split unit has several rows."""

    old = models.ForeignKey(Area, verbose_name=_("trước"), on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Area, verbose_name=_("nay"), on_delete=models.CASCADE, related_name="origins")

    class Meta:
        verbose_name = _("kế thừa địa bàn")
        verbose_name_plural = _("kế thừa địa bàn")
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="area_succession_once"),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="area_succeeds_another",
                violation_error_message=_("Một địa bàn không kế thừa chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
