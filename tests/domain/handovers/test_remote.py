"""A signature asked for elsewhere: comes back at once or days later, twice, for something else, or never."""

import hashlib
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gieo.core.errors import Conflict, GieoError, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.handovers.models import Minutes, RemoteSignature
from gieo.domain.handovers.queries.remote import errand_of, prepared_of, remote_signature, remote_waited_for
from gieo.domain.handovers.rules.remote import WAITS, lapse
from gieo.domain.handovers.services import (
    answer_remote,
    ask_remote,
    give_up_remote,
    sign_with_key,
    sign_with_token,
    void_minutes,
)
from gieo.domain.handovers.vocab import Lapse, MinutesState, Party, RemoteState
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.engine import check
from gieo.foundation.signing.models import Rendering, Signature
from gieo.foundation.signing.queries import trust_roots
from tests.domain.handovers.test_digital import closed, named
from tests.factories.handovers import TABLE, draft_minutes, officer, representative, sealed_minutes, sign
from tests.factories.remote import Service
from tests.factories.signing import key_of
from tests.fixtures.database import SideBySide
from tests.fixtures.tokens import PIN, Tokens
from tests.foundation.papers import pdfa

pytestmark = [pytest.mark.django_db, pytest.mark.openssl]
RECEIVER, GIVER, WITNESS = Party.RECEIVER, Party.GIVER, Party.WITNESS


def ask(minutes: Minutes, party: Party = GIVER, **more: Any) -> RemoteSignature:
    return ask_remote(minutes, party=party, **({"actor": officer(), "now": TABLE} | more))


def answer(row: RemoteSignature, content: bytes, **more: Any) -> Signature:
    """With everything read anew, as after a restart."""
    minutes = Minutes.objects.select_related("sealed").get(pk=row.minutes_id)
    return answer_remote(minutes, row.number, content, **({"actor": officer(), "now": TABLE} | more))


def signed_away(row: RemoteSignature, home: Path, name: str = "") -> bytes:
    """What a service elsewhere makes of the bytes behind the digest."""
    made = prepared_of(RemoteSignature.objects.select_related("file").get(pk=row.pk))
    return Service(home, name or row.signer_name).cms(made.pdf[: made.start] + made.pdf[made.end :])


def counts() -> tuple[Any, ...]:
    tables = (Signature, Rendering, Entry, RemoteSignature, StoredFile)
    states = tuple(RemoteSignature.objects.order_by("pk").values_list("state", flat=True))
    return (*(kind.objects.count() for kind in tables), states)


def refused(deed: Callable[[], Any], error: type[GieoError], words: str) -> None:
    before = counts()
    with pytest.raises(error) as caught:
        deed()
    assert words in caught.value.message
    assert counts() == before


