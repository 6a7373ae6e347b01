"""A decision of the People's Committee on who receives which result, as the department prepares and then records it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers.vocab import ISSUED_STATES, DecisionState
from gieo.domain.transfers.wording import DECISION_STATE_LABELS
from gieo.foundation.units.models import Heritable, heir_with_day


class TransferDecision(models.Model):
    """Gieo never signs for the People's Committee: number, date and signer are written down once it has decided.

    An amendment is a decision of its own that names the one it amends and carries the whole list as it then stands.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    title = models.CharField(_("trích yếu"), max_length=400)
    body = models.TextField(_("căn cứ và nội dung"), blank=True)
    expected_on = models.DateField(_("ngày dự kiến ban hành"), null=True, blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=DECISION_STATE_LABELS.items(), default=DecisionState.DRAFT
    )

    submission_number = models.CharField(_("số tờ trình"), max_length=60, blank=True)
    submitted_on = models.DateField(_("ngày trình"), null=True, blank=True)
    submitted_by_name = models.CharField(_("người ký tờ trình"), max_length=120, blank=True)

    issuer = models.ForeignKey(
        "units.Unit",
        verbose_name=_("cơ quan ban hành"),
        on_delete=models.PROTECT,
        related_name="transfer_decisions",
    )
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=160, blank=True)
    scan = models.ForeignKey(
        "files.StoredFile",
        verbose_name=_("bản chụp"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfer_decisions",
    )

    amends = models.OneToOneField(
        "self",
        verbose_name=_("sửa đổi quyết định"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendment",
    )
    revoked_on = models.DateField(_("ngày thu hồi"), null=True, blank=True)
    revocation_number = models.CharField(_("số văn bản thu hồi"), max_length=60, blank=True)
    revocation_reason = models.TextField(_("lý do thu hồi"), blank=True)

    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    version = models.PositiveIntegerField(default=1)
    # Code, number, title and signer as core.text.fold writes them, for searching.
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("quyết định chuyển giao")
        verbose_name_plural = _("quyết định chuyển giao")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*DecisionState]),
                name="decision_state_known",
                violation_error_message=_("Tình trạng của quyết định không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ISSUED_STATES)
                | Q(issued_on__isnull=False) & ~Q(number="") & ~Q(signer_name="") & ~Q(signer_title=""),
                name="decision_issued_has_number",
                violation_error_message=_("Quyết định đã ban hành phải có số, ngày, người ký và chức vụ người ký."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ISSUED_STATES) | Q(issued_on__isnull=True, number="", signer_name=""),
                name="decision_open_has_no_number",
                violation_error_message=_("Quyết định chưa ban hành thì chưa có số, ngày và người ký."),
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, submitted_on__isnull=True)
                | ~Q(state=DecisionState.DRAFT) & Q(submitted_on__isnull=False),
                name="decision_submitted_has_date",
                violation_error_message=_("Quyết định đã trình phải có ngày trình; bản thảo thì chưa có."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(issued_on__gte=F("submitted_on")),
                name="decision_issued_after_submitted",
                violation_error_message=_("Ngày ban hành không thể trước ngày trình."),
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.REVOKED, revoked_on__isnull=False)
                & ~Q(revocation_number="")
                & ~Q(revocation_reason="")
                | ~Q(state=DecisionState.REVOKED) & Q(revoked_on__isnull=True, revocation_number=""),
                name="decision_revoked_has_paper",
                violation_error_message=_("Quyết định bị thu hồi phải có số, ngày và lý do thu hồi."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("issued_on")),
                name="decision_revoked_after_issued",
                violation_error_message=_("Ngày thu hồi không thể trước ngày ban hành."),
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(amends=F("id")),
                name="decision_amends_another",
                violation_error_message=_("Quyết định không thể sửa đổi chính nó."),
            ),
            models.UniqueConstraint(
                fields=["issuer", "number", "issued_on"],
                condition=~Q(number=""),
                name="decision_number_once",
                violation_error_message=_("Đã có quyết định mang số và ngày này của cùng cơ quan."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def is_issued(self) -> bool:
        """Whether it exists outside Gieo, in force or not."""
        return self.state in ISSUED_STATES


class DecisionLine(Heritable):
    """One thing for one receiver: the smallest row that every published count is computed from."""

    decision = models.ForeignKey(TransferDecision, on_delete=models.CASCADE, related_name="lines")
    result = models.ForeignKey(
        "results.Result",
        verbose_name=_("kết quả"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decision_lines",
    )
    product = models.ForeignKey(
        "results.Product",
        verbose_name=_("sản phẩm"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decision_lines",
    )
    unit = models.ForeignKey(
        "units.Unit", verbose_name=_("đơn vị nhận"), on_delete=models.PROTECT, related_name="decision_lines"
    )
    basis = models.CharField(_("căn cứ giao"), max_length=400, blank=True)
    quantity = models.DecimalField(_("số lượng"), max_digits=14, decimal_places=3, default=1)
    quantity_unit = models.CharField(_("đơn vị tính"), max_length=40)
    order = models.PositiveIntegerField(_("thứ tự"), default=0)
    origin = models.ForeignKey(
        "self",
        verbose_name=_("dòng của quyết định được sửa đổi"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
    )

    class Meta:
        verbose_name = _("dòng quyết định")
        verbose_name_plural = _("dòng quyết định")
        ordering = ["decision_id", "order", "id"]
        constraints = [
            heir_with_day("line"),
            models.CheckConstraint(
                condition=Q(result__isnull=False, product__isnull=True) | Q(result__isnull=True, product__isnull=False),
                name="line_has_one_item",
                violation_error_message=_("Mỗi dòng giao đúng một kết quả hoặc một sản phẩm."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="line_quantity_positive",
                violation_error_message=_("Số lượng phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=~Q(quantity_unit=""),
                name="line_has_quantity_unit",
                violation_error_message=_("Ghi đơn vị tính."),
            ),
            models.UniqueConstraint(
                fields=["decision", "result", "unit"],
                condition=Q(result__isnull=False),
                name="line_result_once_per_unit",
                violation_error_message=_("Kết quả này đã giao cho đơn vị này trong quyết định."),
            ),
            models.UniqueConstraint(
                fields=["decision", "product", "unit"],
                condition=Q(product__isnull=False),
                name="line_product_once_per_unit",
                violation_error_message=_("Sản phẩm này đã giao cho đơn vị này trong quyết định."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.unit}"

    @property
    def item(self) -> models.Model:
        """The result or the product of this line."""
        item = self.result or self.product
        assert item is not None
        return item

    @property
    def is_result(self) -> bool:
        return self.result_id is not None

    @property
    def item_key(self) -> tuple[str, int]:
        """What is given, comparable between decisions: ("result", id) or ("product", id)."""
        return ("result", self.result_id) if self.result_id is not None else ("product", self.product_id or 0)
