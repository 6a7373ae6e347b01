"""Yearly reports on use: one for each handover and year, one sheet in it for each task, and the links that open it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake.vocab import StopReason
from gieo.domain.uptake.vocab.reports import Answer, Confirmation, Facts, ReportState
from gieo.domain.uptake.wording import reports as wording

_S = ReportState
SENT_STATES = (_S.SENT, _S.CONFIRMED)


class Report(models.Model):
    """What a receiver says, once a year for five years, of what it took over under one set of minutes.

    The duty says by when; whose it is follows the minutes. `draft_*` keep late saves from undoing newer ones.
    """

    code = models.CharField(_("mã"), max_length=30, unique=True)
    minutes = models.ForeignKey(
        "handovers.Minutes", on_delete=models.PROTECT, related_name="reports", verbose_name=_("biên bản")
    )
    year = models.PositiveSmallIntegerField(_("năm thứ"))
    duty = models.OneToOneField(
        "duties.Duty", on_delete=models.PROTECT, related_name="report", verbose_name=_("việc phải làm")
    )
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=list(wording.STATE_LABELS.items()), default=_S.DRAFT, db_index=True
    )
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    channel = models.CharField(
        _("cách trả lời"), max_length=8, choices=list(wording.CHANNEL_LABELS.items()), blank=True
    )
    reporter_name = models.CharField(_("người trả lời"), max_length=120, blank=True)
    reporter_title = models.CharField(_("chức vụ"), max_length=160, blank=True)
    reporter_phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("bắt đầu ghi lúc"), null=True)
    draft_client = models.CharField(max_length=40, blank=True)
    draft_number = models.PositiveIntegerField(default=0)
    submission = models.CharField(max_length=40, blank=True)
    word_form = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("phiếu Word đã gửi")
    )
    unread = models.JSONField(_("chỗ máy không đọc được"), default=list, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True)
    sent_by_name = models.CharField(_("người gửi"), max_length=200, blank=True)
    confirmation = models.CharField(
        _("cách xác nhận"), max_length=8, choices=list(wording.CONFIRMATION_LABELS.items()), blank=True
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True)
    confirmed_by_name = models.CharField(_("người đứng đầu xác nhận"), max_length=200, blank=True)
    paper = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("bản có xác nhận")
    )
    paper_digest = models.CharField(_("vân tay nội dung đã ký trên giấy"), max_length=64, blank=True)
    sent_back_reason = models.CharField(_("lý do trả lại"), max_length=400, blank=True)
    forwarded_on = models.DateField(_("gửi lên hệ thống quốc gia ngày"), null=True)
    forwarded_note = models.CharField(_("ghi chú khi gửi"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)

    class Meta:
        verbose_name = _("báo cáo ứng dụng")
        verbose_name_plural = _("báo cáo ứng dụng")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "year"],
                name="report_once_a_year",
                violation_error_message=_("Báo cáo năm này của biên bản đã có."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1, year__lte=5),
                name="report_of_five_years",
                violation_error_message=_("Báo cáo ứng dụng là của năm thứ nhất đến năm thứ năm."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.DRAFT, sent_at__isnull=True)
                | (Q(state__in=SENT_STATES, sent_at__isnull=False) & ~Q(channel="") & ~Q(reporter_name="")),
                name="report_sent_says_how",
                violation_error_message=_("Báo cáo đã gửi phải có lúc gửi, cách gửi và người trả lời."),
            ),
            models.CheckConstraint(
                condition=(Q(state=_S.CONFIRMED, confirmed_at__isnull=False) & ~Q(confirmed_by_name=""))
                & (Q(confirmation=Confirmation.ACCOUNT) | Q(confirmation=Confirmation.PAPER, paper__isnull=False))
                | ~Q(state=_S.CONFIRMED) & Q(confirmed_at__isnull=True, confirmation="", confirmed_by_name=""),
                name="report_confirmed_says_by_whom",
                violation_error_message=_(
                    "Báo cáo đã xác nhận phải có người đứng đầu, và bản giấy khi xác nhận trên giấy."
                ),
            ),
            models.CheckConstraint(
                condition=Q(forwarded_on__isnull=True) | Q(state=_S.CONFIRMED),
                name="report_forwarded_is_confirmed",
                violation_error_message=_("Chỉ gửi lên hệ thống quốc gia báo cáo đã xác nhận."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_sent(self) -> bool:
        return self.state in SENT_STATES


class ReportSheet(models.Model):
    """One task in a report: the twelve fields of form 12, or why nothing was applied. Once sent, `facts` stay."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sheets")
    order = models.PositiveSmallIntegerField(_("thứ tự"), validators=[MinValueValidator(1)])
    result = models.ForeignKey(
        "results.Result", on_delete=models.PROTECT, null=True, related_name="report_sheets", verbose_name=_("kết quả")
    )
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, related_name="report_sheets",
        verbose_name=_("chương trình"),
    )  # fmt: skip
    facts = models.JSONField(_("mục 1 đến 4 và 12"), default=dict, blank=True)
    answer = models.CharField(
        _("đã ứng dụng chưa"), max_length=12, choices=list(wording.ANSWER_LABELS.items()), blank=True
    )
    reason = models.CharField(
        _("vì sao chưa ứng dụng"),
        max_length=8,
        choices=[(reason.value, reason.value) for reason in StopReason],
        blank=True,
    )
    words = models.TextField(_("nói rõ vì sao"), blank=True)
    area = models.TextField(_("lĩnh vực ứng dụng"), blank=True)
    address = models.TextField(_("địa chỉ ứng dụng"), blank=True)
    scale = models.TextField(_("quy mô ứng dụng"), blank=True)
    effect = models.TextField(_("hiệu quả ứng dụng"), blank=True)
    economy = models.TextField(_("hiệu quả về kinh tế"), blank=True)
    impact = models.TextField(_("tác động kinh tế, xã hội, môi trường"), blank=True)
    methods = models.JSONField(_("phương thức chuyển giao"), default=list, blank=True)
    commercial = models.TextField(_("mức độ thương mại hoá"), blank=True)

    class Meta:
        verbose_name = _("phiếu trong báo cáo")
        verbose_name_plural = _("phiếu trong báo cáo")
        ordering = ["report_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="sheet_order_once",
                violation_error_message=_("Thứ tự phiếu không được trùng."),
            ),
            models.CheckConstraint(
                condition=Q(result__isnull=False, programme__isnull=True)
                | Q(result__isnull=True, programme__isnull=False),
                name="sheet_of_one_task",
                violation_error_message=_("Mỗi phiếu là của đúng một nhiệm vụ hoặc một chương trình."),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", *Answer]),
                name="sheet_answer_known",
                violation_error_message=_("Câu trả lời là đã ứng dụng hoặc chưa ứng dụng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.order}"

    @property
    def task(self) -> Facts:
        """Fields 1 to 4 and 12 as they were sent."""
        return Facts(**self.facts)


class ReportLink(models.Model):
    """Opens one report without an account, until a day. Its secret stands in no table: see engine.links."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="links")
    made_at = models.DateTimeField(_("lập lúc"))
    made_by_name = models.CharField(_("người lập"), max_length=200)
    expires_on = models.DateField(_("dùng được đến hết ngày"))
    withdrawn_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    used_at = models.DateTimeField(_("dùng lúc"), null=True)
    asked_at = models.DateTimeField(_("xin liên kết mới lúc"), null=True)

    class Meta:
        verbose_name = _("liên kết báo cáo")
        verbose_name_plural = _("liên kết báo cáo")
        ordering = ["report_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(withdrawn_at__isnull=True, used_at__isnull=True),
                name="link_open_once",
                violation_error_message=_("Báo cáo này đang có một liên kết dùng được."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.expires_on:%d/%m/%Y}"

    @property
    def code(self) -> str:
        return f"LK-{self.pk}"


class ReportPhoto(models.Model):
    """A photograph of the use. `client_id` is made on the phone: sent twice, it is kept once."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos")
    client_id = models.CharField(max_length=40)
    photograph = models.ForeignKey(
        "files.Photograph", on_delete=models.PROTECT, related_name="+", verbose_name=_("ảnh")
    )

    class Meta:
        verbose_name = _("ảnh trong báo cáo")
        verbose_name_plural = _("ảnh trong báo cáo")
        ordering = ["report_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "client_id"], name="report_photo_once")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.client_id}"


class ReportReminder(models.Model):
    """A rung of the ladder of which letters about a report were written: once for each, and to whom."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reminders")
    level = models.PositiveSmallIntegerField(_("bậc"))
    on = models.DateField(_("ngày"))
    told = models.CharField(_("đã báo ai"), max_length=12)
    to = models.CharField(_("gửi tới"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("thư nhắc báo cáo")
        verbose_name_plural = _("thư nhắc báo cáo")
        ordering = ["report_id", "level"]
        constraints = [models.UniqueConstraint(fields=["report", "level"], name="report_reminded_once_a_rung")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.level}"
