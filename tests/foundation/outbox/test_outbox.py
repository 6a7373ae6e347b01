"""Letters are put down with the deed and carried later, never lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from gieo.core.actor import SYSTEM
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.queries import dead_letters, due_letters
from gieo.foundation.outbox.services import deliver_due, post_letter, send_again

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def letter() -> Letter:
    return post_letter(
        to_email="mai@example.vn", to_name="Lò Thị Mai", subject="Mời\nhọp", body="Kính mời", kind="test", now=NOW
    )


def test_a_letter_waits_for_the_postman_and_goes_once():
    posted = letter()
    assert posted.subject == "Mời họp"
    assert mail.outbox == []
    assert deliver_due(now=NOW) == 1
    assert deliver_due(now=NOW) == 0
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["Lò Thị Mai <mai@example.vn>"], "Mời họp")]
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
