"""How the conditions of a result stand beside those of a need, in words, with what either states."""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gieo.domain.needs.rules.fit import Asked, AtHand, Verdict
from gieo.domain.needs.vocab import Condition, Fit
from gieo.domain.needs.wording import CAPITALS, CONDITIONS, LABOURS, SEASONS, WATERS


def named(conditions: Iterable[Condition]) -> str:
    return ", ".join(str(CONDITIONS[one]) for one in conditions)


def fitting(verdict: Verdict) -> str:
    """The conditions that are met, by name."""
    return named(one for one, how in verdict.conditions.items() if how is Fit.FITS)


def objections(verdict: Verdict, asked: Asked, at_hand: AtHand) -> tuple[str, ...]:
    """What does not fit and what fits in part only, each with both sides; then what either side does not state."""
    against = _("Không hợp, %(condition)s: kết quả cần %(asked)s; ở đây %(there)s")
    in_part = _("Chỉ hợp một phần, %(condition)s: kết quả cần %(asked)s; ở đây %(there)s")
    partly = [one for one in verdict.unknown if _there(one, at_hand)]
    said = [
        words % {"condition": CONDITIONS[one], "asked": _asked(one, asked), "there": _there(one, at_hand)}
        for words, conditions in ((against, verdict.against), (in_part, partly))
        for one in conditions
    ]
    silent = [one for one in verdict.unknown if one not in partly]
    if silent:
        said.append(_("Chưa đủ dữ liệu, nhu cầu chưa ghi: %(conditions)s") % {"conditions": named(silent)})
    if verdict.unstated:
        said.append(_("Chưa đủ dữ liệu, kết quả chưa ghi: %(conditions)s") % {"conditions": named(verdict.unstated)})
    return tuple(said)


def _asked(condition: Condition, asked: Asked) -> str:
    match condition:
        case Condition.ALTITUDE:
            return _heights(asked.lowest, asked.highest)
        case Condition.SEASON:
            return _listed(SEASONS[season] for season in sorted(asked.seasons))
        case Condition.WATER:
            return _("ít nhất: %(least)s") % {"least": _listed([WATERS[asked.water or ""]])}
        case Condition.LABOUR:
            return _("ít nhất: %(least)s") % {"least": _listed([LABOURS[asked.labour or ""]])}
        case Condition.CAPITAL:
            return _("%(amount)s đồng") % {"amount": _number(asked.cost or 0)}


def _there(condition: Condition, at_hand: AtHand) -> str:
    """Empty where the need does not say."""
    match condition:
        case Condition.ALTITUDE:
            known = sorted({height for height in (at_hand.lowest, at_hand.highest) if height is not None})
            return _heights(*known) if known[1:] else _height(known)
        case Condition.SEASON:
            return _listed(SEASONS[season] for season in sorted(at_hand.seasons))
        case Condition.WATER:
            return _listed([WATERS[at_hand.water]] if at_hand.water else [])
        case Condition.LABOUR:
            return _listed([LABOURS[at_hand.labour]] if at_hand.labour else [])
        case Condition.CAPITAL:
            return _listed([CAPITALS[at_hand.capital]] if at_hand.capital else [])


def _heights(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return _("%(low)s–%(high)s m") % {"low": _number(low), "high": _number(high)}
    if low is not None:
        return _("từ %(low)s m") % {"low": _number(low)}
    return _("đến %(high)s m") % {"high": _number(high)} if high is not None else ""


def _height(known: list[int]) -> str:
    """One number alone is the height of a place, not a half of the world."""
    return _("%(height)s m") % {"height": _number(known[0])} if known else ""


def _number(value: int) -> str:
    """Grouped as the reader's language does."""
    return number_format(value, force_grouping=True)


def _listed(words: Iterable[object]) -> str:
    """Words of a form, inside a sentence."""
    found = [str(word) for word in words]
    return ", ".join(word[:1].lower() + word[1:] for word in found)
