"""What may stand on a public page."""

from gieo.domain.transfers.vocab import PhotoFault


def photo_faults(*, caption: str, credit: str, consent: bool) -> tuple[PhotoFault, ...]:
    """Why a photograph may not be published; empty when it may.

    A picture of people needs their consent (Civil Code 91/2015/QH13, Article 32; whether its exception for public
    events applies is for the office to judge, and then to tick) and the photographer's name (Law on intellectual
    property, Article 19). Both articles from memory: compare with the texts.
    A caption is asked by the office itself: the report of 2023 has one under each picture.
    """
    checks = (
        (PhotoFault.NO_CAPTION, bool(caption.strip())),
        (PhotoFault.NO_CREDIT, bool(credit.strip())),
        (PhotoFault.NO_CONSENT, consent),
    )
    return tuple(fault for fault, fine in checks if not fine)
