"""Addresses of classes: the office's under /desk/training/, of everybody under /lop-tap-huan/."""

from django.urls import path

from gieo.interfaces.web.training import certificates, files, office, people, public, seats

app_name = "training"

urlpatterns = [
    path("", office.directory, name="list"),
    path("export.<str:form>", office.export, name="export"),
    path("new", office.new, name="new"),
    path("<str:code>", office.record, name="record"),
    path("<str:code>/edit", office.edit, name="edit"),
    path("<str:code>/announce", office.announce, name="announce"),
    path("<str:code>/discard", office.discard, name="discard"),
    path("<str:code>/hold", office.hold, name="hold"),
    path("<str:code>/cancel", office.cancel, name="cancel"),
    path("<str:code>/participants", people.participants, name="participants"),
    path("<str:code>/participants/export.<str:form>", people.export, name="export_participants"),
    path("<str:code>/enrol", people.enrol, name="enrol"),
    path("<str:code>/withdraw/<int:number>", people.withdraw, name="withdraw"),
    path("<str:code>/attendance", people.attendance, name="set_attendance"),
    path("<str:code>/sheet", people.sheet, name="sheet"),
    path("<str:code>/issue_certificates", certificates.issue, name="issue_certificates"),
    path("<str:code>/certificate/<int:number>", certificates.of_participant, name="certificate"),
    path("<str:code>/add_material", files.add_material, name="add_material"),
    path("<str:code>/material/<int:pk>", files.material, name="material"),
    path("<str:code>/material/<int:pk>/remove", files.remove_material, name="remove_material"),
]
public_urlpatterns = [
    path("lop-tap-huan/", public.directory, name="list"),
    path("lop-tap-huan/export.<str:form>", public.export, name="export"),
    path("lop-tap-huan/<str:code>", public.record, name="record"),
    path("lop-tap-huan/<str:code>/dang-ky", seats.enrol, name="enrol"),
    path("lop-tap-huan/<str:code>/tai-lieu/<int:pk>", files.public_material, name="material"),
    path("lop-tap-huan/dang-ky/<str:token>/", seats.seat, name="seat"),
    path("lop-tap-huan/dang-ky/<str:token>/rut", seats.withdraw, name="withdraw"),
    path("lop-tap-huan/dang-ky/<str:token>/tai-lieu/<int:pk>", files.own_material, name="own_material"),
    path("lop-tap-huan/dang-ky/<str:token>/giay-chung-nhan", certificates.own, name="certificate"),
]
