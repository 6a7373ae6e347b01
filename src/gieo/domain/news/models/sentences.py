"""Drafted sentences and the records they rest on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gieo.domain.news.vocab import SourceKind, What
from gieo.domain.news.wording import KIND_LABELS, WHAT_LABELS


class ArticleSentence(models.Model):
    """A sentence composed from records. In the body it stands in a span that names its anchor."""

    article = models.ForeignKey("news.Article", on_delete=models.CASCADE, related_name="sentences")
    anchor = models.CharField(max_length=80)
    order = models.PositiveIntegerField()
    text = models.TextField(_("câu lúc soạn"))

    class Meta:
        verbose_name = _("câu soạn từ hồ sơ")
        verbose_name_plural = _("câu soạn từ hồ sơ")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "anchor"], name="sentence_once", violation_error_message=_("Câu này đã có.")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ArticleSource(models.Model):
    """What a sentence rests on: a record by kind and code, what was read there, and the value it then had.

    `accepted` is a later value that an approver has seen and let stand beside the sentence; empty when the record says
    nothing of it any more.
    """

    sentence = models.ForeignKey(ArticleSentence, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(_("hồ sơ"), max_length=20, choices=KIND_LABELS.items())
    code = models.CharField(_("mã"), max_length=60)
    what = models.CharField(_("điều đọc được"), max_length=20, choices=WHAT_LABELS.items())
    value = models.TextField(_("giá trị lúc soạn"))
    accepted = models.TextField(_("giá trị đã chấp nhận"), null=True, blank=True)

    class Meta:
        verbose_name = _("nguồn của câu")
        verbose_name_plural = _("nguồn của câu")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sentence", "kind", "code", "what"],
                name="source_once_per_sentence",
                violation_error_message=_("Nguồn này đã được ghi cho câu này."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[*SourceKind], what__in=[*What]),
                name="source_known",
                violation_error_message=_("Loại nguồn không có trong danh mục."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.what}"
