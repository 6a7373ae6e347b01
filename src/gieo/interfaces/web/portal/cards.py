"""The picture that stands beside a shared address: of an article, a result, a conference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _

from gieo.core.errors import NotFound
from gieo.domain.news.access import access_public_article
from gieo.domain.news.queries.public import cover_of
from gieo.domain.results.access import access_public_result
from gieo.domain.results.models import ResultPhoto
from gieo.domain.transfers.access import access_public_conference
from gieo.domain.transfers.queries.conferences import shown_photos
from gieo.foundation.files.models import StoredFile
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.pages import public, reads
from gieo.interfaces.web.ui.share_images import drawn_card, photograph_card

PLACE = "Sở Khoa học và Công nghệ tỉnh Điện Biên"


@dataclass(frozen=True)
class _Face:
    title: str
    kicker: str
    picture: StoredFile | None


def _article(code: str) -> _Face:
    found = access_public_article(code)
    photo = cover_of(found)
    kicker = f"Tin tức · {legal_date(found.article.published_at)}"
    return _Face(found.title, kicker, photo.photograph.file if photo else None)


def _result(code: str) -> _Face:
    found = access_public_result(code)
    photo = (
        ResultPhoto.objects.filter(result=found, photograph__consent=True)
        .select_related("photograph__file")
        .order_by("order", "pk")
        .first()
    )
    return _Face(found.shown_title, f"Kết quả nghiên cứu · {code}", photo.photograph.file if photo else None)


def _conference(code: str) -> _Face:
    found = access_public_conference(code)
    photo = next(iter(shown_photos(found.photos.select_related("photograph__file"))), None)
    kicker = f"Hội nghị bàn giao · {legal_date(found.held_on)}"
    return _Face(found.title, kicker, photo.photograph.file if photo else None)


def _list(code: str) -> _Face:
    if code not in LISTS:
        raise NotFound(_("Không có ảnh này."))
    return _Face(*LISTS[code], None)


LISTS = {
    "ket-qua": ("Kết quả nghiên cứu", "Ai cũng được xem, được hỏi và xin nhận"),
    "nhu-cau": ("Nhu cầu của đơn vị và người dân", "Ai đang cần gì, Sở đã trả lời ra sao"),
    "lop-tap-huan": ("Lớp tập huấn", "Học cách áp dụng kết quả, ngay tại địa phương"),
    "mo-hinh": ("Mô hình trình diễn", "Tới xem tận mắt, hỏi người làm, rồi làm theo"),
}


FACES: Mapping[str, Callable[[str], _Face]] = {
    "tin-tuc": _article, "ket-qua": _result, "hoi-nghi": _conference, "danh-muc": _list,
}  # fmt: skip


@public
@reads
def card(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """1200 × 630: a photograph of the page, or its title on a card of ours. Only for what anybody may read."""
    if kind not in FACES:
        raise NotFound(_("Không có ảnh này."))
    found = FACES[kind](code)
    if found.picture is not None:
        content, mime = photograph_card(found.picture)
    else:
        content, mime = drawn_card(title=found.title, kicker=found.kicker, place=PLACE)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    answer = HttpResponse(content, content_type=mime)
    answer["ETag"], answer["Cache-Control"] = tag, "public, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
