"""Organisations, what they were called before, whom to call there, who takes over, and by which act."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gieo.foundation.files.models import StoredFile
from gieo.foundation.places.models import Area
from gieo.foundation.units.vocab import MAY_END_WITHOUT_SUCCESSOR, ActKind, Side, UnitKind

KINDS = [(kind.value, kind.value) for kind in UnitKind]


class Unit(models.Model):
    """An organisation under its present names. `abolished_on` is the first day on which it no longer exists."""

    code = models.CharField(_("mã đơn vị"), max_length=30, unique=True)
    name = models.CharField(_("tên đầy đủ"), max_length=300)
    short_name = models.CharField(_("tên ngắn"), max_length=120, blank=True)
    kind = models.CharField(_("loại đơn vị"), max_length=30, choices=KINDS)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị cấp trên"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    place = models.ForeignKey(
        Area, verbose_name=_("địa bàn"), null=True, blank=True, on_delete=models.PROTECT, related_name="units"
    )
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    since = models.DateField(_("thành lập ngày"), null=True, blank=True)
    abolished_on = models.DateField(_("không còn từ ngày"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị kế thừa"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    abolishing_act = models.CharField(_("văn bản về việc sắp xếp"), max_length=120, blank=True)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Code, names and place folded by core.text.fold for searching; the name by core.collation.sort_text for sorting.
    folded = models.TextField(editable=False, default="")
    name_order = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ["name_order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="unit_has_a_name", violation_error_message=_("Ghi tên đơn vị.")
            ),
            models.CheckConstraint(
                condition=Q(abolished_on__isnull=False) | Q(successor__isnull=True, abolishing_act=""),
                name="unit_successor_only_when_abolished",
                violation_error_message=_("Chỉ đơn vị không còn hoạt động mới có đơn vị kế thừa và văn bản sắp xếp."),
            ),
            models.CheckConstraint(
                condition=Q(abolished_on__isnull=True)
                | Q(successor__isnull=False)
                | Q(kind__in=sorted(kind.value for kind in MAY_END_WITHOUT_SUCCESSOR)),
                name="unit_abolished_names_successor",
                violation_error_message=_("Cơ quan nhà nước không còn hoạt động phải có đơn vị kế thừa."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="unit_succeeded_by_another",
                violation_error_message=_("Đơn vị không thể kế thừa chính mình."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="unit_under_another",
                violation_error_message=_("Đơn vị không thể là cấp trên của chính mình."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(abolished_on__isnull=True) | Q(abolished_on__gt=F("since")),
                name="unit_ends_after_it_begins",
                violation_error_message=_("Ngày không còn hoạt động phải sau ngày thành lập."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerFace(models.Model):
    """Names and kind a unit had until (not including) a day, when it was renamed or became something else."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="former_faces", verbose_name=_("đơn vị"))
    until = models.DateField(_("đến trước ngày"))
    name = models.CharField(_("tên đầy đủ"), max_length=300)
    short_name = models.CharField(_("tên ngắn"), max_length=120, blank=True)
    kind = models.CharField(_("loại đơn vị"), max_length=30, choices=KINDS)

    class Meta:
        verbose_name = _("tên cũ")
        verbose_name_plural = _("tên cũ")
        ordering = ["until"]
        constraints = [models.UniqueConstraint(fields=["unit", "until"], name="former_face_once_per_day")]

    def __str__(self) -> str:
        return f"{self.name} (< {self.until:%d/%m/%Y})"


class Contact(models.Model):
    """Whom to call in a unit. Personal data: shown to the office and to the unit itself."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("đơn vị"))
    name = models.CharField(_("họ và tên"), max_length=200)
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    is_primary = models.BooleanField(_("liên hệ trước"), default=False)

    class Meta:
        verbose_name = _("người liên hệ")
        verbose_name_plural = _("người liên hệ")
        ordering = ["-is_primary", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="contact_has_a_name", violation_error_message=_("Ghi họ và tên.")
            ),
            models.CheckConstraint(
                condition=~Q(phone="", email=""),
                name="contact_can_be_reached",
                violation_error_message=_("Ghi số điện thoại hoặc địa chỉ thư điện tử."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(is_primary=True),
                name="contact_one_primary_per_unit",
                violation_error_message=_("Đơn vị đã có người được liên hệ trước."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.unit}"


class UnitAct(models.Model):
    """What merges, splits, renames, changes or ends units from a day on. Undone with a reason, never deleted."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    kind = models.CharField(_("việc sắp xếp"), max_length=12, choices=[(kind.value, kind.value) for kind in ActKind])
    on = models.DateField(_("từ ngày"))
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=120, blank=True)
    signed_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    article = models.CharField(_("điều khoản"), max_length=120, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name=_("bản chụp"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by_name = models.CharField(_("người ghi"), max_length=200)
    undone_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    undone_by_name = models.CharField(_("người bỏ"), max_length=200, blank=True)
    undo_reason = models.CharField(_("lý do bỏ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("việc sắp xếp đơn vị")
        verbose_name_plural = _("sắp xếp đơn vị")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undo_reason="") | Q(undone_at__isnull=False) & ~Q(undo_reason=""),
                name="act_undone_has_reason",
                violation_error_message=_("Ghi lý do bỏ việc sắp xếp này."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.code


class ActPart(models.Model):
    """A unit in an act, under the name and kind it had there. A unit made by an act that was undone is no more."""

    act = models.ForeignKey(UnitAct, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), null=True, blank=True, on_delete=models.PROTECT, related_name="act_parts"
    )
    side = models.CharField(max_length=6, choices=[(side.value, side.value) for side in Side])
    name = models.CharField(_("tên đầy đủ"), max_length=300)
    kind = models.CharField(_("loại đơn vị"), max_length=30, choices=KINDS)
    is_principal = models.BooleanField(_("kế thừa chính"), default=False)
    is_new = models.BooleanField(_("đơn vị mới"), default=False)

    class Meta:
        verbose_name = _("đơn vị được sắp xếp")
        verbose_name_plural = _("đơn vị được sắp xếp")
        ordering = ["act_id", "-side", "-is_principal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["act"],
                condition=Q(is_principal=True),
                name="act_has_one_principal_heir",
                violation_error_message=_("Chỉ một đơn vị kế thừa chính."),
            ),
            models.CheckConstraint(
                condition=Q(is_principal=False) | Q(side=Side.AFTER),
                name="act_principal_is_an_heir",
                violation_error_message=_("Đơn vị kế thừa chính phải là đơn vị nhận."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Heritable(models.Model):
    """A record of a unit that an act may pass to another heir than the principal one: `heir`, from a day on.

    Where nothing is written here, the record follows the chain of successors.
    """

    heir = models.ForeignKey(
        Unit, verbose_name=_("đơn vị nhận tiếp"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    heir_since = models.DateField(_("nhận tiếp từ ngày"), null=True, blank=True)

    class Meta:
        abstract = True


def heir_with_day(table: str) -> models.CheckConstraint:
    """For the constraints of a Heritable table: an heir is named together with the day."""
    return models.CheckConstraint(
        condition=Q(heir__isnull=True, heir_since__isnull=True) | Q(heir__isnull=False, heir_since__isnull=False),
        name=f"{table}_heir_with_day",
        violation_error_message=_("Đơn vị nhận tiếp phải kèm ngày nhận."),
    )
