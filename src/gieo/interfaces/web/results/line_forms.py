"""Forms of what hangs on a result: members, products, files, photographs, readers."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from gieo.domain.results import wording
from gieo.domain.results.models import Product, ResultMember
from gieo.domain.results.services.products import FIELDS as PRODUCT_FIELDS
from gieo.domain.results.vocab import Access, FileRole
from gieo.foundation.accounts.models import Person
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, ManyField, QuantityField

TAKEN = ".pdf,.docx,.xlsx,.pptx,.doc,.xls,.png,.jpg,.jpeg,.webp,.zip,.csv,.txt"
CONDITIONS = (_("Đầy đủ, dùng tốt"), _("Còn mới"), _("Đã qua sử dụng, còn dùng tốt"), _("Cần cập nhật"))


class MemberForm(forms.Form):
    """Leader, secretary or member."""

    def __init__(self, *args: Any, member: ResultMember | None = None, **kwargs: Any):
        initial = {name: getattr(member, name) for name in ("name", "degree", "role")} if member else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields.update(fields_for_model(ResultMember, fields=["name", "degree", "role"]))


class ProductForm(forms.Form):
    """A product: what it is, how much of it, in which form it changes hands."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, product: Product | None = None, **kwargs: Any):
        initial = {name: getattr(product, name) for name in PRODUCT_FIELDS} if product else {"quantity": 1}
        if product:
            initial["version"] = product.version
        super().__init__(*args, initial=initial, **kwargs)
        made = fields_for_model(
            Product,
            fields=PRODUCT_FIELDS,
            widgets={
                "title": forms.Textarea({"rows": 2}),
                "nature": Combobox,
                "restriction_note": forms.Textarea({"rows": 3}),
                "condition": forms.TextInput({"list": "conditions"}),
                "quantity_unit": forms.TextInput({"list": "quantity-units"}),
            },
            help_texts={
                "title": _("Ghi đúng tên trên sản phẩm; tên này được in trong biên bản bàn giao."),
                "quantity_unit": _("Bản, bộ, kg, mô hình, cây, con…"),
                "condition": _("Ví dụ “Đầy đủ, dùng tốt”. Được in trong biên bản."),
            },
        )
        made["quantity"] = QuantityField(label=made["quantity"].label)
        for field in made.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Chưa chọn")), *(pair for pair in field.choices if pair[0])]
        self.fields.update(made)


class FileForm(forms.Form):
    """A file of a product."""

    file = forms.FileField(
        label=_("Tệp"),
        widget=FileDrop(accept=TAKEN),
        help_text=_("PDF, Word, Excel, PowerPoint, ảnh, zip, csv; không quá 50 MB."),
    )
    role = forms.ChoiceField(label=_("Tệp này để"), choices=list(wording.FILE_ROLES.items()), initial=FileRole.CONTENT)
    is_public = forms.BooleanField(
        label=_("Cho mọi người tải về từ cổng công khai"),
        required=False,
        help_text=_("Không chọn thì chỉ cán bộ Sở, tổ chức chủ trì và đơn vị nhận có tệp này."),
    )


class PhotoForm(forms.Form):
    """A photograph with what a reader must know of it."""

    file = forms.FileField(label=_("Ảnh"), widget=FileDrop(accept=".png,.jpg,.jpeg,.webp"))
    caption = forms.CharField(label=_("Chú thích"), max_length=400, help_text=_("Ai, làm gì, ở đâu."))
    credit = forms.CharField(label=_("Người chụp hoặc nguồn ảnh"), max_length=200)
    place = forms.CharField(label=_("Nơi chụp"), max_length=200, required=False)
    taken_on = LegalDateField(label=_("Ngày chụp"), required=False)
    consent = forms.BooleanField(
        label=_("Người trong ảnh đồng ý đăng công khai, hoặc ảnh không có người"),
        required=False,
        help_text=_("Không chọn thì ảnh chỉ hiện trong Sở."),
    )


class AccessForm(forms.Form):
    """Who may see a result."""

    access = forms.ChoiceField(label=_("Ai được xem"), choices=list(wording.ACCESSES.items()), widget=forms.RadioSelect)
    readers = ManyField(
        Person.objects.filter(user__is_active=True),
        label=_("Người được xem"),
        required=False,
        help_text=_("Chỉ cần khi hạn chế xem. Bạn luôn được xem."),
    )
    note = forms.CharField(
        label=_("Lý do hạn chế, giới hạn khi dùng"), widget=forms.Textarea({"rows": 3}), required=False
    )

    def clean_access(self) -> Access:
        return Access(self.cleaned_data["access"])


class ReaderForm(forms.Form):
    """One more reader."""

    person = forms.ModelChoiceField(
        Person.objects.filter(user__is_active=True), label=_("Người được xem"), widget=Combobox
    )
