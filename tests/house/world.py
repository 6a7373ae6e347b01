"""A whole office to ask permissions of: the demo's story, told once, with a sample for every argument of an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gieo.domain.directives.models import Directive
from gieo.domain.handovers.models import Minutes, RemoteSignature
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.needs.models import Need
from gieo.domain.needs.vocab import NeedState
from gieo.domain.news.models import Article, ArticlePhoto, ArticleVersion, VersionPhoto
from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.programmes.models import Priority, Programme
from gieo.domain.results.models import (
    KitWaiver,
    Product,
    ProductFile,
    Result,
    ResultMember,
    ResultPhoto,
    ResultReader,
    SavedSearch,
)
from gieo.domain.training.models import Course, Material
from gieo.domain.transfers.models import (
    AgendaItem,
    Conference,
    ConferenceNote,
    ConferencePhoto,
    ConferenceUnit,
    DecisionLine,
    Guest,
    Interest,
    InvitationLetter,
    ReportedFigure,
    TransferDecision,
)
from gieo.domain.uptake.models import Copy, Demonstration, Evidence, Report, Use, VisitPhoto
from gieo.domain.uptake.vocab.copies import CopyState
from gieo.foundation.accounts.models import Delegation, Person, RoleHeld, User, WorkSession
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.accounts.services import add_totp
from gieo.foundation.audience.models import Comment
from gieo.foundation.duties.models import Duty, Holiday
from gieo.foundation.exports.models import SavedView
from gieo.foundation.exports.services import Wanted, ask_export, save_view
from gieo.foundation.exports.vocab import Form
from gieo.foundation.files.models import Photograph, StoredFile
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.models import Contact, UnitAct
from tests.factories.accounts import NOW

LETTERS = {
    "-": "nobody signed in",
    "O": "officer",
    "D": "director",
    "P": "leader of the province",
    "U": "representative of the unit whose minutes these are",
    "V": "representative of another unit",
    "H": "host",
    "R": "registrar",
    "E": "editor",
    "A": "administrator",
}
ACCOUNTS = {
    "O": "chuyenvien", "D": "giamdoc", "P": "lanhdaotinh", "U": "tuachua", "V": "caodang",
    "H": "chutri", "R": "dangky", "E": "bientap", "A": "quantri",
}  # fmt: skip

SAMPLES = frozenset(
    {
        "code",
        "pk",
        "receipt",
        "key",
        "kind",
        "figure",
        "unit",
        "item",
        "number",
        "digest",
        "token",
        "uidb36",
        "scope",
        "show",
        "year",
        "name",
        "rows",
        "leg",
        "place",
        "task",
        "invitee",
        "form",
        "of",
        "result",
    }
)
_WORDS = {
    "token": "no-such-token",
    "uidb36": "1",
    "show": "owed",
    "scope": "unit",
    "rows": "accepted",
    "leg": "acceptance_registration",
    "place": "tinh",
    "form": "pdf",
}

NOT_OURS = ("admin:",)


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address as (name, names of its arguments), each once."""
    yield from sorted(set(_walk(get_resolver().url_patterns, "")))


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            if not inner.startswith(NOT_OURS):
                yield from _walk(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}", tuple(pattern.pattern.regex.groupindex)


