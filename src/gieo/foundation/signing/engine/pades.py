"""PAdES B-B signatures, appended: the department's seal, and people with keys of their own. PDF/A-2b stays PDF/A-2b.

The visible stamp is a small page set in the paper's own font and laid in whole: pyHanko's own stamp would bring
Courier, which is not embedded and breaks PDF/A.
"""

import io
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto.cms import CMSAttributes
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from gieo.core import clock
from gieo.foundation.papers.engine import Drawn, stamp
from gieo.foundation.papers.rules import Place
from gieo.foundation.signing.engine.authority import Authority, ensure_authority, private_key
from gieo.foundation.signing.engine.checking import common_name
from gieo.foundation.signing.engine.keys import DIGEST, Key, SoftKey
from gieo.foundation.signing.engine.stamping import LARGEST, attribute, stamp_of

FIELD = "DauCuaCoQuan"
RESERVED = 16_384
"""Hexadecimal digits kept for the signature and its two certificates; about 9,000 are used."""
RESERVED_FOR_STAMP = 2 * LARGEST


class _Holder(SimpleSigner):
    """pyHanko's signer over a key of ours: parsed once (its own parses it anew for each signature), or in a token.

    With an address of a time stamp authority the signature is stamped, if that can be had.
    """

    def __init__(self, key: Key, authority: str = "") -> None:
        store = SimpleCertificateStore()
        store.register_multiple([key.certificate, *key.chain])
        self._key, self._authority = key, authority
        super().__init__(signing_cert=key.certificate, signing_key=None, cert_registry=store)

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm != DIGEST:
            raise SigningError(f"unexpected digest {digest_algorithm}")
        return self._key.sign(data)

    async def unsigned_attrs(
        self, digest_algorithm: str, signature: bytes, *_args: Any, **_kwargs: Any
    ) -> CMSAttributes | None:
        made = await stamp_of(signature, self._authority) if self._authority else None
        return CMSAttributes([attribute(made)]) if made is not None else None


class _Writer(IncrementalPdfFileWriter):
    """Leaves the file's own dates alone (pyHanko would write this machine's time into them) and its version: an
    elliptic key would raise it to 2.0, and PDF/A-2 ends at 1.7."""

    def _update_meta(self) -> None:
        return

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        return


class _At(PdfSigner):
    """Signs at the moment it is told."""

    def __init__(self, when: datetime, *args: Any, **kwargs: Any) -> None:
        self._when = when
        super().__init__(*args, **kwargs)

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._when
        return session


class _StampPage(ImportedPdfPage):
    """A page from bytes; pyHanko's own reads from a file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        super().__init__("")

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._content)))
        self.resources.xobject["/Stamp"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Stamp Do"


@lru_cache(maxsize=8)
def _seal(authority: Authority) -> Key:
    root = load_cert_from_pemder(str(authority.certificate))
    return SoftKey(load_cert_from_pemder(str(authority.seal_certificate)), (root,), private_key(authority.seal_key))


def stamp_lines(signer: str, when: datetime) -> tuple[str, ...]:
    """The words of the visible stamp: who, and when to the second with the zone (Decree 30/2020, annex I)."""
    return (f"Ký số bởi: {signer}", f"Thời gian: {clock.local(when):%d/%m/%Y %H:%M:%S} +07:00")


def signer_name(keys_dir: Path) -> str:
    """The name in the certificate of the seal."""
    return common_name(_seal(ensure_authority(keys_dir)).certificate)


def seal_drawn(drawn: Drawn, *, keys_dir: Path, reason: str, when: datetime, authority: str = "") -> bytes:
    """Sign a printed paper with the department's seal key, the stamp in the room that the paper keeps for it."""
    words = stamp_lines(signer_name(keys_dir), when)
    visible = stamp(words, dated=when) if drawn.seal else None
    return sign_pdf(
        drawn.pdf,
        keys_dir=keys_dir,
        reason=reason,
        when=when,
        place=drawn.seal,
        stamp_pdf=visible,
        authority=authority,
    )


def sign_pdf(
    pdf: bytes,
    *,
    keys_dir: Path,
    reason: str,
    when: datetime,
    place: Place | None = None,
    stamp_pdf: bytes | None = None,
    authority: str = "",
) -> bytes:
    """`pdf` with the seal of the department appended. About 20 a second, where no time stamp authority is asked."""
    key = _seal(ensure_authority(keys_dir))
    return append_signature(
        pdf,
        key,
        field=FIELD,
        label="Dấu của cơ quan",
        reason=reason,
        when=when,
        place=place,
        stamp_pdf=stamp_pdf,
        authority=authority,
    )


def append_signature(
    pdf: bytes,
    key: Key,
    *,
    field: str,
    label: str,
    reason: str,
    when: datetime,
    place: Place | None = None,
    stamp_pdf: bytes | None = None,
    authority: str = "",
) -> bytes:
    """`pdf` with one more signature (PAdES B-B, SHA-256) appended; every byte of it stays where it is.

    `when` (aware) is the claimed time. The visible stamp stands at `place`; without one the signature is invisible.
    With the address of a time stamp `authority` it is B-T, unless the authority does not answer.
    """
    out, writer = io.BytesIO(), appending(pdf)
    holder, name = _Holder(key, authority), common_name(key.certificate)
    signer = signer_at(
        when, holder, name=name, field=field, label=label, reason=reason, place=place, stamp_pdf=stamp_pdf
    )
    signer.sign_pdf(writer, bytes_reserved=RESERVED + (RESERVED_FOR_STAMP if authority else 0), output=out)
    return out.getvalue()


def appending(pdf: bytes) -> IncrementalPdfFileWriter:
    """Leniently: others may have written in it."""
    return _Writer(io.BytesIO(pdf), strict=False)


def signer_at(
    when: datetime,
    signer: Signer,
    *,
    name: str,
    field: str,
    label: str,
    reason: str,
    place: Place | None,
    stamp_pdf: bytes | None,
) -> PdfSigner:
    """Makes one new field and its signature, with the stamp at `place`."""
    style = None
    if stamp_pdf and place:
        fit = SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0), InnerScaling.SHRINK_TO_FIT
        )
        page = _StampPage(stamp_pdf)
        style = StaticStampStyle(border_width=0, background=page, background_layout=fit, background_opacity=1.0)
    spec = SigFieldSpec(
        field,
        on_page=place.page if place else 0,
        box=tuple(round(n) for n in place.box) if place else None,  # type: ignore[arg-type]
        readable_field_name=label,
    )
    details = PdfSignatureMetadata(
        field_name=field, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, reason=reason, name=name
    )
    return _At(when, details, signer, stamp_style=style, new_field_spec=spec)
