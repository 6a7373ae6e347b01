"""What stood before the public, and since when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.news.vocab import LONGEST_LEAD, LONGEST_TITLE


class ArticleVersion(models.Model):
    """An article as it was published. Written once; from the second on it says why the one before was corrected."""

    article = models.ForeignKey("news.Article", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("bản thứ"))
    title = models.CharField(_("tiêu đề"), max_length=LONGEST_TITLE)
    lead = models.TextField(_("đoạn dẫn"), max_length=LONGEST_LEAD)
    body = models.TextField(_("nội dung"))
    byline = models.CharField(_("người viết"), max_length=200)
    author_unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(
        "transfers.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="article_versions"
    )
    results = models.ManyToManyField("results.Result", blank=True, related_name="article_versions")
    published_at = models.DateTimeField(_("đăng lúc"))
    reason = models.CharField(_("lý do sửa"), max_length=300, blank=True)
    approved_by_name = models.CharField(_("người duyệt"), max_length=200)
    # Title, lead and words of the body as core.text.fold writes them, for searching.
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("bản đã đăng")
        verbose_name_plural = _("bản đã đăng")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="article_version_once",
                violation_error_message=_("Bản này đã được đăng."),
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="article_version_says_why",
                violation_error_message=_("Từ bản thứ hai phải ghi lý do sửa."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_correction(self) -> bool:
        return self.number > 1


class VersionPhoto(models.Model):
    """A photograph as it was published, with the words it had."""

    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="photos")
    photograph = models.ForeignKey("files.Photograph", on_delete=models.PROTECT, related_name="version_photos")
    order = models.PositiveIntegerField(default=0)
    caption = models.CharField(max_length=400)
    credit = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("ảnh đã đăng")
        verbose_name_plural = _("ảnh đã đăng")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.caption
