"""Files and photographs of results, through the record that points at them."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from gieo.domain.results.access import access_photo, access_product_file
from gieo.foundation.files.queries import open_file
from gieo.interfaces.web.ui.pages import public, reads
from gieo.interfaces.web.ui.serving import picture_response

POLICY = "default-src 'none'; sandbox"


@public
@reads
def product_file(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """A file of a product, byte by byte as its fingerprint says; always saved, never shown inside our pages."""
    stored = access_product_file(code, pk, request.actor).file
    answer = FileResponse(open_file(stored), as_attachment=True, filename=stored.name, content_type=stored.mime)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    patch_cache_control(answer, private=True)
    return answer


@public
@reads
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photograph, shown in the page. Only consented ones of public results may be kept by browsers for an hour."""
    found = access_photo(code, pk, request.actor)
    answer = picture_response(request, found.photograph.file)
    if found.photograph.may_be_published and not found.result.is_restricted:
        del answer["Cache-Control"]
        patch_cache_control(answer, private=True, max_age=3600)
    return answer
