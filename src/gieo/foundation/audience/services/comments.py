"""From the reader to the page: sent, published or refused, withdrawn, answered, taken back."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, NotFound, Refused, WrongState
from gieo.core.text import fold
from gieo.foundation.audience.lifecycle import COMMENT
from gieo.foundation.audience.models import Comment, Discussion
from gieo.foundation.audience.permits.comments import (
    may_answer,
    may_answer_for,
    may_moderate,
    may_publish,
    may_refuse,
    may_send,
    may_take_back,
    may_withdraw,
)
from gieo.foundation.audience.rules.comments import plain_line, plain_text, says_something
from gieo.foundation.audience.services.check_code import require_code, spend_code
from gieo.foundation.audience.services.discussions import lock_discussion
from gieo.foundation.audience.vocab.comments import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    MOST_WAITING,
    READER,
    CodeGiven,
    CommentState,
)
from gieo.foundation.audience.wording import blocked
from gieo.foundation.duties.services import fulfil, post_duty
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit

DUTY = "moderate_comments"
LIMIT = Limit(2, SpanUnit.WORKING)  # our proposal: who asks waits for an answer


def send_comment(
    kind: str,
    code: str,
    *,
    name: str,
    text: str,
    email: str = "",
    given: CodeGiven,
    source: str = "",
    illustrative: bool = False,
    now: datetime,
) -> Comment:
    """Keep what a reader wrote until a moderator has read it.

    In order: words and check code are looked at; then, in one transaction, the page's row is locked, it takes comments
    and not too many wait; the code is spent, the comment written and told to the journal (its length, not its words).
    The first that waits on a page gives the editors one duty: not a letter for each comment.
    """
    words = _words(name, text, email)
    solved = require_code(given, now=now)
    with transaction.atomic():
        found = lock_discussion(kind, code)
        permit = may_send(found)
        if not permit:
            raise Refused(str(permit.why))
        waiting = found.comments.filter(state=CommentState.WAITING).count()
        if waiting >= MOST_WAITING:
            raise Refused(_("Trang này đang có quá nhiều bình luận chờ duyệt. Xin gửi lại sau một ngày."))
        spend_code(solved)
        comment = Comment.objects.create(
            discussion=found, source=source, receipt=secrets.token_hex(16), illustrative=illustrative, sent_at=now,
            folded=fold(f"{words['name']} {words['text']}"), **words,
        )  # fmt: skip
        changes = {"page": (None, found.code), "characters": (None, len(comment.text))}
        write_journal("send", comment, actor=READER, now=now, to_state=comment.state, changes=changes)
        if not waiting:
            post_duty(
                kind=DUTY, title=gettext_lazy("Duyệt bình luận đang chờ"), record=found, debtor_role=Role.EDITOR,
                start=local_date(now), limit=LIMIT, actor=SYSTEM, now=now,
            )  # fmt: skip
    return comment


def _words(name: str, text: str, email: str) -> dict[str, str]:
    """Plain words, or Invalid with a sentence for each field. What is far too long is not even looked at."""
    errors: dict[str, list[str]] = {}
    said = {"name": plain_line(name[: 10 * LONGEST_NAME]), "text": plain_text(text[: 10 * LONGEST_TEXT])}
    for field, longest, lacking in (
        ("name", LONGEST_NAME, _("Ghi tên của bạn.")),
        ("text", LONGEST_TEXT, _("Viết bình luận của bạn.")),
    ):
        if not says_something(said[field]):
            errors[field] = [lacking]
        elif len(said[field]) > longest:
            errors[field] = [_too_long(longest, len(text if field == "text" else name))]
    said["email"] = email.strip()
    if said["email"]:
        try:
            validate_email(said["email"])
        except ValidationError:
            errors["email"] = [_("Địa chỉ thư điện tử chưa đúng. Có thể để trống.")]
    if errors:
        raise Invalid(errors)
    return said


def _too_long(longest: int, is_: int) -> str:
    words = ngettext("Không quá %(most)s ký tự; đang có %(n)s.", "Không quá %(most)s ký tự; đang có %(n)s.", longest)
    return words % {"most": longest, "n": is_}


def publish_comment(comment: Comment, *, actor: Actor, now: datetime) -> Comment:
    """Put it on the page; also what was refused or withdrawn by mistake."""
    may_publish(actor, comment).require()
    return _decide("publish", comment, actor=actor, now=now)


def refuse_comment(comment: Comment, *, reason: str, actor: Actor, now: datetime) -> Comment:
    """Leave it off the page and say why; who wrote it reads the reason."""
    may_refuse(actor, comment).require()
    return _decide("refuse", comment, reason=_reason(reason), actor=actor, now=now)


def withdraw_comment(comment: Comment, *, reason: str, actor: Actor, now: datetime) -> Comment:
    """Take a published comment off the page and say why."""
    may_withdraw(actor, comment).require()
    return _decide("withdraw", comment, reason=_reason(reason), actor=actor, now=now)


def publish_comments(keys: Iterable[int], *, actor: Actor, now: datetime) -> int:
    """Publish those of several that can be; returns how many. Raises Invalid when none is named."""
    return _several("publish", keys, actor=actor, now=now)


def refuse_comments(keys: Iterable[int], *, reason: str, actor: Actor, now: datetime) -> int:
    """Refuse those of several that wait, for one reason; returns how many."""
    return _several("refuse", keys, reason=_reason(reason), actor=actor, now=now)


def take_back_comment(comment: Comment, *, receipt: str, now: datetime) -> Comment:
    """Erase what one wrote: name, words and e-mail go, with an official answer to them. Cannot be undone."""
    may_take_back(receipt, comment).require()
    with transaction.atomic():
        found = _locked(comment)
        before, found.state = found.state, _step("take_back", found)
        found.name = found.text = found.email = found.source = found.folded = ""
        found.answer, found.answered_at, found.answered_by_name, found.answer_unit = "", None, "", None
        found.decided_at, found.decided_by_name = now, ""
        found.save()
        write_journal("take_back", found, actor=READER, now=now, from_state=before, to_state=found.state)
        _end_duty(found.discussion, actor=SYSTEM, now=now)
    return found


def answer_comment(comment: Comment, *, text: str, unit: Unit, actor: Actor, now: datetime) -> Comment:
    """Answer on the page in the name of a unit; a new answer replaces the one before."""
    may_answer(actor, comment).require()
    may_answer_for(actor, unit).require()
    said = plain_text(text[: 10 * LONGEST_TEXT])
    if not says_something(said):
        raise Invalid({"text": [_("Viết câu trả lời.")]})
    if len(said) > LONGEST_TEXT:
        raise Invalid({"text": [_too_long(LONGEST_TEXT, len(text))]})
    with transaction.atomic():
        found = _locked(comment)
        _step("answer", found)
        changes: dict[str, tuple[Any, Any]] = {"answer": (found.answer, said), "unit": (found.answer_unit, unit)}
        found.answer, found.answer_unit = said, unit
        found.answered_at, found.answered_by_name = now, actor.name_on_record
        found.save()
        write_journal("answer", found, actor=actor, now=now, changes=changes)
    return found


def _reason(reason: str) -> str:
    said = plain_line(reason)
    if not says_something(said):
        raise Invalid({"reason": [_("Ghi lý do.")]})
    if len(said) > LONGEST_REASON:
        raise Invalid({"reason": [_too_long(LONGEST_REASON, len(said))]})
    return said


def _several(verb: str, keys: Iterable[int], *, reason: str = "", actor: Actor, now: datetime) -> int:
    may_moderate(actor).require()
    wanted = sorted(set(keys))
    if not wanted:
        raise Invalid({"": [_("Chưa chọn bình luận nào.")]})
    done = 0
    with transaction.atomic():
        rows = Comment.objects.filter(pk__in=wanted).order_by("discussion_id", "pk")
        for comment in rows:
            if COMMENT.allows(verb, comment.state):
                _decide(verb, comment, reason=reason, actor=actor, now=now)
                done += 1
    return done


def _decide(verb: str, comment: Comment, *, reason: str = "", actor: Actor, now: datetime) -> Comment:
    with transaction.atomic():
        found = _locked(comment)
        before, found.state = found.state, _step(verb, found)
        changes = {"reason": (found.reason, reason)} if found.reason != reason else None
        found.reason, found.decided_at, found.decided_by_name = reason, now, actor.name_on_record
        found.save(update_fields=["state", "reason", "decided_at", "decided_by_name"])
        write_journal(verb, found, actor=actor, now=now, from_state=before, to_state=found.state, changes=changes)
        _end_duty(found.discussion, actor=actor, now=now)
    return found


def _locked(comment: Comment) -> Comment:
    """The page first, as everybody does who speaks of it; then the comment."""
    discussion = Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    found = Comment.objects.select_for_update().filter(pk=comment.pk).first()
    if found is None:
        raise NotFound(_("Không có bình luận này."))
    found.discussion = discussion
    return found


def _step(verb: str, comment: Comment) -> str:
    try:
        return COMMENT.target(verb, comment.state)
    except WrongState as wrong:
        wrong.message = blocked(verb, comment.state)
        raise


def _end_duty(discussion: Discussion, *, actor: Actor, now: datetime) -> None:
    if not discussion.comments.filter(state=CommentState.WAITING).exists():
        fulfil(DUTY, discussion, actor=actor, now=now)
