"""Reading what others signed: every signature of a PDF, and whether a PDF is what was handed out and signatures alone.

Nothing is fetched from anywhere. A file that was tampered with may break anywhere inside pyHanko: that is an answer,
not an accident.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from asn1crypto import parser, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy
from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext, FormUpdate, FormUpdatingRule, _list_fields
from pyhanko.sign.diff_analysis.policy_api import SuspiciousModification
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from gieo.core import clock
from gieo.core.errors import Refused
from gieo.foundation.signing import wording
from gieo.foundation.signing.engine.trust import UNKNOWN, StatusData, carried, certificates, standing, status_data
from gieo.foundation.signing.vocab import Revocation, SignatureFault, UploadFault

MOST_SIGNATURES = 24
MOST_REVISIONS = 60
"""More no minutes have; each costs a look at the whole file."""

LARGEST_STAMP = 595 * 842 / 8
"""Points²: a visible stamp as large as an eighth of a sheet is enough for anybody."""


@dataclass(frozen=True)
class SignatureCheck:
    """One signature of a file. `signed_at` is what the file claims, `issuer` who gave the certificate, `root` the
    authority here that vouches for it, or the one that would have to."""

    field: str
    signer: str
    organisation: str
    issuer: str
    root: str
    serial: str
    reason: str
    signed_at: datetime | None
    stamped_at: datetime | None
    fault: SignatureFault | None
    covers_whole_file: bool
    revocation: Revocation = Revocation.UNKNOWN
    revoked_at: datetime | None = None

    @property
    def is_good(self) -> bool:
        return self.fault is None

    @property
    def why(self) -> str:
        """Why it does not hold, for people; nothing when it holds."""
        return str(wording.FAULTS[self.fault]) % {"issuer": self.root, "since": self.since} if self.fault else ""

    @property
    def since(self) -> str:
        """When its certificate was revoked, in words."""
        return f"{clock.local(self.revoked_at):%H:%M %d/%m/%Y}" if self.revoked_at else ""

    @property
    def revocation_words(self) -> str:
        return str(wording.REVOCATIONS[self.revocation])


class NotTaken(ValueError):
    """A file signed elsewhere is no signature of what was handed out; `fault` says why, `message` in words."""

    def __init__(self, fault: UploadFault, check: SignatureCheck | None = None) -> None:
        self.fault = fault
        facts = {"name": check.signer, "issuer": check.root, "since": check.since} if check else {}
        self.message = str(wording.UPLOADS[fault]) % facts
        super().__init__(fault.value)


def check(
    pdf: bytes | BinaryIO, *, roots: Sequence[Path], now: datetime, status: Sequence[Path] = ()
) -> list[SignatureCheck]:
    """Every signature of `pdf`, in the order of signing, checked against the certificates in `roots` as of `now`, or of
    the moment that a trusted stamp proves.

    An unsigned file gives an empty list. Raises Refused when the file cannot be read as PDF at all. Whether a
    certificate was revoked is asked of the lists and answers in `status`, and of those that the file itself carries.
    """
    try:
        return _checks(_read(pdf.read() if not isinstance(pdf, bytes) else pdf), _Known.of(roots, status), now)
    except Exception as error:  # whatever a hostile file does inside pyHanko, it is a file that cannot be read
        raise Refused(str(wording.UNREADABLE)) from error


def continuation(
    pdf: bytes,
    *,
    base: bytes,
    older: Sequence[bytes] = (),
    roots: Sequence[Path],
    status: Sequence[Path] = (),
    now: datetime,
) -> list[SignatureCheck]:
    """The signatures that `pdf` adds to `base`, the very bytes that were handed out: at least one, every one of the
    file intact, those added trusted as of `now` (the others were when they came), and nothing else added. `older`: what
    had been handed out before `base`.

    Raises NotTaken.
    """
    if not pdf.startswith(b"%PDF-"):
        raise NotTaken(UploadFault.NOT_PDF)
    if not pdf.startswith(base):
        raise NotTaken(_no_continuation(pdf, base, older))
    if pdf == base:
        raise NotTaken(UploadFault.UNSIGNED)
    try:
        before, after = _read(base), _read(pdf)
        if any(_locks(signature) for signature in after.embedded_regular_signatures):
            raise NotTaken(UploadFault.LOCKED)
        _only_signed(before, after)
        found = _checks(after, _Known.of(roots, status), now)
        covers = any(_covers(signature) for signature in after.embedded_regular_signatures)
        known = len(before.embedded_regular_signatures)
    except SuspiciousModification as error:
        raise NotTaken(UploadFault.CHANGED) from error
    except NotTaken:
        raise
    except Exception as error:  # as in `check`
        raise NotTaken(UploadFault.NOT_PDF) from error
    if len(found) <= known:
        raise NotTaken(UploadFault.UNSIGNED)
    for at, one in enumerate(found):
        broken = one.fault in (SignatureFault.BROKEN, SignatureFault.CHANGED_AFTER)
        if one.fault is not None and (broken or at >= known):
            raise NotTaken(UploadFault.BROKEN if broken else UploadFault(one.fault.value), one)
    if covers:
        raise NotTaken(UploadFault.COVERS)
    return found[known:]


def _no_continuation(pdf: bytes, base: bytes, older: Sequence[bytes]) -> UploadFault:
    if any(pdf.startswith(before) for before in older):
        return UploadFault.OLD
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            return UploadFault.ENCRYPTED
        same = _first_id(reader) == _first_id(_read(base))
    except Exception:  # as in `check`
        return UploadFault.NOT_PDF
    return UploadFault.REWRITTEN if same else UploadFault.OTHER


def _first_id(reader: PdfFileReader) -> bytes:
    """Programs that write a file anew keep the first half of its number."""
    first = reader.trailer["/ID"][0]
    return bytes(getattr(first, "original_bytes", first))


def _read(pdf: bytes) -> PdfFileReader:
    """Leniently: poppler, for one, numbers what it adds in a way that the standard does not know."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.xrefs.total_revisions > MOST_REVISIONS or len(reader.embedded_signatures) > MOST_SIGNATURES:
        raise NotTaken(UploadFault.TOO_MANY)
    return reader