def test_a_signature_comes_back_after_days_and_others_sign_on_top(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    row = ask(minutes)
    assert remote_waited_for(minutes, now=TABLE) == row
    assert row.signer_name == named(minutes, GIVER)
    late = TABLE + timedelta(days=6)
    made = answer(row, signed_away(row, tmp_path), now=late)
    assert (made.party, made.method, made.signed_at) == ("giver", "digital", late)
    assert made.digest == minutes.sealed.digest  # type: ignore[union-attr]
    row.refresh_from_db()
    assert (row.state, row.signature, row.ended_at) == (RemoteState.ANSWERED, made, late)
    sign_with_key(minutes, key_of(named(minutes, RECEIVER)), party=RECEIVER, actor=officer(), now=late)
    sign(minutes, [WITNESS], now=late)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED
    pdf = closed(minutes)
    assert [one.why for one in check(pdf, roots=trust_roots(), now=late)] == [""] * 3
    assert pdfa.faults(pdf) == []


@pytest.mark.pdfsig
@pytest.mark.softhsm
def test_poppler_finds_every_signature_valid_whichever_way_it_came(
    tmp_path: Path, token: Tokens, settings: Any
) -> None:
    minutes = sealed_minutes()
    settings.TOKEN = token.place("rsa")
    row = ask(minutes)
    answer(row, signed_away(row, tmp_path))
    sign_with_token(minutes, PIN, party=RECEIVER, identity="authorisation", actor=officer(), now=TABLE)
    key = key_of(named(minutes, WITNESS))
    sign_with_key(minutes, key, party=WITNESS, actor=officer(), now=TABLE)
    file = tmp_path / "closed.pdf"
    file.write_bytes(closed(Minutes.objects.get(pk=minutes.pk)))
    said = subprocess.run(["pdfsig", str(file)], check=False, capture_output=True, timeout=60).stdout.decode()
    assert said.count("Signature is Valid.") == 4


def test_the_request_is_the_same_however_often_it_is_asked_for() -> None:
    minutes = sealed_minutes()
    row = ask(minutes)
    again = RemoteSignature.objects.select_related("file").get(pk=row.pk)
    assert errand_of(minutes, row) == errand_of(minutes, again)
    assert errand_of(minutes, row).content_digest == minutes.sealed.digest  # type: ignore[union-attr]
    entry = Entry.objects.get(verb="ask_remote")
    assert entry.changes["digest"] == ["", row.digest]
    assert named(minutes, GIVER) not in str(entry.changes)


def test_a_bare_value_comes_back_where_the_certificate_was_known(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    service = Service(tmp_path, named(minutes, GIVER))
    row = ask(minutes, certificate=service.certificate.read_bytes())
    asked = errand_of(minutes, row)
    value = service.value(hashlib.sha256(asked.attributes).digest())
    made = answer(row, value)
    assert made.certificates.get().name == named(minutes, GIVER)


def test_the_same_answer_again_is_the_same_signature(tmp_path: Path) -> None:
    row = ask(sealed_minutes())
    content = signed_away(row, tmp_path)
    first = answer(row, content)
    assert answer(row, content, now=TABLE + timedelta(days=30)) == first
    refused(lambda: answer(row, signed_away(row, tmp_path) + b"\n"), Conflict, "đã nhận chữ ký rồi")


def test_what_came_back_for_something_else_is_refused(tmp_path: Path) -> None:
    row, other = ask(sealed_minutes()), ask(sealed_minutes())
    refused(lambda: answer(row, signed_away(other, tmp_path)), Refused, "vân tay khác")
    refused(lambda: answer(row, b"khong phai"), Refused, "không phải chữ ký CMS")
    refused(lambda: answer(row, signed_away(row, tmp_path, "Quàng Văn Thay")), Invalid, "lượt này chờ")
    assert answer(row, signed_away(row, tmp_path)).party == "giver"


def test_who_signs_for_somebody_else_is_vouched_for(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    row = ask(minutes, signer_name="Quàng Văn Thay")
    content = signed_away(row, tmp_path)
    refused(lambda: answer(row, content), Invalid, "Chứng thư số mang tên Quàng Văn Thay")
    made = answer(row, content, identity="authorisation", title="Phó Giám đốc")
    assert (made.person_name, made.title) == ("Quàng Văn Thay", "Phó Giám đốc")


def test_too_late_overtaken_or_given_up_is_told_and_the_next_may_be_asked_for(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    row = ask(minutes)
    content = signed_away(row, tmp_path)
    end = row.expires_at
    refused(lambda: answer(row, content, now=end), Conflict, "đã quá hạn")
    assert remote_waited_for(minutes, now=end) is None
    refused(lambda: ask(minutes), Conflict, f"Đang chờ chữ ký của {row.signer_name}")
    second = ask(minutes, now=end)
    row.refresh_from_db()
    assert (row.state, row.end_reason, second.number) == (RemoteState.LAPSED, "expired", 2)
    refused(lambda: answer(row, content, now=end), Conflict, "đã quá hạn")
    assert Entry.objects.filter(verb="lapse_remote").count() == 1
    sign_with_key(minutes, key_of(named(minutes, RECEIVER)), party=RECEIVER, actor=officer(), now=end)
    refused(lambda: answer(second, signed_away(second, tmp_path), now=end), Conflict, "bên khác đã ký số")
    third = ask(minutes, WITNESS, now=end)
    refused(lambda: give_up_remote(minutes, 3, reason=" ", actor=officer(), now=end), Invalid, "Ghi lý do")
    give_up_remote(minutes, 3, reason="Người ký đi công tác", actor=officer(), now=end)
    refused(lambda: answer(third, signed_away(third, tmp_path), now=end), Conflict, "đã được thôi")
    refused(lambda: give_up_remote(minutes, 3, reason="x", actor=officer(), now=end), Conflict, "đã được thôi")
    fourth = ask(minutes, now=end)
    assert answer(fourth, signed_away(fourth, tmp_path), now=end).party == "giver"


def test_signed_in_another_way_while_waiting(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    row = ask(minutes)
    content = signed_away(row, tmp_path)
    sign(minutes, [GIVER, RECEIVER])
    assert remote_signature(minutes, 1, now=TABLE).lapse is Lapse.SIGNED
    refused(lambda: answer(row, content), Conflict, "đã ký bằng cách khác")
    refused(lambda: ask(minutes), Conflict, "đã ký")
    assert ask(minutes, WITNESS).number == 2


def test_a_drawn_signature_of_another_party_disturbs_nothing(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    row = ask(minutes)
    sign(minutes, [RECEIVER])
    assert answer(row, signed_away(row, tmp_path)).party == "giver"


def test_strangers_and_other_states(tmp_path: Path) -> None:
    minutes, draft = sealed_minutes(), draft_minutes()
    unit = representative(minutes.receiver)
    refused(lambda: ask(minutes, actor=unit), NotAllowed, "Chỉ cán bộ của Sở")
    refused(lambda: ask(draft), WrongState, "")
    refused(lambda: ask_remote(minutes, party="ai", actor=officer(), now=TABLE), Invalid, "Chọn bên ký")
    refused(lambda: ask(minutes, certificate=b"khong"), Refused, "không phải chứng thư")
    row = ask(minutes)
    refused(lambda: answer(row, b"x", actor=unit), NotAllowed, "")
    refused(lambda: give_up_remote(minutes, 1, reason="x", actor=unit, now=TABLE), NotAllowed, "")
    with pytest.raises(NotFound):
        remote_signature(minutes, 2, now=TABLE)
    content = signed_away(row, tmp_path)
    void_minutes(minutes, reason="Sai", actor=officer(), now=TABLE)
    refused(lambda: answer(row, content), WrongState, "")
    own = sealed_minutes()
    mine = representative(own.receiver)
    asked = ask(own, RECEIVER, actor=mine)
    assert answer(asked, signed_away(asked, tmp_path), actor=mine).party == "receiver"


def test_an_answer_sent_twice_at_once_is_one_signature(
    transactional_db: None, side_by_side: SideBySide, tmp_path: Path
) -> None:
    row = ask(sealed_minutes())
    content = signed_away(row, tmp_path)
    outcomes = side_by_side(lambda: answer(row, content), lambda: answer(row, content))
    assert outcomes[0] == outcomes[1]
    assert Signature.objects.count() == 1


def test_two_that_ask_at_once_wait_for_one(transactional_db: None, side_by_side: SideBySide) -> None:
    minutes = sealed_minutes()

    def again() -> RemoteSignature:
        return ask(Minutes.objects.select_related("sealed").get(pk=minutes.pk))

    outcomes = side_by_side(again, again)
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "RemoteSignature"]


def test_when_a_request_holds_no_more() -> None:
    facts: dict[str, Any] = {"expires_at": TABLE + WAITS, "now": TABLE, "base": 1, "newest": 1, "has_signed": False}
    assert lapse(**facts) is None
    assert lapse(**facts | {"now": TABLE + WAITS - timedelta(seconds=1)}) is None
    assert lapse(**facts | {"now": TABLE + WAITS}) is Lapse.EXPIRED
    assert lapse(**facts | {"newest": 2, "now": TABLE + WAITS}) is Lapse.OVERTAKEN
    assert lapse(**facts | {"base": None}) is Lapse.OVERTAKEN
    assert lapse(**facts | {"has_signed": True, "newest": 2}) is Lapse.SIGNED
