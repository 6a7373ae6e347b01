"""Letters are put down with the deed and carried later, never lost."""

from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core import mail

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import NotAllowed, Refused
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.queries import dead_letters, due_letters
from gieo.foundation.outbox.services import deliver_due, post_letter, send_again
from tests.factories.accounts import actor

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def letter(name: str = "Lò Thị Mai", email: str = "mai@example.vn") -> Letter:
    return post_letter(to_email=email, to_name=name, subject="Mời\nhọp", body="Kính mời", kind="test", now=NOW)


def addressed() -> list[tuple[str, str]]:
    """Name and address of every letter that went out, as the receiver's program reads them."""
    found = [parseaddr(sent.message()["To"]) for sent in mail.outbox]
    return [(str(make_header(decode_header(name))), email) for name, email in found]


def test_a_letter_waits_for_the_postman_and_goes_once():
    posted = letter()
    assert posted.subject == "Mời họp"
    assert mail.outbox == []
    assert deliver_due(now=NOW) == 1
    assert deliver_due(now=NOW) == 0
    assert addressed() == [("Lò Thị Mai", "mai@example.vn")]
    assert mail.outbox[0].subject == "Mời họp"
    posted.refresh_from_db()
    assert (posted.state, posted.sent_at) == ("sent", NOW)


def test_a_letter_that_fails_is_tried_again_later_and_at_last_shown_as_dead(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    posted = letter()
    moment = NOW
    for pause in (1, 10, 60, 360):
        assert deliver_due(now=moment) == 0
        assert not due_letters(moment).exists()
        moment += timedelta(minutes=pause)
        assert due_letters(moment).exists()
    deliver_due(now=moment)
    posted.refresh_from_db()
    assert (posted.state, posted.attempts) == ("failed", 5)
    assert "Error" in posted.error
    assert list(dead_letters()) == [posted]

    send_again(posted, actor=SYSTEM, now=moment)
    assert due_letters(moment).get() == posted
    assert Entry.objects.get().verb == "send_again"


@pytest.mark.parametrize(
    "name", ["Sở Khoa học, Công nghệ", 'Ông "Ba" <trưởng bản>', "Mai\r\nBcc: x@example.vn", "Trung tâm " * 15]
)
def test_any_name_of_a_receiver_makes_one_good_address(name):
    letter(name)
    assert deliver_due(now=NOW) == 1
    assert addressed() == [(" ".join(name.split()), "mai@example.vn")]


def test_one_letter_that_cannot_go_does_not_hold_the_others():
    bad, good = letter(email="không phải thư@"), letter()
    assert deliver_due(now=NOW) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.attempts, good.state) == ("queued", 1, "sent")
    assert bad.error
    for _ in range(4):
        Letter.objects.filter(pk=bad.pk).update(due_at=NOW)
        deliver_due(now=NOW)
    assert list(dead_letters()) == [bad]


def test_without_a_mail_server_letters_stay_queued_and_go_once_there_is_one(settings):
    settings.CARRIES_MAIL = False
    posted = letter()
    assert deliver_due(now=NOW) == 0
    posted.refresh_from_db()
    assert (posted.state, posted.attempts, posted.sent_at) == ("queued", 0, None)
    settings.CARRIES_MAIL = True
    assert deliver_due(now=NOW) == 1


def test_only_the_administrator_sends_again_and_only_what_could_not_go():
    posted = letter()
    with pytest.raises(Refused, match="không gửi được"):
        send_again(posted, actor=actor(Role.ADMINISTRATOR), now=NOW)
    deliver_due(now=NOW)
    with pytest.raises(Refused):
        send_again(posted, actor=actor(Role.ADMINISTRATOR), now=NOW)
    Letter.objects.update(state="failed", sent_at=None)
    with pytest.raises(NotAllowed, match="quản trị hệ thống"):
        send_again(posted, actor=actor(Role.OFFICER), now=NOW)
    posted.refresh_from_db()
    assert (posted.state, Entry.objects.count()) == ("failed", 0)
    send_again(posted, actor=actor(Role.ADMINISTRATOR), now=NOW)
    posted.refresh_from_db()
    assert posted.state == "queued"
