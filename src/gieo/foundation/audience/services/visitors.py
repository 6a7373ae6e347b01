"""Who sends something without an account, and how to reach them: one rule, in one set of words, for every such form."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from gieo.foundation.audience.rules.comments import plain_line, says_something
from gieo.foundation.audience.wording import VISITOR_FAULTS

LONGEST_PHONE, LONGEST_EMAIL = 40, 254
FEWEST_DIGITS = 8  # of a telephone number of this country


def digits(phone: str) -> str:
    """What of a telephone number is dialled."""
    return "".join(char for char in phone if char.isdigit())


def said_of(given: Mapping[str, str], longest: Mapping[str, int]) -> dict[str, str]:
    """What somebody says of themselves, each in one plain line; `longest` names the fields and how long each may be.
    What is far too long is not even looked at."""
    if unknown := set(given) - set(longest):
        raise TypeError(f"nothing is kept of {', '.join(sorted(unknown))}")
    return {name: plain_line(given.get(name, "")[: 10 * most]) for name, most in longest.items()}


def faults_of(
    values: Mapping[str, str], longest: Mapping[str, int], *, consents: bool, ways: tuple[str, ...] = ("phone", "email")
) -> dict[str, list[str]]:
    """What cannot be so, by field: a name where one is asked for, one of the `ways` to be reached, each of them right,
    and the consent to keep them."""
    faults: dict[str, str] = {}
    for name, most in longest.items():
        if len(values[name]) > most:
            faults[name] = _("Không quá %(most)s ký tự.") % {"most": most}
    if "name" in values and not says_something(values["name"]):
        faults["name"] = str(VISITOR_FAULTS["name"])
    phone, email = values.get("phone", ""), values.get("email", "")
    if not any(values[way] for way in ways):
        faults[ways[0]] = str(VISITOR_FAULTS["either" if len(ways) > 1 else f"no_{ways[0]}"])
    elif phone and len(digits(phone)) < FEWEST_DIGITS:
        faults["phone"] = str(VISITOR_FAULTS["phone"])
    if email and not _is_address(email):
        faults["email"] = str(VISITOR_FAULTS["email"])
    if not consents:
        faults["consents"] = str(VISITOR_FAULTS["consents"])
    return {name: [words] for name, words in faults.items()}


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
