"""What an article must have before it may be submitted."""

from collections.abc import Iterable
from dataclasses import dataclass

from gieo.domain.news.vocab import Part


@dataclass(frozen=True)
class PhotoWords:
    """What is known of a photograph."""

    caption: str
    credit: str
    consent: bool


def missing_parts(
    *, title: str, lead: str, body: str, byline: str, has_unit: bool, photos: Iterable[PhotoWords]
) -> tuple[Part, ...]:
    """Parts that are not there yet, in the order of the form.

    Every photograph asks for caption and credit (the report of 2023 has both under each picture) and for the consent
    of the people in it.
    """
    pictures = tuple(photos)
    checks = (
        (Part.TITLE, bool(title)),
        (Part.LEAD, bool(lead)),
        (Part.BODY, bool(body)),
        (Part.AUTHOR_UNIT, has_unit),
        (Part.BYLINE, bool(byline)),
        (Part.CAPTIONS, all(photo.caption for photo in pictures)),
        (Part.CREDITS, all(photo.credit for photo in pictures)),
        (Part.CONSENTS, all(photo.consent for photo in pictures)),
    )
    return tuple(part for part, is_there in checks if not is_there)
