"""The first and last steps of every deed on a class: locked, asked of the table, saved, told by letter."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.errors import NotFound, Stale, WrongState
from gieo.core.text import fold
from gieo.domain.training import wording
from gieo.domain.training.lifecycle import COURSE, ENROLMENT
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.queries.courses import seat_address
from gieo.domain.training.rules.sheet import days_in_words
from gieo.domain.training.services.finding import say_course
from gieo.foundation.journal.services import require_valid
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.services import write_to

PERSONAL = ("name", "organisation", "where", "phone", "email")


def lock_course(course: Course, version: int | None = None) -> Course:
    """The class as it stands now, locked to the end of the transaction: seats are counted under this lock."""
    row = Course.objects.select_for_update(of=("self",)).select_related("area").filter(pk=course.pk).first()
    if row is None:
        raise NotFound(_("Không có lớp tập huấn mang mã này."))
    if version is not None and row.version != version:
        raise Stale(row)
    return row


def step(verb: str, course: Course) -> str:
    """Where `verb` leads from the present state. Raises WrongState with a sentence for the user."""
    try:
        return COURSE.target(verb, course.state)
    except WrongState as wrong:
        wrong.message = wording.course_blocked(verb, course.state)
        raise


def step_of(verb: str, enrolment: Enrolment) -> str:
    try:
        return ENROLMENT.target(verb, enrolment.state)
    except WrongState as wrong:
        wrong.message = wording.enrolment_blocked(enrolment.state)
        raise


def save(course: Course) -> None:
    """Checked, saved; lists read what is written with it. Who changes what is taught says its text (`say_course`)."""
    area = course.area.name if course.area else ""
    course.folded = fold(" ".join((course.code, course.title, course.place, area, course.teachers)))
    require_valid(course)
    course.save()
    say_course(course)


def save_enrolment(enrolment: Enrolment) -> None:
    unit = enrolment.unit.name if enrolment.unit else ""
    enrolment.folded = fold(" ".join((*(getattr(enrolment, name) for name in PERSONAL), unit)))
    require_valid(enrolment)
    enrolment.save()


def tell(enrolment: Enrolment, course: Course, kind: str, words: str = "", *, now: datetime) -> None:
    """A letter to who enrolled, in their language, by mail, else to the telephone."""
    to = Address(enrolment.name, enrolment.email, enrolment.phone)
    with override(enrolment.language):
        facts = {
            "name": enrolment.name,
            "title": course.title,
            "days": days_in_words(course.starts_on, course.ends_on, course.hours),
            "place": course.place,
            "words": words,
            "link": seat_address(enrolment),
        }
        subject, opening = _letter(kind)
        parts = [
            _("Kính gửi %(name)s,"),
            opening,
            *(("%(words)s",) if words else ()),
            _("Lớp: %(title)s\nThời gian: %(days)s\nĐịa điểm: %(place)s"),
            _("Xem lại, tải tài liệu hoặc rút đăng ký, không cần tài khoản:\n%(link)s"),
            _("Ai giữ liên kết này đều xem và rút được, xin đừng chuyển cho người khác."),
        ]
        body, subject = "\n\n".join(part % facts for part in parts), subject % facts
    write_to(to, subject=subject, body=body, short=subject, link=facts["link"], kind=kind, record=course, now=now)


def _letter(kind: str) -> tuple[str, str]:
    return {
        "course_enrolled": (_("Bạn có chỗ ở lớp: %(title)s"), _("Sở đã giữ một chỗ cho bạn ở lớp tập huấn này.")),
        "course_waiting": (
            _("Bạn đang chờ chỗ ở lớp: %(title)s"),
            _("Lớp đã hết chỗ. Bạn đang ở hàng chờ; khi có chỗ, Sở báo ngay bằng thư."),
        ),
        "course_promoted": (_("Đã có chỗ cho bạn ở lớp: %(title)s"), _("Có chỗ trống và chỗ ấy là của bạn.")),
        "course_changed": (
            _("Lớp đổi ngày hoặc nơi học: %(title)s"),
            _(
                "Lớp bạn đăng ký đã đổi. Xin xem lại ngày, giờ và nơi học dưới đây. Không đi được thì rút để người "
                "khác có chỗ."
            ),
        ),
        "course_cancelled": (_("Lớp đã huỷ: %(title)s"), _("Lớp bạn đăng ký không tổ chức nữa, vì:")),
        "course_certificate": (
            _("Giấy chứng nhận dự lớp: %(title)s"),
            _("Giấy chứng nhận của bạn đã có, tải ở liên kết dưới đây."),
        ),
        "course_reminder": (
            _("Nhắc bạn: sắp tới ngày học lớp %(title)s"),
            _("Lớp bạn đăng ký sắp bắt đầu. Không đi được thì rút để người khác có chỗ."),
        ),
    }[kind]  # fmt: skip
