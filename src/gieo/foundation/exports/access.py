"""The one door to exports and saved views: everybody sees their own."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.foundation.exports.models import Export, SavedView


def visible_exports(actor: Actor) -> QuerySet[Export]:
    """What the actor asked for, in the place the actor stands in now."""
    if actor.person_id is None:
        return Export.objects.none()
    return Export.objects.filter(person_id=actor.person_id, behalf_id=actor.behalf_id).defer("keys")


def access_export(code: str, actor: Actor) -> Export:
    """The export with this code, or NotFound."""
    found = visible_exports(actor).select_related("file").filter(code=code).first()
    if found is None:
        raise NotFound(_("Không có tệp xuất này."))
    return found


def visible_views(actor: Actor) -> QuerySet[SavedView]:
    """The ways of looking that the person has kept, by name."""
    return SavedView.objects.filter(person_id=actor.person_id) if actor.person_id else SavedView.objects.none()


def access_view(pk: int, actor: Actor) -> SavedView:
    """The saved view with this number, or NotFound."""
    found = visible_views(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không có cách xem đã lưu này."))
    return found
