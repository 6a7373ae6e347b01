"""Requests of leaders, kept as commitments with an owner, a date and a measure."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.directives import wording
from gieo.domain.directives.vocab import DirectiveState


class Directive(models.Model):
    """One request of a conclusion or a notice. `indicator_key` names the measure that insights computes for it."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    text = models.TextField(_("nội dung chỉ đạo"))
    order = models.PositiveSmallIntegerField(_("thứ tự trong văn bản"), default=1)
    issued_on = models.DateField(_("ngày chỉ đạo"))
    issuer_name = models.CharField(_("người chỉ đạo"), max_length=200, blank=True)
    issuer_unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cơ quan chỉ đạo"),
    )  # fmt: skip
    source = models.CharField(_("nguồn, văn bản"), max_length=300)
    owner_unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("đơn vị thực hiện"),
    )  # fmt: skip
    due = models.DateField(_("hạn"), null=True, blank=True)
    indicator_key = models.CharField(_("số đo"), max_length=60, blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=20, choices=list(wording.STATES.items()), default=DirectiveState.OPEN
    )
    outcome = models.TextField(_("kết quả thực hiện hoặc lý do thôi"), blank=True)
    ended_on = models.DateField(_("ngày xong hoặc thôi"), null=True, blank=True)
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)

    class Meta:
        verbose_name = _("chỉ đạo")
        verbose_name_plural = _("chỉ đạo")
        ordering = ["-issued_on", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(source="") & Q(state__in=list(DirectiveState)),
                name="directive_is_sourced",
                violation_error_message=_("Chỉ đạo phải có nội dung và nguồn."),
            ),
            models.CheckConstraint(
                condition=Q(state=DirectiveState.OPEN, ended_on__isnull=True)
                | (~Q(state=DirectiveState.OPEN) & Q(ended_on__isnull=False) & ~Q(outcome="")),
                name="directive_ended_says_how",
                violation_error_message=_("Chỉ đạo đã xong hoặc thôi phải có ngày và lời giải thích."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:80]}"