@dataclass
class Story:
    """The demo's records that the table asks about."""

    people: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        users = {user.email.split("@")[0]: user.pk for user in User.objects.all()}
        self.people = {letter: users[account] for letter, account in ACCOUNTS.items()}
        rep = User.objects.get(pk=self.people["U"]).person
        self.minutes = Minutes.objects.filter(receiver__roles__person=rep).order_by("-code")[0]
        self.conference = self.minutes.conference or Conference.objects.order_by("-held_on")[0]
        self.decision = self.minutes.decision
        self.article = Article.objects.filter(conference=self.conference).order_by("code")[0]
        line = DecisionLine.objects.filter(decision=self.decision, result__isnull=False).order_by("id")[0]
        self.result: Result = line.result
        self.use = Use.objects.filter(receiver=self.minutes.receiver, claims__evidence__photograph__isnull=False)[0]
        self.need = Need.objects.filter(state=NeedState.STATED, is_public=True, unit__roles__person=rep).order_by(
            "-code"
        )[0]
        self.copy = Copy.objects.filter(state=CopyState.WAITING, committee__roles__person=rep).order_by("-code")[0]
        self.interest = Interest.objects.filter(unit__roles__person=rep).order_by("-code")[0]
        self.course = Course.objects.filter(materials__is_public=True, enrolments__number=1).order_by("pk")[0]
        models = Demonstration.objects.filter(state="running", visits__photos__photograph__consent=True)
        self.model = models.filter(field_days__number=1, use__receiver=self.minutes.receiver).order_by("-code")[0]
        self.act = UnitAct.objects.filter(parts__unit=self.minutes.receiver)[0]
        self.comment = Comment.objects.filter(discussion__code=self.article.code, state="waiting").order_by("pk")[0]
        self.failed_task = DBTaskResult.objects.create(
            task_path="gieo.domain.handovers.jobs.print_minutes",
            args_kwargs={"args": [1], "kwargs": {}},
            status=TaskResultStatus.FAILED,
            run_after=NOW,
        )
        officer = actor_for(User.objects.get(pk=self.people["O"]), NOW.date())
        wanted = Wanted("Đơn vị", (), Form.PDF, "/desk/units/export.pdf", "", "vi")
        self.export = ask_export(wanted, rows=1, actor=officer, now=NOW)
        save_view(name="Của tôi", address="/desk/results/", query="", actor=officer, now=NOW)
        of_unit = User.objects.get(pk=self.people["U"])
        self.session = WorkSession.objects.create(user=of_unit, session_key="story", began_at=NOW)
        self.factor = add_totp(of_unit, secret="JBSWY3DPEHPK3PXP", now=NOW)
        Need.objects.filter(pk=self.need.pk).update(source=StoredFile.objects.order_by("pk")[0])
        Delegation.objects.update(paper=StoredFile.objects.order_by("pk")[0])

    def values_for(self, name: str, arguments: tuple[str, ...]) -> dict[str, Any]:
        """A sample for every argument of an address."""
        return {argument: self._value(name, argument) for argument in arguments}

    def _value(self, name: str, argument: str) -> Any:
        space, _, verb = name.rpartition(":")
        if argument == "code":
            return self._code(space.removesuffix("_public"), verb)
        if name == "news_public:photograph" and argument == "pk":
            return VersionPhoto.objects.filter(version=self.article.current).order_by("pk")[0].pk
        if argument == "pk":
            return self._pk(space.removesuffix("_public"), verb)
        if argument == "key":
            return "purpose" if space == "handovers" else "set-password"
        if argument == "kind" and space == "units":
            return "rename"
        if name == "portal_public:card" and argument == "kind":
            return "tin-tuc"
        if argument == "kind" or argument == "figure":
            return "units"
        if argument == "receipt":
            return self.comment.receipt
        if argument == "unit":
            return self.minutes.receiver.code
        if argument == "item":
            return self._item_with_file().pk
        if argument == "digest":
            return self._item_with_file().files[0]["digest"]
        if argument == "result":
            return self.result.code
        if argument == "task":
            return self.failed_task.pk
        if argument == "invitee":
            return ConferenceUnit.objects.get(conference=self.conference, unit=self.minutes.receiver).key
        if argument == "number" and space == "imports":
            return ImportedRow.objects.order_by("number")[0].number
        if argument in ("number", "of"):
            return 1
        if argument == "form" and verb.startswith("export"):
            return "xlsx"
        if argument == "year":
            return 2030 if name == "reports:exchange_year" else 2023  # at some stages of the story 2023 has a file
        return _WORDS.get(argument, "office")

    def _item_with_file(self) -> Any:
        return next(item for item in self.minutes.items.order_by("order") if item.files)

    def _code(self, space: str, verb: str) -> str:
        if space == "results":
            of_product = (
                verb in ("product", "product_form")
                or "product_file" in verb
                or verb in ("edit_product", "remove_product")
            )
            if verb == "add_programme_product":
                return Programme.objects.order_by("id")[0].code
            return (
                ProductFile.objects.filter(product__result=self.result)[0].product.code
                if of_product
                else self.result.code
            )
        if space == "transfers":
            return self.conference.code if self._is_of_conference(verb) else self.decision.code
        if space == "handovers":
            verb = verb.removeprefix("export_")
            if verb.startswith("decision_") or verb == "prepare_one":
                return self.decision.code
            if verb.startswith("remote_"):
                return RemoteSignature.objects.select_related("minutes").get().minutes.code
            ones = ("conference", "prepare", "witness", "seal_all", "print", "queue", "ledger", "tablets")
            is_of_conference = verb in ones or verb.startswith("ledger") or verb.endswith("_tablet")
            return self.conference.code if is_of_conference else self.minutes.code
        if space == "news" and verb == "draft":
            return self.conference.code
        first: dict[str, Callable[[], Model]] = {
            "news": lambda: self.article,
            "audience": lambda: self.article,
            "portal": lambda: self.article,
            "units": lambda: self.act if "act" in verb.split("_") else self.minutes.receiver,
            "programmes": lambda: Programme.objects.order_by("id")[0],
            "exports": lambda: self.export,
            "imports": lambda: Import.objects.order_by("id")[0],
            "reports": lambda: Report.objects.filter(minutes=self.minutes).order_by("year")[0],
            "directives": lambda: Directive.objects.order_by("id")[0],
            "uptake": lambda: self.use,
            "models": lambda: self.model,
            "training": lambda: self.course,
            "copies": lambda: self.result if verb == "say" else self.copy,
            "interests": lambda: self.result if verb == "ask" else self.interest,
            "needs": lambda: self.result if verb == "for_result" else self.need,
        }
        return first[space]().code

    def _is_of_conference(self, verb: str) -> bool:
        path = reverse(f"transfers:{verb}", kwargs=self._only(verb)) if self._known(verb) else "/hoi-nghi/"
        return "/conferences/" in path or path.startswith("/hoi-nghi/")

    def _known(self, verb: str) -> bool:
        return any(name == f"transfers:{verb}" for name in self._names)

    def _only(self, verb: str) -> dict[str, Any]:
        arguments = self._names[f"transfers:{verb}"]
        return {argument: 1 if argument == "pk" else "x" for argument in arguments}

    @property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return dict(addresses())

    def _pk(self, space: str, verb: str) -> int:
        tables: dict[tuple[str, str], Callable[[], Any]] = {
            ("me", "act_for"): Delegation.objects.all,
            ("accounts", "delegation"): Delegation.objects.all,
            ("me", "end_session"): lambda: WorkSession.objects.filter(pk=self.session.pk),
            ("me", "remove_factor"): lambda: Authenticator.objects.filter(pk=self.factor.pk),
            ("accounts", "end_role"): lambda: RoleHeld.objects.filter(role="unit_rep"),
            ("accounts", ""): lambda: Person.objects.filter(roles__role="unit_rep"),
            ("results", "member"): lambda: ResultMember.objects.filter(result=self.result),
            ("results", "reader"): lambda: ResultReader.objects.all(),
            ("results", "waiver"): lambda: KitWaiver.objects.all(),
            ("results", "photo"): lambda: ResultPhoto.objects.filter(result=self.result),
            ("results", "product_file"): lambda: ProductFile.objects.filter(product__result=self.result),
            ("results", "search"): lambda: SavedSearch.objects.filter(
                person=User.objects.get(pk=self.people["U"]).person
            ),
            ("results", ""): lambda: Product.objects.all(),
            ("transfers", "line"): lambda: DecisionLine.objects.filter(decision=self.decision),
            ("transfers", "figure"): lambda: ReportedFigure.objects.filter(conference=self.conference),
            ("transfers", "guest"): lambda: Guest.objects.filter(conference=self.conference),
            ("transfers", "agenda"): lambda: AgendaItem.objects.filter(conference=self.conference),
            ("transfers", "photo"): lambda: ConferencePhoto.objects.filter(conference=self.conference),
            ("transfers", "remove_note"): lambda: ConferenceNote.objects.filter(conference=self.conference),
            ("transfers", "letter"): lambda: InvitationLetter.objects.filter(conference=self.conference),
            ("transfers", "invite"): lambda: ConferenceUnit.objects.filter(conference=self.conference),
            ("transfers", ""): lambda: TransferDecision.objects.all(),
            ("audience", ""): lambda: Comment.objects.filter(pk=self.comment.pk),
            ("news", "version"): lambda: ArticleVersion.objects.filter(article=self.article),
            ("news", "withdraw_photograph"): lambda: Photograph.objects.filter(article_photos__article=self.article),
            ("news", "photo"): lambda: ArticlePhoto.objects.filter(article=self.article),
            ("uptake", "evidence"): lambda: Evidence.objects.filter(claim__use=self.use, photograph__isnull=False),
            ("models", ""): lambda: VisitPhoto.objects.filter(visit__demonstration=self.model),
            ("exports", ""): SavedView.objects.all,
            ("training", ""): lambda: Material.objects.filter(course=self.course, is_public=True),
            ("units", ""): lambda: Contact.objects.filter(unit=self.minutes.receiver),
            ("duties", "record"): lambda: Duty.objects.filter(debtor_unit=self.minutes.receiver),
            ("duties", "suspend"): lambda: Duty.objects.filter(debtor_unit=self.minutes.receiver),
            ("duties", "resume"): lambda: Duty.objects.filter(debtor_unit=self.minutes.receiver),
            ("duties", ""): lambda: Holiday.objects.all(),
            ("programmes", ""): lambda: Priority.objects.all(),
            ("procedures", "system"): lambda: CodeSystem.objects.all(),
            ("procedures", "add_entry"): lambda: CodeSystem.objects.all(),
            ("procedures", ""): lambda: CodeEntry.objects.all(),
            ("outbox", ""): lambda: Letter.objects.all(),
        }
        for (room, part), rows in tables.items():
            if room == space and part in verb:
                first = rows().order_by("pk").first()
                return first.pk if first else 1
        raise KeyError(f"{space}:{verb} has no sample for pk")
