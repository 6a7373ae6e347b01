"""Needs of units."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.needs import wording
from gieo.domain.needs.vocab import HIGHEST, LONGEST_TITLE, LOWEST, MOST_CONCERNED, Answer, Channel, NeedState
from gieo.domain.procedures.vocab import CodeKey

UNANSWERED = [NeedState.STATED, NeedState.WITHDRAWN]


class Need(models.Model):
    """What a unit needs: the problem, where, whom it concerns, what is at hand; and what the department answered.

    `met_by` is the code of the result that meets it, as it was answered: this room knows no results, the weighing that
    led to it stands in transfers.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(
        _("tình trạng"), max_length=20, choices=list(wording.STATES.items()), default=NeedState.STATED, db_index=True
    )
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="needs", verbose_name=_("đơn vị nêu nhu cầu")
    )
    title = models.CharField(_("cần gì, nói ngắn gọn"), max_length=LONGEST_TITLE)
    problem = models.TextField(_("đang vướng gì"))
    field = models.ForeignKey(
        "procedures.CodeEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        limit_choices_to={"system__key": CodeKey.FIELD}, verbose_name=_("lĩnh vực"),
    )  # fmt: skip
    places = models.ManyToManyField("places.Area", blank=True, related_name="+", verbose_name=_("địa bàn"))
    where = models.CharField(_("ở đâu, nói rõ thêm"), max_length=300, blank=True)
    concerned = models.PositiveIntegerField(_("bao nhiêu người"), null=True, blank=True)
    concerned_who = models.CharField(_("là những ai"), max_length=300, blank=True)
    wanted_by = models.DateField(_("cần có trước ngày"), null=True, blank=True)
    tried = models.TextField(_("đã thử cách nào"), blank=True)
    users = models.CharField(_("ai sẽ dùng"), max_length=300, blank=True)

    altitude_min = models.PositiveIntegerField(_("độ cao thấp nhất, mét"), null=True, blank=True)
    altitude_max = models.PositiveIntegerField(_("độ cao cao nhất, mét"), null=True, blank=True)
    seasons = models.JSONField(_("mùa vụ"), default=list, blank=True)
    water = models.CharField(_("nước"), max_length=12, choices=list(wording.WATERS.items()), blank=True)
    labour = models.CharField(_("lao động"), max_length=12, choices=list(wording.LABOURS.items()), blank=True)
    capital = models.CharField(
        _("vốn của một hộ, một cơ sở"), max_length=12, choices=list(wording.CAPITALS.items()), blank=True
    )

    contact_name = models.CharField(_("người liên hệ"), max_length=200, blank=True)
    contact_phone = models.CharField(_("điện thoại liên hệ"), max_length=40, blank=True)
    contact_email = models.EmailField(_("thư điện tử liên hệ"), blank=True)
    is_public = models.BooleanField(_("đồng ý công khai"), default=False)

    channel = models.CharField(_("cách nêu"), max_length=12, choices=list(wording.CHANNELS.items()))
    told_by = models.CharField(_("người nói qua điện thoại, người gửi phiếu"), max_length=200, blank=True)
    source = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("phiếu Word đã gửi"),
    )  # fmt: skip
    stated_on = models.DateField(_("ngày nêu"))
    stated_by_id = models.BigIntegerField(null=True, blank=True)
    stated_by_name = models.CharField(_("người ghi"), max_length=200)
    due = models.DateField(_("hạn trả lời"))

    weighed_at = models.DateTimeField(_("đối chiếu lúc"), null=True, blank=True)
    weighed_by_name = models.CharField(_("người đối chiếu"), max_length=200, blank=True)
    weighed_note = models.CharField(_("đối chiếu thấy gì"), max_length=300, blank=True)

    answer = models.CharField(_("trả lời"), max_length=12, choices=list(wording.ANSWERS.items()), blank=True)
    answer_words = models.TextField(_("lời trả lời và lý do"), blank=True)
    met_by = models.CharField(_("mã kết quả đáp ứng"), max_length=20, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answered_by_name = models.CharField(_("người trả lời"), max_length=200, blank=True)
    ended_on = models.DateField(_("ngày xong hoặc rút"), null=True, blank=True)
    ended_words = models.TextField(_("lời khi xong hoặc rút"), blank=True)

    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("nhu cầu")
        verbose_name_plural = _("nhu cầu")
        ordering = ["-stated_on", "-code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="")
                & ~Q(problem="")
                & ~Q(stated_by_name="")
                & Q(state__in=list(NeedState), channel__in=list(Channel)),
                name="need_says_what",
                violation_error_message=_("Nhu cầu phải nói cần gì, đang vướng gì, và do ai ghi."),
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.DESK) | ~Q(told_by=""),
                name="need_told_by_somebody",
                violation_error_message=_("Ghi ai đã nói qua điện thoại hoặc gửi phiếu."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNANSWERED, answer="", answer_words="", answered_on__isnull=True)
                | (
                    Q(state__in=[NeedState.ANSWERED, NeedState.CLOSED], answered_on__isnull=False)
                    & Q(answer__in=list(Answer))
                    & ~Q(answer_words="")
                ),
                name="need_answer_has_reasons",
                violation_error_message=_("Câu trả lời phải có lời giải thích và ngày."),
            ),
            models.CheckConstraint(
                condition=(Q(answer=Answer.MET) & ~Q(met_by="")) | (~Q(answer=Answer.MET) & Q(met_by="")),
                name="need_met_names_the_result",
                violation_error_message=_("Nhu cầu được đáp ứng phải ghi mã kết quả đáp ứng."),
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.PROPOSAL) | Q(weighed_at__isnull=False),
                name="need_proposed_was_weighed",
                violation_error_message=wording.NOT_WEIGHED,
            ),
            models.CheckConstraint(
                condition=Q(state__in=[NeedState.STATED, NeedState.ANSWERED], ended_on__isnull=True, ended_words="")
                | (Q(state__in=[NeedState.CLOSED, NeedState.WITHDRAWN], ended_on__isnull=False) & ~Q(ended_words="")),
                name="need_ended_says_how",
                violation_error_message=_("Nhu cầu đã xong hoặc đã rút phải có ngày và lời giải thích."),
            ),
            models.CheckConstraint(
                condition=Q(concerned__isnull=True) | Q(concerned__gte=1, concerned__lte=MOST_CONCERNED),
                name="need_concerns_somebody",
                violation_error_message=_("Ghi số người từ 1 đến 1.000.000."),
            ),
            models.CheckConstraint(
                condition=(
                    (Q(altitude_min__isnull=True) | Q(altitude_min__gte=LOWEST, altitude_min__lte=HIGHEST))
                    & (Q(altitude_max__isnull=True) | Q(altitude_max__gte=LOWEST, altitude_max__lte=HIGHEST))
                    & (
                        Q(altitude_min__isnull=True)
                        | Q(altitude_max__isnull=True)
                        | Q(altitude_min__lte=F("altitude_max"))
                    )
                ),
                name="need_altitude_in_order",
                violation_error_message=_("Độ cao từ 0 đến 3.200 mét, thấp nhất trước."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
