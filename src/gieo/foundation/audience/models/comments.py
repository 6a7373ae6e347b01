"""What readers say of a public page: its discussion, comments, ratings, and check codes that were used."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.foundation.audience.vocab.comments import LONGEST_NAME, LONGEST_REASON, STARS, CommentState
from gieo.foundation.audience.wording import STATE_LABELS

_S = CommentState


class Discussion(models.Model):
    """One public page as its readers see it: may they comment, and its ratings summed up.

    The page shows a record of a room above, named by the kind of page and the record's code.
    """

    kind = models.CharField(_("loại trang"), max_length=20)
    code = models.CharField(_("mã hồ sơ"), max_length=60, unique=True)
    is_open = models.BooleanField(_("nhận bình luận"), default=True)
    ratings = models.PositiveIntegerField(_("số lượt đánh giá"), default=0)
    stars = models.PositiveIntegerField(_("tổng số sao"), default=0)

    class Meta:
        verbose_name = _("trang nhận ý kiến")
        verbose_name_plural = _("trang nhận ý kiến")
        constraints = [
            models.CheckConstraint(
                name="discussion_stars_fit",
                condition=Q(stars__gte=F("ratings"), stars__lte=5 * F("ratings")),
                violation_error_message=_("Tổng số sao không khớp số lượt đánh giá."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Comment(models.Model):
    """What one reader wrote, in plain words. E-mail and source are for moderators and are forgotten after a while."""

    discussion = models.ForeignKey(
        Discussion, on_delete=models.PROTECT, related_name="comments", verbose_name=_("trang")
    )
    name = models.CharField(_("người viết"), max_length=LONGEST_NAME, blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    source = models.CharField(_("nguồn"), max_length=32, blank=True)
    receipt = models.CharField(max_length=32, unique=True)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)

    state = models.CharField(_("tình trạng"), max_length=12, choices=STATE_LABELS.items(), default=_S.WAITING)
    sent_at = models.DateTimeField(_("gửi lúc"))
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by_name = models.CharField(_("người quyết định"), max_length=200, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)

    answer = models.TextField(_("trả lời"), blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by_name = models.CharField(_("người trả lời"), max_length=200, blank=True)
    answer_unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị trả lời"),
    )  # fmt: skip
    # Name and text as core.text.fold writes them, for searching.
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("bình luận")
        verbose_name_plural = _("bình luận")
        indexes = [
            models.Index(fields=["discussion", "state", "-id"], name="comments_of_page"),
            models.Index(fields=["state", "-id"], name="comments_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="comment_state_known",
                condition=Q(state__in=[*CommentState]),
                violation_error_message=_("Tình trạng của bình luận không có trong danh mục."),
            ),
            models.CheckConstraint(
                name="comment_decided_has_moment",
                condition=Q(state=_S.WAITING, decided_at__isnull=True)
                | ~Q(state=_S.WAITING) & Q(decided_at__isnull=False),
                violation_error_message=_("Bình luận đã quyết định phải ghi lúc nào."),
            ),
            models.CheckConstraint(
                name="comment_refused_says_why",
                condition=Q(state__in=[_S.REFUSED, _S.WITHDRAWN]) & ~Q(reason="")
                | ~Q(state__in=[_S.REFUSED, _S.WITHDRAWN]) & Q(reason=""),
                violation_error_message=_("Không đăng hoặc gỡ bình luận phải có lý do."),
            ),
            models.CheckConstraint(
                name="comment_taken_back_is_empty",
                condition=Q(state=_S.TAKEN_BACK, name="", text="", email="", source="", folded="")
                | ~Q(state=_S.TAKEN_BACK) & ~Q(name="") & ~Q(text=""),
                violation_error_message=_("Bình luận phải có tên và nội dung; bình luận đã rút thì không giữ gì."),
            ),
            models.CheckConstraint(
                name="comment_answer_is_whole",
                condition=Q(answer="", answered_at__isnull=True, answer_unit__isnull=True, answered_by_name="")
                | ~Q(answer="") & Q(answered_at__isnull=False, answer_unit__isnull=False) & ~Q(answered_by_name=""),
                violation_error_message=_("Trả lời phải có nội dung, đơn vị, người và lúc trả lời."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def code(self) -> str:
        """What the journal and the list call it."""
        return f"BL-{self.pk}"


class Rating(models.Model):
    """One rating of one browser; whose, cannot be told. After a year it is nobody's any more."""

    discussion = models.ForeignKey(
        Discussion, on_delete=models.PROTECT, related_name="each_rating", verbose_name=_("trang")
    )
    rater = models.CharField(_("người đánh giá"), max_length=32, null=True)
    stars = models.PositiveSmallIntegerField(_("số sao"))
    rated_at = models.DateTimeField(_("đánh giá lúc"))

    class Meta:
        verbose_name = _("đánh giá")
        verbose_name_plural = _("đánh giá")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "rater"],
                name="one_rating_of_one_reader",
                violation_error_message=_("Mỗi người đánh giá một trang một lần."),
            ),
            models.CheckConstraint(
                name="rating_one_to_five",
                condition=Q(stars__in=STARS),
                violation_error_message=_("Đánh giá từ 1 đến 5 sao."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.stars)


class SpentCode(models.Model):
    """A check code that was accepted, until it would have expired: accepted once."""

    digest = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("mã xác thực đã dùng")
        verbose_name_plural = _("mã xác thực đã dùng")

    def __str__(self) -> str:
        return self.digest[:12]
