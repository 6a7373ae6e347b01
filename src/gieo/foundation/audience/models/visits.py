"""Visits added up. No row tells of one view, and none of one visitor for longer than an hour."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageVisits(models.Model):
    """Looks at one page on one day in Vietnam: people, robots, browsers that only prepared."""

    page = models.CharField(_("trang"), max_length=200)
    day = models.DateField(_("ngày"))
    visits = models.PositiveIntegerField(_("lượt xem"), default=0)
    robots = models.PositiveIntegerField(_("lượt máy"), default=0)
    prefetches = models.PositiveIntegerField(_("lượt tải trước"), default=0)

    class Meta:
        verbose_name = _("lượt xem theo ngày")
        verbose_name_plural = _("lượt xem theo ngày")
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_row_for_page_and_day")]
        indexes = [models.Index(fields=["day"], name="visits_by_day")]

    def __str__(self) -> str:
        return f"{self.page} {self.day}: {self.visits}"


class VisitTally(models.Model):
    """One row: the count Gieo began with, all visits since, who is online. What every public page shows."""

    start = models.PositiveBigIntegerField(_("số ban đầu"), default=0)
    visits = models.PositiveBigIntegerField(_("lượt xem"), default=0)
    robots = models.PositiveBigIntegerField(_("lượt máy"), default=0)
    prefetches = models.PositiveBigIntegerField(_("lượt tải trước"), default=0)
    window = models.PositiveSmallIntegerField(_("số phút coi là đang xem"), default=5)
    online = models.PositiveIntegerField(_("đang xem"), default=0)
    online_at = models.DateTimeField(_("đếm lúc"), null=True)

    class Meta:
        verbose_name = _("bộ đếm lượt xem")
        verbose_name_plural = _("bộ đếm lượt xem")
        constraints = [
            models.CheckConstraint(
                name="one_tally", condition=models.Q(id=1), violation_error_message=_("Chỉ có một bộ đếm.")
            ),
            models.CheckConstraint(
                name="window_within_an_hour",
                condition=models.Q(window__gte=1, window__lte=60),
                violation_error_message=_("Số phút coi là đang xem từ 1 đến 60."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.start + self.visits)


class OnlineMinute(models.Model):
    """Who looked within one minute, as digests of the day; after an hour only how many."""

    minute = models.PositiveIntegerField(_("phút, kể từ 1970"), primary_key=True)
    people = models.JSONField(_("người xem"), default=list)
    count = models.PositiveIntegerField(_("số người xem"), default=0)

    class Meta:
        verbose_name = _("phút có người xem")
        verbose_name_plural = _("phút có người xem")

    def __str__(self) -> str:
        return f"{self.minute}: {self.count}"


class SpoolTaken(models.Model):
    """How many bytes of a spool are in the tables: moved on in the same transaction as the counts."""

    name = models.CharField(max_length=60, primary_key=True)
    taken = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("tệp đếm đã lấy vào")
        verbose_name_plural = _("tệp đếm đã lấy vào")

    def __str__(self) -> str:
        return f"{self.name}: {self.taken}"
