"""A conference of handover: the day, what happens on it, what was reported of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers.models.decisions import TransferDecision
from gieo.domain.transfers.vocab import ConferenceState, FigureKind
from gieo.domain.transfers.wording import CONFERENCE_STATE_LABELS, FIGURE_LABELS

_HELD = (ConferenceState.OPEN, ConferenceState.CLOSED, ConferenceState.REPORTED)
_OVER = (ConferenceState.CLOSED, ConferenceState.REPORTED)


class Conference(models.Model):
    """One day on which decisions are carried out by handing over. It has a public page once it is published."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    title = models.CharField(_("tên hội nghị"), max_length=400)
    held_on = models.DateField(_("ngày tổ chức"))
    starts_at = models.TimeField(_("bắt đầu"), null=True, blank=True)
    ends_at = models.TimeField(_("kết thúc"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300)
    decisions = models.ManyToManyField(
        TransferDecision, verbose_name=_("quyết định được thực hiện"), related_name="conferences"
    )
    chair_name = models.CharField(_("người chủ trì"), max_length=120, blank=True)
    chair_title = models.CharField(_("chức vụ người chủ trì"), max_length=160, blank=True)
    notes = models.TextField(_("ghi chép diễn biến"), blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=CONFERENCE_STATE_LABELS.items(), default=ConferenceState.PLANNED
    )
    opened_at = models.DateTimeField(_("mở lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("bế mạc lúc"), null=True, blank=True)
    report_number = models.CharField(_("số báo cáo"), max_length=60, blank=True)
    reported_on = models.DateField(_("ngày báo cáo"), null=True, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    version = models.PositiveIntegerField(default=1)
    # Code, title, place and chair as core.text.fold writes them, for searching.
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("hội nghị chuyển giao")
        verbose_name_plural = _("hội nghị chuyển giao")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*ConferenceState]),
                name="conference_state_known",
                violation_error_message=_("Tình trạng của hội nghị không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_HELD, opened_at__isnull=False)
                | Q(state=ConferenceState.PLANNED, opened_at__isnull=True),
                name="conference_open_has_time",
                violation_error_message=_("Hội nghị đã mở phải có giờ mở; hội nghị đang chuẩn bị thì chưa có."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OVER, closed_at__isnull=False) | ~Q(state__in=_OVER) & Q(closed_at__isnull=True),
                name="conference_closed_has_time",
                violation_error_message=_("Hội nghị đã bế mạc phải có giờ bế mạc."),
            ),
            models.CheckConstraint(
                condition=Q(state=ConferenceState.REPORTED, reported_on__isnull=False) & ~Q(report_number="")
                | ~Q(state=ConferenceState.REPORTED) & Q(reported_on__isnull=True, report_number=""),
                name="conference_reported_has_paper",
                violation_error_message=_("Hội nghị đã báo cáo phải có số và ngày báo cáo."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="conference_ends_after_start",
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_over(self) -> bool:
        return self.state in _OVER


class AgendaItem(models.Model):
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveIntegerField(_("thứ tự"))
    at = models.TimeField(_("giờ"), null=True, blank=True)
    title = models.CharField(_("nội dung"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("số phút"), null=True, blank=True)
    speaker = models.CharField(_("người thực hiện"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("mục chương trình")
        verbose_name_plural = _("chương trình")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class ConferencePhoto(models.Model):
    """A photograph of the day. `shown` says whether the office wants it on the public page."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="photos")
    photograph = models.ForeignKey(
        "files.Photograph", verbose_name=_("ảnh"), on_delete=models.PROTECT, related_name="conference_photos"
    )
    order = models.PositiveIntegerField(_("thứ tự"), default=0)
    shown = models.BooleanField(_("dùng trên trang công khai"), default=True)

    class Meta:
        verbose_name = _("ảnh hội nghị")
        verbose_name_plural = _("ảnh hội nghị")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "photograph"],
                name="photo_once_per_conference",
                violation_error_message=_("Ảnh này đã có trong hội nghị."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.photograph)


class ConferenceNote(models.Model):
    """A line written down while the day goes on, mostly on a phone. `key` is made by the page that sends it: sent twice
    over a bad line, it stands once."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="quick_notes")
    at = models.DateTimeField(_("lúc"))
    text = models.TextField(_("ghi chép"))
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(_("người ghi"), max_length=200)
    key = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("ghi chép tại chỗ")
        verbose_name_plural = _("ghi chép tại chỗ")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "key"],
                name="conference_note_once",
                violation_error_message=_("Ghi chép này đã có."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class HallBoard(models.Model):
    """The address of the board on the wall, which reads by its own secret: no account stands behind it, and it shows no
    more than everybody in the hall may see. Taken down, its row goes; the journal keeps who hung it, and when."""

    conference = models.OneToOneField(Conference, on_delete=models.CASCADE, related_name="hall_board")
    token_digest = models.CharField(max_length=64, unique=True)
    hung_at = models.DateTimeField(_("treo lúc"))
    hung_by_name = models.CharField(_("người treo"), max_length=200)
    ends_at = models.DateTimeField(_("treo đến"))

    class Meta:
        verbose_name = _("bảng trong hội trường")
        verbose_name_plural = _("bảng trong hội trường")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(token_digest="") & models.Q(ends_at__gt=models.F("hung_at")),
                name="board_hangs_for_a_time",
                violation_error_message=_("Bảng phải có địa chỉ riêng và giờ hết hạn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conference_id}: {self.hung_at:%d/%m/%Y %H:%M}"


class ReportedFigure(models.Model):
    """A number that somebody wrote about the conference, with the source. The ledger compares it with the rows."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="reported_figures")
    what = models.CharField(_("con số về"), max_length=12, choices=FIGURE_LABELS.items())
    value = models.PositiveIntegerField(_("giá trị được viết"))
    source = models.CharField(_("nguồn"), max_length=300)

    class Meta:
        verbose_name = _("con số được công bố")
        verbose_name_plural = _("con số được công bố")
        ordering = ["source", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=[*FigureKind]),
                name="figure_kind_known",
                violation_error_message=_("Loại con số không có trong danh mục."),
            ),
            models.UniqueConstraint(
                fields=["conference", "what", "source"],
                name="figure_once_per_source",
                violation_error_message=_("Nguồn này đã được ghi cho con số này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.value} {self.what}"
