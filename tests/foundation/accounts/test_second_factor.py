"""Second factors: kept sealed, taken off with care, reset by the administrator; what roles ask for."""

from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.foundation.accounts.engine.sealing import open_secret, seal_secret
from gieo.foundation.accounts.models import SecondFactorPolicy, User, WorkSession
from gieo.foundation.accounts.permits import may_reset_second_factor, may_set_second_factor_need
from gieo.foundation.accounts.queries import (
    main_factors,
    must_set_up_second_factor,
    recovery_codes,
    second_factor_need,
)
from gieo.foundation.accounts.rules import strongest_need
from gieo.foundation.accounts.services import (
    add_passkey,
    add_totp,
    begin_session,
    end_role,
    give_role,
    note_recovery_code,
    remove_factor,
    renew_recovery_codes,
    reset_second_factor,
    set_second_factor_need,
)
from gieo.foundation.accounts.vocab import Need
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import actor, instead, user_with
from tests.factories.units import make_unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
TODAY = date(2023, 11, 7)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ADMINISTRATOR = actor(Role.ADMINISTRATOR)
KEY = {"id": "x", "response": {}}


@pytest.fixture
def user(db) -> User:
    return user_with(Role.OFFICER, make_unit(), email="mai@example.vn")


def need(role: Role, value: Need) -> None:
    set_second_factor_need(role, value, actor=ADMINISTRATOR, now=NOW)


def verbs() -> list[str]:
    told = Entry.objects.filter(record_kind__in=["accounts.user", "accounts.secondfactorpolicy"])
    return list(told.order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("needs", "asked"),
    [
        ([], Need.OPTIONAL),
        ([Need.OFF], Need.OFF),
        ([Need.OFF, Need.OPTIONAL], Need.OPTIONAL),
        ([Need.REQUIRED, Need.OFF], Need.REQUIRED),
    ],
)
def test_the_strictest_of_one_s_roles_counts(needs, asked):
    assert strongest_need(needs) == asked


