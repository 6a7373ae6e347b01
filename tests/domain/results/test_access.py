"""Who sees what: one set for lists, counts, searches and single records."""

from datetime import date

import pytest

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.core.errors import NotAllowed, NotFound, Refused
from gieo.domain.results.access import (
    access_photo,
    access_product,
    access_product_file,
    access_public_result,
    access_result,
    may_open_files,
    public_products,
    public_results,
    visible_products,
    visible_results,
)
from gieo.domain.results.models import ProductFile, ResultReader
from gieo.domain.results.permits import may_edit
from gieo.domain.results.services import (
    add_photograph,
    add_reader,
    draft_result,
    edit_result,
    remove_reader,
    set_access,
    withdraw_result,
)
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.services import abolish_unit
from tests.domain.results.test_lines import picture
from tests.factories.programmes import make_programme
from tests.factories.results import STAGES, make_host, make_product, make_result

pytestmark = pytest.mark.django_db
PUBLIC = {"registered", "transferable"}


@pytest.fixture
def one_of_each(db):
    return {stage: make_result(stage) for stage in STAGES}


@pytest.mark.parametrize(
    ("role", "stages"),
    [
        (Role.OFFICER, set(STAGES)),
        (Role.DIRECTOR, set(STAGES)),
        (Role.REGISTRAR, set(STAGES)),
        (Role.EDITOR, set(STAGES)),
        (Role.ADMINISTRATOR, set(STAGES)),
        (Role.PROVINCE_LEADER, set(STAGES) - {"draft"}),
        (Role.HOST, set(STAGES)),
        (Role.UNIT_REP, PUBLIC),
    ],
)
def test_each_role_sees_its_states(people, one_of_each, role, stages):
    assert {result.state for result in visible_results(people(role))} == stages


def test_anybody_sees_registered_and_offered_results(one_of_each):
    assert {result.state for result in public_results()} == PUBLIC
    assert set(visible_results(ANONYMOUS)) == set(public_results())
    assert {product.result.state for product in public_products()} == PUBLIC


def test_a_host_sees_no_drafts_of_others(host):
    make_result(host=make_host("Trường cao đẳng"))
    assert not visible_results(host).exists()


def test_the_door_gives_strangers_what_it_gives_for_codes_that_do_not_exist(stranger):
    draft = make_result()
    said = []
    for code in (draft.code, "KQ-1999-999"):
        with pytest.raises(NotFound) as refused:
            access_result(code, stranger)
        said.append(refused.value.message.replace(code, ""))
    assert said[0] == said[1]
    with pytest.raises(NotFound):
        access_public_result(draft.code)


def test_products_of_programmes_are_seen_by_all_and_those_of_results_with_their_result(stranger, officer):
    of_programme, of_draft = make_product(make_programme()), make_result().products.get()
    assert list(visible_products(stranger)) == [of_programme]
    assert set(visible_products(officer)) == {of_programme, of_draft}
    assert access_product(of_draft.code, officer) == of_draft
    with pytest.raises(NotFound):
        access_product(of_draft.code, stranger)


# ---- restricted results


@pytest.fixture
def restricted(officer):
    return make_result("transferable", restricted=True, actor=officer)


def test_a_restricted_result_is_for_its_readers_alone(people, officer, restricted):
    assert list(visible_results(officer)) == [restricted]
    for role in set(Role) - {Role.OFFICER}:
        assert not visible_results(people(role)).exists()
        assert not visible_products(people(role)).exists()
    assert not public_results().exists()
    assert not public_products().exists()
    assert list(visible_results(SYSTEM)) == [restricted]


def test_even_other_officers_do_not_find_it(director, restricted):
    with pytest.raises(NotFound):
        access_result(restricted.code, director)


def test_nobody_but_a_reader_touches_it(registrar, director, now, restricted, nothing_written):
    """Not even with the record in hand."""
    for who in (registrar, director):
        with nothing_written(), pytest.raises(NotAllowed, match="nêu tên"):
            edit_result(restricted, actor=who, now=now, version=restricted.version, season="Tháng 5")
        with nothing_written(), pytest.raises(NotAllowed, match="nêu tên"):
            withdraw_result(restricted, reason="Thử", actor=who, now=now)
        with nothing_written(), pytest.raises(NotAllowed, match="nêu tên"):
            set_access(restricted, access=Access.OPEN, note="", actor=who, now=now)


def test_readers_are_added_and_removed_but_one_stays(officer, director, now, restricted, nothing_written):
    add_reader(restricted, Person.objects.get(pk=director.person_id), actor=officer, now=now)
    assert list(visible_results(director)) == [restricted]
    with nothing_written():
        add_reader(restricted, Person.objects.get(pk=director.person_id), actor=officer, now=now)
    remove_reader(ResultReader.objects.get(person_id=director.person_id), actor=officer, now=now)
    assert not visible_results(director).exists()
    with nothing_written(), pytest.raises(Refused, match="ít nhất một người"):
        remove_reader(ResultReader.objects.get(), actor=officer, now=now)


def test_an_open_result_needs_no_named_readers(officer, director, now, nothing_written):
    result, person = make_result(), Person.objects.get(pk=director.person_id)
    with nothing_written(), pytest.raises(Refused):
        add_reader(result, person, actor=officer, now=now)


