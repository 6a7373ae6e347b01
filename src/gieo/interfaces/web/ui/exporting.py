"""Taking a list out as a file: at once when it is short, in the background when it is long.

A room says `exported(build)` beside the list's own address; `build` makes the list of a request, and asks whether the
reader may see it. The background asks the same function again, in the name and with the rights of who asked.
"""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from gieo.core import clock
from gieo.core.actor import ANONYMOUS, Actor
from gieo.core.errors import GieoError, NotAllowed, NotFound, Refused, WrongState
from gieo.foundation.exports import services, wording
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.permits import may_export
from gieo.foundation.exports.queries import asker_of, roles_of
from gieo.foundation.exports.vocab import ExportState, Form
from gieo.interfaces.web.ui import whole
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.extracts import Extract
from gieo.interfaces.web.ui.formats import legal_date, number
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.lists import ListPage
from gieo.interfaces.web.ui.pages import go, public, reads, writes
from gieo.interfaces.web.ui.serving import EXCEL, PDF, WORD, paper_response

TYPES = {Form.EXCEL: EXCEL, Form.WORD: WORD, Form.PDF: PDF}
AT_ONCE_LOOKED_FOR = 500

Build = Callable[..., ListPage]
View = Callable[..., HttpResponse]


def exported(build: Build, extract: type[Extract] = Extract) -> View:
    """The address of a list of the office as a file. Noted in the journal, so it takes a POST.

    `extract` writes what `build` makes, where that is no list but something that is taken out like one.
    """

    @writes
    def view(request: HttpRequest, form: str, **which: Any) -> HttpResponse:
        wanted, listed = _form(form), build(request, **which)
        may_export(request.actor).require()
        made = extract(listed, request.actor, clock.now())
        if listed.count > settings.EXPORT_ROWS_AT_ONCE:
            return _later(request, made, wanted)
        return _at_once(request, made, wanted)

    view.listing, view.extract = build, extract
    return view


def exported_to_all(build: Build) -> View:
    """The address of a public list as a file: read by anybody, told of nobody. What is longer than is made at once is
    there whole, as it was last night."""

    @public
    @reads
    @limited("exports")
    def view(request: HttpRequest, form: str, **which: Any) -> HttpResponse:
        wanted, listed = _form(form), build(request, **which)
        if listed.count > settings.EXPORT_ROWS_AT_ONCE:
            return _whole(request, listed, wanted)
        extract = Extract(listed, request.actor, clock.now())
        out = BytesIO()
        extract.write(wanted, out)
        return paper_response(out.getvalue(), extract.file_name(wanted), TYPES[wanted])

    view.listing, view.extract = build, Extract
    return view


def _whole(request: HttpRequest, listed: ListPage, form: Form) -> HttpResponse:
    """The file of last night, if it is the whole list as Excel that is asked for. Raises Refused with the way on."""
    assert request.resolver_match is not None
    address = request.resolver_match.view_name
    kept = whole.whole_of(address)
    said = _("Danh sách dài hơn %(most)s dòng.") % {"most": number(settings.EXPORT_ROWS_AT_ONCE)}
    if kept is None:
        raise Refused(said + " " + _("Lọc bớt rồi xuất."))
    if listed.is_narrowed or form is not Form.EXCEL:
        more = _("Lọc bớt rồi xuất, hoặc tải toàn bộ danh sách dạng Excel, lập ngày %(day)s, ở nút Xuất.")
        raise Refused(said + " " + more % {"day": legal_date(kept.day)})
    if not whole.may_be_given(address, listed):
        more = _("Tệp lập ngày %(day)s có dòng nay không còn công khai; đêm nay máy lập tệp mới. Lọc bớt rồi xuất.")
        raise Refused(said + " " + more % {"day": legal_date(kept.day)})
    return paper_response(whole.bytes_of(address), kept.name, EXCEL)


def make_whole_lists(now: datetime) -> str:
    """Each public list that is too long to be made at once, whole, in every language; said in numbers for the log."""
    made = []
    for address in whole.LISTS:
        for language, _label in settings.LANGUAGES:
            with translation.override(language):
                listed = list_of_address(reverse(address, kwargs={"form": Form.EXCEL.value}), "", ANONYMOUS)
                made.append(whole.keep(address, listed, now))
    files = [rows for rows in made if rows]
    return f"{len(files)} files of whole public lists made, {sum(files)} rows"


