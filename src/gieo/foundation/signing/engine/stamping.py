"""Time stamps (RFC 3161) of an authority: that a signature was there at a moment, said by somebody else's clock.

One that cannot be had is no reason not to sign: the signature goes without it, and whoever reads it sees none.
"""

import asyncio
import logging
from hashlib import sha256
from urllib.request import Request, urlopen

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper

from gieo.foundation.signing.engine.keys import DIGEST

logger = logging.getLogger(__name__)

PATIENCE = 8.0
"""Seconds to wait for the authority."""
LARGEST = 12_288
"""Bytes of a stamp with its certificates; about 5,000 are usual."""


class _Authority(TimeStamper):
    """Asks by plain HTTP, as the RFC writes it."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        asked = Request(  # noqa: S310 - env.py lets http and https alone through
            self._address,
            data=req.dump(),
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
        )
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - as above
            return tsp.TimeStampResp.load(answer.read(LARGEST + 1), strict=True)


async def stamp_of(value: bytes, authority: str) -> cms.ContentInfo | None:
    """The authority's stamp over a signature value; None, and a line in the log, when it cannot be had."""
    digest = sha256(value).digest()
    try:
        made = await _Authority(authority).async_timestamp(digest, DIGEST)
        said = made["content"]["encap_content_info"]["content"].parsed["message_imprint"]
        if said["hashed_message"].native != digest:
            raise ValueError("the stamp is of something else")
    except Exception as error:
        logger.warning("no time stamp from %s: %s", authority, type(error).__name__)
        return None
    return made


def attribute(stamp: cms.ContentInfo) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": "signature_time_stamp_token", "values": cms.SetOfContentInfo([stamp])})


def with_time(signature: bytes, authority: str) -> bytes:
    """A signature (CMS) from elsewhere with a stamp of the authority, unless it has one or none can be had."""
    read = cms.ContentInfo.load(signature)
    signer = read["content"]["signer_infos"][0]
    kept = list(signer["unsigned_attrs"]) if signer["unsigned_attrs"] else []
    if any(one["type"].native == "signature_time_stamp_token" for one in kept):
        return signature
    made = asyncio.run(stamp_of(signer["signature"].native, authority))
    if made is None:
        return signature
    signer["unsigned_attrs"] = cms.CMSAttributes([*kept, attribute(made)])
    return read.dump(force=True)