def test_restricting_takes_a_result_from_everybody_else(officer, director, now):
    result = make_result("transferable")
    closed = set_access(result, access=Access.RESTRICTED, note="Chờ nộp đơn sáng chế", actor=officer, now=now)
    assert closed.is_restricted
    assert not public_results().exists()
    assert not visible_results(director).exists()
    entry = Entry.objects.filter(verb="set_access").get()
    assert entry.changes["restriction_note"][1].startswith("#")
    opened = set_access(closed, access=Access.OPEN, note="", actor=officer, now=now)
    assert list(public_results()) == [opened]
    assert not ResultReader.objects.exists()


def test_setting_what_is_set_is_refused(officer, now, nothing_written):
    result = make_result()
    with nothing_written(), pytest.raises(Refused):
        set_access(result, access=Access.OPEN, note="", actor=officer, now=now)


def test_somebody_must_be_able_to_see_it(now, nothing_written):
    result = make_result()
    with nothing_written(), pytest.raises(Refused):
        set_access(result, access=Access.RESTRICTED, note="", actor=SYSTEM, now=now)


def test_the_duty_to_register_hides_with_its_result_and_comes_back(officer, now):
    result = make_result("accepted")
    closed = set_access(result, access=Access.RESTRICTED, note="", actor=officer, now=now)
    duty = Duty.objects.get(state="open")
    assert (duty.confidential, duty.debtor_person_id, duty.debtor_unit) == (True, officer.person_id, None)
    set_access(closed, access=Access.OPEN, note="", actor=officer, now=now)
    duty = Duty.objects.get(state="open")
    assert (duty.confidential, duty.debtor_unit, duty.due) == (False, result.host, date(2022, 2, 2))


@pytest.mark.parametrize("role", [Role.HOST, Role.PROVINCE_LEADER, Role.UNIT_REP, Role.EDITOR])
def test_others_set_no_access(people, now, nothing_written, role):
    who, result = people(role), make_result("accepted")
    with nothing_written(), pytest.raises(NotAllowed):
        set_access(result, access=Access.RESTRICTED, note="", actor=who, now=now)


def test_a_restricted_result_takes_a_name(now, nothing_written):
    with nothing_written(), pytest.raises(NotAllowed, match="có tên"):
        draft_result(actor=SYSTEM, now=now, is_state_secret=False, restricted=True, title="Bản đồ sâm quý")


# ---- files and photographs


def test_files_are_for_the_office_and_the_host_unless_marked_for_everybody(people, officer, host, stranger):
    product = make_result("transferable").products.get()
    kept = product.files.get()
    for who in (officer, host, people(Role.PROVINCE_LEADER)):
        assert access_product_file(product.code, kept.pk, who) == kept
    for who in (stranger, ANONYMOUS):
        with pytest.raises(NotFound):
            access_product_file(product.code, kept.pk, who)
    ProductFile.objects.update(is_public=True)
    assert access_product_file(product.code, kept.pk, ANONYMOUS) == kept


def test_a_public_file_of_a_draft_is_not_public(stranger):
    product = make_result().products.get()
    ProductFile.objects.update(is_public=True)
    with pytest.raises(NotFound):
        access_product_file(product.code, product.files.get().pk, stranger)


def test_files_of_a_restricted_result_are_for_its_readers(officer, director, restricted):
    product = restricted.products.get()
    kept = product.files.get()
    assert access_product_file(product.code, kept.pk, officer) == kept
    with pytest.raises(NotFound):
        access_product_file(product.code, kept.pk, director)


def test_a_photograph_without_consent_stays_in_the_office(officer, now):
    result = make_result("transferable")
    for consent in (True, False):
        add_photograph(
            result, picture("green" if consent else "red"), name="a.png", caption="a", credit="b", consent=consent,
            actor=officer, now=now,
        )  # fmt: skip
    shown, hidden = result.photos.all()
    assert access_photo(result.code, shown.pk, ANONYMOUS) == shown
    assert access_photo(result.code, hidden.pk, officer) == hidden
    with pytest.raises(NotFound):
        access_photo(result.code, hidden.pk, ANONYMOUS)


def test_a_successor_of_the_host_keeps_its_drafts_and_files(host, stranger, now):
    """The heir of an abolished host sees and edits what the host drafted; nobody else does."""
    old = make_host("Trạm Khuyến nông")
    heir = make_host()  # the unit that `host` works in
    draft, product = make_result(host=old), make_product(make_result(host=old))
    assert not visible_results(host).filter(pk=draft.pk).exists()
    assert not may_edit(host, draft)
    abolish_unit(old, on=date(2023, 7, 1), successor=heir, actor=SYSTEM, now=now)
    draft.refresh_from_db()
    assert visible_results(host).filter(pk=draft.pk).exists()
    assert may_edit(host, draft)
    assert edit_result(draft, version=draft.version, title="Tên mới", actor=host, now=now).title == "Tên mới"
    assert may_open_files(host, product)
    assert not may_edit(stranger, draft)
    assert not visible_results(stranger).filter(pk=draft.pk).exists()
