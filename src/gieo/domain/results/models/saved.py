"""A search of the public catalogue that a reader keeps, to hear of what newly fits."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gieo.domain.results import wording
from gieo.domain.results.vocab import LONGEST_SEARCH, LONGEST_SEARCH_NAME, SavedState


class SavedSearch(models.Model):
    """Of a person who signs in, or of an address of mail; it is removed when it ends, address and all.

    `known` are the results that fitted when it was kept, or were told since: nothing of them is told again. It is empty
    of sense (None) until the first look, where the index could not answer when the search was kept.
    """

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="saved_searches",
        verbose_name=_("người theo dõi"),
    )  # fmt: skip
    email = models.EmailField(_("thư điện tử"), blank=True, db_index=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")
    illustrative = models.BooleanField(_("dữ liệu minh hoạ"), default=False)
    state = models.CharField(_("tình trạng"), max_length=12, choices=list(wording.SAVED_STATES.items()), db_index=True)
    name = models.CharField(_("tên"), max_length=LONGEST_SEARCH_NAME)
    words = models.CharField(_("lời tìm"), max_length=LONGEST_SEARCH, blank=True)
    chosen = models.JSONField(_("bộ lọc"), default=dict, blank=True)
    known = models.JSONField(_("kết quả đã biết"), null=True, blank=True, editable=False)
    saved_at = models.DateTimeField(_("lưu lúc"))
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    looked_on = models.DateField(_("tìm lần cuối ngày"), null=True, blank=True)
    told_on = models.DateField(_("báo lần cuối ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("tìm kiếm đã lưu")
        verbose_name_plural = _("tìm kiếm đã lưu")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, email="") | (Q(person__isnull=True) & ~Q(email="")),
                name="saved_search_has_one_reader",
                violation_error_message=_("Tìm kiếm đã lưu là của một người hoặc của một địa chỉ thư."),
            ),
            models.CheckConstraint(
                condition=Q(state=SavedState.WAITING, person__isnull=True, confirmed_at__isnull=True)
                | Q(state__in=[SavedState.WATCHING, SavedState.PAUSED], confirmed_at__isnull=False),
                name="saved_search_is_confirmed_or_waits",
                violation_error_message=_("Tìm kiếm đang theo dõi phải đã được xác nhận."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="saved_search_has_name", violation_error_message=_("Ghi tên."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
