"""A list that somebody took out, with the file if one is kept; a way of looking that somebody keeps under a name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.foundation.exports import wording
from gieo.foundation.exports.vocab import MOST_LETTERS, ExportState, Form


class Export(models.Model):
    """One request for a list as a file. The person is kept as plain id and name, as in the journal."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    state = models.CharField(_("tình trạng"), max_length=12, choices=list(wording.STATES.items()))
    form = models.CharField(_("dạng tệp"), max_length=8, choices=list(wording.FORMS.items()))

    # Which list: its address with what it was narrowed and sorted by, in the language it was read in.
    title = models.CharField(_("danh sách"), max_length=200)
    filters = models.JSONField(_("điều kiện lọc"), default=list, blank=True)
    address = models.TextField()
    query = models.TextField(blank=True)
    language = models.CharField(max_length=8)

    # Who: by delegation the file is of both, and of nobody else.
    person_id = models.BigIntegerField()
    behalf_id = models.BigIntegerField(null=True, blank=True)
    asked_by_name = models.CharField(_("người yêu cầu"), max_length=200)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))

    # What came of it. Roles, columns and keys of rows say what must still be seen by whoever downloads the file.
    row_count = models.PositiveIntegerField(_("số dòng"), default=0)
    done = models.PositiveIntegerField(_("dòng đã lập"), default=0)
    digest = models.CharField(_("vân tay SHA-256"), max_length=64, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="exports",
        verbose_name=_("tệp"),
    )  # fmt: skip
    roles = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=list, blank=True)
    keys = models.JSONField(default=list, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    kept_until = models.DateField(_("giữ đến hết ngày"), null=True, blank=True)
    taken_at = models.DateTimeField(_("tải lần cuối"), null=True, blank=True)
    fault = models.TextField(_("vì sao không lập được"), blank=True)

    class Meta:
        verbose_name = _("tệp xuất")
        verbose_name_plural = _("tệp xuất")
        ordering = ["-id"]
        indexes = [models.Index(fields=["person_id", "-id"], name="exports_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(ExportState)) & Q(form__in=list(Form)),
                name="export_words_known",
                violation_error_message=_("Tình trạng hoặc dạng của tệp xuất không có trong danh mục."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.READY) | Q(kept_until__isnull=False) & ~Q(digest=""),
                name="export_ready_has_fingerprint",
                violation_error_message=_("Tệp xuất sẵn sàng phải có vân tay và hạn giữ."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SavedView(models.Model):
    """A page of the office as somebody looked at it: narrowed, sorted, cut. It keeps the address, not what stood there:
    whoever opens it sees what they may see then."""

    person_id = models.BigIntegerField()
    name = models.CharField(_("tên"), max_length=MOST_LETTERS)
    address = models.TextField()
    query = models.TextField(blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("cách xem đã lưu")
        verbose_name_plural = _("cách xem đã lưu")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "name"],
                name="view_named_once",
                violation_error_message=_("Bạn đã lưu một cách xem tên này."),
            ),
            models.CheckConstraint(
                condition=Q(address__startswith="/desk/") & ~Q(name=""),
                name="view_is_of_the_office",
                violation_error_message=_("Cách xem phải có tên và là trang của phòng làm việc."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"{self.address}?{self.query}" if self.query else self.address
