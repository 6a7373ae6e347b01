"""PAdES B-B signatures with the department's seal key, and their check. PDF/A-2b stays PDF/A-2b.

The visible stamp is a small page set in the paper's own font and laid in whole: pyHanko's own stamp would bring
Courier, which is not embedded and breaks PDF/A.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from gieo.core import clock
from gieo.core.errors import Refused
from gieo.foundation.papers.engine import Drawn, stamp
from gieo.foundation.papers.rules import Place
from gieo.foundation.signing import wording
from gieo.foundation.signing.engine.authority import Authority, ensure_authority, private_key

FIELD = "DauCuaCoQuan"
RESERVED = 16_384
"""Hexadecimal digits kept for the signature and its two certificates; about 9,000 are used."""


@dataclass(frozen=True)
class SignatureCheck:
    """One signature of a file. `signed_at` is what the file claims. `is_good` is the answer to show."""

    field: str
    signer: str
    organisation: str
    reason: str
    signed_at: datetime | None
    intact: bool
    trusted: bool
    covers_whole_file: bool

    @property
    def is_good(self) -> bool:
        return self.intact and self.trusted and self.covers_whole_file


class _Seal(SimpleSigner):
    """pyHanko's signer with a key parsed once; its own parses the key anew for each signature."""

    def __init__(self, certificate: x509.Certificate, root: x509.Certificate, key: RSAPrivateKey) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([certificate, root])
        self._key = key
        super().__init__(signing_cert=certificate, signing_key=None, cert_registry=store)

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm != "sha256":
            raise SigningError(f"unexpected digest {digest_algorithm}")
        return self._key.sign(data, PKCS1v15(), SHA256())


class _Writer(IncrementalPdfFileWriter):
    """Leaves the file's own dates alone: pyHanko would write this machine's time into them."""

    def _update_meta(self) -> None:
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
def _seal(authority: Authority) -> _Seal:
    return _Seal(
        load_cert_from_pemder(str(authority.seal_certificate)),
        load_cert_from_pemder(str(authority.certificate)),
        private_key(authority.seal_key),
    )


def stamp_lines(signer: str, when: datetime) -> tuple[str, ...]:
    """The words of the visible stamp: who, and when to the second with the zone (Decree 30/2020, annex I)."""
    return (f"Ký số bởi: {signer}", f"Thời gian: {clock.local(when):%d/%m/%Y %H:%M:%S} +07:00")


def signer_name(keys_dir: Path) -> str:
    """The name in the certificate of the seal."""
    return _common_name(_seal(ensure_authority(keys_dir)).signing_cert)


def seal_drawn(drawn: Drawn, *, keys_dir: Path, reason: str, when: datetime) -> bytes:
    """Sign a printed paper with the department's seal key, the stamp in the room that the paper keeps for it."""
    words = stamp_lines(signer_name(keys_dir), when)
    visible = stamp(words, dated=when) if drawn.seal else None
    return sign_pdf(drawn.pdf, keys_dir=keys_dir, reason=reason, when=when, place=drawn.seal, stamp_pdf=visible)


def sign_pdf(
    pdf: bytes,
    *,
    keys_dir: Path,
    reason: str,
    when: datetime,
    place: Place | None = None,
    stamp_pdf: bytes | None = None,
) -> bytes:
    """`pdf` with one more signature (PAdES B-B, SHA-256, RSA) appended; every byte of it stays where it is.

    `when` (aware) is the claimed time. The stamp is shown at `place`; without one the signature is invisible. About
    20 signatures a second.
    """
    seal = _seal(ensure_authority(keys_dir))
    out = io.BytesIO()
    style = None
    if stamp_pdf and place:
        fit = SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0), InnerScaling.SHRINK_TO_FIT
        )
        page = _StampPage(stamp_pdf)
        style = StaticStampStyle(border_width=0, background=page, background_layout=fit, background_opacity=1.0)
    writer = _Writer(io.BytesIO(pdf))
    spec = SigFieldSpec(
        FIELD,
        on_page=place.page if place else 0,
        box=tuple(round(n) for n in place.box) if place else None,  # type: ignore[arg-type]
        readable_field_name="Dấu của cơ quan",
    )
    details = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=_common_name(seal.signing_cert),
    )
    _At(when, details, seal, stamp_style=style, new_field_spec=spec).sign_pdf(
        writer, bytes_reserved=RESERVED, output=out
    )
    return out.getvalue()


def check(pdf: bytes | BinaryIO, *, roots: Sequence[Path], now: datetime) -> list[SignatureCheck]:
    """Every signature of `pdf`, in the order of signing, checked against the certificates in `roots` as of `now`.

    An unsigned file gives an empty list. Raises Refused when the file cannot be read as PDF at all. Nothing is fetched
    from anywhere: revocation is not asked for.
    """
    try:
        stream = io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf
        found = list(PdfFileReader(stream).embedded_signatures)
    except (PdfError, ValueError, KeyError, IndexError, TypeError) as error:
        raise Refused(str(wording.UNREADABLE)) from error
    trusted = [load_cert_from_pemder(str(path)) for path in roots]
    return [_checked(signature, trusted, now) for signature in found]


def _checked(signature: Any, trusted: list[x509.Certificate], now: datetime) -> SignatureCheck:
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=now)
    intact = is_trusted = whole = False
    try:
        status = validate_pdf_signature(signature, context)
        intact = bool(status.intact and status.valid)
        is_trusted = bool(status.trusted)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    except (SignatureValidationError, PdfError, ValueError, KeyError, TypeError, AttributeError):
        # A file that was tampered with may break anywhere inside: that is an answer, not an accident.
        intact = is_trusted = whole = False
    return SignatureCheck(
        field=str(signature.field_name),
        signer=_common_name(signature.signer_cert),
        organisation=str(signature.signer_cert.subject.native.get("organization_name", "")),
        reason=str(signature.sig_object.get("/Reason", "")),
        signed_at=signature.self_reported_timestamp,
        intact=intact,
        trusted=is_trusted,
        covers_whole_file=whole,
    )


def _common_name(certificate: Any) -> str:
    return str(certificate.subject.native.get("common_name", ""))
