"""Reading what was sealed, signed and printed."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from gieo.core.digest import digest
from gieo.core.text import nfc
from gieo.foundation.signing.engine import (
    LONGEST_NAME,
    PRACTICE_PASSPHRASE,
    TokenPlace,
    ensure_authority,
    ensure_practice,
    practice_key,
)
from gieo.foundation.signing.models import Rendering, SealedContent, Signature
from gieo.foundation.signing.vocab import Method, Party, RenderingKind


def sealed(kind: str, code: str) -> SealedContent | None:
    """The sealed content of a record, if it was sealed."""
    return SealedContent.objects.filter(kind=kind, code=code).first()


def sealed_with_digest(fingerprint: str) -> SealedContent | None:
    """The sealed content with this content digest (64 hexadecimal digits, any case, blanks allowed)."""
    return SealedContent.objects.filter(digest="".join(fingerprint.split()).lower()).first()


def rendering_with_digest(file_digest: str) -> Rendering | None:
    """The printing that a file with this SHA-256 is, its content at hand: what an uploaded copy is compared with."""
    return Rendering.objects.filter(file__digest=file_digest).select_related("content").order_by("id").first()


def is_intact(content: SealedContent) -> bool:
    """Whether the kept content still gives the kept digest."""
    return digest(content.content) == content.digest


def signatures_of(content: SealedContent) -> QuerySet[Signature]:
    """In the order of signing."""
    return content.signatures.order_by("signed_at", "id")


def signings(contents: Iterable[int]) -> dict[int, dict[Party, tuple[datetime, Method]]]:
    """When each signature was taken in, and how it was given, by the id of the content and the party. One query; none
    without a content."""
    keys, found = set(contents), dict[int, dict[Party, tuple[datetime, Method]]]()
    if keys:
        under = Signature.objects.filter(content__in=keys).order_by()
        for content, party, moment, method in under.values_list("content_id", "party", "signed_at", "method"):
            found.setdefault(content, {})[Party(party)] = moment, Method(method)
    return found


def has_signed(content: SealedContent, parties: Iterable[Party]) -> bool:
    """Whether all of `parties` have signed."""
    wanted = set(parties)
    return wanted <= set(content.signatures.filter(party__in=wanted).values_list("party", flat=True))


def latest_rendering(content: SealedContent, kind: RenderingKind) -> Rendering | None:
    """The newest file of this kind, its stored file at hand."""
    return content.renderings.filter(kind=kind).select_related("file").order_by("-made_at", "-id").first()


def trust_roots() -> tuple[Path, ...]:
    """Files and folders of the authorities that are trusted: that of the department's seal, and GIEO_TRUST_ROOTS; in a
    demo that of its practice keys."""
    keys = Path(settings.KEYS_DIR)
    practice = (ensure_practice(keys).certificate,) if is_practice() else ()
    return (ensure_authority(keys).certificate, *practice, *settings.TRUST_ROOTS)


def is_practice() -> bool:
    """Whether there are keys to practise with, and their signatures hold: in a demo, and nowhere else."""
    return bool(settings.GIEO_MODE == "demo")


def practice_passphrase() -> str:
    """What opens every practice key; empty where there are none."""
    return PRACTICE_PASSPHRASE if is_practice() else ""


def practice_file(name: str) -> Path | None:
    """The practice key of somebody of this name; None outside a demo, and for a name that no certificate can bear."""
    if not is_practice() or not 0 < len(nfc(name)) <= LONGEST_NAME:
        return None
    return practice_key(Path(settings.KEYS_DIR), name)


def status_lists() -> tuple[Path, ...]:
    """Files and folders that say which certificates were revoked (GIEO_STATUS_DATA)."""
    return tuple(settings.STATUS_DATA)


def time_authority() -> str:
    """The address of the authority that stamps signatures made here (GIEO_TIME_AUTHORITY); empty when none does."""
    return str(settings.TIME_AUTHORITY)


def token_place() -> TokenPlace | None:
    """The token of this machine (GIEO_TOKEN_MODULE and its companions); None where none is set."""
    set_up = settings.TOKEN
    return TokenPlace(set_up.module, set_up.label, set_up.slot, set_up.key) if set_up else None
