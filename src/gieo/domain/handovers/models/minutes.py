"""Minutes of one receiver, what they hand over, and what the receiver plans to do with it.

Once minutes are no draft the database itself refuses to change what they say (migration 0003); signatures, receipts and
states go on. A column added later belongs in that migration's lists: a test asks for it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers import wording
from gieo.domain.handovers.rules.reporting import MOST_PLAN_DAYS, PLAN_DAYS
from gieo.domain.handovers.vocab import (
    FROZEN_STATES,
    LIVE_STATES,
    SIGNED_STATES,
    IdentityPaper,
    MinutesState,
    Party,
    Receipt,
    RefusalReason,
)
from gieo.foundation.units.models import Heritable, heir_with_day

_S = MinutesState


def counted(prefix: str = "") -> Q:
    """Minutes that count: of a version and the one it is to replace, only the one that stands.

    `prefix` leads from another table, as in `counted("minutes__")`.
    """
    stands = Q(**{f"{prefix}replaces__isnull": True}) | Q(**{f"{prefix}replaces__state": _S.SUPERSEDED})
    return stands & Q(**{f"{prefix}state__in": LIVE_STATES})


class Minutes(Heritable):
    """One paper between one giver and one receiver. From sealing on nothing of it changes but signatures and receipts.

    `sealed` holds the frozen content and its digest, which is what everybody signs.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=list(wording.STATE_LABELS.items()), default=_S.DRAFT, db_index=True
    )
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    restricted = models.BooleanField(_("giao kết quả hạn chế xem"), default=False)

    conference = models.ForeignKey(
        "transfers.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="minutes",
        verbose_name=_("hội nghị"),
    )  # fmt: skip
    decision = models.ForeignKey(
        "transfers.TransferDecision", on_delete=models.PROTECT, related_name="minutes", verbose_name=_("quyết định")
    )
    giver = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="given_minutes", verbose_name=_("bên giao")
    )
    receiver = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="received_minutes", verbose_name=_("bên nhận")
    )

    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    # Numbers run by year, and their symbol does not name it: that of the day of the minutes.
    number_year = models.PositiveSmallIntegerField(_("năm của số"), null=True, editable=False)
    held_on = models.DateField(_("ngày lập"), null=True, blank=True)
    starts_at = models.TimeField(_("giờ bắt đầu"), null=True, blank=True)
    ends_at = models.TimeField(_("giờ kết thúc"), null=True, blank=True)
    locality = models.CharField(_("địa danh"), max_length=120, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)

    giver_name = models.CharField(_("người đại diện bên giao"), max_length=120, blank=True)
    giver_title = models.CharField(_("chức vụ người đại diện bên giao"), max_length=160, blank=True)
    receiver_name = models.CharField(_("người đại diện bên nhận"), max_length=120, blank=True)
    receiver_title = models.CharField(_("chức vụ người đại diện bên nhận"), max_length=160, blank=True)
    witness_name = models.CharField(_("người chứng kiến"), max_length=120, blank=True)
    witness_title = models.CharField(_("chức vụ người chứng kiến"), max_length=160, blank=True)
    witness_unit = models.CharField(_("cơ quan người chứng kiến"), max_length=200, blank=True)

    copies = models.PositiveSmallIntegerField(_("số bản"), default=4)
    copies_each = models.PositiveSmallIntegerField(_("số bản mỗi bên giữ"), default=2)
    grounds = models.JSONField(_("căn cứ"), default=list, blank=True)
    texts = models.JSONField(_("đoạn văn"), default=list, blank=True)
    plan_days = models.PositiveSmallIntegerField(_("số ngày lập kế hoạch"), default=PLAN_DAYS)
    report_start = models.DateField(_("ngày bắt đầu tính báo cáo"), null=True, blank=True)
    report_start_reason = models.CharField(_("lý do chọn ngày bắt đầu"), max_length=300, blank=True)

    # None: in any order. Named before sealing, and kept by the database from then on (migration 0012).
    signing_order = models.CharField(
        _("thứ tự ký"), max_length=40, null=True, blank=True, choices=list(wording.ORDER_LABELS.items())
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="versions",
        verbose_name=_("thay thế biên bản"),
    )  # fmt: skip
    replace_reason = models.CharField(_("lý do thay thế"), max_length=500, blank=True)
    sealed = models.OneToOneField(
        "signing.SealedContent", on_delete=models.PROTECT, null=True, blank=True, related_name="minutes",
        verbose_name=_("nội dung niêm phong"),
    )  # fmt: skip
    sealed_at = models.DateTimeField(_("niêm phong lúc"), null=True, blank=True)
    signed_at = models.DateTimeField(_("ký xong lúc"), null=True, blank=True)
    received_at = models.DateTimeField(_("nhận xong lúc"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("bị thay thế lúc"), null=True, blank=True)
    voided_at = models.DateTimeField(_("huỷ lúc"), null=True, blank=True)
    void_reason = models.CharField(_("lý do huỷ"), max_length=500, blank=True)
    print_failed_at = models.DateTimeField(_("in không thành lúc"), null=True, blank=True)
    print_failure = models.CharField(_("lý do in không thành"), max_length=200, blank=True)
    prepared_at = models.DateTimeField(_("lập lúc"))
    prepared_by_name = models.CharField(_("người lập"), max_length=200)

    class Meta:
        verbose_name = _("biên bản bàn giao")
        verbose_name_plural = _("biên bản bàn giao")
        ordering = ["-code"]
        indexes = [models.Index(fields=["conference", "receiver"], name="minutes_of_seat")]
        constraints = [
            heir_with_day("minutes"),
            models.CheckConstraint(
                condition=Q(state__in=[*MinutesState]),
                name="minutes_state_known",
                violation_error_message=_("Tình trạng của biên bản không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=FROZEN_STATES, sealed__isnull=False, sealed_at__isnull=False)
                | Q(state=_S.DRAFT, sealed__isnull=True, sealed_at__isnull=True)
                | Q(state=_S.VOID),
                name="minutes_sealed_has_content",
                violation_error_message=_("Biên bản đã niêm phong phải có nội dung niêm phong; bản thảo thì chưa có."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FROZEN_STATES)
                | Q(held_on__isnull=False, report_start__isnull=False)
                & ~Q(number="")
                & ~Q(giver_name="")
                & ~Q(receiver_name="")
                & ~Q(report_start_reason=""),
                name="minutes_sealed_is_filled",
                violation_error_message=_(
                    "Biên bản đã niêm phong phải có số, ngày, người đại diện hai bên và ngày bắt đầu báo cáo."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=SIGNED_STATES, signed_at__isnull=False)
                | Q(state=_S.SUPERSEDED)
                | ~Q(state__in=[*SIGNED_STATES, _S.SUPERSEDED]) & Q(signed_at__isnull=True),
                name="minutes_signed_has_time",
                violation_error_message=_("Biên bản đã ký phải có giờ ký xong; biên bản khác thì không có."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.RECEIVED, received_at__isnull=False)
                | Q(state=_S.SUPERSEDED)
                | ~Q(state__in=[_S.RECEIVED, _S.SUPERSEDED]) & Q(received_at__isnull=True),
                name="minutes_received_has_time",
                violation_error_message=_("Biên bản đã nhận đủ phải có giờ nhận; biên bản khác thì không có."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.VOID, voided_at__isnull=False) & ~Q(void_reason="")
                | ~Q(state=_S.VOID) & Q(voided_at__isnull=True, void_reason=""),
                name="minutes_void_has_reason",
                violation_error_message=_("Biên bản đã huỷ phải có lý do và giờ huỷ."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.SUPERSEDED, superseded_at__isnull=False)
                | ~Q(state=_S.SUPERSEDED) & Q(superseded_at__isnull=True),
                name="minutes_superseded_has_time",
                violation_error_message=_("Biên bản đã được thay thế phải có giờ thay thế."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, replace_reason="")
                | Q(replaces__isnull=False) & ~Q(replace_reason=""),
                name="minutes_version_has_reason",
                violation_error_message=_("Bản thay thế phải ghi lý do thay thế."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(state=_S.VOID),
                name="minutes_replaced_once",
                violation_error_message=_("Biên bản này đã có bản thay thế."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="minutes_end_after_start",
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(copies__gte=1, copies__lte=20, copies_each__gte=1, copies_each__lte=F("copies")),
                name="minutes_copies_in_range",
                violation_error_message=_("Số bản từ 1 đến 20; mỗi bên không giữ nhiều hơn tổng số bản."),
            ),
            models.CheckConstraint(
                condition=Q(plan_days__gte=1, plan_days__lte=MOST_PLAN_DAYS),
                name="minutes_plan_days_in_range",
                violation_error_message=_("Số ngày lập kế hoạch từ 1 đến 365."),
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="minutes_between_two_units",
                violation_error_message=_("Bên giao và bên nhận phải là hai đơn vị khác nhau."),
            ),
            models.UniqueConstraint(
                fields=["giver", "number", "number_year"],
                condition=~Q(number="") & ~Q(state=_S.VOID),
                name="minutes_number_once",
                violation_error_message=_("Số này đã dùng cho một biên bản khác trong năm. Ghi số khác."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.receiver}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN_STATES


class MinutesItem(models.Model):
    """One result or product handed over, in the words that stand on the paper."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField(_("thứ tự"))
    line = models.ForeignKey(
        "transfers.DecisionLine", on_delete=models.PROTECT, null=True, blank=True, related_name="items",
        verbose_name=_("dòng quyết định"),
    )  # fmt: skip
    result = models.ForeignKey(
        "results.Result", on_delete=models.PROTECT, null=True, blank=True, related_name="minutes_items",
        verbose_name=_("kết quả"),
    )  # fmt: skip
    product = models.ForeignKey(
        "results.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="minutes_items",
        verbose_name=_("sản phẩm"),
    )  # fmt: skip
    subject_code = models.CharField(_("mã kết quả, sản phẩm"), max_length=20, db_index=True)
    title = models.CharField(_("tên kết quả, sản phẩm"), max_length=500)
    nature_label = models.CharField(_("dạng"), max_length=120, blank=True)
    quantity = models.DecimalField(_("số lượng"), max_digits=14, decimal_places=3, null=True, blank=True)
    quantity_unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    delivery_label = models.CharField(_("hình thức giao"), max_length=120, blank=True)
    condition = models.CharField(_("tình trạng khi giao"), max_length=300, blank=True)
    # Typed here: from then on what the record says no longer comes in its place.
    condition_typed = models.BooleanField(_("tình trạng do người lập ghi"), default=False)
    rights = models.TextField(_("quyền"), blank=True)
    restriction = models.TextField(_("giới hạn khi dùng"), blank=True)
    files = models.JSONField(_("tệp và vân tay"), default=list, blank=True)
    kit_missing = models.JSONField(_("phần còn thiếu của bộ chuyển giao"), default=list, blank=True)
    kit_waiver = models.TextField(_("lý do miễn bộ chuyển giao"), blank=True)
    kit_waived_by = models.CharField(_("người cho miễn bộ chuyển giao"), max_length=200, blank=True)
    kit_waived_on = models.DateField(_("ngày cho miễn bộ chuyển giao"), null=True, blank=True)
    receipt = models.CharField(
        _("đã nhận"), max_length=12, choices=list(wording.RECEIPT_LABELS.items()), default=Receipt.PENDING
    )
    # What the receipts come to, written by their deeds alone (rules.receipts.standing).
    received_quantity = models.DecimalField(_("số lượng đã nhận"), max_digits=14, decimal_places=3, default=0)
    received_on = models.DateField(_("nhận đủ ngày"), null=True, blank=True)
    expected_on = models.DateField(_("hẹn giao ngày"), null=True, blank=True)
    refusal = models.CharField(
        _("lý do không nhận"), max_length=12, blank=True, choices=list(wording.REFUSAL_LABELS.items())
    )
    refusal_note = models.CharField(_("nói rõ vì sao không nhận"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    received_by_name = models.CharField(_("người xác nhận"), max_length=200, blank=True)
    received_note = models.CharField(_("ghi chú khi nhận"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mục bàn giao")
        verbose_name_plural = _("mục bàn giao")
        ordering = ["minutes_id", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__isnull=False, product__isnull=True) | Q(result__isnull=True, product__isnull=False),
                name="item_has_one_subject",
                violation_error_message=_("Mỗi mục là đúng một kết quả hoặc một sản phẩm."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0),
                name="item_quantity_positive",
                violation_error_message=_("Số lượng phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(receipt=Receipt.RECEIVED, received_at__isnull=False, received_on__isnull=False)
                | ~Q(receipt=Receipt.RECEIVED)
                & Q(received_at__isnull=True, received_on__isnull=True, received_by_name=""),
                name="item_received_has_time",
                violation_error_message=_("Mục đã nhận đủ phải có ngày giờ nhận; mục khác thì không có."),
            ),
            models.CheckConstraint(
                condition=Q(receipt=Receipt.PENDING, received_quantity=0)
                | Q(receipt__in=[Receipt.PARTLY, Receipt.RECEIVED], received_quantity__gt=0)
                | Q(receipt=Receipt.REFUSED, received_quantity__gte=0),
                name="item_receipt_has_quantity",
                violation_error_message=_("Tình trạng nhận không khớp số lượng đã nhận."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(received_quantity__lte=F("quantity")),
                name="item_received_within_given",
                violation_error_message=_("Số lượng đã nhận không được vượt số lượng giao."),
            ),
            models.CheckConstraint(
                condition=Q(receipt=Receipt.REFUSED, refusal__in=[*RefusalReason])
                | ~Q(receipt=Receipt.REFUSED) & Q(refusal="", refusal_note=""),
                name="item_refused_has_reason",
                violation_error_message=_("Mục không nhận phải có lý do; mục khác thì không có."),
            ),
            models.UniqueConstraint(
                fields=["minutes", "order"],
                name="item_order_once",
                violation_error_message=_("Thứ tự mục không được trùng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"


class IdentityCheck(models.Model):
    """What an officer looked at before somebody signed: the kind of paper, never its number."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="identity_checks")
    party = models.CharField(_("bên"), max_length=12, choices=list(wording.PARTY_LABELS.items()))
    paper = models.CharField(_("giấy tờ đã xem"), max_length=20, choices=list(wording.IDENTITY_LABELS.items()))
    confirmed_by_name = models.CharField(_("người xác nhận"), max_length=200)
    confirmed_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("xác nhận người ký")
        verbose_name_plural = _("xác nhận người ký")
        constraints = [
            models.CheckConstraint(
                condition=Q(party__in=[*Party], paper__in=[*IdentityPaper]),
                name="identity_words_known",
                violation_error_message=_("Bên ký hoặc loại giấy tờ không có trong danh mục."),
            ),
            models.UniqueConstraint(
                fields=["minutes", "party"],
                name="identity_once_per_party",
                violation_error_message=_("Người ký của bên này đã được xác nhận."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.party}: {self.paper}"
