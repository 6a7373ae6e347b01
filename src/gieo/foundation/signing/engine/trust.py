"""What certificates are judged by: roots, and what their authorities have said of revoked ones.

Nothing is fetched: lists of revoked certificates (CRL) and answers of authorities (OCSP) lie in files here, or the PDF
carries them.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import load_der_x509_crl
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, RevokedError, ValidationError
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy

from gieo.foundation.signing.vocab import Revocation

ENDINGS = (".crt", ".cer", ".pem", ".der")
LONGEST_CHAIN, MOST_CARRIED = 8, 60
STATUS_ENDINGS = (".crl", ".ocsp", ".ors", ".pem", ".der")
_POLICY = CertRevTrustPolicy(REQUIRE_REVINFO, retroactive_revinfo=True)
"""A list made later says as much of an earlier day: it names since when each certificate has been revoked. Answers are
looked at where the certificate names an address to ask, as all do whose authority answers."""


@dataclass(frozen=True)
class StatusData:
    """Lists of revoked certificates, and answers about single ones."""

    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()

    def __add__(self, other: "StatusData") -> "StatusData":
        return StatusData(self.crls + other.crls, self.ocsps + other.ocsps)

    def __bool__(self) -> bool:
        return bool(self.crls or self.ocsps)


@dataclass(frozen=True)
class Standing:
    """Whether a certificate was revoked at a moment, and since when."""

    revocation: Revocation
    since: datetime | None = None


UNKNOWN = Standing(Revocation.UNKNOWN)


def certificates(paths: Iterable[Path]) -> list[x509.Certificate]:
    """Those in the files named, and in the certificate files of the folders named; PEM (several in a file) or DER."""
    return [found for file in _files(paths, ENDINGS) for found in load_certs_from_pemder([str(file)])]


def status_data(paths: Iterable[Path]) -> StatusData:
    """What lies in the files and folders named. What is neither list nor answer is passed over: a folder that a machine
    fills must not stop anybody from signing."""
    return sum((_read(file, file.stat().st_mtime_ns) for file in _files(paths, STATUS_ENDINGS)), StatusData())


def _files(paths: Iterable[Path], endings: tuple[str, ...]) -> list[Path]:
    return [
        file
        for path in paths
        for file in (sorted(f for f in path.iterdir() if f.suffix in endings) if path.is_dir() else [path])
    ]


@lru_cache(maxsize=256)
def _read(file: Path, _changed: int) -> StatusData:
    """Parsed once: a national authority's list has some megabytes."""
    try:
        content = file.read_bytes()
        plain = pem.unarmor(content)[2] if pem.detect(content) else content
    except (OSError, ValueError):
        return StatusData()
    try:
        load_der_x509_crl(plain)
        return StatusData(crls=(crl.CertificateList.load(plain),))
    except ValueError:
        pass
    try:
        answer = ocsp.OCSPResponse.load(plain, strict=True)
        return StatusData(ocsps=(answer,)) if answer["response_status"].native == "successful" else StatusData()
    except (ValueError, TypeError, KeyError):
        return StatusData()


def carried(reader: PdfFileReader) -> tuple[StatusData, list[x509.Certificate]]:
    """What the PDF brings along (PAdES B-LT), and certificates to build chains with."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except ValidationInfoReadingError:
        return StatusData(), []
    lists = [crl.CertificateList.load(one.get_object().data) for one in store.crls[:MOST_CARRIED]]
    answers = [ocsp.OCSPResponse.load(one.get_object().data) for one in store.ocsps[:MOST_CARRIED]]
    return StatusData(tuple(lists), tuple(answers)), list(store.load_certs())


def standing(
    certificate: x509.Certificate,
    *,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    data: StatusData,
    moment: datetime,
) -> Standing:
    """Whether `certificate` or one above it was revoked at `moment`.

    A list that names one of them is believed however old it is: nobody is taken off again. Not revoked is believed only
    of lists and answers that were good at that moment and speak of the whole chain; else it is not known.
    """
    if not data:
        return UNKNOWN
    try:
        since = _named(_pairs(certificate, (*others, *roots)), data.crls, moment)
        if since is not None:
            return Standing(Revocation.REVOKED, since)
        return _at(certificate, others, roots, data, moment)
    except Exception:  # a damaged list says nothing, and breaks no signature
        return UNKNOWN


def _pairs(
    certificate: x509.Certificate, known: Sequence[x509.Certificate]
) -> list[tuple[x509.Certificate, x509.Certificate]]:
    """Each certificate of the chain with the one above it."""
    at: dict[Any, x509.Certificate] = {}
    for one in known:
        at.setdefault(one.subject.hashable, one)
    made: list[tuple[x509.Certificate, x509.Certificate]] = []
    current = certificate
    while current.issuer != current.subject and current.issuer.hashable in at and len(made) < LONGEST_CHAIN:
        made.append((current, at[current.issuer.hashable]))
        current = at[current.issuer.hashable]
    return made


def _named(
    pairs: Sequence[tuple[x509.Certificate, x509.Certificate]], lists: Iterable[crl.CertificateList], moment: datetime
) -> datetime | None:
    """Since when one of the chain has been revoked at `moment`, by a list that its authority has signed."""
    for said in lists:
        for one, above in pairs:
            if said.issuer != one.issuer:
                continue
            read = load_der_x509_crl(said.dump())
            entry = read.get_revoked_certificate_by_serial_number(one.serial_number)
            if entry is None or entry.revocation_date_utc > moment:
                continue
            key = load_der_public_key(above.public_key.dump())
            if read.is_signature_valid(key):  # type: ignore[arg-type]
                return entry.revocation_date_utc
    return None


def _at(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    data: StatusData,
    moment: datetime,
) -> Standing:
    context = ValidationContext(
        trust_roots=list(roots),
        other_certs=list(others),
        allow_fetching=False,
        moment=moment,
        crls=data.crls,
        ocsps=data.ocsps,
        revinfo_policy=_POLICY,
    )
    validator = CertificateValidator(certificate, intermediate_certs=list(others), validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except RevokedError as error:
        return Standing(Revocation.REVOKED, error.revocation_dt)
    except (ValidationError, PathBuildingError):
        return UNKNOWN
    return Standing(Revocation.GOOD)


def speaking_of(data: StatusData, chain: Iterable[x509.Certificate], moment: datetime) -> StatusData:
    """Of these lists and answers what is about the chain and still good at `moment`."""
    known = list(chain)
    issuers = {one.issuer.hashable for one in known}
    serials = {one.serial_number for one in known}
    return StatusData(
        tuple(one for one in data.crls if one.issuer.hashable in issuers and _is_good(one["tbs_cert_list"], moment)),
        tuple(one for one in data.ocsps if any(_answers(said, serials, moment) for said in _said(one))),
    )


def _said(answer: ocsp.OCSPResponse) -> Any:
    return answer.response_data["responses"]


def _answers(said: Any, serials: set[int], moment: datetime) -> bool:
    return said["cert_id"]["serial_number"].native in serials and _is_good(said, moment)


def _is_good(said: Any, moment: datetime) -> bool:
    until = said["next_update"].native
    return until is None or until >= moment
