"""A use: a result or a product, in one receiver's hands, at one place; and on which level it stood when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.results.models import Product, Result
from gieo.domain.uptake import wording
from gieo.domain.uptake.vocab import Level
from gieo.foundation.units.models import Heritable, heir_with_day


class Use(Heritable):
    """What stands about it is claimed (`Claim`); when it stood where follows from its verified claims (`Period`).

    A household that copied something is named at the use, whose receiver is the unit that answers for it there.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    result = models.ForeignKey(
        "results.Result", on_delete=models.PROTECT, null=True, blank=True, related_name="uses",
        verbose_name=_("kết quả"),
    )  # fmt: skip
    product = models.ForeignKey(
        "results.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="uses",
        verbose_name=_("sản phẩm"),
    )  # fmt: skip
    receiver = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="uses", verbose_name=_("đơn vị ứng dụng")
    )
    place = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("nơi ứng dụng"))
    household = models.CharField(_("hộ dân"), max_length=200, blank=True, default="")  # for whom the receiver answers
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by_name = models.CharField(_("người ghi"), max_length=200)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("nơi ứng dụng")
        verbose_name_plural = _("nơi ứng dụng")
        ordering = ["-code"]
        constraints = [
            heir_with_day("use"),
            models.CheckConstraint(
                condition=Q(result__isnull=False, product__isnull=True) | Q(result__isnull=True, product__isnull=False),
                name="use_has_one_subject",
                violation_error_message=_("Mỗi nơi ứng dụng là của đúng một kết quả hoặc một sản phẩm."),
            ),
            models.UniqueConstraint(
                fields=["result", "receiver", "place", "household"],
                condition=Q(result__isnull=False),
                name="use_of_result_once",
                violation_error_message=_("Đơn vị này đã có hồ sơ ứng dụng kết quả này ở nơi này."),
            ),
            models.UniqueConstraint(
                fields=["product", "receiver", "place", "household"],
                condition=Q(product__isnull=False),
                name="use_of_product_once",
                violation_error_message=_("Đơn vị này đã có hồ sơ ứng dụng sản phẩm này ở nơi này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject.title}"

    @property
    def subject(self) -> Result | Product:
        """What is used."""
        if self.result is not None:
            return self.result
        assert self.product is not None  # the database holds that there is one of the two
        return self.product


class Period(models.Model):
    """From a day, until and including another, a use stands on a level by a verified claim.

    Written anew in every deed that changes what is verified (rules.standing.periods), never by hand. Periods of a use
    do not overlap; a day in none of them is a day of which nothing good is known. Only a stop is open to the end.
    """

    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="periods")
    claim = models.ForeignKey("uptake.Claim", on_delete=models.CASCADE, related_name="periods")
    level = models.CharField(_("mức"), max_length=12, choices=list(wording.LEVEL_LABELS.items()))
    start = models.DateField(_("từ ngày"))
    end = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("thời gian ở một mức")
        verbose_name_plural = _("thời gian ở các mức")
        ordering = ["use_id", "start"]
        indexes = [models.Index(fields=["start", "end", "level"], name="period_on_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "start"],
                name="period_starts_once",
                violation_error_message=_("Một nơi ứng dụng chỉ ở một mức vào một ngày."),
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="period_ends_after_it_begins",
                violation_error_message=_("Ngày hết phải từ ngày bắt đầu trở đi."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=[*Level]) & (Q(level=Level.STOPPED) | Q(end__isnull=False)),
                name="period_of_a_level_ends",
                violation_error_message=_("Chỉ mức “đã dừng” mới không có ngày hết."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use_id} {self.level} {self.start}"


class ExpiryNotice(models.Model):
    """The receiver was told, so many days ahead, that what its use stands on runs out. Each once."""

    claim = models.ForeignKey("uptake.Claim", on_delete=models.CASCADE, related_name="notices")
    days = models.PositiveSmallIntegerField(_("trước bao nhiêu ngày"))
    on = models.DateField(_("báo ngày"))

    class Meta:
        verbose_name = _("lần báo sắp hết hạn")
        verbose_name_plural = _("các lần báo sắp hết hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "days"],
                name="expiry_told_once",
                violation_error_message=_("Lần này đã báo rồi."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.days}"
