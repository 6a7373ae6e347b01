"""The nine results of 2023 with complete transfer kits, and the 31 products of the programme for the North-West."""

from datetime import date, datetime, timedelta

from gieo.core.actor import Actor
from gieo.domain.programmes.models import Programme
from gieo.domain.programmes.services import add_programme
from gieo.domain.programmes.vocab import Level
from gieo.domain.results import services
from gieo.domain.results.models import Product
from gieo.domain.results.vocab import FileRole, Grade
from gieo.interfaces.ops.demo import tables
from gieo.interfaces.ops.demo.archive import work_day
from gieo.interfaces.ops.demo.content import Words, nine, read
from gieo.interfaces.ops.demo.drawings import picture
from gieo.interfaces.ops.demo.leaflets import leaflet
from gieo.interfaces.ops.demo.records import Books, Life
from gieo.interfaces.ops.demo.timeline import moment

CREDIT = "Tranh minh hoạ: Gieo"
KINDS = {"process": "QUY TRÌNH", "method": "HƯỚNG DẪN", "report": "BÁO CÁO TÓM TẮT", "chart": "BẢNG SỐ LIỆU"}
AMOUNTS = {"process": (2, "bản"), "report": (2, "bản"), "chart": (1, "bảng"), "database": (1, "bộ")}
_NOT_VALUES = {
    "key", "host", "field", "objective", "members", "product", "accepted_on", "registered_on", "grade",
    "certificate_no", "scene", "photo_caption", "photo_place", "photo_on",
}  # fmt: skip


class Nine:
    """The results by the key of their file, and the products with their receivers."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.cast = books.cast
        self.lives: dict[str, Life] = {}
        self.products: list[tuple[str, Product]] = []
        self._programme: Programme | None = None

    def plan(self) -> None:
        for words in nine():
            self._plan_result(words)
        self.books.timeline.add(moment(date(2014, 1, 6)), self._enter_programme)
        for at, words in enumerate(read("products")["product"]):
            day = work_day(date(2023, 3, 6) + timedelta(days=at // 3))
            self.books.timeline.add(
                moment(day, 13, 30 + 5 * (at % 3)), lambda now, at=at, words=words: self._enter_product(at, words, now)
            )

    def _plan_result(self, words: Words) -> None:
        accepted = words["accepted_on"]
        life = Life(
            values={
                name: value for name, value in words.items() if name not in _NOT_VALUES and name != "rights_holder"
            },
            host=words["host"],
            field=words["field"],
            objective=words["objective"],
            members=[tuple(part.strip() for part in row.split("|")) for row in words["members"]],
            products=[_product_values(product) for product in words["product"]],
            drafted_on=work_day(accepted - timedelta(days=38)),
            accepted_on=accepted,
            registered_on=words["registered_on"],
            offered_on=work_day(words["registered_on"] + timedelta(days=33)),
            certificate_no=words["certificate_no"],
            grade=Grade(words["grade"]),
        )
        self.lives[words["key"]] = life
        self.books.plan(life)
        assert life.offered_on is not None
        self.books.timeline.add(moment(life.offered_on, 9, 30), lambda now: self._dress(life, words, now))

    def _dress(self, life: Life, words: Words, now: datetime) -> None:
        """Files of the products and the photograph, before the result is offered."""
        officer = self.cast.actor("officer")
        result = life.record
        for product, row in zip(result.products.order_by("order"), words["product"], strict=True):
            self._add_file(product, row, host=self.cast.unit(words["host"]).name, officer=officer, now=now)
        services.add_photograph(
            result, picture(words["scene"]), name=f"{words['key']}.png", caption=words["photo_caption"], credit=CREDIT,
            place=words["photo_place"], taken_on=words["photo_on"], consent=True, actor=officer, now=now,
        )  # fmt: skip

    def _enter_programme(self, now: datetime) -> None:
        words = read("story")["programme"]
        values = {name: words[name] for name in ("name", "short_name", "since_year", "until_year", "note")}
        self._programme = add_programme(
            actor=self.cast.actor("officer"), now=now, illustrative=True, level=Level(words["level"]), **values
        )

    def _enter_product(self, at: int, words: Words, now: datetime) -> None:
        assert self._programme is not None
        officer = self.cast.actor("officer")
        quantity, unit = AMOUNTS[words["nature"]]
        product = services.add_product(
            self._programme, actor=officer, now=now, illustrative=True, title=words["title"], nature=words["nature"],
            quantity=quantity, quantity_unit=unit, delivery="file", condition="Bản cuối, đã kiểm tra tệp",
            restriction_note=words.get("restriction", ""),
        )  # fmt: skip
        self._add_file(product, words, host=str(read("story")["programme"]["short_name"]), officer=officer, now=now)
        self.products.append((words["to"], product))

    def _add_file(self, product: Product, words: Words, *, host: str, officer: Actor, now: datetime) -> None:
        ending = words.get("file")
        if ending is None:
            return
        columns = words.get("columns", ())
        if ending == "xlsx":
            content = tables.sheet(product.title, columns, words["rows"], seed=product.code, dated=now)
        elif ending == "csv":
            content = tables.listing(columns, words["rows"], seed=product.code)
        else:
            content = leaflet(
                KINDS.get(product.nature, "TÀI LIỆU"), product.title, host=host, code=product.code, dated=now,
                steps=words.get("steps", ()), text=words.get("text", ()),
            )  # fmt: skip
        role = FileRole(words.get("role", "procedure" if words.get("steps") else "content"))
        services.add_product_file(
            product,
            content,
            name=f"{product.code}.{ending}",
            actor=officer,
            now=now,
            role=role,
            is_public=ending == "pdf",
        )


def _product_values(words: Words) -> Words:
    return {
        "title": words["title"],
        "nature": words["nature"],
        "quantity": words["quantity"],
        "quantity_unit": words["unit"],
        "delivery": words["delivery"],
        "condition": words.get("condition", ""),
        "restriction_note": words.get("restriction", ""),
    }
