"""Certificates of a class: issued once to each who came, printed and sealed, checked by code and by file."""

from __future__ import annotations

from io import BytesIO

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Invalid, NotAllowed, Refused, WrongState
from gieo.domain.handovers.vocab import Verdict
from gieo.domain.results.services import set_access
from gieo.domain.results.vocab import Access
from gieo.domain.training import services
from gieo.domain.training.models import Certificate, Course
from gieo.domain.training.queries.certificates import certificate_typed, check_copy, printed
from gieo.domain.training.queries.courses import token_of
from gieo.domain.training.rules.certificate import code_typed, veiled
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.signing.engine import check
from gieo.foundation.signing.models import SealedContent
from gieo.foundation.signing.queries import trust_roots
from gieo.foundation.units.models import Unit
from tests.factories.accounts import actor, person_with
from tests.factories.training import AFTER, ON_THE_DAY, enrol, make_course
from tests.factories.units import make_unit

OFFICER = actor(Role.OFFICER)
SIGNER = {"signer_name": "Bạc Cầm Sơn", "signer_title": "GIÁM ĐỐC", "now": AFTER}


def held() -> Course:
    """Two of three came."""
    course = make_course()
    for name in ("Giàng A Páo", "Lò Thị Ánh", "Ba C"):
        enrol(course, name)
    services.set_attendance(course, {1, 2}, actor=OFFICER, now=ON_THE_DAY)
    return services.hold_course(course, actor=OFFICER, now=AFTER)


@pytest.fixture(autouse=True)
def department(db: None) -> None:
    make_unit("Sở Khoa học và Công nghệ tỉnh Điện Biên", code="SKHCN")


def test_a_name_is_veiled_and_a_code_is_understood() -> None:
    assert veiled("Giàng A Páo") == "G. A. Páo"
    assert (veiled("Páo"), veiled("")) == ("Páo", "")
    assert [code_typed(typed) for typed in ("CN-2023-0001", "cn 2023 1", "BB-2023-01", "")] == [
        "CN-2023-0001", "CN-2023-0001", "", "",
    ]  # fmt: skip


def test_without_a_department_in_the_register_nobody_certifies_and_it_is_said_why() -> None:
    course = held()
    Unit.objects.filter(code="SKHCN").update(name="Sở Công thương")
    with pytest.raises(Refused, match="Danh bạ đơn vị chưa có cơ quan cấp giấy"):
        services.issue_certificates(course, actor=OFFICER, **SIGNER)


def test_everybody_who_came_is_certified_once() -> None:
    course = make_course()
    with pytest.raises(WrongState):
        services.issue_certificates(course, actor=OFFICER, **SIGNER)
    course = held()
    with pytest.raises(NotAllowed):
        services.issue_certificates(course, actor=actor(Role.EDITOR), **SIGNER)
    with pytest.raises(Invalid):
        services.issue_certificates(course, actor=OFFICER, **SIGNER | {"signer_name": " "})
    assert not Certificate.objects.exists()
    made = services.issue_certificates(course, actor=OFFICER, **SIGNER)
    assert [row.code for row in made] == ["CN-2023-0001", "CN-2023-0002"]
    content = SealedContent.objects.get(code="CN-2023-0001").content
    assert (content["name"], content["course"], content["signer"]["name"]) == (
        "Giàng A Páo", course.code, "Bạc Cầm Sơn",
    )  # fmt: skip
    assert Letter.objects.filter(kind="course_certificate").count() == 2
    assert "Páo" not in str(Entry.objects.get(verb="issue_certificates").changes)
    with pytest.raises(Refused):
        services.issue_certificates(course, actor=OFFICER, **SIGNER)
    with pytest.raises(Refused):
        services.set_attendance(course, {1}, actor=OFFICER, now=AFTER)
    assert services.set_attendance(course, {1, 2, 3}, actor=OFFICER, now=AFTER) == 3
    assert [row.enrolment.number for row in services.issue_certificates(course, actor=OFFICER, **SIGNER)] == [3]


def test_the_paper_carries_the_seal_and_is_checked_by_code_and_by_file() -> None:
    course = held()
    services.issue_certificates(course, actor=OFFICER, **SIGNER)
    assert services.print_waiting(now=AFTER) == 2
    assert services.print_waiting(now=AFTER) == 0
    certificate = Certificate.objects.select_related("sealed").get(code="CN-2023-0001")
    file = printed(certificate)
    assert file is not None
    assert services.print_certificate(certificate, now=AFTER) == file
    paper = read_file(file)
    assert all(one.is_good for one in check(paper, roots=trust_roots(), status=(), now=AFTER))
    same = check_copy(BytesIO(paper))
    assert same is not None
    assert (same.verdict, same.certificate) == (Verdict.UNCHANGED, certificate)
    changed = check_copy(BytesIO(paper + b" "))
    assert changed is not None
    assert changed.verdict is Verdict.CHANGED
    assert check_copy(BytesIO(b"%PDF-1.4 somebody else's")) is None
    assert certificate_typed("cn 2023 1") == certificate
    assert certificate_typed("CN-2023-0099") is None
    services.withdraw_by_link(token_of(certificate.enrolment), now=AFTER)  # the paper can be checked all the same
    assert certificate_typed("CN-2023-0001") == certificate
    keeper = actor(Role.OFFICER, person_id=person_with(Role.OFFICER, make_unit("Sở")).pk)
    set_access(course.results.get(), access=Access.RESTRICTED, note="Kín", actor=keeper, now=AFTER)
    assert certificate_typed("CN-2023-0001") is None
    assert check_copy(BytesIO(paper)) is None
