"""Demonstration models before everybody: those that can be seen, the page of each, its photographs, its sign."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.uptake.access.demonstrations import access_public_model, access_visit_photo
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.queries.demonstrations import coming_field_day
from gieo.domain.uptake.vocab.demonstrations import COPIED_STATES, FieldDayState, Outcome
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported_to_all
from gieo.interfaces.web.ui.pages import page, public, public_address, reads, shared
from gieo.interfaces.web.ui.serving import picture_response
from gieo.interfaces.web.ui.sharing import ShareCard
from gieo.interfaces.web.uptake.models import shown
from gieo.interfaces.web.uptake.models.lists import public_list


@public
@reads
@shared
def directory(request: HttpRequest) -> HttpResponse:
    listed = public_list(request)
    lead = _("Nơi đang làm thử kết quả nghiên cứu. Tới xem tận mắt, hỏi người làm, rồi làm theo.")
    return page(
        request,
        "uptake/models/public_list.html",
        list=listed,
        rows=[(row, shown.pill_of(row), shown.scale_of(row)) for row in listed.rows],
        lead=lead,
        card=_card(listed.title, lead, public_address(listed.address()), {"@type": "CollectionPage"}),
    )


export = exported_to_all(public_list)


@public
@reads
@shared
def record(request: HttpRequest, code: str) -> HttpResponse:
    model, today = access_public_model(code), clock.today()
    address = public_address(reverse("models_public:record", args=[code]))
    day = coming_field_day(model, today)
    data = {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": model.use.place.name, "addressCountry": "VN"},
    }
    return page(
        request,
        "uptake/models/public_record.html",
        model=model,
        result=model.use.result,
        pill=shown.pill_of(model),
        days=shown.days_of(model),
        scale=shown.scale_of(model),
        whose=shown.whose(model, today, named=model.names_household),
        day=day,
        day_words=shown.day_words(day) if day else "",
        held=[
            (one, shown.day_words(one)) for one in model.field_days.filter(state=FieldDayState.HELD).order_by("-on")
        ],
        called_off=model.field_days.filter(state=FieldDayState.CANCELLED, on__gte=today).order_by("on"),
        visits=shown.visits_of(model, public=True),
        costs=shown.costs_of(model),
        copied=_say(model) if model.state in COPIED_STATES and model.outcome != Outcome.NOT_WORTH else "",
        operator=operator(),
        card=_card(model.title, model.plan[:300], address, data),
        trail=[
            Link(_("Trang chủ"), "/"), Link(_("Mô hình trình diễn"), reverse("models_public:list")), Link(model.code)
        ],
    )  # fmt: skip


@public
@reads
@shared
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """One page to print and hang up in the field, with a code to the model's page and one for who did after it."""
    model, today = access_public_model(code), clock.today()
    return page(
        request,
        "uptake/models/sign.html",
        model=model,
        result=model.use.result,
        days=shown.days_of(model),
        scale=shown.scale_of(model),
        whose=shown.whose(model, today, named=model.names_household),
        address=public_address(reverse("models_public:record", args=[code])),
        copied=public_address(_say(model)),
        operator=operator(),
        back=reverse("models_public:record", args=[code]),
    )


@public
@reads
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photograph of a visit, when those in it agreed; drawn anew, without what a camera writes into it."""
    found = access_visit_photo(access_public_model(code), pk, public=True)
    return picture_response(request, found.photograph.file, public=True)


def _say(model: Demonstration) -> str:
    """Where those go who did after this very place."""
    assert model.use.result is not None  # models are of results
    say = reverse("copies_public:say", args=[model.use.result.code])
    return f"{say}?{urlencode({'from': model.code})}"


def _card(title: str, description: str, address: str, data: dict[str, object]) -> ShareCard:
    image = public_address(reverse("portal_public:card", args=["danh-muc", "mo-hinh"]))
    said = {"name": title, "description": description, "inLanguage": "vi", "url": address} | data
    return ShareCard(title=title, description=description, address=address, image=image, data=said)
