"""Products: of a result, or directly of a programme."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.results import wording
from gieo.domain.results.models.results import Result
from gieo.domain.results.vocab import Delivery, FileRole, ProductNature


class Product(models.Model):
    """A thing that can change hands. Its official number (Dạng I–IV) is looked up by date, never stored."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    result = models.ForeignKey(
        Result, on_delete=models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("kết quả")
    )
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="products",
        verbose_name=_("chương trình"),
    )  # fmt: skip
    title = models.CharField(_("tên sản phẩm"), max_length=500)
    nature = models.CharField(_("tính chất"), max_length=20, choices=list(wording.NATURES.items()))
    quantity = models.DecimalField(_("số lượng"), max_digits=14, decimal_places=3, default=1)
    quantity_unit = models.CharField(_("đơn vị tính"), max_length=40, default="bản")
    delivery = models.CharField(_("hình thức giao"), max_length=20, choices=list(wording.DELIVERIES.items()))
    condition = models.CharField(_("tình trạng sản phẩm"), max_length=300, blank=True)
    restriction_note = models.TextField(_("giới hạn khi dùng"), blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("sản phẩm")
        verbose_name_plural = _("sản phẩm")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__isnull=False, programme__isnull=True)
                | Q(result__isnull=True, programme__isnull=False),
                name="product_of_one_owner",
                violation_error_message=_("Sản phẩm thuộc đúng một kết quả hoặc đúng một chương trình."),
            ),
            models.CheckConstraint(
                condition=~Q(title="")
                & ~Q(quantity_unit="")
                & Q(nature__in=list(ProductNature))
                & Q(delivery__in=list(Delivery)),
                name="product_is_described",
                violation_error_message=_("Sản phẩm phải có tên, tính chất, đơn vị tính và hình thức giao."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="product_quantity_positive",
                violation_error_message=_("Số lượng phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ProductFile(models.Model):
    """A stored file of a product and what it is for."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(
        _("dùng để"), max_length=20, choices=list(wording.FILE_ROLES.items()), default=FileRole.CONTENT
    )
    is_public = models.BooleanField(_("cho mọi người tải về"), default=False)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("tệp của sản phẩm")
        verbose_name_plural = _("tệp của sản phẩm")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "file"],
                name="product_file_once",
                violation_error_message=_("Sản phẩm đã có tệp này."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=list(FileRole)),
                name="product_file_role_known",
                violation_error_message=_("Không có loại tệp này."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)
