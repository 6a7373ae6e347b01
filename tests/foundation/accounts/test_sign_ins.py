"""Sign-ins: passwords, language, stop and restore, the address; sessions and how they end."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from gieo.core.actor import Role
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.foundation.accounts.models import User, WorkSession
from gieo.foundation.accounts.permits import may_end_session, may_keep_sign_ins
from gieo.foundation.accounts.rules import shortened_address
from gieo.foundation.accounts.services import (
    begin_session,
    change_password,
    change_sign_in_email,
    choose_language,
    end_other_sessions,
    end_session,
    note_lock,
    rename_session,
    reset_password,
    restore_user,
    suspend_user,
)
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import actor, instead, user_with
from tests.factories.units import make_unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
ADMINISTRATOR = actor(Role.ADMINISTRATOR)


@pytest.fixture
def user(db) -> User:
    return user_with(Role.OFFICER, make_unit(), email="mai@example.vn", password="mot-mat-khau-tot-2023")


def me(user: User):
    return actor(Role.OFFICER, person_id=user.person_id)


def session_of(user: User, device: str = "Firefox") -> WorkSession:
    store = SessionStore()
    store.create()
    return begin_session(user, session_key=store.session_key, place="203.113.1.x", device=device, now=NOW)


def verbs() -> list[str]:
    return list(Entry.objects.exclude(verb__in=["create", "give_role"]).order_by("id").values_list("verb", flat=True))


def test_a_new_password_ends_the_other_sessions_and_is_told(user):
    here, there = session_of(user), session_of(user)
    change_password(user, password="mat-khau-moi-2024", session_key=here.session_key, now=NOW)
    user.refresh_from_db()
    assert user.check_password("mat-khau-moi-2024")
    assert list(WorkSession.objects.all()) == [here]
    assert not Session.objects.filter(session_key=there.session_key).exists()
    reset_password(user, password="mat-khau-khac-2024", now=NOW)
    assert not Session.objects.exists()
    assert verbs() == ["change_password", "reset_password"]
    assert "mat-khau" not in str(list(Entry.objects.values()))
    assert set(Entry.objects.filter(verb__contains="password").values_list("actor_id", flat=True)) == {user.person_id}


def test_a_lock_is_told_once_it_concerns_a_sign_in(user):
    note_lock("ai@example.vn", now=NOW)
    assert verbs() == []
    note_lock("MAI@example.vn", now=NOW)
    assert verbs() == ["lock_sign_in"]


def test_the_language_is_remembered_and_told_when_it_changes(user):
    for _ in range(2):
        choose_language(user, "en", actor=me(user), now=NOW)
    user.refresh_from_db()
    assert (user.language, verbs()) == ("en", ["choose_language"])
    assert Entry.objects.get(verb="choose_language").changes == {"language": ["vi", "en"]}


def test_a_stopped_sign_in_ends_its_sessions_until_it_is_opened_again(user):
    session_of(user)
    suspend_user(user, reason="Nghỉ việc", actor=ADMINISTRATOR, now=NOW)
    user.refresh_from_db()
    assert not user.is_active
    assert not Session.objects.exists()
    with pytest.raises(Refused, match="đã ngừng rồi"):
        suspend_user(user, reason="Nghỉ việc", actor=ADMINISTRATOR, now=NOW)
    session_of(user)
    restore_user(user, actor=ADMINISTRATOR, now=NOW)
    user.refresh_from_db()
    assert user.is_active
    assert not Session.objects.exists()
    with pytest.raises(Refused, match="đang dùng được"):
        restore_user(user, actor=ADMINISTRATOR, now=NOW)
    assert verbs() == ["suspend_user", "restore_user"]
    assert Entry.objects.get(verb="suspend_user").changes == {"reason": ["", "Nghỉ việc"]}


def test_nobody_but_the_administrator_in_person_stops_a_sign_in(user):
    deputy = instead(ADMINISTRATOR)
    assert not may_keep_sign_ins(deputy)
    for other in (actor(Role.OFFICER, Role.DIRECTOR), deputy):
        with pytest.raises(NotAllowed):
            suspend_user(user, reason="x", actor=other, now=NOW)
        with pytest.raises(NotAllowed):
            restore_user(user, actor=other, now=NOW)
        with pytest.raises(NotAllowed):
            change_sign_in_email(user, email="khac@example.vn", actor=other, now=NOW)
    with pytest.raises(Invalid, match="lý do"):
        suspend_user(user, reason=" ", actor=ADMINISTRATOR, now=NOW)
    with pytest.raises(Refused, match="chính mình"):
        suspend_user(user, reason="x", actor=actor(Role.ADMINISTRATOR, person_id=user.person_id), now=NOW)
    user.refresh_from_db()
    assert (user.is_active, user.email, verbs()) == (True, "mai@example.vn", [])


def test_the_address_of_a_sign_in_is_corrected_and_both_mailboxes_are_told(user):
    session_of(user)
    change_sign_in_email(user, email=" Lo.Mai@Example.vn ", actor=ADMINISTRATOR, now=NOW)
    user.refresh_from_db()
    assert user.email == "lo.mai@example.vn"
    assert not Session.objects.exists()
    assert set(Letter.objects.values_list("to_email", flat=True)) == {"mai@example.vn", "lo.mai@example.vn"}
    assert verbs() == ["change_sign_in_email"]
    assert "lo.mai" not in str(Entry.objects.get(verb="change_sign_in_email").changes)


def test_an_address_that_is_taken_or_the_same_is_refused(user):
    user_with(Role.EDITOR, make_unit(code="DV-2"), email="khac@example.vn")
    with pytest.raises(Invalid, match="đã có tài khoản"):
        change_sign_in_email(user, email="khac@example.vn", actor=ADMINISTRATOR, now=NOW)
    with pytest.raises(Refused, match="giống"):
        change_sign_in_email(user, email="MAI@example.vn", actor=ADMINISTRATOR, now=NOW)
    user.refresh_from_db()
    assert (user.email, verbs(), Letter.objects.count()) == ("mai@example.vn", [], 0)


def test_one_s_sessions_are_ended_one_by_one_or_all_but_this(user):
    here, phone, library = session_of(user), session_of(user, "Chrome"), session_of(user)
    stranger = actor(Role.ADMINISTRATOR, person_id=user.person_id + 1)
    assert not may_end_session(stranger, phone)
    with pytest.raises(NotAllowed):
        end_session(phone, actor=stranger, now=NOW)
    assert (WorkSession.objects.count(), verbs()) == (3, [])
    end_session(phone, actor=me(user), now=NOW)
    end_session(phone, actor=me(user), now=NOW)
    assert end_other_sessions(user, keep=here.session_key, actor=me(user), now=NOW) == 1
    assert end_other_sessions(user, keep=here.session_key, actor=me(user), now=NOW) == 0
    assert list(WorkSession.objects.all()) == [here]
    assert list(Session.objects.values_list("session_key", flat=True)) == [here.session_key]
    assert verbs() == ["end_session", "end_other_sessions"]
    assert library.pk


def test_sessions_that_ran_out_are_forgotten_and_a_new_key_is_followed(user):
    old = session_of(user)
    Session.objects.all().delete()
    fresh = session_of(user)
    assert list(WorkSession.objects.all()) == [fresh]
    rename_session(user, before=fresh.session_key, after="khoa-moi")
    assert WorkSession.objects.get().session_key == "khoa-moi"
    assert old.pk != fresh.pk


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.113.131.7", "203.113.131.x"),
        ("2001:db8:85a3:1:2:3:4:5", "2001:db8:85a3::/48"),
        ("::1", "::/48"),
        ("không rõ", ""),
        ("", ""),
    ],
)
def test_an_address_is_kept_shortened(address, kept):
    assert shortened_address(address) == kept
