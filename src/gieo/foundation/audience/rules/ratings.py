"""Ratings: who is the same reader, and the mean."""

from hashlib import blake2b


def rater_of(token: str, code: str) -> str:
    """What one browser is called on one page: the ratings of two pages cannot be told to come from one reader."""
    return blake2b(f"{code}\0{token}".encode(errors="replace"), digest_size=16, person=b"gieo rating").hexdigest()


def mean_tenths(stars: int, ratings: int) -> int:
    """The mean in tenths, halves up: 43 for 4.25. 0 without ratings."""
    return (20 * stars + ratings) // (2 * ratings) if ratings else 0
