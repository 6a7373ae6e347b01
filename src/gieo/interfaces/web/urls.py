"""All addresses: public ones in Vietnamese (and under /en/), the office under /desk/, machines beside them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from gieo.interfaces.web.accounts import urls as accounts
from gieo.interfaces.web.audience import urls as audience
from gieo.interfaces.web.desk import urls as desk
from gieo.interfaces.web.directives import urls as directives
from gieo.interfaces.web.duties import urls as duties
from gieo.interfaces.web.exports import urls as exports
from gieo.interfaces.web.files import urls as files
from gieo.interfaces.web.handovers import urls as handovers
from gieo.interfaces.web.health import views as health
from gieo.interfaces.web.imports import urls as imports
from gieo.interfaces.web.insights import urls as insights
from gieo.interfaces.web.journal import urls as journal
from gieo.interfaces.web.needs import urls as needs
from gieo.interfaces.web.news import urls as news
from gieo.interfaces.web.outbox import urls as outbox
from gieo.interfaces.web.portal import urls as portal
from gieo.interfaces.web.procedures import urls as procedures
from gieo.interfaces.web.programmes import urls as programmes
from gieo.interfaces.web.results import urls as results
from gieo.interfaces.web.training import urls as training
from gieo.interfaces.web.transfers import urls as transfers
from gieo.interfaces.web.transfers.interests import urls as interests
from gieo.interfaces.web.ui_kit import urls as ui_kit
from gieo.interfaces.web.units import urls as units
from gieo.interfaces.web.uptake import urls as uptake
from gieo.interfaces.web.uptake.copies import urls as copies
from gieo.interfaces.web.uptake.models import urls as models
from gieo.interfaces.web.uptake.reports import urls as reports

OFFICE = [
    ("needs", needs),
    ("results", results),
    ("programmes", programmes),
    ("directives", directives),
    ("procedures", procedures),
    ("transfers", transfers),
    ("interests", interests),
    ("handovers", handovers),
    ("uptake", uptake),
    ("copies", copies),
    ("models", models),
    ("reports", reports),
    ("training", training),
    ("news", news),
    ("audience", audience),
    ("figures", insights),
    ("units", units),
    ("imports", imports),
    ("files", files),
    ("exports", exports),
    ("duties", duties),
    ("accounts", accounts),
    ("journal", journal),
    ("outbox", outbox),
]
PUBLIC = [
    portal,
    needs,
    results,
    transfers,
    interests,
    handovers,
    copies,
    models,
    reports,
    training,
    news,
    audience,
    accounts,
]


def _public(folder: object) -> tuple[list, str]:
    return folder.public_urlpatterns, f"{folder.app_name}_public"


urlpatterns = [
    *(path(name, view, name=name) for name, view in health.PAGES.items()),  # answered by ForMachines, at the door
    *portal.machine_urlpatterns,
    path("desk/", include((desk.urlpatterns, "desk"))),
    *(path(f"desk/{name}/", include((folder.urlpatterns, name))) for name, folder in OFFICE),
    path("desk/me/", include((accounts.my_urlpatterns, "me"))),
    path("desk/repair/", admin.site.urls),
]
if settings.SHOWS_DEMO:
    urlpatterns.append(path("ui-kit/", include((ui_kit.urlpatterns, "ui_kit"))))

urlpatterns += i18n_patterns(
    *accounts.sign_in_urlpatterns,
    *(path("", include(_public(folder))) for folder in PUBLIC),
    prefix_default_language=False,
)
