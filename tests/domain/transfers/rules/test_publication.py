import pytest

from gieo.domain.transfers.rules.publication import photo_faults
from gieo.domain.transfers.vocab import PhotoFault


@pytest.mark.parametrize(
    ("caption", "credit", "consent", "faults"),
    [
        ("Lễ ký", "Nguyễn An", True, ()),
        ("Lễ ký", "Nguyễn An", False, (PhotoFault.NO_CONSENT,)),
        ("Lễ ký", " ", True, (PhotoFault.NO_CREDIT,)),
        ("", "", False, (PhotoFault.NO_CAPTION, PhotoFault.NO_CREDIT, PhotoFault.NO_CONSENT)),
    ],
)
def test_a_picture_needs_caption_credit_and_consent(caption, credit, consent, faults):
    assert photo_faults(caption=caption, credit=credit, consent=consent) == faults