@dataclass(frozen=True)
class _Known:
    """What is at hand here to judge by."""

    trusted: list[x509.Certificate]
    helping: list[x509.Certificate]
    data: StatusData

    @classmethod
    def of(cls, roots: Sequence[Path], status: Sequence[Path]) -> "_Known":
        known = certificates(roots)
        trusted = [one for one in known if one.self_signed != "no"]
        return cls(trusted, [one for one in known if one.self_signed == "no"], status_data(status))

    def with_carried(self, reader: PdfFileReader) -> "_Known":
        data, more = carried(reader)
        return _Known(self.trusted, [*self.helping, *more], self.data + data)

    def context(self, moment: datetime) -> ValidationContext:
        return ValidationContext(
            trust_roots=self.trusted, other_certs=self.helping, allow_fetching=False, moment=moment
        )


def _checks(reader: PdfFileReader, known: _Known, now: datetime) -> list[SignatureCheck]:
    known = known.with_carried(reader)
    return [_checked(one, reader, known, now) for one in reader.embedded_regular_signatures]


def _checked(signature: Any, reader: PdfFileReader, known: _Known, now: datetime) -> SignatureCheck:
    intact = is_trusted = whole = unchanged = False
    stamped_at, stands, certificate = None, UNKNOWN, signature.signer_cert
    try:
        status = validate_pdf_signature(signature, known.context(now))
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        intact = bool(status.intact and status.valid) and _is_padded(signature)
        is_trusted = bool(status.trusted)
        unchanged = whole or (
            status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
            and signature.signed_revision < reader.xrefs.total_revisions - 1
            and status.modification_level is not None
            and status.modification_level <= ModificationLevel.FORM_FILLING
            and bool(status.docmdp_ok)
        )
        stamp = status.timestamp_validity
        stamped_at = stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None
        if stamped_at is not None and not is_trusted:
            # its certificate has ended since, but somebody else's clock proves that it stood when it signed
            is_trusted = bool(validate_pdf_signature(signature, known.context(stamped_at)).trusted)
        others = [*signature.other_embedded_certs, *known.helping]
        moment = stamped_at or now
        stands = standing(certificate, others=others, roots=known.trusted, data=known.data, moment=moment)
    except Exception:  # as in `check`: what breaks the check is no signature that holds
        intact = is_trusted = whole = unchanged = False
    in_time = certificate.not_valid_before <= now <= certificate.not_valid_after
    return SignatureCheck(
        field=str(signature.field_name),
        signer=common_name(certificate),
        organisation=_organisation(certificate.subject),
        issuer=_named(certificate.issuer),
        root=_highest(signature, known.trusted + known.helping),
        serial=f"{certificate.serial_number:x}",
        reason=str(signature.sig_object.get("/Reason", "")),
        signed_at=_aware(signature.self_reported_timestamp, now),
        stamped_at=stamped_at,
        fault=_fault(intact, unchanged, stands.revocation, is_trusted, in_time),
        covers_whole_file=whole,
        revocation=stands.revocation,
        revoked_at=stands.since,
    )


