"""An article as it is being written, and its photographs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.news.vocab import LONGEST_LEAD, LONGEST_TITLE, ArticleState
from gieo.domain.news.wording import STATE_LABELS

_S = ArticleState
_ON_THE_WAY = (_S.SUBMITTED, _S.APPROVED)


class Article(models.Model):
    """The text in work. The public reads `current`, a version that is never changed; a correction becomes the next.

    `writers` are the people who wrote any of the text since it was last published: none of them may approve it.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    title = models.CharField(_("tiêu đề"), max_length=LONGEST_TITLE, blank=True)
    lead = models.TextField(_("đoạn dẫn"), max_length=LONGEST_LEAD, blank=True)
    body = models.TextField(_("nội dung"), blank=True)
    byline = models.CharField(_("người viết"), max_length=200, blank=True)
    author_unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="articles",
        verbose_name=_("đơn vị viết bài"),
    )  # fmt: skip
    conference = models.ForeignKey(
        "transfers.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="articles",
        verbose_name=_("hội nghị"),
    )  # fmt: skip
    results = models.ManyToManyField(
        "results.Result", blank=True, related_name="articles", verbose_name=_("kết quả được nhắc đến")
    )
    writers = models.ManyToManyField("accounts.Person", related_name="+", verbose_name=_("người đã viết"))

    state = models.CharField(_("tình trạng"), max_length=12, choices=STATE_LABELS.items(), default=_S.DRAFT)
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    made_at = models.DateTimeField(_("bắt đầu viết lúc"))
    changed_at = models.DateTimeField(_("sửa gần nhất lúc"))

    return_note = models.TextField(_("lời người duyệt"), blank=True)
    submitted_at = models.DateTimeField(_("gửi duyệt lúc"), null=True, blank=True)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    approved_by_name = models.CharField(_("người duyệt"), max_length=200, blank=True)
    scheduled_for = models.DateTimeField(_("hẹn đăng lúc"), null=True, blank=True)

    current = models.OneToOneField(
        "news.ArticleVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="shown_of",
        verbose_name=_("bản đang đăng"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("đăng lần đầu lúc"), null=True, blank=True)
    correction = models.CharField(_("lý do sửa"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("lý do gỡ"), max_length=300, blank=True)
    # Code, title, lead and byline as core.text.fold writes them, for searching.
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("bài viết")
        verbose_name_plural = _("bài viết")
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["state", "scheduled_for"], name="article_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*ArticleState]),
                name="article_state_known",
                violation_error_message=_("Tình trạng của bài viết không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ON_THE_WAY, submitted_at__isnull=False)
                & ~Q(title="")
                & ~Q(lead="")
                & ~Q(body="")
                & ~Q(byline="")
                & Q(author_unit__isnull=False)
                | ~Q(state__in=_ON_THE_WAY) & Q(submitted_at__isnull=True),
                name="article_submitted_is_filled",
                violation_error_message=_("Bài gửi duyệt phải có tiêu đề, đoạn dẫn, nội dung, đơn vị và người viết."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.APPROVED, approved_at__isnull=False, scheduled_for__isnull=False)
                & ~Q(approved_by_name="")
                | ~Q(state=_S.APPROVED) & Q(approved_at__isnull=True, scheduled_for__isnull=True, approved_by_name=""),
                name="article_approved_has_moment",
                violation_error_message=_("Bài đã duyệt phải có người duyệt và giờ đăng; bài khác thì không có."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.PUBLISHED, current__isnull=False) | ~Q(state=_S.PUBLISHED),
                name="article_published_has_version",
                violation_error_message=_("Bài đã đăng phải có bản đang đăng."),
            ),
            models.CheckConstraint(
                condition=Q(current__isnull=True) | Q(published_at__isnull=False),
                name="article_shown_was_published",
                violation_error_message=_("Bài đang trên cổng thông tin phải có giờ đăng."),
            ),
            models.CheckConstraint(
                condition=Q(state=_S.WITHDRAWN, current__isnull=True, withdrawn_at__isnull=False)
                & ~Q(withdrawn_reason="")
                | ~Q(state=_S.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_reason=""),
                name="article_withdrawn_says_why",
                violation_error_message=_("Bài đã gỡ phải có giờ gỡ và lý do."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[_S.PUBLISHED, _S.WITHDRAWN], correction="")
                | ~Q(state__in=[_S.PUBLISHED, _S.WITHDRAWN])
                & (Q(published_at__isnull=True, correction="") | Q(published_at__isnull=False) & ~Q(correction="")),
                name="article_correction_says_why",
                violation_error_message=_("Sửa bài đã đăng phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(scheduled_for__isnull=True) | Q(scheduled_for__gte=F("approved_at")),
                name="article_scheduled_after_approval",
                violation_error_message=_("Giờ đăng không được trước lúc duyệt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    @property
    def is_public(self) -> bool:
        """Anybody can read it now, whatever is being written."""
        return self.current_id is not None


class ArticlePhoto(models.Model):
    """A photograph of the text in work. Caption, credit, place, day and consent stand on the photograph."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="photos")
    photograph = models.ForeignKey(
        "files.Photograph", on_delete=models.PROTECT, related_name="article_photos", verbose_name=_("ảnh")
    )
    order = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("ảnh của bài viết")
        verbose_name_plural = _("ảnh của bài viết")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photograph"],
                name="photo_once_per_article",
                violation_error_message=_("Ảnh này đã có trong bài."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.photograph)
