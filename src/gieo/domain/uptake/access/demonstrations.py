"""The one door to demonstration models.

Who sees what:
- in the office: whoever sees the use that the model is;
- anybody: models of public results that have begun, also those abandoned afterwards.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.results.access import public_results
from gieo.domain.uptake.access import restricted_uses, visible_uses
from gieo.domain.uptake.models import Demonstration, FieldDay, VisitPhoto
from gieo.foundation.units.queries import bearer_related

RELATED = (
    "keeper", "use__result", "use__place__parent", "use__place__heir",
    *(f"use__{path}" for path in bearer_related("receiver")),
)  # fmt: skip


def visible_models(actor: Actor) -> QuerySet[Demonstration]:
    """What this actor may see in the office."""
    if actor.is_system:
        return Demonstration.objects.all()
    if actor.person_id is None:
        return Demonstration.objects.none()
    return Demonstration.objects.filter(use__in=visible_uses(actor).order_by().values("pk"))


def public_models() -> QuerySet[Demonstration]:
    """What anybody may see."""
    return Demonstration.objects.filter(started_on__isnull=False, use__result__in=public_results())


def restricted_models() -> QuerySet[Demonstration]:
    """Of results restricted today."""
    return Demonstration.objects.filter(use__in=restricted_uses().order_by().values("pk"))


def access_model(code: str, actor: Actor) -> Demonstration:
    """The model with this code on somebody's behalf. Raises NotFound for strangers, as for unknown codes."""
    return _one(visible_models(actor), code)


def access_public_model(code: str) -> Demonstration:
    """The model with this code if anybody may see it. Raises NotFound."""
    return _one(public_models(), code)


def _one(models: QuerySet[Demonstration], code: str) -> Demonstration:
    model = models.select_related(*RELATED).filter(code=code).first()
    if model is None:
        raise NotFound(_("Không có mô hình trình diễn mang mã này."))
    return model


def access_visit_photo(model: Demonstration, pk: int, *, public: bool = False) -> VisitPhoto:
    """A photograph of a model that one may see; with `public` only with the consent of those in it. Raises NotFound."""
    photo = VisitPhoto.objects.select_related("photograph__file").filter(visit__demonstration=model, pk=pk).first()
    if photo is None or (public and not photo.photograph.may_be_published):
        raise NotFound(_("Không có ảnh này."))
    return photo


def access_field_day(model: Demonstration, number: int) -> FieldDay:
    """A field day of a model that one may see. Raises NotFound."""
    found = model.field_days.filter(number=number).first()
    if found is None:
        raise NotFound(_("Không có hội thảo này."))
    return found
