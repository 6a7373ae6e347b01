"""The nightly round: named steps, each safe to run again, none in the way of the others."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

from gieo.core import clock
from gieo.core.actor import SYSTEM
from gieo.domain.handovers import services as handovers
from gieo.domain.handovers.queries.archive import handed_over_digests
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.insights.queries import holder_sets, holders
from gieo.domain.needs import services as needs
from gieo.domain.news import services as news
from gieo.domain.results import services as results
from gieo.domain.results.queries.validity import DUTY as VALIDITY_DUTY
from gieo.domain.results.queries.validity import catalogue_of, question_address
from gieo.domain.training import services as training
from gieo.domain.transfers import services as transfers
from gieo.domain.uptake import services as uptake
from gieo.domain.uptake.services import reports
from gieo.foundation.audience.services import forgetting as readers
from gieo.foundation.duties.services import climb_ladder, send_digests
from gieo.foundation.exports import services as exports
from gieo.foundation.files.services import sweep_orphans, sweep_rows, sweep_uploads
from gieo.foundation.journal import services as journal
from gieo.foundation.search.services import mend
from gieo.interfaces.ops.indexing import at_the_index, renew_all_texts

logger = logging.getLogger(__name__)

HOUR = time(1, 30)  # in Vietnam, when nobody is at work
UNNAMED_AGE = timedelta(days=7)  # a deed stores its files first and names them in its transaction, at once
ORPHAN_AGE = timedelta(days=1)  # bytes are written before their row: a younger file may be waiting for it


def seal_the_journal(now: datetime) -> str:
    made = journal.seal(now=now)
    return f"{made.count} entries sealed" if made else "nothing new to seal"


def print_minutes(now: datetime) -> str:
    """Files of minutes, letters of invitation, certificates that a lost job has left unmade."""
    letters, certificates = transfers.print_letters(now=now), training.print_waiting(now=now)
    found = handovers.render_waiting(now=now)
    said = f"{found.done} minutes and {letters} letters and {certificates} certificates printed that lacked a file"
    return f"{said}; failed: {', '.join(found.failed)}" if found.failed else said


def follow_access(now: datetime) -> str:
    """Minutes and duties of results whose access changed on a way that did not tell them."""
    marked = handovers.follow_access(actor=SYSTEM, now=now) + uptake.follow_access(actor=SYSTEM, now=now)
    marked += transfers.follow_interests(actor=SYSTEM, now=now)
    marked += training.hide_restricted()
    owed = news.mind_hidden(now=now)
    return f"{marked} minutes and duties marked anew; {owed} articles name a result that is not public any more"


def expire_files(now: datetime) -> str:
    """Files of lists whose owner had them for their days; before the sweep, which takes their bytes."""
    return f"{exports.expire_exports(now=now)} files of lists removed after their days"


def sweep_files(now: datetime) -> str:
    rows = sweep_rows(older_than=now - UNNAMED_AGE, kept=handed_over_digests(), now=now)
    orphans, uploads = sweep_orphans(older_than=now - ORPHAN_AGE), sweep_uploads(older_than=now - ORPHAN_AGE)
    return f"{rows} rows and {orphans} files removed that no record names, {uploads} uploads that nobody came back for"


def forget_sessions(now: datetime) -> str:
    call_command("clearsessions")
    return "expired sessions removed"


def forget_finished_work(now: datetime) -> str:
    """Failed work stays 90 days for the administrator to see, finished work 14."""
    call_command("prune_db_task_results", min_age_days=14, failed_min_age_days=90, verbosity=0)
    return "finished work of the last fortnight kept"


def forget_readers(now: datetime) -> str:
    comments, ratings, codes = readers.forget_readers(now=now)
    return f"e-mail and source of {comments} comments forgotten, the browser of {ratings} ratings, {codes} used codes"


def make_whole_lists(now: datetime) -> str:
    """By name: the faces do not know one another, and only a page knows its list (docs/decisions/0020)."""
    return str(import_string("gieo.interfaces.web.ui.exporting.make_whole_lists")(now))


def renew_index(now: datetime) -> str:
    """Texts of results whose unit, field or programme has another name; an index that does not hold them is rebuilt."""
    changed, rebuilt = renew_all_texts(), at_the_index(mend)
    return f"{changed} texts said anew" + ("" if rebuilt is None else f"; the index rebuilt with {rebuilt} texts")


def mind_needs(now: datetime) -> str:
    """Nobody waits for an answer that nobody owes; what is late stands on the officers' desk and climbs the ladder."""
    lacking, late = needs.mind_limits(now=now)
    return f"{lacking} needs had nobody who owed their answer; {late} wait longer than their limit"


