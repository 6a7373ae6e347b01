"""A person in a class: what is kept of them is what is needed to tell them of changes, and goes after a time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.training import wording
from gieo.domain.training.vocab import LONGEST_LINE, LONGEST_NAME, EnrolmentState


class Enrolment(models.Model):
    """Who has a seat, or waits for one, and whether they came. `number` is the place in the order of enrolling.

    The secret of the link stands in no table: see engine.
    """

    course = models.ForeignKey(
        "training.Course", on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("lớp")
    )
    number = models.PositiveIntegerField(_("số thứ tự"))
    state = models.CharField(_("tình trạng"), max_length=20, choices=list(wording.ENROLMENT_LABELS.items()))
    attended = models.BooleanField(_("có dự"), null=True, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="enrolments",
        verbose_name=_("đơn vị"),
    )  # fmt: skip

    name = models.CharField(_("họ và tên"), max_length=LONGEST_NAME, blank=True)
    organisation = models.CharField(_("cơ sở, hợp tác xã"), max_length=LONGEST_LINE, blank=True)
    where = models.CharField(_("ở đâu"), max_length=LONGEST_LINE, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    consented_at = models.DateTimeField(_("đồng ý cho giữ thông tin lúc"))
    forgotten_on = models.DateField(_("xoá thông tin cá nhân ngày"), null=True, blank=True)
    enrolled_at = models.DateTimeField(_("đăng ký lúc"))
    reminded_on = models.DateField(_("đã nhắc ngày"), null=True, blank=True)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("người đăng ký lớp")
        verbose_name_plural = _("người đăng ký lớp")
        ordering = ["course_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"],
                name="enrolment_number_once",
                violation_error_message=_("Số thứ tự này vừa được ghi."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(EnrolmentState)),
                name="enrolment_state_known",
                violation_error_message=_("Tình trạng không có trong danh sách."),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=False) | (~Q(name="") & (~Q(email="") | ~Q(phone=""))),
                name="enrolment_can_be_reached",
                violation_error_message=wording.HOW_TO_REACH,
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=True)
                | Q(name="", organisation="", where="", phone="", email=""),
                name="enrolment_forgotten_is_empty",
                violation_error_message=_("Thông tin đã xoá thì không còn gì."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.WITHDRAWN) | Q(forgotten_on__isnull=False),
                name="enrolment_withdrawn_is_forgotten",
                violation_error_message=_("Người đã rút thì thông tin được xoá."),
            ),
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(state=EnrolmentState.ENROLLED),
                name="enrolment_attended_had_a_seat",
                violation_error_message=_("Chỉ người có chỗ mới ghi là có dự."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.course_id}/{self.number}"
