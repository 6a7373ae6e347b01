"""Searches that readers keep: saved at one press, or by an address of mail that confirms itself; told of by night."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from gieo.core.actor import SYSTEM, Actor
from gieo.core.clock import TZ, local_date
from gieo.core.errors import Invalid, NotFound, Refused, WrongState
from gieo.core.text import squeeze
from gieo.domain.results import wording
from gieo.domain.results.access import access_search_by_link, public_results
from gieo.domain.results.lifecycle import SAVED
from gieo.domain.results.models import Result, SavedSearch
from gieo.domain.results.permits import may_mind_search, may_save_search
from gieo.domain.results.queries.saved import Sets, fitting, link_address, list_address, result_address
from gieo.domain.results.rules import saved_limits
from gieo.domain.results.vocab import LONGEST_SEARCH_NAME, READER, SavedState
from gieo.foundation.accounts.models import Person
from gieo.foundation.audience.rules.comments import plain_line, says_something
from gieo.foundation.audience.services.check_code import require_code, spend_code
from gieo.foundation.audience.services.visitors import LONGEST_EMAIL, faults_of, said_of
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.foundation.journal.services import record, require_valid
from gieo.foundation.outbox.services import post_letter

PERSONAL = ("name", "words", "email")
MORNING = time(7)
Chosen = Mapping[str, Sequence[str]]


def save_search(
    *, name: str, words: str, chosen: Chosen, sets: Sets, actor: Actor, now: datetime, illustrative: bool = False
) -> SavedSearch:
    """Keep a search of the catalogue for who is signed in; the same one again is the one there is. What fits today is
    known already. Raises NotAllowed, Invalid, Refused when there are too many."""
    may_save_search(actor).require()
    assert actor.person_id is not None  # the permit asked for it
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=actor.person_id)
        row = SavedSearch(person=person, state=SavedState.WATCHING, confirmed_at=now, illustrative=illustrative)
        return _kept(row, SavedSearch.objects.filter(person=person), name, words, chosen, sets, actor=actor, now=now)


def ask_alerts(
    *, email: str, name: str, words: str, chosen: Chosen, sets: Sets, given: CodeGiven, language: str = "vi",
    now: datetime, illustrative: bool = False,
) -> SavedSearch:  # fmt: skip
    """A visitor leaves an address: a letter asks there for a yes, and without one the address is forgotten.

    Whether the address is known already is told to nobody: what is kept is given back, and the letter goes once more
    only while it waits. Raises Invalid, Refused.
    """
    longest = {"email": LONGEST_EMAIL}
    address = said_of({"email": email.lower()}, longest)
    if faults := faults_of(address, longest, consents=True, ways=("email",)):
        raise Invalid(faults)
    solved = require_code(given, now=now)
    with transaction.atomic():
        spend_code(solved)
        row = SavedSearch(state=SavedState.WAITING, language=language, illustrative=illustrative, **address)
        mine = SavedSearch.objects.select_for_update().filter(**address)
        saved = _kept(row, mine, name, words, chosen, sets, actor=READER, now=now)
        if saved.state == SavedState.WAITING:
            _ask_to_confirm(saved, now)
    return saved


def confirm_search(token: str, *, now: datetime) -> SavedSearch:
    """Who holds the link of the letter has the address: from now on it is told of what newly fits."""
    with transaction.atomic():
        row = _lock(access_search_by_link(token))
        if row.state == SavedState.WATCHING:  # pressed twice
            return row
        source, row.state, row.confirmed_at = row.state, _step("confirm_search", row), now
        _save(row)
        record("confirm_search", row, actor=READER, now=now, from_state=source, to_state=row.state)
    return row


def rename_search(saved: SavedSearch, *, name: str, actor: Actor, now: datetime) -> SavedSearch:
    with transaction.atomic():
        row = _lock(saved)
        may_mind_search(actor, row).require()
        before, row.name = row.name, _named(name)
        _save(row)
        record("rename_search", row, actor=actor, now=now, changes={"name": (before, row.name)}, personal=PERSONAL)
    return row


def pause_search(saved: SavedSearch, *, actor: Actor, now: datetime) -> SavedSearch:
    return _stepped("pause_search", saved, actor=actor, now=now)


def resume_search(saved: SavedSearch, *, actor: Actor, now: datetime) -> SavedSearch:
    """Look again; what came meanwhile and fits is told with the next letter."""
    return _stepped("resume_search", saved, actor=actor, now=now)


def end_search(saved: SavedSearch, *, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        row = _lock(saved)
        may_mind_search(actor, row).require()
        _end(row, actor=actor, now=now)


def end_search_by_link(token: str, *, now: datetime) -> None:
    """Who holds the link ends it; the address goes for good."""
    with transaction.atomic():
        _end(_lock(access_search_by_link(token)), actor=READER, now=now)


def forget_unconfirmed(*, now: datetime) -> int:
    """Addresses that nobody confirmed in time go."""
    last = now - timedelta(days=saved_limits().confirm_days)
    with transaction.atomic():
        old = list(SavedSearch.objects.select_for_update().filter(state=SavedState.WAITING, saved_at__lt=last))
        for row in old:
            _end(row, actor=SYSTEM, now=now)
    return len(old)


def tell_of_new(*, sets: Sets, now: datetime) -> tuple[int, int]:
    """Each night: one letter to each reader with all that newly fits, none when nothing does; returns letters, and
    searches for which no index answered.

    Each reader is one transaction, and looked at once a day: a round that died goes on where it was. Only what anybody
    may see at that moment is told of, whoever reads.
    """
    today, sent, unanswered = local_date(now), 0, 0
    due = SavedSearch.objects.filter(Q(looked_on__isnull=True) | Q(looked_on__lt=today), state=SavedState.WATCHING)
    due = due.filter(Q(person__isnull=True) | Q(person__user__is_active=True))
    for person, email in sorted(set(due.order_by().values_list("person", "email")), key=str):
        with transaction.atomic():
            mine = due.select_for_update(of=("self",)).filter(person=person, email=email).order_by("saved_at", "pk")
            news = []
            for row in mine.select_related("person__user"):
                found = fitting(row.words, row.chosen, sets)
                if found is None:
                    unanswered += 1
                    continue
                new = _new_of(row, found)
                row.known = sorted(found if row.known is None else {*row.known, *(result.pk for result in new)})
                row.looked_on, row.told_on = today, today if new else row.told_on
                row.save(update_fields=["known", "looked_on", "told_on"])
                if new:
                    news.append((row, new))
            if news:
                _post_news(news, now)
                sent += 1
    return sent, unanswered


def _new_of(row: SavedSearch, found: frozenset[int]) -> list[Result]:
    if row.known is None:
        return []
    return list(public_results().filter(pk__in=found.difference(row.known)).order_by("-accepted_on", "-code"))


def _kept(
    row: SavedSearch, mine: Iterable[SavedSearch], name: str, words: str, chosen: Chosen, sets: Sets, *, actor: Actor,
    now: datetime,
) -> SavedSearch:  # fmt: skip
    """The same search of the same reader is not kept twice."""
    row.words, row.name, row.saved_at = squeeze(words), _named(name), now
    row.chosen = {facet: sorted(values) for facet, values in sorted(chosen.items()) if values}
    kept = list(mine)
    same = next((one for one in kept if (one.words, one.chosen) == (row.words, row.chosen)), None)
    if same is not None:
        return same
    if len(kept) >= saved_limits().most:
        raise Refused(_("Bạn đã lưu %(n)s tìm kiếm. Bỏ bớt trước khi lưu thêm.") % {"n": len(kept)})
    found = fitting(row.words, row.chosen, sets)
    row.known = None if found is None else sorted(found)
    _save(row)
    changes = {each: ("", getattr(row, each)) for each in PERSONAL if getattr(row, each)}
    record("save_search", row, actor=actor, now=now, to_state=row.state, changes=changes, personal=PERSONAL)
    return row


def _named(name: str) -> str:
    said = plain_line(name[: 10 * LONGEST_SEARCH_NAME])
    if not says_something(said):
        raise Invalid({"name": [_("Ghi tên để bạn nhận ra.")]})
    if len(said) > LONGEST_SEARCH_NAME:
        raise Invalid({"name": [_("Không quá %(most)s ký tự.") % {"most": LONGEST_SEARCH_NAME}]})
    return said


def _lock(saved: SavedSearch) -> SavedSearch:
    row = SavedSearch.objects.select_for_update().filter(pk=saved.pk).first()
    if row is None:
        raise NotFound(str(wording.NOT_SAVED))
    return row


def _step(verb: str, saved: SavedSearch) -> str:
    try:
        return SAVED.target(verb, saved.state)
    except WrongState as wrong:
        wrong.message = _("Tìm kiếm này đang ở tình trạng “%(state)s”.") % {"state": wording.SAVED_STATES[saved.state]}
        raise


def _stepped(verb: str, saved: SavedSearch, *, actor: Actor, now: datetime) -> SavedSearch:
    with transaction.atomic():
        row = _lock(saved)
        may_mind_search(actor, row).require()
        source, row.state = row.state, _step(verb, row)
        _save(row)
        record(verb, row, actor=actor, now=now, from_state=source, to_state=row.state)
    return row


def _end(row: SavedSearch, *, actor: Actor, now: datetime) -> None:
    record("end_search", row, actor=actor, now=now, from_state=row.state)
    row.delete()


def _save(row: SavedSearch) -> None:
    require_valid(row)
    row.save()


def _ask_to_confirm(saved: SavedSearch, now: datetime) -> None:
    with override(saved.language):
        subject = _("Xác nhận: báo bạn khi có kết quả mới")
        body = _(
            "Chào bạn,\n\nCó người để lại địa chỉ này để được báo khi có kết quả nghiên cứu mới khớp với:\n"
            "“%(name)s”\n\nNếu đó là bạn, mở liên kết sau rồi bấm xác nhận, trong %(days)s ngày:\n%(link)s\n\n"
            "Nếu không phải bạn, không cần làm gì: địa chỉ sẽ được xoá.\n"
        ) % {"name": saved.name, "days": saved_limits().confirm_days, "link": link_address(saved)}
    post_letter(to_email=saved.email, subject=subject, body=body, kind="search_confirm", record=saved, now=now)


def _post_news(news: Sequence[tuple[SavedSearch, Sequence[Result]]], now: datetime) -> None:
    """One letter to the reader of these searches."""
    first = news[0][0]
    reader = first.person.user if first.person is not None else None
    language = reader.language if reader is not None else first.language
    count = len({result.pk for _row, new in news for result in new})
    with override(language):
        subject = ngettext(
            "%(n)s kết quả mới khớp điều bạn theo dõi", "%(n)s kết quả mới khớp điều bạn theo dõi", count
        ) % {"n": count}  # fmt: skip
        parts = [_("Chào bạn,"), *(_told(row, new, language) for row, new in news)]
        if reader is not None:
            link = f"{settings.PUBLIC_ADDRESS.rstrip('/')}/desk/results/saved"
            parts.append(_("Tạm ngừng hoặc bỏ theo dõi: %(link)s") % {"link": link})
    post_letter(
        to_email=reader.email if reader is not None else first.email,
        to_name=first.person.name if first.person is not None else "",
        subject=subject, body="\n\n".join(parts) + "\n", kind="search_news", record=first, now=now,
        not_before=datetime.combine(local_date(now), MORNING, tzinfo=TZ),
    )  # fmt: skip


def _told(row: SavedSearch, new: Sequence[Result], language: str) -> str:
    """What newly fits one search; a visitor's part carries the link that ends it."""
    most = saved_limits().most_told
    lines = [f"“{row.name}”"]
    lines += [f"- {result.shown_title} ({result.code})\n  {result_address(result, language)}" for result in new[:most]]
    if more := len(new) - most if len(new) > most else 0:
        lines.append(ngettext("… và %(n)s kết quả nữa.", "… và %(n)s kết quả nữa.", more) % {"n": more})
    lines.append(_("Xem tất cả: %(link)s") % {"link": list_address(row, language)})
    if row.person_id is None:
        lines.append(_("Thôi nhận thư này và xoá địa chỉ của bạn: %(link)s") % {"link": link_address(row)})
    return "\n".join(lines)