def test_a_secret_is_kept_sealed_and_lost_with_its_key(tmp_path, settings):
    settings.KEYS_DIR = tmp_path
    sealed = seal_secret(SECRET)
    assert SECRET not in sealed
    assert open_secret(sealed) == SECRET
    assert (tmp_path / "second-factor.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "second-factor.key").unlink()
    assert open_secret(sealed) not in (SECRET, open_secret(sealed)), "no code fits, and none can be guessed"


def test_an_app_brings_recovery_codes_and_is_told(user):
    made = add_totp(user, secret=SECRET, now=NOW)
    assert SECRET not in str(made.data)
    codes = recovery_codes(user)
    assert (len(codes), {used for _code, used in codes}) == (10, {False})
    with pytest.raises(Refused, match="Đã có ứng dụng"):
        add_totp(user, secret=SECRET, now=NOW)
    add_passkey(user, name="  Máy  ở cơ quan ", credential=KEY, now=NOW)
    assert [str(one) for one in main_factors(user)] == ["TOTP Authenticator", "Máy ở cơ quan"]
    assert recovery_codes(user) == codes
    assert verbs() == ["add_second_factor"] * 2


@pytest.mark.django_db(transaction=True)
def test_two_windows_set_up_one_app(side_by_side):
    user = user_with(Role.OFFICER, make_unit())
    outcomes = side_by_side(*[lambda: add_totp(User.objects.get(pk=user.pk), secret=SECRET, now=NOW)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Authenticator", "Refused"]
    assert (main_factors(user).count(), verbs()) == (1, ["add_second_factor"])


def test_the_last_factor_takes_the_recovery_codes_along_and_a_letter_tells(user):
    app = add_totp(user, secret=SECRET, now=NOW)
    key = add_passkey(user, name="", credential=KEY, now=NOW)
    remove_factor(app, now=NOW)
    remove_factor(app, now=NOW)
    assert len(recovery_codes(user)) == 10
    remove_factor(key, now=NOW)
    assert not Authenticator.objects.exists()
    assert verbs()[2:] == ["remove_second_factor"] * 2
    assert set(Letter.objects.values_list("to_email", "subject")) == {
        ("mai@example.vn", "Lớp bảo vệ thứ hai của tài khoản Gieo")
    }


def test_where_a_role_asks_for_it_the_last_factor_stays(user):
    need(Role.OFFICER, Need.REQUIRED)
    assert must_set_up_second_factor(user, TODAY)
    app = add_totp(user, secret=SECRET, now=NOW)
    assert not must_set_up_second_factor(user, TODAY)
    with pytest.raises(Refused, match="bắt buộc"):
        remove_factor(app, now=NOW)
    assert (main_factors(user).count(), Letter.objects.count(), verbs()[2:]) == (1, 0, [])


def test_where_no_role_uses_it_none_is_added(user):
    need(Role.OFFICER, Need.OFF)
    for add in (
        lambda: add_totp(user, secret=SECRET, now=NOW),
        lambda: add_passkey(user, name="", credential=KEY, now=NOW),
    ):
        with pytest.raises(Refused, match="không dùng"):
            add()
    assert not Authenticator.objects.exists()


def test_what_is_asked_follows_the_roles_of_the_day(user):
    need(Role.DIRECTOR, Need.REQUIRED)
    assert second_factor_need(user.person_id, TODAY) == Need.OPTIONAL
    held = give_role(user.person, unit=make_unit(code="DV-2"), role=Role.DIRECTOR, since=TODAY, actor=SYSTEM, now=NOW)
    assert second_factor_need(user.person_id, TODAY) == Need.REQUIRED
    end_role(held, until=TODAY, actor=SYSTEM, now=NOW)
    assert second_factor_need(user.person_id, date(2023, 11, 8)) == Need.OPTIONAL


def test_new_recovery_codes_replace_the_old_ones(user):
    with pytest.raises(Refused, match="thêm một trong hai"):
        renew_recovery_codes(user, now=NOW)
    add_totp(user, secret=SECRET, now=NOW)
    before = recovery_codes(user)
    renew_recovery_codes(user, now=NOW)
    assert not set(before) & set(recovery_codes(user))
    note_recovery_code(user, now=NOW)
    assert verbs() == ["add_second_factor", "renew_recovery_codes", "use_recovery_code"]


def test_the_administrator_resets_a_lost_factor_with_a_reason(user):
    with pytest.raises(Refused, match="không có lớp"):
        reset_second_factor(user, reason="Mất điện thoại", actor=ADMINISTRATOR, now=NOW)
    add_totp(user, secret=SECRET, now=NOW)
    begin_session(user, session_key="k", place="", device="", now=NOW)
    for other in (actor(Role.OFFICER, Role.DIRECTOR), instead(ADMINISTRATOR)):
        assert not may_reset_second_factor(other)
        with pytest.raises(NotAllowed):
            reset_second_factor(user, reason="Mất điện thoại", actor=other, now=NOW)
    with pytest.raises(Invalid, match="lý do"):
        reset_second_factor(user, reason=" ", actor=ADMINISTRATOR, now=NOW)
    assert (main_factors(user).count(), WorkSession.objects.count(), Letter.objects.count()) == (1, 1, 0)
    reset_second_factor(user, reason="Mất điện thoại, đã gặp", actor=ADMINISTRATOR, now=NOW)
    assert (Authenticator.objects.count(), WorkSession.objects.count(), Letter.objects.count()) == (0, 0, 1)
    entry = Entry.objects.get(verb="reset_second_factor")
    assert entry.changes == {"factor": [["totp"], []], "reason": ["", "Mất điện thoại, đã gặp"]}


def test_only_the_administrator_says_what_a_role_asks_for(db):
    assert not may_set_second_factor_need(actor(Role.DIRECTOR))
    with pytest.raises(NotAllowed, match="quản trị hệ thống"):
        set_second_factor_need(Role.OFFICER, Need.OFF, actor=actor(Role.DIRECTOR), now=NOW)
    assert not SecondFactorPolicy.objects.exists()


def test_a_change_of_what_is_asked_is_told_once(db):
    for _ in range(2):
        need(Role.OFFICER, Need.REQUIRED)
    assert verbs() == ["set_second_factor_need"]
    assert Entry.objects.get().changes == {"need": ["optional", "required"]}