def mind_interests(now: datetime) -> str:
    """As for needs; and what is kept of people whose conversation ended long ago goes."""
    lacking, late = transfers.mind_interests(now=now)
    gone = transfers.forget_askers(now=now)
    return f"{lacking} who asked had nobody who owed the answer; {late} wait longer than their limit; {gone} forgotten"


def mind_classes(now: datetime) -> str:
    """Who has a seat in a class of tomorrow hears of it; what is kept of people of classes long over goes."""
    reminded, gone = training.remind_participants(now=now), training.forget_participants(now=now)
    return f"{reminded} reminded of their class; {gone} participants of classes long over forgotten"


def ask_whether_results_hold(now: datetime) -> str:
    return f"{results.ask_owners(now=now)} owners asked whether a result still holds"


def forget_copiers(now: datetime) -> str:
    return f"name and telephone of {uptake.forget_copiers(now=now)} who copied forgotten"


def tell_of_new_results(now: datetime) -> str:
    """Readers who keep a search hear of what newly fits; who holds what is told by rooms above the catalogue."""
    gone = results.forget_unconfirmed(now=now)
    today = clock.local_date(now)
    sets = {**holder_sets(holders(today)), **catalogue_of(today).sets}
    sent, unanswered = results.tell_of_new(sets=sets, now=now)
    later = f"; {unanswered} searches wait for the index" if unanswered else ""
    return f"{sent} readers told of new results; {gone} addresses nobody confirmed forgotten{later}"


def offer_new_results(now: datetime) -> str:
    """What became public is put before the needs that are open."""
    told, waiting = transfers.suggest_new_results(now=now)
    later = f"; {waiting} results wait for the index" if waiting else ""
    return f"units of {told} needs told of new results{later}"


def remind(now: datetime) -> str:
    opened = reports.open_reports(now=now)
    climbed = climb_ladder(now=now, written_above=(REPORT_DUTY,), ways={VALIDITY_DUTY: question_address})
    unsigned = handovers.remind_unsigned(now=now)
    asked, expiring = reports.remind_reporters(now=now), uptake.tell_of_expiry(now=now)
    return (
        f"{opened} reports on use opened; {climbed} duties came to a rung of the ladder; {asked} reports reminded of; "
        f"{unsigned} reminded to sign; {expiring} told that evidence of use runs out; "
        f"{send_digests(now=now)} letters about desks"
    )


STEPS: dict[str, Callable[[datetime], str]] = {
    "access": follow_access,  # before anybody is reminded of anything
    "print": print_minutes,
    "needs": mind_needs,
    "interests": mind_interests,
    "classes": mind_classes,
    "copies": forget_copiers,
    "validity": ask_whether_results_hold,  # before anybody is reminded
    "remind": remind,
    "seal": seal_the_journal,
    "exports": expire_files,
    "sweep": sweep_files,
    "readers": forget_readers,
    "search": renew_index,
    "alerts": tell_of_new_results,  # once the index is whole
    "offers": offer_new_results,  # likewise
    "lists": make_whole_lists,
    "sessions": forget_sessions,
    "tasks": forget_finished_work,
}


@dataclass(frozen=True)
class Outcome:
    step: str
    ok: bool
    said: str


def round_of(now: datetime) -> list[Outcome]:
    """Every step in order; one that fails is named and does not keep the next from its turn."""
    outcomes = []
    for name, deed in STEPS.items():
        try:
            outcomes.append(Outcome(name, True, deed(now)))
        except Exception as error:  # the round goes on; the log and the exit code tell
            logger.exception("nightly step %s failed", name)
            outcomes.append(Outcome(name, False, f"{type(error).__name__}: {error}"))
    if all(outcome.ok for outcome in outcomes):
        _remember(clock.local_date(now))
    return outcomes


def is_due(now: datetime) -> bool:
    """The round of today has not been run, and its hour has come."""
    here = clock.local(now)
    return here.time() >= HOUR and last_round() != here.date()


def last_round() -> date | None:
    try:
        return date.fromisoformat(json.loads(_path().read_text())["date"])
    except (OSError, ValueError, KeyError):
        return None


def _remember(day: date) -> None:
    _path().parent.mkdir(parents=True, exist_ok=True)
    fresh = _path().with_suffix(".new")
    fresh.write_text(json.dumps({"date": day.isoformat()}))
    fresh.replace(_path())


def _path() -> Path:
    return Path(settings.RUN_DIR) / "nightly.json"
