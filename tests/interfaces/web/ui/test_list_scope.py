"""What a list is asked beside its filters, a span or a map: it outlives every filter, and the page and files say it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode

import docx
import pypdfium2
import pytest
from django.test import Client
from openpyxl import load_workbook

from gieo.core import clock
from gieo.core.actor import Role
from gieo.foundation.exports.models import Export
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import Era
from tests.factories.accounts import user_with
from tests.factories.exports import taken
from tests.factories.handovers import department, received_minutes
from tests.factories.places import make_area
from tests.factories.transfers import a_result, moment
from tests.factories.uptake import a_claim, verified_use

pytestmark = pytest.mark.django_db
USES, DRAWER, SILENT = "/desk/uptake/", "/desk/figures/results/drawer/", "/desk/figures/silent/"


@pytest.fixture(autouse=True)
def _since_the_map_changed(db: None) -> None:
    clock.shift(moment(date(2026, 6, 1)) - datetime.now(UTC))


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(user_with(Role.OFFICER, department()))
    return client


class Form(HTMLParser):
    """The form of the filters as a browser reads it: where it goes, and what it sends as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.sent, self.offered = "", [], set()
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and "filters__form" in found.get("class", ""):
            self.action, self._inside = found["action"], True
        elif tag == "input" and self._inside and found.get("name"):
            pair = (found["name"], found.get("value", ""))
            if found["type"] == "checkbox":
                self.offered.add(pair)
            if found["type"] != "checkbox" or "checked" in found:
                self.sent.append(pair)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"

    def address(self, *ticked: tuple[str, str]) -> str:
        """Where the form leads with more of its boxes ticked."""
        assert set(ticked) <= self.offered
        return f"{self.action}?{urlencode([*self.sent, *ticked])}"


def form_of(client: Client, address: str) -> Form:
    return Form(client.get(address).content.decode())


@pytest.fixture
def commune() -> Area:
    """Today's, in which stands a use that was recorded at the one before it."""
    old, heir = make_area("Xã Na Sang", "03256", era=Era.BEFORE_2025), make_area("Xã Mường Chà", "03260")
    Area.objects.filter(pk=old.pk).update(heir=heir)
    old.refresh_from_db()
    verified_use(a_claim(on=clock.today() - timedelta(days=10)), place=old, now=clock.now())
    verified_use(a_claim(on=clock.today() - timedelta(days=10)), place=make_area("Xã Pa Ham"), now=clock.now())
    return heir


def fell_silent(*, on: date) -> None:
    received_minutes(results=1, units=1).items.update(received_on=on)


def test_a_place_of_todays_map_is_found_by_the_form_of_that_map(officer: Client, commune: Area) -> None:
    form = form_of(officer, f"{USES}?map=today&sort=-place&page=2&q=")
    assert sorted(form.sent) == [("map", "today"), ("q", ""), ("sort", "-place")]
    address = form.address(("place", str(commune.pk)))
    listed = officer.get(address).context["list"]
    assert [row.place.name for row in listed.found] == ["Xã Na Sang"]
    assert parse_qsl(listed.bare_address.partition("?")[2]) == [("map", "today"), ("sort", "-place")]
    again = form_of(officer, address)
    assert [pair for pair in again.sent if pair[0] == "place"] == [("place", str(commune.pk))], "no field stands twice"
    for way in [chip.drop for chip in listed.chips] + [head.address for head in listed.heads if head.address]:
        assert "map=today" in way


@pytest.mark.parametrize("address", [DRAWER, SILENT])
def test_the_span_asked_for_outlives_a_filter(address: str, officer: Client) -> None:
    for day in (date(2024, 9, 9), date(2022, 9, 9)):
        a_result(accepted_on=day, certificate_on=day)
        fell_silent(on=day)
    assert officer.get(address).context["list"].count == 2
    form = form_of(officer, f"{address}?months=36")
    listed = officer.get(form.address(("year", "2022"))).context["list"]
    assert (listed.count, listed.count_of_all) == (1, 1), "not what is two years old"
    for way in (listed.bare_address, listed.chips[0].drop, *(head.address for head in listed.heads if head.address)):
        assert "months=36" in way


def words_of(client: Client, address: str, form: str, query: str) -> str:
    content = taken(client, address, form, query)
    match form:
        case "xlsx":
            cells = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
            return " ".join(str(value) for row in cells for value in row)
        case "docx":
            return " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("form", ["xlsx", "docx", "pdf"])
def test_page_and_file_say_of_which_span_they_are(form: str, officer: Client) -> None:
    a_result(accepted_on=date(2020, 5, 5), certificate_on=date(2020, 6, 6))
    fell_silent(on=date(2022, 9, 9))
    for address, said in ((DRAWER, "Nghiệm thu đã quá {} tháng"), (SILENT, "Đơn vị đã nhận quá {} tháng")):
        for query, months in (("months=36", 36), ("", 12)):
            assert said.format(months) in officer.get(f"{address}?{query}").content.decode()
            assert said.format(months) in words_of(officer, address, form, query)
            assert Export.objects.latest("pk").filters[0].startswith(said.format(months))


@pytest.mark.parametrize("form", ["xlsx", "docx", "pdf"])
@pytest.mark.usefixtures("commune")
def test_page_and_file_say_of_which_map_they_are(form: str, officer: Client) -> None:
    for query, said in (("map=today", "Bản đồ: Địa bàn hôm nay"), ("", "Bản đồ: Địa bàn lúc ghi")):
        assert said in officer.get(f"{USES}?{query}").content.decode()
        assert said in words_of(officer, USES, form, query)
        assert list(Export.objects.latest("pk").filters) == [said]


def test_what_no_filter_has_is_told_and_the_list_stays_whole(officer: Client) -> None:
    row = a_result()
    page = officer.get("/desk/results/?state=lost&year=%3Cb%3E1066&host=&sort=title&q=")
    listed, said = page.context["list"], page.content.decode()
    assert listed.unknown == ("Tình trạng: lost", "Năm nghiệm thu: <b>1066")
    assert (list(listed.rows), listed.is_narrowed) == ([row], False)
    assert "Tình trạng: lost; Năm nghiệm thu: &lt;b&gt;1066" in said
    assert listed.known_address == "/desk/results/?sort=title&q="
    assert listed.known_address.replace("&", "&amp;") in said


def test_beside_what_no_filter_has_the_others_hold(officer: Client) -> None:
    a_result()
    listed = officer.get("/desk/results/?state=draft&state=lost").context["list"]
    assert (listed.count, listed.unknown) == (0, ("Tình trạng: lost",))
    assert listed.known_address == "/desk/results/?state=draft"
    assert officer.get(listed.known_address).context["list"].unknown == ()
