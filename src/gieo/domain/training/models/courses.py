"""A class on how to apply results, and what is handed out in it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.training import wording
from gieo.domain.training.vocab import (
    LONGEST_ABOUT,
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_SEATS,
    CourseState,
)


class Course(models.Model):
    """What is taught, where, when, for how many; and how it ended.

    The results it teaches tell who may know of it: a class on a restricted result is for the readers of that result.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=20, choices=list(wording.STATE_LABELS.items()), default=CourseState.DRAFT,
        db_index=True,
    )  # fmt: skip
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    results = models.ManyToManyField("results.Result", related_name="courses", verbose_name=_("kết quả được dạy"))

    title = models.CharField(_("tên lớp"), max_length=LONGEST_TITLE)
    about = models.TextField(_("học gì, dành cho ai"), max_length=LONGEST_ABOUT, blank=True)
    teachers = models.CharField(_("giảng viên"), max_length=LONGEST_LINE, blank=True)
    place = models.CharField(_("học ở đâu"), max_length=LONGEST_LINE)
    area = models.ForeignKey(
        "places.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    starts_on = models.DateField(_("ngày đầu"))
    ends_on = models.DateField(_("ngày cuối"))
    hours = models.CharField(_("giờ học"), max_length=LONGEST_LINE, blank=True)
    seats = models.PositiveIntegerField(_("số chỗ"))
    contact = models.CharField(_("hỏi ai"), max_length=LONGEST_LINE, blank=True)

    announced_on = models.DateField(_("ngày thông báo"), null=True, blank=True)
    ended_on = models.DateField(_("ngày ghi đã tổ chức, ngày huỷ"), null=True, blank=True)
    ended_words = models.CharField(_("lý do huỷ"), max_length=LONGEST_REASON, blank=True)
    ended_by_name = models.CharField(_("người ghi"), max_length=200, blank=True)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("lớp tập huấn")
        verbose_name_plural = _("lớp tập huấn")
        ordering = ["-starts_on", "-code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(place="") & Q(state__in=list(CourseState)),
                name="course_says_what_and_where",
                violation_error_message=_("Lớp phải có tên và nơi học."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="course_ends_after_it_begins",
                violation_error_message=_("Ngày cuối phải từ ngày đầu trở đi."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS),
                name="course_has_seats",
                violation_error_message=_("Số chỗ từ 1 đến 1.000."),
            ),
            models.CheckConstraint(
                condition=Q(state=CourseState.DRAFT, announced_on__isnull=True)
                | (~Q(state=CourseState.DRAFT) & Q(announced_on__isnull=False)),
                name="course_announced_on_a_day",
                violation_error_message=_("Lớp đã thông báo phải có ngày thông báo."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[CourseState.DRAFT, CourseState.ANNOUNCED], ended_on__isnull=True, ended_words="",
                    ended_by_name="",
                )
                | (Q(state=CourseState.HELD, ended_on__isnull=False, ended_words="") & ~Q(ended_by_name=""))
                | (
                    Q(state=CourseState.CANCELLED, ended_on__isnull=False)
                    & ~Q(ended_words="")
                    & ~Q(ended_by_name="")
                ),
                name="course_ended_says_how",
                violation_error_message=_("Lớp đã huỷ phải có lý do; lớp đã xong phải có ngày và người ghi."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Material(models.Model):
    """A file of a class: for everybody, or for who takes part."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="materials")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp"))
    is_public = models.BooleanField(_("ai cũng tải được"), default=False)
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("tài liệu lớp")
        verbose_name_plural = _("tài liệu lớp")
        ordering = ["course_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "file"],
                name="course_material_once",
                violation_error_message=_("Lớp đã có tệp này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.file_id}"
