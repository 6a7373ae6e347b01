"""/ui-kit/: components, and one page for each frame."""

from django.urls import path

from gieo.interfaces.web.ui_kit import views

app_name = "ui_kit"

urlpatterns = [
    path("", views.kit, name="kit"),
    path("record/", views.record, name="record"),
    path("list/", views.rows, name="list"),
    path("ledger/", views.ledger, name="ledger"),
    path("portal/", views.portal, name="portal"),
    path("tablet/", views.tablet, name="tablet"),
    path("sheet/", views.sheet, name="sheet"),
    path("error/<slug:name>/", views.error, name="error"),
]
