"""Who may see a restricted result."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Refused
from gieo.core.text import nfc
from gieo.domain.results.models import Result, ResultReader
from gieo.domain.results.permits import may_set_access
from gieo.domain.results.queries.validity import DECIDE_DUTY
from gieo.domain.results.queries.validity import DUTY as VALIDITY_DUTY
from gieo.domain.results.services.steps import REGISTRATION_DUTY, post_decision_duty, post_registration_duty
from gieo.domain.results.services.writing import journal, lock_result, save_result
from gieo.domain.results.vocab import Access, ResultState
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties.services import cancel


def set_access(
    result: Result, *, access: Access, note: str, actor: Actor, now: datetime, readers: Iterable[Person] = ()
) -> Result:
    """Open a result to all, or restrict it to named people.

    Restricting: whoever does it becomes a reader beside those named and takes over the open duty to register, unseen
    by others. Opening: the list of readers ends and the host owes the registration of an accepted result again, the
    registry the decision about what was said by link before. What others saw or copied before cannot be called back.
    """
    with transaction.atomic():
        row = lock_result(result)
        may_set_access(actor, row).require()
        if row.access == access:
            raise Refused(_("Kết quả đang ở quyền xem này rồi."))
        changes = {"access": (row.access, access), "restriction_note": (row.restriction_note, nfc(note).strip())}
        row.access, row.restriction_note = access, nfc(note).strip()
        if access == Access.RESTRICTED:
            _name_readers(row, readers, actor=actor)
        else:
            row.readers.all().delete()
        save_result(row)
        journal("set_access", row, result=row, actor=actor, now=now, changes=changes)
        for kind in (REGISTRATION_DUTY, VALIDITY_DUTY, DECIDE_DUTY):
            cancel(kind, row, reason=_("Đổi quyền xem"), actor=actor, now=now)
        if row.state == ResultState.ACCEPTED:
            post_registration_duty(row, actor=actor, now=now)
        if row.said_words and not row.is_restricted:
            post_decision_duty(row, now=now)
    return row


def _name_readers(row: Result, readers: Iterable[Person], *, actor: Actor) -> None:
    people = {person.pk for person in readers} | ({actor.person_id} if actor.person_id is not None else set())
    if not people:
        raise Refused(_("Chọn ít nhất một người được xem."))
    ResultReader.objects.bulk_create([ResultReader(result=row, person_id=pk) for pk in sorted(people)])


def add_reader(result: Result, person: Person, *, actor: Actor, now: datetime) -> None:
    """Let one more person see a restricted result. Nothing happens when they may already."""
    with transaction.atomic():
        row = lock_result(result)
        may_set_access(actor, row).require()
        if not row.is_restricted:
            raise Refused(_("Kết quả này ai được phép đều xem được, không cần nêu tên."))
        _reader, is_new = ResultReader.objects.get_or_create(result=row, person=person)
        if is_new:
            journal("add_reader", row, result=row, actor=actor, now=now, changes={"reader": (None, person.code)})


def remove_reader(reader: ResultReader, *, actor: Actor, now: datetime) -> None:
    """Take somebody off the list. The last reader stays: a result that nobody sees would be lost."""
    with transaction.atomic():
        row = lock_result(reader.result)
        may_set_access(actor, row).require()
        if row.readers.count() == 1:
            raise Refused(_("Phải còn ít nhất một người được xem. Thêm người khác trước khi bớt người này."))
        fresh = row.readers.select_for_update().select_related("person").get(pk=reader.pk)
        fresh.delete()
        journal("remove_reader", row, result=row, actor=actor, now=now, changes={"reader": (fresh.person.code, None)})
