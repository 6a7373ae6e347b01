"""What the ledger says of minutes that another unit has taken over."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.domain.handovers.rules.succession import Passed


def passed_words(passed: Passed, unit: str) -> str:
    """ "UBND xã Na Sang (trước là UBND huyện Mường Chà) nhận tiếp từ ngày 01/07/2025. Còn 3 mục chờ đơn vị …" """
    facts = {"heir": passed.heir, "unit": unit, "since": f"{passed.since:%d/%m/%Y}"}
    said = [_("%(heir)s (trước là %(unit)s) nhận tiếp từ ngày %(since)s.") % facts]
    if passed.names_heir:
        said.append(_("Biên bản ghi tên đơn vị kế thừa."))
    if passed.received and passed.received_on:
        words = ngettext(
            "Đơn vị kế thừa đã xác nhận nhận %(count)s mục, lần cuối ngày %(day)s.",
            "Đơn vị kế thừa đã xác nhận nhận %(count)s mục, lần cuối ngày %(day)s.",
            passed.received,
        )
        said.append(words % {"count": passed.received, "day": f"{passed.received_on:%d/%m/%Y}"})
    if passed.waiting:
        words = ngettext(
            "Còn %(count)s mục chờ đơn vị kế thừa.", "Còn %(count)s mục chờ đơn vị kế thừa.", passed.waiting
        )
        said.append(words % {"count": passed.waiting})
    return " ".join(said)
