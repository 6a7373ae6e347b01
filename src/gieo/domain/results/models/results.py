"""The result and the lines that belong to it alone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.needs.wording import LABOURS, WATERS
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.results import wording
from gieo.domain.results.vocab import MOST_MONEY, MOST_READY, Access, Grade, Holding, MemberRole, Origin, ResultState

CODED = [ResultState.REGISTERED, ResultState.TRANSFERABLE, ResultState.EXPIRED]
TAKEN_OUT = [ResultState.WITHDRAWN, ResultState.EXPIRED]


def _money(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0, f"{name}__lte": MOST_MONEY}),
        name=f"result_{name}_in_range",
        violation_error_message=_("Số tiền phải từ 0 đến 1.000.000.000.000.000 đồng."),
    )


COUNTED = [
    "state", "access", "accepted_on", "code", "field", "programme", "host", "certificate_on", "confirmed_on",
    "budget_state", "id",
]  # fmt: skip
"""All that lists count over, in the order of the public one: an index of these is read instead of the rows, which are
long."""


class Result(models.Model):
    """What a piece of publicly funded research has brought: from its draft to its offer to units.

    A draft may lack anything but its title; what later states need is a table (rules.REQUIRED), and the constraints
    below keep the part of it that lies in this row.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=20, choices=list(wording.STATES.items()), default=ResultState.DRAFT, db_index=True
    )
    state_reason = models.TextField(_("lý do của tình trạng"), blank=True)
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)

    title = models.CharField(_("tên đầy đủ"), max_length=500)
    short_title = models.CharField(_("tên ngắn, dễ hiểu"), max_length=200, blank=True)
    origin = models.CharField(
        _("nguồn gốc"), max_length=20, choices=list(wording.ORIGINS.items()), default=Origin.PROVINCIAL_TASK
    )
    task_code = models.CharField(_("mã số nhiệm vụ"), max_length=60, blank=True)
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="results",
        verbose_name=_("chương trình"),
    )  # fmt: skip
    field = models.ForeignKey(
        "procedures.CodeEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        limit_choices_to={"system__key": CodeKey.FIELD}, verbose_name=_("lĩnh vực nghiên cứu"),
    )  # fmt: skip
    objective = models.ForeignKey(
        "procedures.CodeEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        limit_choices_to={"system__key": CodeKey.OBJECTIVE}, verbose_name=_("mục tiêu kinh tế - xã hội"),
    )  # fmt: skip
    host = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_results",
        verbose_name=_("tổ chức chủ trì"),
    )  # fmt: skip
    start_year = models.PositiveSmallIntegerField(_("năm bắt đầu"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("năm kết thúc"), null=True, blank=True)
    budget_state = models.BigIntegerField(_("kinh phí ngân sách nhà nước, đồng"), null=True, blank=True)
    budget_other = models.BigIntegerField(_("kinh phí nguồn khác, đồng"), null=True, blank=True)
    abstract = models.TextField(_("tóm tắt"), blank=True)
    plain_sheet = models.TextField(_("giới thiệu dễ hiểu"), blank=True)

    accepted_on = models.DateField(_("ngày nghiệm thu chính thức"), null=True, blank=True)
    grade = models.CharField(_("xếp loại"), max_length=20, choices=list(wording.GRADES.items()), blank=True)
    certificate_no = models.CharField(_("số giấy chứng nhận đăng ký"), max_length=60, blank=True)
    certificate_on = models.DateField(_("ngày cấp giấy chứng nhận"), null=True, blank=True)
    certificate_place = models.CharField(_("nơi cấp giấy chứng nhận"), max_length=200, blank=True)
    rights_holder = models.CharField(_("bên nắm quyền"), max_length=300, blank=True)
    rights_note = models.TextField(_("phạm vi quyền, sở hữu trí tuệ"), blank=True)
    access = models.CharField(
        _("quyền xem"), max_length=20, choices=list(wording.ACCESSES.items()), default=Access.OPEN
    )
    # What its owner last answered when asked whether it still holds; without an answer, its certificate's day counts.
    confirmed_on = models.DateField(_("xác nhận còn dùng được ngày"), null=True, blank=True)
    confirmed_by = models.CharField(_("ai xác nhận"), max_length=300, blank=True)
    confirmed_note = models.TextField(_("thay đổi khi xác nhận"), blank=True)
    # What was answered by link in words, until the registry has decided about it.
    said_answer = models.CharField(
        _("câu trả lời qua liên kết"), max_length=10, choices=list(wording.HOLDINGS.items()), blank=True
    )
    said_words = models.TextField(_("lời trả lời qua liên kết"), blank=True)
    said_by = models.CharField(_("ai trả lời qua liên kết"), max_length=300, blank=True)
    said_on = models.DateField(_("trả lời qua liên kết ngày"), null=True, blank=True)
    restriction_note = models.TextField(_("giới hạn khi dùng hoặc khi xem"), blank=True)

    readiness = models.PositiveSmallIntegerField(_("mức sẵn sàng, 0 đến 9"), null=True, blank=True)
    fit_places = models.TextField(_("nơi phù hợp"), blank=True)
    altitude_min = models.IntegerField(_("độ cao thấp nhất, mét"), null=True, blank=True)
    altitude_max = models.IntegerField(_("độ cao cao nhất, mét"), null=True, blank=True)
    season = models.CharField(_("mùa vụ"), max_length=300, blank=True)
    water = models.CharField(_("nước"), max_length=300, blank=True)
    labour = models.CharField(_("lao động"), max_length=300, blank=True)
    capital = models.CharField(_("vốn"), max_length=300, blank=True)
    # The same in words that are compared with what a unit has at hand; empty: not enough data.
    seasons = models.JSONField(_("làm được trong vụ nào"), default=list, blank=True)
    water_least = models.CharField(_("cần ít nhất nước"), max_length=12, choices=list(WATERS.items()), blank=True)
    labour_least = models.CharField(_("cần ít nhất lao động"), max_length=12, choices=list(LABOURS.items()), blank=True)
    cost_text = models.TextField(_("chi phí áp dụng"), blank=True)
    cost_amount = models.BigIntegerField(_("chi phí cho một đơn vị, đồng"), null=True, blank=True)
    benefit_text = models.TextField(_("lợi ích"), blank=True)
    inputs_text = models.TextField(_("vật tư, đầu vào cần có"), blank=True)
    risks_text = models.TextField(_("rủi ro, điều cần coi chừng"), blank=True)
    contact_name = models.CharField(_("người liên hệ"), max_length=200, blank=True)
    contact_phone = models.CharField(_("điện thoại liên hệ"), max_length=40, blank=True)
    contact_email = models.EmailField(_("thư điện tử liên hệ"), blank=True)

    # Written by services from the fields above: what a search without accents reads, and the order of the alphabet.
    folded = models.TextField(editable=False, default="")
    title_key = models.CharField(max_length=200, editable=False, default="", db_index=True)

    class Meta:
        verbose_name = _("kết quả")
        verbose_name_plural = _("kết quả")
        ordering = ["-code"]
        indexes = [
            models.Index(fields=COUNTED, name="result_counted"),
            models.Index(fields=["id"], condition=Q(access=Access.RESTRICTED), name="result_restricted"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="result_has_title", violation_error_message=_("Kết quả phải có tên.")
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ResultState))
                & Q(origin__in=list(Origin))
                & Q(access__in=list(Access))
                & Q(grade__in=["", *Grade]),
                name="result_words_known",
                violation_error_message=_("Tình trạng, nguồn gốc, quyền xem hoặc xếp loại không có trong danh sách."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ResultState.DRAFT, ResultState.WITHDRAWN])
                | (
                    Q(accepted_on__isnull=False, field__isnull=False, objective__isnull=False, host__isnull=False)
                    & Q(start_year__isnull=False, end_year__isnull=False)
                    & ~Q(grade="")
                    & ~Q(abstract="")
                ),
                name="result_accepted_is_filled",
                violation_error_message=_(
                    "Kết quả đã nghiệm thu phải có ngày nghiệm thu, xếp loại, lĩnh vực, mục tiêu, tổ chức chủ trì, "
                    "năm và tóm tắt."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CODED)
                | (Q(certificate_on__isnull=False) & ~Q(certificate_no="") & ~Q(certificate_place="")),
                name="result_registered_has_certificate",
                violation_error_message=_("Kết quả đã đăng ký phải có số, ngày và nơi cấp giấy chứng nhận."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ResultState.TRANSFERABLE) | (Q(readiness__isnull=False) & ~Q(plain_sheet="")),
                name="result_offered_is_explained",
                violation_error_message=_("Kết quả chào chuyển giao phải có mức sẵn sàng và giới thiệu dễ hiểu."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TAKEN_OUT) | ~Q(state_reason=""),
                name="result_taken_out_has_reason",
                violation_error_message=_("Kết quả đã rút hoặc hết hạn phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ResultState.DRAFT, ResultState.WITHDRAWN])
                | ~Q(origin=Origin.PROGRAMME_TASK)
                | Q(programme__isnull=False),
                name="result_of_programme_names_it",
                violation_error_message=_("Kết quả của nhiệm vụ thuộc chương trình phải ghi chương trình."),
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True) | Q(end_year__isnull=True) | Q(start_year__lte=F("end_year")),
                name="result_ends_after_it_starts",
                violation_error_message=_("Năm kết thúc không được trước năm bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True)
                | Q(certificate_on__isnull=True)
                | Q(accepted_on__lte=F("certificate_on")),
                name="result_certificate_after_acceptance",
                violation_error_message=_("Ngày cấp giấy chứng nhận không được trước ngày nghiệm thu."),
            ),
            models.CheckConstraint(
                condition=Q(readiness__isnull=True) | Q(readiness__lte=MOST_READY),
                name="result_readiness_to_nine",
                violation_error_message=_("Mức sẵn sàng từ 0 đến 9."),
            ),
            models.CheckConstraint(
                condition=Q(altitude_min__isnull=True)
                | Q(altitude_max__isnull=True)
                | Q(altitude_min__lte=F("altitude_max")),
                name="result_altitude_in_order",
                violation_error_message=_("Độ cao thấp nhất không được lớn hơn độ cao cao nhất."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="", confirmed_note="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                name="result_confirmed_says_by_whom",
                violation_error_message=_("Lời xác nhận còn dùng được phải ghi ngày và ai xác nhận."),
            ),
            models.CheckConstraint(
                condition=Q(said_on__isnull=True, said_by="", said_words="", said_answer="")
                | (
                    Q(said_on__isnull=False, state__in=[ResultState.REGISTERED, ResultState.TRANSFERABLE])
                    & Q(said_answer__in=[Holding.CHANGED, Holding.ENDED])
                    & ~Q(said_by="")
                    & ~Q(said_words="")
                ),
                name="result_said_waits_for_decision",
                violation_error_message=_("Lời trả lời qua liên kết phải ghi ngày, ai trả lời và lời gì."),
            ),
            models.UniqueConstraint(
                fields=["certificate_no"],
                condition=~Q(certificate_no=""),
                name="result_certificate_once",
                violation_error_message=_("Số giấy chứng nhận này đã cấp cho kết quả khác."),
            ),
            _money("budget_state"),
            _money("budget_other"),
            _money("cost_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def shown_title(self) -> str:
        """The short title where there is one."""
        return self.short_title or self.title

    @property
    def is_restricted(self) -> bool:
        return self.access == Access.RESTRICTED

    @property
    def budget_total(self) -> int | None:
        """Đồng of all sources; nothing when neither sum is known."""
        if self.budget_state is None and self.budget_other is None:
            return None
        return (self.budget_state or 0) + (self.budget_other or 0)


class ResultMember(models.Model):
    """A leader, secretary or member, in the order that the authors agreed on."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người")
    )
    name = models.CharField(_("họ và tên"), max_length=200)
    degree = models.CharField(_("học hàm, học vị"), max_length=60, blank=True)
    role = models.CharField(_("vai trò"), max_length=20, choices=list(wording.MEMBER_ROLES.items()))
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("thành viên")
        verbose_name_plural = _("thành viên")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(role=MemberRole.LEADER),
                name="result_has_one_leader",
                violation_error_message=_("Kết quả đã có chủ nhiệm. Đổi vai trò người kia trước."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=list(MemberRole)) & ~Q(name=""),
                name="result_member_is_named",
                violation_error_message=_("Thành viên phải có tên và vai trò."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.degree} {self.name}".strip()


class ResultReader(models.Model):
    """Somebody who may see a restricted result. Nobody else does, whatever their role."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="read_results", verbose_name=_("người được xem")
    )

    class Meta:
        verbose_name = _("người được xem")
        verbose_name_plural = _("người được xem")
        constraints = [
            models.UniqueConstraint(
                fields=["result", "person"],
                name="result_reader_once",
                violation_error_message=_("Người này đã được xem."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class KitWaiver(models.Model):
    """A director lets a result be handed over with an incomplete kit, for the parts named; the reason is printed."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="kit_waivers")
    parts = models.JSONField(_("phần được miễn"), default=list)
    reason = models.TextField(_("lý do"))
    granted_by_id = models.BigIntegerField(null=True)
    granted_by_name = models.CharField(_("người cho miễn"), max_length=200)
    granted_at = models.DateTimeField(_("lúc"))
    ended_at = models.DateTimeField(_("thôi miễn lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu miễn bộ chuyển giao")
        verbose_name_plural = _("phiếu miễn bộ chuyển giao")
        ordering = ["-granted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(granted_by_name=""),
                name="kit_waiver_has_reason",
                violation_error_message=_("Phiếu miễn phải có lý do và người cho miễn."),
            ),
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(ended_at__isnull=True),
                name="one_kit_waiver_in_force",
                violation_error_message=_("Kết quả đang có một phiếu miễn. Thôi miễn phiếu cũ trước."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class ResultPhoto(models.Model):
    """A photograph of a result, in its place in the row."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="photos")
    photograph = models.ForeignKey("files.Photograph", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("ảnh của kết quả")
        verbose_name_plural = _("ảnh của kết quả")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "photograph"],
                name="result_photo_once",
                violation_error_message=_("Ảnh này đã có ở kết quả."),
            )
        ]

    def __str__(self) -> str:
        return str(self.photograph)
