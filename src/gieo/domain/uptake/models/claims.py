"""What somebody says of a use, what it rests on, and who else has looked at it. Written once."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake import wording
from gieo.domain.uptake.vocab import (
    MOST_PEOPLE,
    MOST_SEASONS,
    Channel,
    ClaimState,
    Grade,
    Level,
    Measure,
    Push,
    Sphere,
    StopReason,
)

_S = ClaimState


class Claim(models.Model):
    """On `on` the use stood on a level. `good_until` is its last day, reckoned when it was verified."""

    use = models.ForeignKey("uptake.Use", on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField(_("lần khai"))
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=list(wording.STATE_LABELS.items()), default=_S.CLAIMED, db_index=True
    )
    level = models.CharField(_("mức"), max_length=12, choices=list(wording.LEVEL_LABELS.items()))
    on = models.DateField(_("thấy như vậy ngày"))
    since = models.DateField(_("từ ngày"), null=True, blank=True)
    seasons = models.PositiveSmallIntegerField(_("số vụ, số kỳ đã làm"), null=True, blank=True)
    push = models.CharField(
        _("tự làm hay được hỗ trợ"), max_length=12, blank=True, choices=list(wording.PUSH_LABELS.items())
    )
    reason = models.CharField(_("vì sao dừng"), max_length=12, blank=True, choices=list(wording.STOP_LABELS.items()))
    words = models.TextField(_("kể rõ"), blank=True, max_length=2000)
    men = models.PositiveIntegerField(_("số nam"), null=True, blank=True)
    women = models.PositiveIntegerField(_("số nữ"), null=True, blank=True)

    channel = models.CharField(_("cách khai"), max_length=12, choices=list(wording.CHANNEL_LABELS.items()))
    report = models.ForeignKey(
        "uptake.Report", on_delete=models.PROTECT, null=True, blank=True, related_name="claims",
        verbose_name=_("theo báo cáo"),
    )  # fmt: skip
    told_by = models.CharField(_("người cho biết"), max_length=200, blank=True)
    claimed_at = models.DateTimeField(_("khai lúc"))
    claimed_by_id = models.BigIntegerField(null=True, blank=True)
    claimed_for_id = models.BigIntegerField(null=True, blank=True)  # whose deed it is, when done by delegation
    claimed_by_name = models.CharField(_("người khai"), max_length=200)

    decided_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_by_name = models.CharField(_("người xem"), max_length=200, blank=True)
    refusal = models.CharField(_("lý do không xác nhận"), max_length=500, blank=True)
    good_until = models.DateField(_("còn giá trị đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("khai báo ứng dụng")
        verbose_name_plural = _("khai báo ứng dụng")
        ordering = ["use_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "number"],
                name="claim_number_once",
                violation_error_message=_("Lần khai này vừa được ghi."),
            ),
            models.UniqueConstraint(
                fields=["use"],
                condition=Q(state=_S.CLAIMED),
                name="claim_waits_once",
                violation_error_message=_("Nơi ứng dụng này còn một khai báo chờ xác nhận."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*_S], level__in=[*Level], channel__in=[*Channel], push__in=["", *Push]),
                name="claim_words_known",
                violation_error_message=_("Tình trạng, mức, cách khai hoặc cách hỗ trợ không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(level=Level.STOPPED, reason__in=[*StopReason]) | ~Q(level=Level.STOPPED) & Q(reason=""),
                name="claim_stopped_has_reason",
                violation_error_message=_("Đã dừng thì phải có lý do; chưa dừng thì không có."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=StopReason.OTHER) | ~Q(words=""),
                name="claim_other_reason_said",
                violation_error_message=_("Lý do khác thì nói rõ là gì."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__lte=F("on")),
                name="claim_since_before_seen",
                violation_error_message=_("Ngày bắt đầu không thể sau ngày thấy như vậy."),
            ),
            models.CheckConstraint(
                condition=(Q(seasons__isnull=True) | Q(seasons__gte=1, seasons__lte=MOST_SEASONS))
                & (Q(men__isnull=True) | Q(men__lte=MOST_PEOPLE))
                & (Q(women__isnull=True) | Q(women__lte=MOST_PEOPLE)),
                name="claim_numbers_in_range",
                violation_error_message=_("Số vụ từ 1 đến 100; số người nhiều nhất 1.000.000."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.CLAIMED, decided_at__isnull=True, decided_by_name="", refusal="")
                | Q(state=_S.VERIFIED, decided_at__isnull=False, refusal="") & ~Q(decided_by_name="")
                | Q(state=_S.REFUSED, decided_at__isnull=False) & ~Q(decided_by_name="") & ~Q(refusal=""),
                name="claim_decided_agrees",
                violation_error_message=_("Khai báo đã xem phải có người xem, lúc xem; không xác nhận thì có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.VERIFIED, good_until__isnull=False)
                | Q(state=_S.VERIFIED, level=Level.STOPPED, good_until__isnull=True)
                | ~Q(state=_S.VERIFIED) & Q(good_until__isnull=True),
                name="claim_verified_has_last_day",
                violation_error_message=_("Khai báo đã xác nhận phải có ngày hết giá trị; khai báo khác thì không có."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True)
                | (Q(claimed_by_id__isnull=True) | ~Q(decided_by_id=F("claimed_by_id")))
                & (Q(claimed_for_id__isnull=True) | ~Q(decided_by_id=F("claimed_for_id"))),
                name="claim_decided_by_another",
                violation_error_message=_("Người khai không tự xác nhận."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use_id}/{self.number} {self.level}"


class Scale(models.Model):
    """How much, in one measure; `plot` names a field or a house where one holder has several at one place."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="scales")
    measure = models.CharField(_("đơn vị đo"), max_length=14, choices=list(wording.MEASURE_LABELS.items()))
    amount = models.DecimalField(_("bao nhiêu"), max_digits=12, decimal_places=2)
    plot = models.CharField(_("thửa, khu"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("quy mô")
        verbose_name_plural = _("quy mô")
        ordering = ["claim_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "measure", "plot"],
                name="scale_once_per_plot",
                violation_error_message=_("Một đơn vị đo ghi một lần cho một thửa, khu."),
            ),
            models.CheckConstraint(
                condition=Q(measure__in=[*Measure], amount__gt=0),
                name="scale_is_positive",
                violation_error_message=_("Quy mô phải lớn hơn 0 và có đơn vị đo trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.measure}"


class Effect(models.Model):
    """What has changed by it: a quantity before and after, in its own unit. Never added to another."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="effects")
    sphere = models.CharField(_("loại"), max_length=14, choices=list(wording.SPHERE_LABELS.items()))
    name = models.CharField(_("chỉ tiêu"), max_length=160)
    unit = models.CharField(_("đơn vị tính"), max_length=60)
    before = models.DecimalField(_("trước"), max_digits=16, decimal_places=2)
    after = models.DecimalField(_("sau"), max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = _("hiệu quả")
        verbose_name_plural = _("hiệu quả")
        ordering = ["claim_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sphere__in=[*Sphere]) & ~Q(name="") & ~Q(unit=""),
                name="effect_is_named",
                violation_error_message=_("Hiệu quả phải có loại, chỉ tiêu và đơn vị tính."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.before} → {self.after} {self.unit}"


class Evidence(models.Model):
    """One piece of what a claim rests on, and the day it tells of."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    grade = models.CharField(_("bậc"), max_length=12, choices=list(wording.GRADE_LABELS.items()))
    on = models.DateField(_("ngày của bằng chứng"))
    words = models.CharField(_("là gì, của ai"), max_length=400)
    number = models.CharField(_("số của giấy tờ"), max_length=120, blank=True)
    party = models.CharField(_("bên thứ ba xác nhận"), max_length=200, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp")
    )
    photograph = models.OneToOneField(
        "files.Photograph", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ảnh")
    )

    class Meta:
        verbose_name = _("bằng chứng")
        verbose_name_plural = _("bằng chứng")
        ordering = ["claim_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__in=[*Grade]) & ~Q(words=""),
                name="evidence_is_named",
                violation_error_message=_("Bằng chứng phải có bậc và nói rõ là gì, của ai."),
            ),
            models.CheckConstraint(
                condition=Q(grade=Grade.PHOTOGRAPH, photograph__isnull=False, file__isnull=True)
                | ~Q(grade=Grade.PHOTOGRAPH) & Q(photograph__isnull=True),
                name="evidence_photograph_is_one",
                violation_error_message=_("Bằng chứng là ảnh thì phải có ảnh; bằng chứng khác thì kèm tệp."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grade}: {self.words}"
