"""“We copied this”: what a neighbour says through the code on the sheet, and who else has looked at it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.copies import LONGEST_NAME, LONGEST_WORDS, CopyState
from gieo.domain.uptake.wording import MEASURE_LABELS
from gieo.domain.uptake.wording.copies import STATE_LABELS

_S = CopyState


class Copy(models.Model):
    """Who says so, where, how much, after whom. Once confirmed it is told by its `use`, and only that counts.

    `parent` is the use it was copied from; none when the sheet alone taught it. `committee` is the commune's People's
    Committee, whose people may confirm. Name, telephone and words go a set time after it was looked at.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=list(STATE_LABELS.items()), default=_S.WAITING, db_index=True
    )
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    result = models.ForeignKey(
        "results.Result", on_delete=models.PROTECT, related_name="copies", verbose_name=_("kết quả")
    )
    place = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("xã"))
    committee = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("UBND xã xác nhận được"),
    )  # fmt: skip
    parent = models.ForeignKey(
        "uptake.Use", on_delete=models.PROTECT, null=True, blank=True, related_name="copied_as",
        verbose_name=_("làm theo nơi"),
    )  # fmt: skip
    use = models.ForeignKey(
        "uptake.Use", on_delete=models.PROTECT, null=True, blank=True, related_name="copied_by",
        verbose_name=_("nơi ứng dụng"),
    )  # fmt: skip

    name = models.CharField(_("ai làm theo"), max_length=LONGEST_NAME, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    hamlet = models.CharField(_("bản, thôn, tổ"), max_length=LONGEST_NAME, blank=True)
    learnt_from = models.CharField(_("học từ ai, ở đâu"), max_length=LONGEST_WORDS, blank=True)
    words = models.CharField(_("kể thêm"), max_length=LONGEST_WORDS, blank=True)
    since = models.DateField(_("làm từ ngày"))
    measure = models.CharField(_("đơn vị đo"), max_length=14, choices=list(MEASURE_LABELS.items()))
    amount = models.DecimalField(_("bao nhiêu"), max_digits=12, decimal_places=2)
    consented_at = models.DateTimeField(_("đồng ý cho giữ thông tin lúc"))
    claimed_on = models.DateField(_("khai ngày"))
    claimed_by_id = models.BigIntegerField(null=True, blank=True)  # whoever was signed in

    decided_on = models.DateField(_("xem ngày"), null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_by_name = models.CharField(_("người xem"), max_length=200, blank=True)
    refusal = models.CharField(_("lý do không xác nhận"), max_length=LONGEST_WORDS, blank=True)
    forgotten_on = models.DateField(_("xoá thông tin cá nhân ngày"), null=True, blank=True)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("lời khai làm theo")
        verbose_name_plural = _("lời khai làm theo")
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*_S], measure__in=[*Measure], amount__gt=0),
                name="copy_words_known",
                violation_error_message=_(
                    "Tình trạng hoặc đơn vị đo không có trong danh mục, hoặc số không lớn hơn 0."
                ),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=False) | (~Q(name="") & ~Q(phone="")),
                name="copy_can_be_asked",
                violation_error_message=_("Lời khai phải có tên và số điện thoại."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.WAITING, use__isnull=True, decided_on__isnull=True, decided_by_name="", refusal="")
                | Q(state=_S.CONFIRMED, use__isnull=False, decided_on__isnull=False, refusal="")
                & ~Q(decided_by_name="")
                | Q(state=_S.REFUSED, use__isnull=True, decided_on__isnull=False)
                & ~Q(decided_by_name="")
                & ~Q(refusal=""),
                name="copy_decided_agrees",
                violation_error_message=_("Lời khai được xác nhận là một nơi ứng dụng; không được thì có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True)
                | Q(claimed_by_id__isnull=True)
                | ~Q(decided_by_id=F("claimed_by_id")),
                name="copy_decided_by_another",
                violation_error_message=_("Người khai không tự xác nhận."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(use__isnull=True) | ~Q(parent=F("use")),
                name="copy_of_another",
                violation_error_message=_("Không ai làm theo chính mình."),
            ),
        ]

    def __str__(self) -> str:
        return self.code
