"""Files of minutes: PDF, Word, the sealed PDF, the documents handed over, everything of a conference at once."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound, Refused
from gieo.core.text import slug
from gieo.domain.handovers.access import access_item_file, access_minutes, may_open_files, visible_minutes
from gieo.domain.handovers.models import Minutes, counted
from gieo.domain.handovers.permits import may_render_minutes
from gieo.domain.handovers.queries.content import shown_content, shown_items
from gieo.domain.handovers.queries.printing import draft_paper, sealed_paper
from gieo.domain.handovers.services import render_minutes
from gieo.domain.transfers.access import access_conference
from gieo.foundation.files.queries import open_file, read_file
from gieo.foundation.papers import engine
from gieo.foundation.signing.queries import latest_rendering
from gieo.foundation.signing.vocab import RenderingKind
from gieo.interfaces.web.handovers.parts import address, archive_address, crumbs
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, page, reads, writes
from gieo.interfaces.web.ui.serving import PDF, WORD, paper_response

MOST_COPIES = 20


def _printing(minutes: Minutes, kind: RenderingKind) -> bytes:
    """The file that was made, or the same bytes made now when the worker has not come to it; a draft is marked so."""
    if minutes.sealed is None:
        paper = draft_paper(minutes, now=clock.now())
    else:
        made = latest_rendering(minutes.sealed, kind)
        if made is not None:
            return read_file(made.file)
        paper = sealed_paper(minutes)
    return engine.docx(paper) if kind is RenderingKind.DOCX else engine.pdf(paper)


@reads
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return paper_response(_printing(minutes, RenderingKind.PDF), f"{code}.pdf", PDF)


@reads
def docx(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return paper_response(_printing(minutes, RenderingKind.DOCX), f"{code}.docx", WORD)


@reads
def signed_pdf(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    made = latest_rendering(minutes.sealed, RenderingKind.PDF_SIGNED) if minutes.sealed else None
    if made is None:
        raise NotFound(_("Bản PDF có chữ ký và dấu số chưa được lập."))
    return paper_response(read_file(made.file), f"{code}-da-ky.pdf", PDF)


@writes
def render(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    may_render_minutes(request.actor).require()
    return deed(
        request,
        lambda: render_minutes(minutes, now=clock.now()),
        said=_("Các tệp của biên bản đã được lập."),
        to=("handovers:record", code),
    )


@reads
def documents(request: HttpRequest, code: str) -> HttpResponse:
    """Everything handed over with names, sizes and whole fingerprints; files open for those who may have them."""
    minutes = access_minutes(code, request.actor)
    content = shown_content(minutes)
    items = shown_items(content, minutes.items.order_by("order"))
    return page(
        request,
        "handovers/documents.html",
        minutes=minutes,
        items=[(item, f"muc-{item.said['order']}") for item in items],
        count=sum(len(item.said["files"]) for item in items),
        written=content["receiver"]["unit"],
        may_open=may_open_files(minutes, request.actor),
        archive=archive_address(minutes, content, request.actor),
        trail=crumbs(Link(minutes.code, address("record", code)), Link(_("Danh mục tệp"))),
    )


@reads
def item_file(request: HttpRequest, code: str, item: int, digest: str) -> FileResponse:
    minutes = access_minutes(code, request.actor)
    found = access_item_file(minutes, item, digest, request.actor)
    response = FileResponse(
        open_file(found.stored), as_attachment=True, filename=found.name, content_type=found.stored.mime
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@reads
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """All minutes of a conference in one archive: so many copies of each PDF, signed where signed, and Word."""
    conference = access_conference(code, request.actor)
    may_render_minutes(request.actor).require()
    copies = request.GET.get("copies", "1")
    number = min(max(int(copies), 1), MOST_COPIES) if copies.isdecimal() else 1
    found = visible_minutes(request.actor).filter(counted(), conference=conference)
    rows = list(
        found.select_related("sealed", "decision", "conference", "giver__parent", "receiver__parent").order_by("pk")
    )
    if not rows:
        raise Refused(_("Hội nghị chưa có biên bản nào để in."))
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for minutes in rows:
            name = f"{minutes.code}-{slug(minutes.receiver.name)[:60]}"
            for copy in range(1, number + 1):
                archive.writestr(
                    f"in/{name}-ban-{copy:02d}.pdf" if number > 1 else f"in/{name}.pdf", _best_pdf(minutes)
                )
            archive.writestr(f"word/{name}.docx", _printing(minutes, RenderingKind.DOCX))
    return paper_response(kept.getvalue(), f"bien-ban-{conference.code}.zip", "application/zip")


def _best_pdf(minutes: Minutes) -> bytes:
    signed = latest_rendering(minutes.sealed, RenderingKind.PDF_SIGNED) if minutes.sealed else None
    return read_file(signed.file) if signed else _printing(minutes, RenderingKind.PDF)
