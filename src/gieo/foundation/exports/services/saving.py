"""Keeping a way of looking under a name."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.core.text import squeeze
from gieo.foundation.exports.models import SavedView
from gieo.foundation.exports.permits import may_drop_view, may_save_view
from gieo.foundation.exports.vocab import LONGEST_QUERY, MOST_LETTERS, MOST_VIEWS
from gieo.foundation.journal.services import record


def save_view(*, name: str, address: str, query: str, actor: Actor, now: datetime) -> SavedView:
    """Keep a page of the office as it is narrowed, sorted and cut, for the actor's own use.

    The page has made sure that the address is one of its own. Raises NotAllowed, Invalid, Refused.
    """
    may_save_view(actor).require()
    called = squeeze(name)
    if not called or len(called) > MOST_LETTERS:
        raise Invalid({"name": [_("Đặt tên, nhiều nhất %(most)s chữ.") % {"most": MOST_LETTERS}]})
    if len(query) > LONGEST_QUERY:
        raise Refused(_("Cách xem này có quá nhiều điều kiện lọc để lưu. Bỏ bớt rồi lưu."))
    assert actor.person_id is not None  # may_save_view
    with transaction.atomic():
        if SavedView.objects.filter(person_id=actor.person_id).count() >= MOST_VIEWS:
            raise Refused(_("Bạn đã lưu %(most)s cách xem. Xoá bớt rồi lưu.") % {"most": MOST_VIEWS})
        view = SavedView(person_id=actor.person_id, name=called, address=address, query=query, saved_at=now)
        try:
            with transaction.atomic():
                view.save()
        except IntegrityError:  # the only thing that two can be about
            raise Invalid({"name": [_("Bạn đã lưu một cách xem tên này. Đặt tên khác, hoặc xoá cái cũ.")]}) from None
        record("save_view", view, actor=actor, now=now, changes={"name": ("", called)})
    return view


def drop_view(view: SavedView, *, actor: Actor, now: datetime) -> None:
    """Keep it no longer. Raises NotAllowed, NotFound."""
    may_drop_view(actor, view).require()
    with transaction.atomic():
        row = SavedView.objects.select_for_update().filter(pk=view.pk).first()
        if row is None:
            raise NotFound(_("Không có cách xem đã lưu này."))
        record("drop_view", row, actor=actor, now=now, changes={"name": (row.name, "")})
        row.delete()
