"""Frozen content, its signatures, its files. A sealed row and a signature are written once (migration 0002)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.foundation.files.models import StoredFile
from gieo.foundation.papers.rules import Drawing
from gieo.foundation.signing import wording
from gieo.foundation.signing.rules import drawing_of
from gieo.foundation.signing.vocab import Method, Party, RenderingKind


class SealedContent(models.Model):
    """The canonical content of a record at the moment it was sealed, and its digest: that is what everybody signs."""

    kind = models.CharField(_("loại"), max_length=30)
    code = models.CharField(_("mã"), max_length=60)
    digest = models.CharField(_("vân tay nội dung"), max_length=64, db_index=True)
    content: models.JSONField[Any, Any] = models.JSONField(_("nội dung"))
    sealed_at = models.DateTimeField(_("khóa lúc"))
    sealed_by_id = models.BigIntegerField(null=True)
    sealed_by_name = models.CharField(_("người khóa"), max_length=200)

    class Meta:
        verbose_name = _("nội dung đã khóa")
        verbose_name_plural = _("nội dung đã khóa")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                name="sealed_once",
                violation_error_message=_("Hồ sơ này đã khóa nội dung; nội dung đã khóa không thay đổi được."),
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(digest=""),
                name="sealed_has_digest",
                violation_error_message=_("Nội dung đã khóa phải có mã và vân tay SHA-256."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:16]}"


class Signature(models.Model):
    """One person's signature under sealed content. `client_id` is given by the page or device before it signs."""

    content = models.ForeignKey(SealedContent, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(
        _("tư cách"), max_length=12, choices=[(party.value, wording.PARTY[party]) for party in Party]
    )
    person_name = models.CharField(_("họ tên"), max_length=200)
    title = models.CharField(_("chức vụ"), max_length=200, blank=True)
    unit_name = models.CharField(_("đơn vị"), max_length=300, blank=True)
    method = models.CharField(
        _("cách ký"), max_length=12, choices=[(method.value, wording.METHOD[method]) for method in Method]
    )
    strokes: models.JSONField[Any, Any] = models.JSONField(_("nét ký"), null=True)
    digest = models.CharField(_("vân tay nội dung đã ký"), max_length=64)
    signed_at = models.DateTimeField(_("ký lúc"))
    identity_confirmed_by_id = models.BigIntegerField(null=True)
    identity_confirmed_by_name = models.CharField(_("người xác nhận danh tính"), max_length=200)
    client_id = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("chữ ký")
        verbose_name_plural = _("chữ ký")
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["content", "party"],
                name="party_signs_once",
                violation_error_message=_("Mỗi bên ký một lần."),
            ),
            models.CheckConstraint(
                condition=Q(method=Method.IN_PERSON.value, strokes__isnull=False)
                | (~Q(method=Method.IN_PERSON.value) & Q(strokes__isnull=True)),
                name="strokes_when_drawn",
                violation_error_message=_("Ký trực tiếp trên máy phải có nét ký; cách ký khác thì không."),
            ),
            models.CheckConstraint(
                condition=~Q(person_name="") & ~Q(identity_confirmed_by_name="") & ~Q(client_id=""),
                name="signature_names_people",
                violation_error_message=_("Chữ ký phải ghi người ký và người xác nhận danh tính."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} ({self.get_party_display()})"

    @property
    def drawing(self) -> Drawing | None:
        """The strokes as papers draw them; None when not signed on a screen."""
        return drawing_of(self.strokes)


class Certificate(models.Model):
    """Whose certificate made a digital signature, as the file said when it was checked. Written once (migration 0004).

    A party may sign with two: of its person and of its organisation.
    """

    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="certificates")
    field = models.CharField(_("ô ký trong tệp"), max_length=200)
    name = models.CharField(_("tên trong chứng thư"), max_length=200)
    organisation = models.CharField(_("tổ chức trong chứng thư"), max_length=200, blank=True)
    issuer = models.CharField(_("nơi cấp"), max_length=200)
    root = models.CharField(_("chứng thư gốc"), max_length=200)
    serial = models.CharField(_("số sê-ri"), max_length=64)
    claimed_at = models.DateTimeField(_("giờ ký ghi trong tệp"), null=True)
    stamped_at = models.DateTimeField(_("dấu thời gian"), null=True)

    class Meta:
        verbose_name = _("chứng thư đã dùng để ký")
        verbose_name_plural = _("chứng thư đã dùng để ký")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["signature", "field"],
                name="field_signed_once",
                violation_error_message=_("Ô ký này đã được ghi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.issuer})"


class Rendering(models.Model):
    """A printed file of sealed content, with the signatures that stood under it when it was printed."""

    content = models.ForeignKey(SealedContent, on_delete=models.PROTECT, related_name="renderings")
    kind = models.CharField(
        _("loại tệp"), max_length=12, choices=[(kind.value, wording.RENDERING[kind]) for kind in RenderingKind]
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="renderings")
    signatures_count = models.PositiveSmallIntegerField(_("số chữ ký"), default=0)
    made_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("bản in")
        verbose_name_plural = _("bản in")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["content"],
                condition=Q(kind=RenderingKind.PDF_SIGNED.value),
                name="one_signed_pdf",
                violation_error_message=_("Văn bản này đã có bản PDF ký số."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content.code} {self.get_kind_display()}"