def _form(asked: str) -> Form:
    if asked not in set(Form):
        raise Http404
    return Form(asked)


def _at_once(request: HttpRequest, extract: Extract, form: Form) -> HttpResponse:
    out = BytesIO()
    made = extract.write(form, out)
    services.hand_out(_wanted(request, extract, form), made, actor=request.actor, now=extract.now)
    return paper_response(out.getvalue(), extract.file_name(form), TYPES[form])


def _later(request: HttpRequest, extract: Extract, form: Form) -> HttpResponse:
    wanted = _wanted(request, extract, form)
    rows = extract.listed.count
    with transaction.atomic():  # the request and its task: one is not there without the other
        export = services.ask_export(wanted, rows=rows, actor=request.actor, now=extract.now)
        make_export.enqueue(export.pk)
    messages.success(request, _("Danh sách dài nên tệp được lập ở phía sau; có thể rời trang này."))
    return go(request, ("exports:record", export.code))


def _wanted(request: HttpRequest, extract: Extract, form: Form) -> services.Wanted:
    return services.Wanted(
        title=extract.title,
        filters=extract.filters(),
        form=form,
        address=request.path_info,
        query=extract.listed.query,
        language=get_language() or "vi",
    )


# ---- in the background


@task()
def make_export(export_id: int) -> str:
    """Make the file of an export that waits; may be run again at any time. Returns the state reached."""
    export = Export.objects.filter(pk=export_id).first()
    if export is None or export.state != ExportState.WAITING:
        return export.state if export else ""
    with translation.override(export.language):
        try:
            return _made(export).state
        except WrongState:  # given up while it was made
            return Export.objects.values_list("state", flat=True).get(pk=export_id)
        except GieoError as error:
            return services.fail_export(export, why=sentence(error), now=clock.now()).state
        except Exception:
            services.fail_export(export, why=str(wording.BROKE), now=clock.now())
            raise  # the queue keeps it for the administrator


def _made(export: Export) -> Export:
    asker = asker_of(export, clock.today())
    if asker is None:
        raise NotAllowed(str(wording.LEFT))
    listed = list_of(export, asker)
    extract = extract_of(export.address)(listed, asker, clock.now())
    form = Form(export.form)
    with TemporaryFile() as out:
        made = extract.write(form, out, progress=lambda done: services.note_progress(export, done))
        return services.finish_export(export, out, made, asker=asker, name=extract.file_name(form), now=clock.now())


def list_of(export: Export, actor: Actor) -> ListPage:
    """The list of an export as an actor sees it today. Raises NotAllowed, NotFound."""
    return list_of_address(export.address, export.query, actor)


def list_of_address(address: str, query: str, actor: Actor) -> ListPage:
    """The list whose file an address makes. Raises NotAllowed, NotFound."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address
    request.GET, request.actor = QueryDict(query), actor
    try:
        match = resolve(address)
        build: Build = match.func.listing  # type: ignore[attr-defined] - set by exported()
    except (Resolver404, AttributeError):
        raise NotFound(_("Danh sách này không còn.")) from None
    which = {name: value for name, value in match.kwargs.items() if name != "form"}
    try:
        return build(request, **which)
    except Http404:
        raise NotFound(_("Danh sách này không còn.")) from None


def extract_of(address: str) -> type[Extract]:
    """What writes the list of an address that `list_of_address` has found."""
    extract: type[Extract] = resolve(address).func.extract  # type: ignore[attr-defined] - set by exported()
    return extract


def require_still_visible(export: Export, actor: Actor) -> None:
    """Whether everything in the file may still be seen by its owner: the roles by which it was made, its columns and
    every row. Raises NotAllowed, NotFound."""
    if not set(export.roles) <= set(roles_of(actor)):
        raise NotAllowed(str(wording.ROLE_LOST))
    listed = list_of(export, actor)
    if not set(export.columns) <= {column.key for column in listed.columns}:
        raise NotAllowed(str(wording.COLUMN_LOST))
    for start in range(0, len(export.keys), AT_ONCE_LOOKED_FOR):
        keys = export.keys[start : start + AT_ONCE_LOOKED_FOR]
        if not listed.holds(keys):
            raise NotAllowed(str(wording.ROWS_LOST))