def _fault(
    intact: bool, unchanged: bool, revocation: Revocation, trusted: bool, in_time: bool
) -> SignatureFault | None:
    if not intact:
        return SignatureFault.BROKEN
    if not unchanged:
        return SignatureFault.CHANGED_AFTER
    if revocation is Revocation.REVOKED:
        return SignatureFault.REVOKED
    if trusted:
        return None
    return SignatureFault.UNTRUSTED if in_time else SignatureFault.EXPIRED


def _aware(moment: datetime | None, now: datetime) -> datetime | None:
    """A program may write its time without a zone; then it means its own clock's, here."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def _is_padded(signature: Any) -> bool:
    """Behind the signature itself the room kept for it holds zeros alone: that gap no signature covers."""
    content = bytes(signature.pkcs7_content)
    return not content[parser.peek(content) :].strip(b"\0")


def _highest(signature: Any, known: Sequence[x509.Certificate]) -> str:
    """The authority at which the certificate's chain ends, as far as file and folder of roots know it."""
    at: dict[Any, x509.Certificate] = {}
    for one in (*signature.other_embedded_certs, *known):
        at.setdefault(one.subject.hashable, one)
    current, passed = signature.signer_cert, set()
    while current.issuer.hashable in at and current.issuer.hashable not in passed:
        passed.add(current.issuer.hashable)
        current = at[current.issuer.hashable]
    return _named(current.issuer)


def common_name(certificate: x509.Certificate) -> str:
    return _first(certificate.subject.native.get("common_name", ""))


def _organisation(name: x509.Name) -> str:
    return _first(name.native.get("organization_name", ""))


def _named(name: x509.Name) -> str:
    return _first(name.native.get("common_name", "")) or _organisation(name) or name.human_friendly[:200]


def _first(value: Any) -> str:
    """An attribute given more than once is a list."""
    return str(value[0] if isinstance(value, list) else value)[:200]


def _locks(signature: Any) -> bool:
    return signature.docmdp_level is not None or signature.fieldmdp is not None


def _covers(signature: Any) -> bool:
    field = signature.sig_field
    shown = [field, *(kid.get_object() for kid in field.get("/Kids", ()))]
    return any(_area(one["/Rect"]) > LARGEST_STAMP for one in shown if "/Rect" in one)


def _area(box: Any) -> float:
    left, bottom, right, top = (float(side) for side in box)
    return abs(right - left) * abs(top - bottom)


class _FirstForm(FormUpdatingRule):
    """A paper that nobody has signed yet has no form; whoever signs first makes one, of signature fields alone."""

    def apply(self, old: Any, new: Any) -> Any:
        if "/AcroForm" in old.root:
            yield from super().apply(old, new)
            return
        if "/AcroForm" not in new.root:
            return
        level = ModificationLevel.FORM_FILLING
        form = new.root["/AcroForm"]
        if set(form) - {"/Fields", "/SigFlags", "/DR", "/DA", "/Q", "/NeedAppearances", "/Type"}:
            raise SuspiciousModification("more in the form than signature fields")
        for holder, key in ((new.root, "/AcroForm"), (form, "/Fields")):
            raw = holder.raw_get(key)
            if isinstance(raw, generic.IndirectObject):
                yield level, FormUpdate(updated_ref=raw.reference, field_name=None)
        for resource in new.collect_dependencies(form["/DR"], since_revision=old.revision + 1) if "/DR" in form else ():
            yield level, FormUpdate(updated_ref=resource, field_name=None)
        fields = dict(_list_fields(generic.ArrayObject(), form["/Fields"], old_path=None))
        context = FieldComparisonContext(field_specs=fields, old=old, new=new)
        for rule in self.field_rules:
            yield from rule.apply(context)


_POLICY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=_FirstForm(field_rules=DEFAULT_DIFF_POLICY.form_rule.field_rules),  # type: ignore[union-attr]
)


def _only_signed(before: PdfFileReader, after: PdfFileReader) -> None:
    """Raise SuspiciousModification when anything but signatures came to `before`."""
    found = _POLICY.review_file(after, before.xrefs.total_revisions - 1)
    if isinstance(found, SuspiciousModification):
        raise found
    if found.modification_level > ModificationLevel.FORM_FILLING:
        raise SuspiciousModification("annotations were added")
