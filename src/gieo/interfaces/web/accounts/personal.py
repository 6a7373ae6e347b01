"""“Gieo giữ gì về tôi”: what is kept about the person signed in, what for, and all of it as one file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import delegations_of, linked_accounts, main_factors
from gieo.foundation.accounts.wording import FACTOR_LABELS
from gieo.foundation.exports.models import Export, SavedView
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.rules import mobile_number
from gieo.foundation.outbox.wording import CHANNELS, REACHES
from gieo.interfaces.web.accounts.delegating import roles_in_words
from gieo.interfaces.web.accounts.devices import device_in_words
from gieo.interfaces.web.accounts.me import prove_first
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.formats import legal_date, moment
from gieo.interfaces.web.ui.happenings import verb_in_words
from gieo.interfaces.web.ui.pages import page, reads

SHOWN = 10
"""Rows of one kind on the page; the file holds them all."""


@dataclass(frozen=True)
class Kept:
    """Facts of one kind about a person, in words: what they are, what for, how long."""

    label: str
    purpose: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    @property
    def newest(self) -> list[list[tuple[str, str]]]:
        """Rows as pairs of a column's name and its value."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows[:SHOWN]]

    @property
    def more(self) -> int:
        return max(len(self.rows) - SHOWN, 0)


@reads
def data(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "accounts/data.html",
        kept=kept_about(request.user),
        trail=(Link(_("Tài khoản của tôi"), "/desk/me/"), Link(_("Gieo giữ gì về tôi"))),
    )


@reads
def data_file(request: HttpRequest) -> HttpResponse:
    """The same as a file of JSON, for whoever has typed the password lately."""
    asked = prove_first(request)
    if asked is not None:
        return asked
    person = request.user.person
    told = {
        "person": person.name,
        "made_at": clock.now().isoformat(),
        "kept": [
            {"what": one.label, "what_for": one.purpose, "columns": one.columns, "rows": one.rows}
            for one in kept_about(request.user)
        ],
    }
    answer = HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="du-lieu-ve-toi.json"'
    return answer


def kept_about(user: User) -> tuple[Kept, ...]:
    """Everything that names this person by key, by address of mail or by number. Eleven queries."""
    person = user.person
    roles = person.roles.select_related("unit").order_by("-since", "-pk")
    sessions = user.work_sessions.order_by("-began_at", "-pk")
    mine = Q(to_email__iexact=user.email)
    if number := mobile_number(person.phone):
        mine |= Q(to_phone=number)
    letters = Letter.objects.filter(mine).order_by("-pk")
    deeds = Entry.objects.filter(actor_id=person.pk).order_by("-pk")
    views = SavedView.objects.filter(person_id=person.pk)
    exports = Export.objects.filter(person_id=person.pk).order_by("-pk")
    factors = ", ".join(str(FACTOR_LABELS[factor.type]) for factor in main_factors(user))
    linked = ", ".join(f"{one.issuer} ({one.subject})" for one in linked_accounts(user))
    searches = person.saved_searches.all()
    when, what = _("Lúc"), _("Việc")
    return (
        Kept(
            _("Tên và liên hệ"),
            _("Để hồ sơ nói đúng ai là ai, để gửi giấy mời và thư nhắc."),
            (_("Họ và tên"), _("Học hàm, học vị"), _("Thư điện tử"), _("Điện thoại"), _("Báo bằng")),
            _rows([(person.name, person.title, person.email, person.phone, REACHES[person.reach])]),
        ),
        Kept(
            _("Đăng nhập"),
            _("Để chỉ đúng người vào được. Mật khẩu không ai đọc được, kể cả quản trị."),
            (
                _("Địa chỉ đăng nhập"), _("Tạo lúc"), _("Đăng nhập lần cuối"), _("Lớp bảo vệ thứ hai"),
                _("Đăng nhập ở nơi khác"),
            ),
            _rows([(user.email, moment(user.date_joined), moment(user.last_login), factors, linked)]),
        ),
        Kept(
            _("Vai trò"),
            _("Để mỗi người chỉ thấy và làm được phần việc của mình; vai trò cũ giữ lại cho hồ sơ cũ còn hiểu được."),
            (_("Vai trò"), _("Đơn vị"), _("Chức vụ"), _("Từ"), _("Đến hết")),
            _rows(
                (held.get_role_display(), held.unit.name, held.title, legal_date(held.since), legal_date(held.until))
                for held in roles
            ),
        ),
        Kept(
            _("Uỷ quyền"),
            _("Để biết ai làm thay ai, những ngày nào, theo văn bản nào."),
            (_("Người uỷ quyền"), _("Người làm thay"), _("Vai trò"), _("Từ"), _("Đến hết")),
            _rows(
                (
                    one.delegator.name, one.delegate.name, roles_in_words(one), legal_date(one.since),
                    legal_date(one.until),
                )
                for one in delegations_of(person)
            ),
        ),
        Kept(
            _("Nơi đang đăng nhập"),
            _("Để bạn nhận ra máy lạ. Địa chỉ mạng đã rút ngắn; xoá khi phiên hết."),
            (_("Từ lúc"), _("Thiết bị"), _("Đăng nhập từ")),
            _rows((moment(one.began_at), device_in_words(one.device), one.place) for one in sessions),
        ),
        Kept(
            _("Thư và tin nhắn đã gửi tới bạn"),
            _("Để chứng minh ai đã được báo điều gì, lúc nào."),
            (when, _("Cách gửi"), _("Tiêu đề")),
            _rows((moment(one.posted_at), CHANNELS[one.channel], one.subject) for one in letters),
        ),
        Kept(
            _("Việc bạn đã làm"),
            _("Nhật ký: ai làm gì với hồ sơ nào. Niêm phong mỗi đêm, không sửa và không xoá được."),
            (when, what, _("Hồ sơ")),
            _rows((moment(one.at), verb_in_words(one), one.record_code) for one in deeds),
        ),
        Kept(
            _("Danh sách bạn đã xuất"),
            _("Để biết dữ liệu nào đã ra ngoài, do ai. Tệp tự xoá sau 7 ngày."),
            (when, _("Danh sách")),
            _rows((moment(one.asked_at), one.title) for one in exports),
        ),
        Kept(
            _("Tìm kiếm bạn lưu"),
            _("Để báo bạn khi có kết quả mới khớp. Xoá hẳn khi bạn bỏ."),
            (when, _("Tên")),
            _rows((moment(one.saved_at), one.name) for one in searches),
        ),
        Kept(
            _("Cách xem bạn đã lưu"),
            _("Để mở lại một danh sách đã lọc; chỉ bạn thấy, bạn xoá lúc nào cũng được."),
            (_("Lưu lúc"), _("Tên")),
            _rows((moment(one.saved_at), one.name) for one in views),
        ),
    )  # fmt: skip


def _rows(rows: Iterable[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    return [tuple(str(value) for value in row) for row in rows]
