"""PAdES B-LT: a closed PDF carries what its certificates are judged by, for whoever reads it when the authorities are
silent or gone."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from gieo.foundation.signing.engine.pades import appending
from gieo.foundation.signing.engine.trust import certificates, speaking_of, status_data


def lasting(pdf: bytes, *, roots: Sequence[Path], status: Sequence[Path], now: datetime) -> bytes:
    """`pdf` with the certificates of its signatures and stamps, and the lists and answers at hand that are good `now`
    and speak of them, appended. The same bytes where none is at hand."""
    data = status_data(status)
    if not data:
        return pdf
    signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
    known = {one.subject.hashable: one for one in certificates(roots)}
    chain = _chain((one for signature in signatures for one in _certificates(signature)), known)
    found = speaking_of(data, chain, now)
    if not found:
        return pdf
    writer, out = appending(pdf), io.BytesIO()
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=chain, crls=found.crls, ocsps=found.ocsps)
    writer.write(out)
    return out.getvalue()


def _certificates(signature: Any) -> Iterable[x509.Certificate]:
    yield signature.signer_cert
    yield from signature.other_embedded_certs
    for attribute in signature.signer_info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            found = attribute["values"][0]["content"]["certificates"]
            yield from (one.chosen for one in found if isinstance(one.chosen, x509.Certificate))


def _chain(found: Iterable[x509.Certificate], known: dict[Any, x509.Certificate]) -> list[x509.Certificate]:
    """Each once, with those above them as far as they are known here."""
    made: dict[bytes, x509.Certificate] = {}
    waiting = list(found)
    while waiting:
        one = waiting.pop(0)
        if one.dump() not in made:
            made[one.dump()] = one
            above = known.get(one.issuer.hashable)
            waiting += [above] if above is not None else []
    return list(made.values())
