"""An import, and each of its rows with what it came to: where a value came from, and what to restore."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.imports import wording
from gieo.domain.imports.vocab import ImportState, Kind, Outcome


class Import(models.Model):
    """A workbook that was sent, how it was understood, and how far it has come."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    kind = models.CharField(_("nhập gì"), max_length=20, choices=list(wording.KINDS.items()))
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=list(wording.STATES.items()), default=ImportState.READING
    )
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="imports", verbose_name=_("tệp")
    )
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by_name = models.CharField(_("người gửi"), max_length=200)

    # How the workbook was understood: the sheet, the row of its heads, what each column is, what is said of the whole.
    sheet = models.CharField(_("trang tính"), max_length=120, blank=True)
    head_row = models.PositiveIntegerField(_("dòng tiêu đề"), default=0)
    columns = models.JSONField(default=list, blank=True)
    remarks = models.JSONField(default=list, blank=True)
    row_count = models.PositiveIntegerField(_("số dòng"), default=0)

    # Who said go: the background works in their name, with the roles they have on that day.
    accepted_at = models.DateTimeField(_("cho nhập lúc"), null=True, blank=True)
    accepted_by_id = models.BigIntegerField(null=True, blank=True)
    accepted_behalf_id = models.BigIntegerField(null=True, blank=True)
    accepted_by_name = models.CharField(_("người cho nhập"), max_length=200, blank=True)
    changes_existing = models.BooleanField(_("cập nhật giá trị đã có"), default=False)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    undo_asked_at = models.DateTimeField(_("yêu cầu bỏ lúc"), null=True, blank=True)
    undo_by_id = models.BigIntegerField(null=True, blank=True)
    undo_behalf_id = models.BigIntegerField(null=True, blank=True)
    undone_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    undone_by_name = models.CharField(_("người bỏ"), max_length=200, blank=True)
    in_the_way = models.JSONField(_("vướng"), default=list, blank=True)

    class Meta:
        verbose_name = _("lượt nhập từ Excel")
        verbose_name_plural = _("lượt nhập từ Excel")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(Kind)) & Q(state__in=list(ImportState)),
                name="import_words_known",
                violation_error_message=_("Loại hoặc tình trạng của lượt nhập không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ImportState.RUNNING, ImportState.DONE, ImportState.UNDOING])
                | Q(accepted_at__isnull=False) & ~Q(accepted_by_name=""),
                name="import_running_was_accepted",
                violation_error_message=_("Lượt nhập đang chạy phải có người cho nhập."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.UNDONE) | Q(undone_at__isnull=False) & ~Q(undone_by_name=""),
                name="import_undone_by_somebody",
                violation_error_message=_("Lượt nhập đã bỏ phải có người bỏ và thời điểm."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ImportedRow(models.Model):
    """A row of the sheet: what it says as values, what is wrong with it, what it came to, what was there before."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("dòng"))
    outcome = models.CharField(_("kết quả"), max_length=12, choices=list(wording.OUTCOMES.items()))
    typed = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    flaws = models.JSONField(default=list)
    mends = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    """Where the record is there already: field → [what stands there, what the row says], as people read them."""
    is_mended = models.BooleanField(default=False)

    record_kind = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True, blank=True)
    record_code = models.CharField(_("mã hồ sơ"), max_length=60, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("dòng nhập")
        verbose_name_plural = _("dòng nhập")
        ordering = ["of_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="imported_row_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=list(Outcome)),
                name="imported_row_outcome_known",
                violation_error_message=_("Kết quả của dòng không có trong danh mục."),
            ),
        ]
        indexes = [
            models.Index(fields=["of", "outcome", "number"], name="imported_rows_by_outcome"),
            models.Index(fields=["record_kind", "record_id"], name="imported_rows_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.of} · {self.number}"
