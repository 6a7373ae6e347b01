"""Addresses of results: the office's under /desk/results/, the public ones under /ket-qua/, of owners
who are asked under /con-dung-duoc/."""

from django.urls import path

from gieo.interfaces.web.results.views import (
    choosing,
    entering,
    files,
    lines,
    office,
    owners,
    portal,
    products,
    saved,
    steps,
)

app_name = "results"

_member = "<str:code>/members/<int:pk>"
_photo = "<str:code>/photos/<int:pk>"
_product = "products/<str:code>"

urlpatterns = [
    path("", office.directory, name="list"),
    path("export.<str:form>", office.export, name="export"),
    path("sheets", portal.office_sheets, name="sheets"),
    path("to_decision", choosing.to_decision, name="to_decision"),
    path("new", entering.new, name="new"),
    path("products/reorder/<str:code>", products.reorder_products, name="reorder_products"),
    path("products/of-programme/<str:code>/add", products.add_programme_product, name="add_programme_product"),
    path(_product, office.product, name="product"),
    path(f"{_product}/edit", products.edit_product, name="edit_product"),
    path(f"{_product}/remove", products.remove_product, name="remove_product"),
    path(f"{_product}/files/add", products.add_product_file, name="add_product_file"),
    path(f"{_product}/files/<int:pk>", files.product_file, name="product_file"),
    path(f"{_product}/files/<int:pk>/remove", products.remove_product_file, name="remove_product_file"),
    path("saved", saved.searches, name="saved"),
    path("saved/save", saved.save, name="save_search"),
    path("saved/<int:pk>/rename", saved.rename, name="rename_search"),
    path("saved/<int:pk>/pause", saved.pause, name="pause_search"),
    path("saved/<int:pk>/resume", saved.resume, name="resume_search"),
    path("saved/<int:pk>/end", saved.end, name="end_search"),
    path("<str:code>", office.record, name="record"),
    path("<str:code>/edit", entering.edit, name="edit"),
    path("<str:code>/accept", steps.accept, name="accept"),
    path("<str:code>/register", steps.register, name="register"),
    path("<str:code>/make_transferable", steps.make_transferable, name="make_transferable"),
    *(path(f"<str:code>/{verb}", steps.aside(verb), name=verb) for verb in steps.ASIDE),
    path("<str:code>/confirm_validity", steps.confirm_validity, name="confirm_validity"),
    path("<str:code>/grant_kit_waiver", steps.grant_kit_waiver, name="grant_kit_waiver"),
    path("<str:code>/kit_waivers/<int:pk>/end", steps.end_kit_waiver, name="end_kit_waiver"),
    path("<str:code>/set_access", lines.set_access, name="set_access"),
    path("<str:code>/readers/add", lines.add_reader, name="add_reader"),
    path("<str:code>/readers/<int:pk>/remove", lines.remove_reader, name="remove_reader"),
    path("<str:code>/members/add", lines.add_member, name="add_member"),
    path("<str:code>/members/reorder", lines.reorder_members, name="reorder_members"),
    path(f"{_member}/edit", lines.edit_member, name="edit_member"),
    path(f"{_member}/remove", lines.remove_member, name="remove_member"),
    path("<str:code>/products/add", products.add_product, name="add_product"),
    path("<str:code>/photos/add", lines.add_photograph, name="add_photograph"),
    path("<str:code>/photos/reorder", lines.reorder_photographs, name="reorder_photographs"),
    path(_photo, files.photo, name="photo"),
    path(f"{_photo}/withdraw", lines.withdraw_photograph, name="withdraw_photograph"),
    path(f"{_photo}/remove", lines.remove_photograph, name="remove_photograph"),
]

public_urlpatterns = [
    path("ket-qua/", portal.directory, name="list"),
    path("ket-qua/export.<str:form>", portal.export, name="export"),
    path("ket-qua/bao-toi/", saved.ask, name="ask_alerts"),
    path("ket-qua/bao-toi/<str:token>/", saved.by_link, name="alert"),
    path("ket-qua/bao-toi/<str:token>/xac-nhan", saved.confirm, name="confirm_alert"),
    path("ket-qua/bao-toi/<str:token>/thoi", saved.end_by_link, name="end_alert"),
    path("con-dung-duoc/<str:token>/", owners.answer, name="answer"),
    path("ket-qua/<str:code>", portal.record, name="record"),
    path("ket-qua/<str:code>/to-in", portal.sheet, name="sheet"),
    path("ket-qua/<str:code>/anh/<int:pk>", files.photo, name="photo"),
    path("ket-qua/san-pham/<str:code>/tep/<int:pk>", files.product_file, name="product_file"),
]
