"""What goes into the document set of minutes, or of one of its items."""

from dataclasses import dataclass

from gieo.core.actor import Actor
from gieo.domain.handovers.access import may_open_files
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.queries.printing import check_link
from gieo.domain.handovers.queries.scans import scans_of
from gieo.domain.handovers.rules.archive import (
    Packed,
    free_path,
    item_folder,
    manifest_json,
    manifest_text,
    safe_name,
)
from gieo.foundation.files.models import StoredFile
from gieo.foundation.signing.models import SealedContent

PAPERS = "Bien ban"


@dataclass(frozen=True)
class Archive:
    """Files in their order, each with where its bytes are kept; the manifest twice."""

    name: str
    files: tuple[tuple[Packed, StoredFile], ...]
    text: str
    json: str
    sealed_on: tuple[int, int, int]


def archive_of(minutes: Minutes, actor: Actor, *, item: int | None = None) -> Archive | None:
    """The set of sealed minutes that the actor sees, or of the item with this number; None when the actor may not open
    its files, or there is no such item. Files are those whose fingerprints were sealed, never what replaced them.
    Four queries.
    """
    sealed = minutes.sealed
    if sealed is None or not may_open_files(minutes, actor):
        return None
    items = [said for said in sealed.content["items"] if item in (None, said["order"])]
    if not items:
        return None
    wanted = {file["digest"] for said in items for file in said["files"]}
    stored = {file.digest: file for file in StoredFile.objects.filter(digest__in=wanted).order_by("-pk")}
    packed: dict[str, tuple[Packed, StoredFile]] = {}
    for paper in _papers(minutes, sealed) if item is None else ():
        path = free_path(PAPERS, safe_name(paper.name), packed)
        packed[path] = Packed(path, paper.size, paper.digest), paper
    for said in items:
        for file in said["files"]:
            if file["digest"] in stored:
                path = free_path(item_folder(said), safe_name(file["name"]), packed)
                packed[path] = Packed(path, file["size"], file["digest"], said["order"]), stored[file["digest"]]
    files = [entry for entry, _stored in packed.values()]
    day = sealed.sealed_at
    return Archive(
        name=f"{minutes.code}-ho-so.zip" if item is None else f"{minutes.code}-muc-{item:02d}.zip",
        files=tuple(packed.values()),
        text=manifest_text(sealed.content, sealed.digest, files, link=check_link(minutes.code)),
        json=manifest_json(sealed.content, sealed.digest, files),
        sealed_on=(day.year, day.month, day.day),
    )


def _papers(minutes: Minutes, sealed: SealedContent) -> list[StoredFile]:
    """The printed files, then the scans of what was signed on paper."""
    printed = sealed.renderings.select_related("file").order_by("kind", "pk")
    return [*(row.file for row in printed), *(scan.file for scan in scans_of(minutes))]


def handed_over_digests() -> frozenset[str]:
    """Fingerprints of files that minutes name in their words, sealed or not: such a file stays, whatever its product
    has instead today. Two queries."""
    drafts = MinutesItem.objects.exclude(files=[]).values_list("files", flat=True)
    found = {file["digest"] for files in drafts.iterator() for file in files}
    for content in SealedContent.objects.values_list("content", flat=True).iterator():
        found.update(file["digest"] for item in content.get("items", ()) for file in item.get("files", ()))
    return frozenset(found)
