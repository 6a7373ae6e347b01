"""Who is asked to a conference: units and guests, their letters, their answers, where they sit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers.models.conferences import Conference
from gieo.domain.transfers.vocab import COMING, Attendance, GuestKind, InvitationState, LetterWay, Reply
from gieo.domain.transfers.wording import (
    ATTENDANCE_LABELS,
    GUEST_KIND_LABELS,
    INVITATION_STATE_LABELS,
    LETTER_WAY_LABELS,
    REPLY_LABELS,
)


class Invitee(models.Model):
    """What is the same of a unit and of a guest: how many are asked, how far the invitation is, what was answered.

    `answers` counts the answers given, so that whoever answers on an old page is told. `people` are the names that came
    with the answer: [{"name": …, "title": …}].
    """

    expected = models.PositiveSmallIntegerField(_("số người mời"), default=1)
    invitation = models.CharField(
        _("giấy mời"), max_length=10, choices=INVITATION_STATE_LABELS.items(), default=InvitationState.NOT_SENT
    )
    reply = models.CharField(_("trả lời"), max_length=12, choices=REPLY_LABELS.items(), blank=True)
    coming = models.PositiveSmallIntegerField(_("số người tới"), default=0)
    people = models.JSONField(_("những người tới"), default=list, blank=True)
    reason = models.CharField(_("lý do"), max_length=400, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by_name = models.CharField(_("người ghi trả lời"), max_length=200, blank=True)
    answers = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(invitation__in=[*InvitationState]) & Q(reply__in=["", *Reply]),
                name="%(class)s_invitation_known",
                violation_error_message=_("Tình trạng giấy mời hoặc câu trả lời không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(invitation=InvitationState.ANSWERED, answered_at__isnull=False) & ~Q(reply="")
                | ~Q(invitation=InvitationState.ANSWERED) & Q(answered_at__isnull=True, reply=""),
                name="%(class)s_answered_has_reply",
                violation_error_message=_("Đã trả lời thì phải có câu trả lời và lúc trả lời."),
            ),
            models.CheckConstraint(
                condition=Q(reply__in=COMING, coming__gte=1) | ~Q(reply__in=COMING) & Q(coming=0),
                name="%(class)s_coming_are_counted",
                violation_error_message=_("Báo có người tới thì phải ghi mấy người; không tới thì không có ai."),
            ),
        ]

    @property
    def places(self) -> int:
        """Chairs to keep: as many as come, as many as asked while nobody knows, none for who declines."""
        if self.reply:
            return self.coming
        return self.expected


class ConferenceUnit(Invitee):
    """A unit asked to come, with the person who speaks for it on that day."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(
        "units.Unit", verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="conference_seats"
    )
    representative_name = models.CharField(_("người đại diện"), max_length=120, blank=True)
    representative_title = models.CharField(_("chức vụ"), max_length=160, blank=True)
    attendance = models.CharField(
        _("dự hội nghị"), max_length=12, choices=ATTENDANCE_LABELS.items(), default=Attendance.INVITED
    )

    class Meta(Invitee.Meta):
        verbose_name = _("đơn vị được mời")
        verbose_name_plural = _("đơn vị được mời")
        ordering = ["id"]
        constraints = [
            *Invitee.Meta.constraints,
            models.CheckConstraint(
                condition=Q(attendance__in=[*Attendance]),
                name="seat_attendance_known",
                violation_error_message=_("Tình trạng dự hội nghị không có trong danh mục."),
            ),
            models.UniqueConstraint(
                fields=["conference", "unit"],
                name="seat_once_per_unit",
                violation_error_message=_("Đơn vị này đã có trong danh sách mời."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def key(self) -> str:
        return f"u{self.pk}"


class Guest(Invitee):
    """A person asked who receives nothing: a guest of honour, a speaker, the press."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("họ và tên"), max_length=120)
    title = models.CharField(_("chức vụ"), max_length=160, blank=True)
    organisation = models.CharField(_("cơ quan"), max_length=200, blank=True)
    kind = models.CharField(
        _("mời với tư cách"), max_length=10, choices=GUEST_KIND_LABELS.items(), default=GuestKind.GUEST
    )
    email = models.EmailField(_("thư điện tử"), blank=True)
    present = models.BooleanField(_("có mặt"), default=False)

    class Meta(Invitee.Meta):
        verbose_name = _("khách mời")
        verbose_name_plural = _("khách mời")
        ordering = ["id"]
        constraints = [
            *Invitee.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=[*GuestKind]),
                name="guest_kind_known",
                violation_error_message=_("Tư cách mời không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"g{self.pk}"


def _of_one_invitee(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(unit__isnull=False, guest__isnull=True) | Q(unit__isnull=True, guest__isnull=False),
        name=name,
        violation_error_message=_("Giấy mời viết cho đúng một đơn vị hoặc một khách."),
    )


class InvitationLetter(models.Model):
    """One letter to one invitee, frozen as `content` when it was written; never edited, only followed by a newer one.

    Its files are made afterwards by a job. The newest sent letter alone can be answered by its link.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="letters")
    unit = models.ForeignKey(
        ConferenceUnit, verbose_name=_("đơn vị được mời"), on_delete=models.CASCADE, null=True, related_name="letters"
    )
    guest = models.ForeignKey(
        Guest, verbose_name=_("khách mời"), on_delete=models.CASCADE, null=True, related_name="letters"
    )
    content = models.JSONField(_("nội dung"))
    written_at = models.DateTimeField(_("soạn lúc"))
    written_by_name = models.CharField(_("người soạn"), max_length=200)
    pdf = models.ForeignKey(
        "files.StoredFile", verbose_name=_("bản PDF"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    docx = models.ForeignKey(
        "files.StoredFile", verbose_name=_("bản Word"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    print_failure = models.CharField(_("lỗi khi in"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True)
    sent_way = models.CharField(_("cách gửi"), max_length=6, choices=LETTER_WAY_LABELS.items(), blank=True)
    sent_to = models.EmailField(_("gửi tới"), blank=True)
    sent_by_name = models.CharField(_("người gửi"), max_length=200, blank=True)
    mail = models.ForeignKey(
        "outbox.Letter", verbose_name=_("thư đi"), on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("giấy mời")
        verbose_name_plural = _("giấy mời")
        ordering = ["id"]
        constraints = [
            _of_one_invitee("letter_to_one_invitee"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False, sent_way__in=[*LetterWay]) & ~Q(sent_by_name="")
                | Q(sent_at__isnull=True, sent_way="", sent_by_name="", sent_to=""),
                name="invitation_sent_says_how",
                violation_error_message=_("Giấy mời đã gửi phải ghi cách gửi và người gửi."),
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(pdf__isnull=False, docx__isnull=False),
                name="invitation_sent_is_printed",
                violation_error_message=_("Giấy mời phải in xong rồi mới gửi."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(sent_at__isnull=True),
                name="letter_waiting_once_per_unit",
                violation_error_message=_("Đơn vị này đã có giấy mời chờ gửi."),
            ),
            models.UniqueConstraint(
                fields=["guest"],
                condition=Q(sent_at__isnull=True),
                name="letter_waiting_once_per_guest",
                violation_error_message=_("Khách này đã có giấy mời chờ gửi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content['to']}, {self.conference}"

    @property
    def invitee(self) -> ConferenceUnit | Guest:
        found = self.unit or self.guest
        assert found is not None
        return found

    @property
    def is_printed(self) -> bool:
        return self.pdf_id is not None and self.docx_id is not None

    @property
    def file_name(self) -> str:
        return f"giay-moi-{self.conference.code}-{self.pk}"


class RoomSeat(models.Model):
    """A chair of the room: its label, and who sits on it."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="room")
    row = models.CharField(_("hàng hoặc bàn"), max_length=40)
    number = models.PositiveSmallIntegerField(_("số ghế"))
    label = models.CharField(_("nhãn ghế"), max_length=50)
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    unit = models.ForeignKey(
        ConferenceUnit, verbose_name=_("đơn vị"), on_delete=models.SET_NULL, null=True, related_name="chairs"
    )
    guest = models.ForeignKey(
        Guest, verbose_name=_("khách mời"), on_delete=models.SET_NULL, null=True, related_name="chairs"
    )

    class Meta:
        verbose_name = _("ghế")
        verbose_name_plural = _("ghế")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(guest__isnull=True),
                name="chair_for_one",
                violation_error_message=_("Một ghế chỉ xếp cho một nơi."),
            ),
            models.UniqueConstraint(
                fields=["conference", "label"],
                name="chair_once_per_room",
                violation_error_message=_("Nhãn ghế này đã có trong phòng."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
