"""Files and photographs of results, through the record that points at them."""

from django.http import FileResponse, HttpRequest
from django.utils.cache import patch_cache_control

from gieo.domain.results.access import access_photo, access_product_file
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import open_file
from gieo.interfaces.web.ui.pages import public, reads

POLICY = "default-src 'none'; sandbox"


@public
@reads
def product_file(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """A file of a product, always saved, never shown inside our pages."""
    return serve(access_product_file(code, pk, request.actor).file, attached=True)


@public
@reads
def photo(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """A photograph, shown in the page. Only consented ones of public results may be kept by caches on the way."""
    found = access_photo(code, pk, request.actor)
    answer = serve(found.photograph.file, attached=False)
    if found.photograph.may_be_published and not found.result.is_restricted:
        patch_cache_control(answer, private=True, max_age=3600)
    return answer


def serve(stored: StoredFile, *, attached: bool) -> FileResponse:
    """The bytes with their type, never sniffed, under a policy of their own."""
    answer = FileResponse(open_file(stored), as_attachment=attached, filename=stored.name, content_type=stored.mime)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    patch_cache_control(answer, private=True)
    return answer
