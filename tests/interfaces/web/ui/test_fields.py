"""What people type into money, dates and signatures, and what fields show around it."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.utils.datastructures import MultiValueDict

from gieo.foundation.units.models import Unit
from gieo.interfaces.web.ui.fields import (
    Combobox,
    FileDrop,
    FilesField,
    LegalDateField,
    ManyField,
    MoneyField,
    StrokesField,
    row_numbers,
)


class Whole(forms.Form):
    title = forms.CharField(label="Tên", help_text="Như biên bản.")
    money = MoneyField(required=False)
    day = LegalDateField(required=False)
    agree = forms.BooleanField(label="Đồng ý", required=False)
    forms_of = forms.MultipleChoiceField(choices=[("a", "Giấy")], widget=forms.CheckboxSelectMultiple, required=False)
    place = forms.ChoiceField(choices=[("a", "Mường Thanh")], widget=Combobox, required=False)
    scan = forms.FileField(widget=FileDrop(accept=".pdf"), required=False)


def show(source: str, **values: Any) -> str:
    return engines["django"].from_string("{% load gieo %}" + source).render(values)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1.284.500.000", 1284500000), ("1284500000 đồng", 1284500000), ("1,284,500", 1284500), ("", None), ("0", 0)],
)
def test_money_is_read(typed: str, meant: int | None) -> None:
    assert MoneyField(required=False).clean(typed) == meant


@pytest.mark.parametrize("typed", ["12 triệu", "1.28", "-5", "1.284,50"])
def test_money_that_cannot_be_read_is_said(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="không đọc được"):
        MoneyField().clean(typed)


def test_money_is_shown_with_dots_and_keeps_what_was_typed() -> None:
    assert 'value="1.284.500.000"' in str(Whole(initial={"money": 1284500000})["money"])
    assert 'value="12 triệu"' in str(Whole({"money": "12 triệu"})["money"])


@pytest.mark.parametrize("typed", ["07/11/2023", "7/11/2023", "07-11-2023", "07.11.2023", "2023-11-07"])
def test_dates_are_read_day_first(typed: str) -> None:
    assert LegalDateField().clean(typed) == date(2023, 11, 7)


@pytest.mark.parametrize("typed", ["31/02/2023", "11/23/2023", "7 tháng 11"])
def test_impossible_dates_are_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="ngày/tháng/năm"):
        LegalDateField().clean(typed)


@pytest.mark.parametrize("typed", ["01/01/0001", "31/12/1899", "01/01/2101", "31/12/9999"])
def test_years_that_nobody_lives_in_are_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="Xem lại năm"):
        LegalDateField().clean(typed)


def test_years_at_the_bounds_are_read() -> None:
    assert [LegalDateField().clean(typed).year for typed in ("01/01/1900", "31/12/2100")] == [1900, 2100]


def test_dates_are_shown_day_first() -> None:
    assert 'value="07/11/2023"' in str(Whole(initial={"day": date(2023, 11, 7)})["day"])


def test_strokes_are_lists_of_pairs_within_the_box() -> None:
    assert StrokesField().clean("[[[0, 0.5], [1, 0.123456]], []]") == [[[0.0, 0.5], [1.0, 0.1235]]]
    assert StrokesField(required=False).clean("") == []


@pytest.mark.parametrize("value", ["x", "[[[1.5, 0]]]", "[[[0]]]", '[[["a", 0]]]', "3", "[[[true, 0]]]", '{"a": 1}'])
def test_strokes_that_are_none_are_refused(value: str) -> None:
    with pytest.raises(forms.ValidationError):
        StrokesField().clean(value)


def test_an_empty_pad_is_said() -> None:
    with pytest.raises(forms.ValidationError, match="Chưa có chữ ký"):
        StrokesField().clean("")


def test_too_many_points_are_refused() -> None:
    with pytest.raises(forms.ValidationError):
        StrokesField().clean("[[" + ",".join(["[0,0]"] * 20_001) + "]]")


def test_several_files_come_as_a_list() -> None:
    class Files(forms.Form):
        files = FilesField(accept=".pdf")

    form = Files({}, MultiValueDict({"files": [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]}))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["a.pdf", "b.pdf"]
    assert not Files({}, MultiValueDict()).is_valid()


@pytest.mark.parametrize("name", Whole.base_fields)
def test_every_kind_of_field_has_its_label_bound(name: str) -> None:
    form = Whole()
    html = show("{% field field=field %}", field=form[name])
    assert str(form[name].label) in html
    assert f'id="{form[name].auto_id}"' in html or name == "forms_of"


def test_an_error_is_tied_to_its_field_and_listed_above() -> None:
    form = Whole({"title": "", "money": "12 triệu"})
    html = show("{% error_summary form=form %}{% field field=form.title %}", form=form)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert '<a href="#id_title">Tên</a>' in html
    assert "còn 2 chỗ cần sửa" in html


def test_a_fine_form_has_no_summary() -> None:
    assert show("{% error_summary form=form %}", form=Whole({"title": "x"})).strip() == ""


def test_what_was_typed_stays() -> None:
    form = Whole({"title": "Nương <chè>", "day": "31/02/2023"})
    html = show("{% fields form=form %}", form=form)
    assert 'value="Nương &lt;chè&gt;"' in html
    assert 'value="31/02/2023"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["99999999999999999999", "-99999999999999999999", "x" * 3000])
def test_a_number_that_no_row_can_have_is_a_wrong_choice(number: str) -> None:
    with pytest.raises(forms.ValidationError):
        ManyField(Unit.objects.all()).clean([number])


def test_numbers_of_rows_pass_over_what_none_can_have() -> None:
    assert row_numbers(["7", "-1", "99999999999999999999", "x", "٣", "", "12"]) == [7, 12]
