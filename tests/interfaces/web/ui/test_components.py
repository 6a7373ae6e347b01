"""Components declare their props; what they show is escaped; blocked deeds stay visible and explain themselves."""

from datetime import date
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils import translation

from gieo.interfaces.web.ui import icons
from gieo.interfaces.web.ui.charts import Bar
from gieo.interfaces.web.ui.components import (
    Cell,
    Deed,
    FaultLine,
    GateRow,
    Happening,
    Link,
    Matrix,
    MatrixHead,
    MatrixRow,
    NextStep,
    Photo,
    Pill,
    Stage,
    Todo,
)
from gieo.interfaces.web.ui.happenings import gathered
from gieo.interfaces.web.ui.thread import make_thread

EVIL = '<b onclick="x">&</b>'


def show(source: str, **values: Any) -> str:
    template = engines["django"].from_string("{% load gieo %}" + source)
    return template.render(values, RequestFactory().get("/"))


@pytest.mark.parametrize(
    "source",
    [
        '{% pill word="x" colour="red" %}',
        "{% pill tone='ok' %}",
        '{% pill "x" %}',
        '{% button label="x" href="/" size="big" %}',
        '{% card titel="x" %}{% endcard %}',
        "{% figure value=3 %}",
        "{% thread %}",
        '{% facts columns="2" %}{% endfacts %}',
    ],
)
def test_stray_missing_and_positional_props_are_errors(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        show(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% pill word="x" tone="red" %}',
        '{% button label="x" href="/" kind="primary" %}',
        '{% button label="x" %}',
        '{% icon "no-such-icon" %}',
        '{% scene name="sea" %}',
        '{% facts layout="grid" %}{% endfacts %}',
        '{% figure value=1 label="x" tone="red" %}',
    ],
)
def test_unknown_values_of_props_are_errors(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        show(source)


def test_values_refuse_unknown_words() -> None:
    with pytest.raises(ValueError, match="tone"):
        Pill(word="x", tone="red")
    with pytest.raises(ValueError, match="stage"):
        Stage(label="x", state="now")
    with pytest.raises(ValueError, match="cell"):
        Cell(state="maybe")
    with pytest.raises(TypeError):
        Deed(label="x", colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "source",
    [
        "{% button label=evil href='/' %}",
        "{% button label=evil blocked=evil %}",
        "{% pill word=evil %}",
        "{% card title=evil note=evil %}{{ evil }}{% endcard %}",
        "{% fact label=evil %}{{ evil }}{% endfact %}",
        "{% notice title=evil %}{{ evil }}{% endnotice %}",
        "{% empty title=evil text=evil %}",
        "{% figure value=evil|length label=evil %}",
        "{% copy value=evil %}",
        "{% icon 'check' label=evil %}",
        "{% signpad name='s' label=evil hint=evil value=evil errors=evil %}",
        "{% qr data='x' label=evil note=evil %}",
        "{% progress value=1 label=evil note=evil %}",
        "{% ask label=evil title=evil action='/' submit=evil consequences=lines %}{{ evil }}{% endask %}",
    ],
)
def test_what_people_write_is_escaped(source: str) -> None:
    html = show(source, evil=EVIL, lines=[EVIL], csrf_token="t")
    assert EVIL not in html
    assert "&lt;b onclick=&quot;x&quot;&gt;&amp;&lt;/b&gt;" in html


def test_icons_are_hidden_unless_they_speak() -> None:
    assert 'aria-hidden="true"' in icons.icon("check")
    assert icons.icon("check", "Đủ").startswith('<svg class="i" viewBox="0 0 24 24" role="img" aria-label="Đủ">')
    assert icons.icon("check") is icons.icon("check")


def test_a_blocked_deed_stays_with_its_reason_and_the_way_round() -> None:
    deed = Deed(label="Giao thêm", blocked="Còn thiếu bảng chi phí.", way_out=Link("Xin miễn", "/waive"))
    html = show("{% deed deed=deed %}", deed=deed)
    assert 'aria-disabled="true"' in html
    assert "Còn thiếu bảng chi phí." in html
    assert '<a href="/waive">Xin miễn</a>' in html
    assert "submit" not in html


def test_a_deed_that_posts_is_a_form_with_its_values() -> None:
    html = show("{% deed deed=deed %}", deed=Deed(label="Gửi", url="/send", post=True, values=(("kind", "a"),)))
    assert '<form method="post" action="/send"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert '<input type="hidden" name="kind" value="a">' in html


def test_a_deed_with_consequences_asks_first() -> None:
    html = show("{% deed deed=deed %}", deed=Deed(label="Ký", url="/sign", consequences=("Không sửa được nữa.",)))
    assert "<details" in html
    assert "Không sửa được nữa." in html
    assert '<form method="post" action="/sign"' in html


def test_an_empty_fact_is_said() -> None:
    assert "chưa ghi" in show('{% fact label="Hạn" %}  {% endfact %}')


def test_a_fact_keeps_its_links_and_escapes_once() -> None:
    html = show('{% fact label="Cấp trên" %} <a href="/u">{{ name }}</a> {% endfact %}', name="A & B")
    assert '<dd><a href="/u">A &amp; B</a></dd>' in html


def test_thread_shows_seven_knots_and_what_is_missing() -> None:
    knots = make_thread(here="result", links={"task": (Link("NV-1", "/t"),)}, notes={"-uptake": "Chưa có nơi nào"})
    assert [knot.state for knot in knots] == ["hollow", "hollow", "filled", "here", "hollow", "hollow", "hollow"]
    html = show("{% thread knots=knots %}", knots=knots)
    assert html.count("<li ") == 7
    assert html.count('aria-current="step"') == 1
    assert "Chưa có nơi nào" in html
    assert "Đang ở đây" in html


def test_thread_refuses_an_unknown_knot() -> None:
    with pytest.raises(ValueError, match="harvest"):
        make_thread(here="result", links={"harvest": ()})


def test_next_card_says_what_who_when_and_why() -> None:
    step = NextStep(
        title="Trình ký", who="Lò Thị Mai", due=date(2023, 11, 3), basis="Điều 2", basis_url="/b", after="Báo đơn vị"
    )
    html = show("{% next_card step=step %}", step=step)
    for words in ("Trình ký", "Lò Thị Mai", "03/11/2023", '<a href="/b">Điều 2</a>', "Báo đơn vị"):
        assert words in html


def test_bars_carry_their_table_and_no_bar_of_something_is_invisible() -> None:
    html = show(
        '{% bars bars=bars caption="Phễu" head="Bước" shares=True %}',
        bars=[Bar(label="giao", value=1000, url="/rows"), Bar(label="dùng", value=1), Bar(label="nhân", value=0)],
    )
    assert 'width="100.00"' in html
    assert 'width="1.50"' in html
    assert 'width="0.00"' in html
    assert html.count("<tr>") == 4
    assert '<a href="/rows">1.000</a>' in html


def test_the_same_deed_in_the_same_minute_is_one_line() -> None:
    line = Happening(when="15/11/2022 09:05", text="Thêm thành viên", who="Vàng A Nương")
    other = Happening(when="15/11/2022 09:05", text="Ghi kết quả mới", who="Vàng A Nương")
    assert [(row.text, row.times) for row in gathered([line, line, line, other, line])] == [
        ("Thêm thành viên", 3),
        ("Ghi kết quả mới", 1),
        ("Thêm thành viên", 1),
    ]
    html = show("{% timeline entries=lines %}", lines=gathered([line, line, other]))
    assert html.count("× 2") == html.count("×") == 1


def test_the_sign_of_a_bar_is_explained_only_where_a_bar_carries_it() -> None:
    page = '{% clock_bars bars=bars caption="Đồng hồ" head="Bước" mark="là bước đang chờ" %}'
    plain = Bar(label="giao", value=10)
    assert "là bước đang chờ" not in show(page, bars=[plain])
    html = show(page, bars=[plain, Bar(label="họp", value=179, mark=True)])
    assert "là bước đang chờ" in html
    assert html.count("◆") == 2


def test_terraces_know_their_levels() -> None:
    steps = [Bar(label="a", value=40), Bar(label="b", value=1), Bar(label="c", value=0)]
    html = show('{% terraces steps=steps label="x" %}', steps=steps)
    assert [part.split('"')[0] for part in html.split('data-level="')[1:]] == ["20", "1", "0"]


def test_matrix_rows_must_fit_their_heads() -> None:
    with pytest.raises(ValueError, match="cells"):
        Matrix(corner="x", heads=(MatrixHead(mark="1"),), rows=(MatrixRow(label="A", cells=()),), caption="c")


def test_matrix_says_its_states_in_words() -> None:
    heads = (MatrixHead(mark="KQ1"), MatrixHead(mark="Cộng", total=True))
    rows = (
        MatrixRow(
            label="UBND huyện D", cells=(Cell(state="part", url="/i"), Cell(state="number", text="1")), fault=True
        ),
    )
    matrix = Matrix(
        corner="Đơn vị", heads=heads, rows=rows, caption="Sổ", sums=MatrixRow(label="Cộng", cells=rows[0].cells)
    )
    html = show("{% matrix matrix=matrix %}", matrix=matrix)
    assert 'aria-label="đã ký, chưa nhận đủ"' in html
    assert 'class="has-fault"' in html


def test_other_records_parts_render() -> None:
    html = show(
        "{% gate rows=gate %}{% timeline entries=past %}{% step_bar steps=stages %}{% todo item=todo %}"
        "{% faults faults=faults %}{% photo photo=photo %}{% timeline entries=none %}"
        "{% ink strokes=strokes label='Chữ ký' %}"
        "{% avatar name='Lò Thị Mai' %}",
        gate=[GateRow(label="Quy trình", filled=True), GateRow(label="Chi phí", filled=False)],
        past=[Happening(when="12/05/2023", text="Quyết định", url="/d", who="Mai")],
        none=[],
        stages=[Stage(label="Dự thảo", state="done"), Stage(label="Ban hành", state="here")],
        todo=Todo(title="Nhắc đơn vị", url="/t", due=date(2023, 11, 7), late=True),
        faults=[FaultLine(title="Lệch số", links=(Link("Biên bản", "/m"),))],
        photo=Photo(url="/p.jpg", caption="Nương", credit="Mai", place="Tủa Chùa", taken_on=date(2023, 9, 14)),
        strokes=[[[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.5]]],
    )
    for words in (
        "Còn thiếu",
        "tháng 11",
        "Ảnh: Mai",
        "14/09/2023",
        "Chưa có gì xảy ra.",
        "M50.0 40.0L150.0 80.0",
        "TM",
    ):
        assert words in html


def test_the_caption_of_a_photograph_stays_vietnamese_and_says_so() -> None:
    photo = Photo(url="/p.jpg", caption="Nương chè", credit="Mai")
    assert "lang=" not in show("{% photo photo=photo %}", photo=photo)
    with translation.override("en"):
        assert '<span lang="vi">Nương chè</span>' in show("{% photo photo=photo %}", photo=photo)


def test_pager_keeps_the_other_filters() -> None:
    page = Paginator(range(1234), 25).page(2)
    html = show("{% pager page=page query='q=chè&page=2' %}", page=page)
    assert "26 đến 50 trong 1.234" in html
    assert 'href="?q=chè&amp;page=3"' in html
    assert 'aria-current="page">2</a>' in html


def test_query_changes_one_key() -> None:
    assert show("{% query 'q=a&page=2' page=3 %}") == "?q=a&amp;page=3"
    assert show("{% query 'q=a&page=2' page=None %}") == "?q=a"


def test_messages_are_toasts_with_their_tone() -> None:
    class Message:
        level_tag = "error"

        def __str__(self) -> str:
            return "Chưa ký được."

    html = show("{% flash messages=messages %}", messages=[Message()])
    assert 'data-tone="late"' in html
    assert "Chưa ký được." in html
    assert 'role="status"' in html


def test_a_long_sum_breaks_between_its_groups_only() -> None:
    html = show('{% figure value=value label="đồng" %}', value=1_000_000_000_000)
    assert "1.<wbr>000.<wbr>000.<wbr>000.<wbr>000" in html
    assert "<wbr>" not in show('{% figure value=value label="kết quả" %}', value=12_345)


def test_an_empty_place_may_say_so_in_one_line() -> None:
    html = show('{% empty title="Không có việc nào" text="Nghỉ" line=True %}')
    assert "<img" not in html
    assert "Không có việc nào" in html


def test_the_matrix_is_also_a_list_of_what_each_row_holds() -> None:
    matrix = Matrix(
        corner="Đơn vị",
        heads=(MatrixHead(mark="KQ1"), MatrixHead(mark="KQ2"), MatrixHead(mark="Đã nhận", total=True)),
        rows=(MatrixRow(label="Sở A", cells=(Cell(state="full", url="/bb"), Cell(), Cell(state="number", text="3"))),),
        caption="Ai nhận gì",
    )
    listed = show("{% matrix matrix=matrix %}", matrix=matrix).split('<ul class="matrix-list')[1].split("</ul>")[0]
    assert "KQ1" in listed
    assert "KQ2" not in listed
    assert "đã nhận" in listed
