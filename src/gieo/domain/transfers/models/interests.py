"""Interest of a person or a unit in a result: a conversation, its answer owed, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers import wording
from gieo.domain.transfers.vocab import (
    HAVE_A_DAY,
    LONGEST_ASKER,
    LONGEST_WHERE,
    LONGEST_WORDS,
    AskedBy,
    InterestState,
    Outcome,
)

OPEN = [InterestState.RECEIVED, InterestState.TALKING]


class Interest(models.Model):
    """Who asks about which result, by when the answer is owed, how it ended.

    Names, ways to reach people and words go when who asked takes them back, or a set time after the end; what is left
    counts. `due` is by when the next answer is owed, none while nobody waits; `first_due` and `answered_on` tell
    whether the first answer came in time. The secret of the link stands in no table: see engine.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=20, choices=list(wording.INTEREST_STATE_LABELS.items()),
        default=InterestState.RECEIVED, db_index=True,
    )  # fmt: skip
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    result = models.ForeignKey(
        "results.Result", on_delete=models.PROTECT, related_name="interests", verbose_name=_("kết quả")
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="interests",
        verbose_name=_("đơn vị hỏi"),
    )  # fmt: skip

    name = models.CharField(_("người hỏi"), max_length=LONGEST_ASKER, blank=True)
    organisation = models.CharField(_("cơ sở, đơn vị"), max_length=LONGEST_WHERE, blank=True)
    where = models.CharField(_("ở đâu"), max_length=LONGEST_WHERE, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    asked_by = models.CharField(
        _("hỏi bằng cách nào"), max_length=10, choices=list(wording.ASKED_BY_LABELS.items()), default=AskedBy.LINK
    )
    taken_by_name = models.CharField(_("người ghi hộ"), max_length=200, blank=True)
    consented_at = models.DateTimeField(_("đồng ý cho giữ thông tin lúc"))
    forgotten_on = models.DateField(_("xoá thông tin cá nhân ngày"), null=True, blank=True)

    stated_on = models.DateField(_("ngày hỏi"))
    first_due = models.DateField(_("hạn trả lời lần đầu"))
    answered_on = models.DateField(_("ngày trả lời lần đầu"), null=True, blank=True)
    due = models.DateField(_("hạn trả lời"), null=True, blank=True)
    link_number = models.PositiveSmallIntegerField(_("liên kết thứ"), default=1)
    link_until = models.DateField(_("liên kết dùng được đến hết ngày"))

    outcome = models.CharField(_("kết cục"), max_length=12, choices=list(wording.OUTCOME_LABELS.items()), blank=True)
    outcome_words = models.TextField(_("lời kết và lý do"), blank=True)
    outcome_on = models.DateField(_("ngày gặp, ngày thăm"), null=True, blank=True)
    outcome_where = models.CharField(_("gặp, thăm ở đâu"), max_length=LONGEST_WHERE, blank=True)
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    closed_by_name = models.CharField(_("người kết thúc"), max_length=200, blank=True)

    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("người quan tâm kết quả")
        verbose_name_plural = _("người quan tâm kết quả")
        ordering = ["-stated_on", "-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(InterestState)),
                name="interest_state_known",
                violation_error_message=_("Tình trạng không có trong danh sách."),
            ),
            models.CheckConstraint(
                condition=Q(asked_by=AskedBy.LINK, taken_by_name="")
                | Q(asked_by__in=[AskedBy.PHONE, AskedBy.COUNTER]) & ~Q(taken_by_name=""),
                name="interest_told_is_taken_down",
                violation_error_message=_("Câu hỏi nghe qua điện thoại hoặc tại Sở phải có người ghi."),
            ),
            models.CheckConstraint(
                condition=Q(state=InterestState.TAKEN_BACK)
                | Q(forgotten_on__isnull=False)
                | (~Q(name="") & (~Q(email="") | ~Q(phone=""))),
                name="interest_can_be_answered",
                violation_error_message=wording.HOW_TO_ANSWER,
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, outcome="", outcome_words="", closed_on__isnull=True, closed_by_name="")
                | (
                    Q(state=InterestState.CLOSED, outcome__in=list(Outcome), closed_on__isnull=False, due__isnull=True)
                    & ~Q(closed_by_name="")
                    & (~Q(outcome_words="") | Q(forgotten_on__isnull=False))
                )
                | Q(state=InterestState.TAKEN_BACK, due__isnull=True),
                name="interest_closed_says_how",
                violation_error_message=_("Cuộc trao đổi đã kết thúc phải có kết cục, lời kết và ngày."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=list(HAVE_A_DAY)) | Q(outcome_on__isnull=False),
                name="interest_meeting_has_a_day",
                violation_error_message=wording.SAY_WHEN,
            ),
            models.CheckConstraint(
                condition=~Q(state=InterestState.RECEIVED)
                | (Q(answered_on__isnull=True) & (Q(due__isnull=False))),
                name="interest_received_waits",
                violation_error_message=_("Người hỏi chưa được trả lời phải có hạn trả lời."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code


class InterestMessage(models.Model):
    """What one side said, in the order of saying; of what was told to an officer also how, and who wrote it down."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="messages")
    from_office = models.BooleanField(_("Sở viết"))
    text = models.TextField(_("lời"), max_length=LONGEST_WORDS)
    sent_at = models.DateTimeField(_("lúc"))
    by_name = models.CharField(_("người viết"), max_length=200, blank=True)
    asked_by = models.CharField(
        _("nói bằng cách nào"), max_length=10, choices=list(wording.ASKED_BY_LABELS.items()), default=AskedBy.LINK
    )
    taken_by_name = models.CharField(_("người ghi hộ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lời trao đổi")
        verbose_name_plural = _("lời trao đổi")
        ordering = ["interest_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & (Q(from_office=False, by_name="") | (Q(from_office=True) & ~Q(by_name=""))),
                name="interest_message_says_who",
                violation_error_message=_("Lời của Sở phải ghi ai viết; lời của người hỏi thì không."),
            ),
            models.CheckConstraint(
                condition=Q(asked_by=AskedBy.LINK, taken_by_name="")
                | (Q(from_office=False, asked_by__in=[AskedBy.PHONE, AskedBy.COUNTER]) & ~Q(taken_by_name="")),
                name="interest_message_told_is_taken_down",
                violation_error_message=_("Lời nghe kể phải ghi nghe bằng cách nào và ai ghi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interest_id}: {self.sent_at:%d/%m/%Y}"
