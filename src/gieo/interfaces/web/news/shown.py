"""How articles are composed for the pages: pills, steps, photographs, sentences with their records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from gieo.core.permits import Permit
from gieo.domain.news.access import shown_photos
from gieo.domain.news.models import Article, ArticlePhoto, ArticleSource, ArticleVersion, VersionPhoto
from gieo.domain.news.queries.office import Deed as Deed_
from gieo.domain.news.queries.sources import SentenceRow
from gieo.domain.news.rules.drafting import LEAD, TITLE
from gieo.domain.news.rules.standing import Drift
from gieo.domain.news.vocab import ArticleState, Part, SourceKind, Standing
from gieo.domain.news.wording import (
    KIND_LABELS,
    PART_LABELS,
    STANDING_LABELS,
    STANDING_TONES,
    STATE_LABELS,
    STATE_TONES,
    WHAT_LABELS,
)
from gieo.domain.transfers.models import ConferencePhoto
from gieo.foundation.files.models import Photograph
from gieo.interfaces.web.ui.components import Deed, GateRow, Link, Photo, Pill, Stage
from gieo.interfaces.web.ui.formats import moment, said
from gieo.interfaces.web.ui.photographs import withdrawal

WAY = (ArticleState.DRAFT, ArticleState.SUBMITTED, ArticleState.APPROVED, ArticleState.PUBLISHED)
_SOURCE_PAGES = {
    SourceKind.CONFERENCE: "transfers:conference",
    SourceKind.LINES: "transfers:conference",
    SourceKind.MINUTES: "handovers:conference",
    SourceKind.DECISION: "transfers:decision",
    SourceKind.UNIT: "units:record",
    SourceKind.PROGRAMME: "programmes:record",
    SourceKind.RESULT: "results:record",
    SourceKind.DIRECTIVE: "directives:record",
}
_PART_PLACES = {Part.CAPTIONS: "photographs", Part.CREDITS: "photographs", Part.CONSENTS: "photographs"}


def at(name: str, article: Article, *more: object) -> str:
    return reverse(f"news:{name}", args=[article.code, *more])


def public_address(code: str) -> str:
    return reverse("news_public:article", args=[code])


def pill(article: Article) -> Pill:
    return Pill(word=str(STATE_LABELS[article.state]), tone=STATE_TONES[article.state])


def stages(article: Article) -> list[Stage]:
    """Where the text in work stands on its way."""
    if article.state == ArticleState.WITHDRAWN:
        return [Stage(label=str(STATE_LABELS[article.state]), state="here", note=moment(article.withdrawn_at))]
    place = WAY.index(ArticleState(article.state))
    notes = {
        ArticleState.SUBMITTED: moment(article.submitted_at) if article.submitted_at else "",
        ArticleState.APPROVED: moment(article.scheduled_for) if article.scheduled_for else "",
        ArticleState.PUBLISHED: moment(article.published_at) if article.published_at else "",
    }
    return [
        Stage(
            label=str(STATE_LABELS[state]),
            state="done" if order < place else "here" if order == place else "later",
            note=notes.get(state, ""),
        )
        for order, state in enumerate(WAY)
    ]


def gate_rows(article: Article, missing: Iterable[Part], *, linked: bool = True) -> list[GateRow]:
    """What submission asks for, there or missing, each with the place where it is written for those who may write."""
    lacking = set(missing)
    return [
        GateRow(
            label=str(PART_LABELS[part]),
            filled=part not in lacking,
            url=at(_PART_PLACES.get(part, "edit"), article) if linked else "",
        )
        for part in Part
    ]


def button(
    deed: Deed_,
    url: str,
    *,
    kind: str = "plain",
    icon: str = "",
    label: str = "",
    post: bool = False,
    consequences: tuple[str, ...] = (),
    values: Iterable[tuple[str, Any]] = (),
) -> Deed:
    """A deed of the room as a button of the page: where it leads when it is allowed, why not when it is not."""
    return Deed(
        label=label or str(deed.label), url=url, icon=icon, kind=kind, post=post, consequences=consequences,
        values=tuple(values), blocked="" if deed.ok else deed.why,
    )  # fmt: skip


def refused(permit: Permit) -> str:
    return "" if permit.ok else str(permit.why)


# ---- photographs


def _photo(picture: Photograph, address: str, words: Any, *, width: int = 480) -> Photo:
    height = round(width * picture.height / picture.width) if picture.width else round(width * 2 / 3)
    return Photo(
        url=f"{address}?w={width}", full_url=f"{address}?w=960", caption=words.caption, credit=words.credit,
        place=words.place, taken_on=words.taken_on, width=width, height=height,
        alt="" if words.caption else _("Ảnh chưa có chú thích"),
    )  # fmt: skip


def office_photo(photo: ArticlePhoto, code: str) -> Photo:
    """A picture of the text in work."""
    address = reverse("news:photograph", args=[code, photo.pk])
    return _photo(photo.photograph, address, photo.photograph)


PhotoAndDeed = tuple[Photo, Deed | None]


def with_deed(photo: ArticlePhoto | VersionPhoto, picture: Photo, article: Article, *, may: bool) -> PhotoAndDeed:
    """A picture with the deed that takes it from the public, for whoever may do it while there is a consent."""
    if not (may and photo.photograph.consent):
        return picture, None
    return picture, withdrawal(at("withdraw_photograph", article, photo.photograph_id))


def record_photos(article: Article, *, may: bool) -> list[PhotoAndDeed]:
    """Pictures of the text in work for the article's own page."""
    rows = article.photos.select_related("photograph")
    return [with_deed(row, office_photo(row, article.code), article, may=may) for row in rows]


def left_photos(article: Article, *, may: bool) -> list[PhotoAndDeed]:
    """Pictures that anybody sees still, though the text in work has them no more. No query where both are one."""
    if article.current is None or article.state == ArticleState.PUBLISHED:
        return []
    kept = article.photos.values("photograph_id")
    rows = shown_photos(article.current).exclude(photograph_id__in=kept)
    return [with_deed(row, public_photo(row, article.code, width=480), article, may=may) for row in rows]


def public_photo(photo: VersionPhoto, code: str, *, width: int = 960) -> Photo:
    """A picture of what anybody reads, in the words it was published with."""
    return _photo(photo.photograph, reverse("news_public:photograph", args=[code, photo.pk]), photo, width=width)


def offered_photo(photo: ConferencePhoto) -> Photo:
    """A picture that the conference has and the article has not."""
    address = reverse("transfers:photograph", args=[photo.conference.code, photo.pk])
    return _photo(photo.photograph, address, photo.photograph)


def photo_standing(photo: ArticlePhoto | ConferencePhoto) -> Pill:
    """What a picture still lacks."""
    picture = photo.photograph
    lacking = [
        word
        for word, fine in (
            (_("chú thích"), picture.caption),
            (_("người chụp hoặc nguồn"), picture.credit),
            (_("đồng ý của người trong ảnh"), picture.consent),
        )
        if not fine
    ]
    if lacking:
        return Pill(word=_("Thiếu %(what)s") % {"what": ", ".join(lacking)}, tone="late")
    return Pill(word=_("Đăng được"), tone="ok")


# ---- sentences and their records


@dataclass(frozen=True)
class SourceShown:
    """A record with what was read there."""

    label: str
    code: str
    url: str
    reading: str


@dataclass(frozen=True)
class SentenceShown:
    place: str
    words: str
    is_told: bool
    """Something is to be said of it: as drafted, its number in the text is enough."""
    drafted: str
    pill: Pill
    sources: tuple[SourceShown, ...]
    changes: tuple[str, ...]
    anew: str


def sentences(rows: Sequence[SentenceRow]) -> list[SentenceShown]:
    """Sentences in the order in which they stand in the text; what was taken out of it last."""
    numbered, shown = 0, []
    for row in sorted(rows, key=lambda row: row.standing is Standing.TAKEN_OUT):
        anchor = row.sentence.anchor
        place = {TITLE: _("Tiêu đề"), LEAD: _("Đoạn dẫn")}.get(anchor, "")
        if not place and row.standing is not Standing.TAKEN_OUT:
            numbered += 1
            place = str(numbered)
        shown.append(_sentence(row, place))
    return shown


def _sentence(row: SentenceRow, place: str) -> SentenceShown:
    stale = row.is_stale
    by_hand = row.standing is Standing.BY_HAND
    word = _("Hồ sơ đã đổi") if stale else str(STANDING_LABELS[row.standing])
    tone = "late" if stale else STANDING_TONES[row.standing]
    return SentenceShown(
        place=place,
        words=row.now or row.sentence.text,
        is_told=stale or row.standing is not Standing.AS_DRAFTED,
        drafted=row.sentence.text if by_hand else "",
        pill=Pill(word=word, tone=tone),
        sources=tuple(_sources(row.sources)),
        changes=tuple(change_in_words(drift) for drift in row.drifts) if stale else (),
        anew=row.anew if stale else "",
    )


def _sources(sources: Iterable[ArticleSource]) -> Iterable[SourceShown]:
    """One line for each record, with all that was read there."""
    found: dict[tuple[str, str], list[str]] = {}
    for source in sources:
        found.setdefault((source.kind, source.code), []).append(f"{WHAT_LABELS[source.what]}: {said(source.value)}")
    for (kind, code), readings in found.items():
        yield SourceShown(str(KIND_LABELS[kind]), code, _source_url(kind, code), "; ".join(readings))


def _source_url(kind: str, code: str) -> str:
    try:
        return reverse(_SOURCE_PAGES[SourceKind(kind)], args=[code])
    except NoReverseMatch:
        return ""


def change_in_words(drift: Drift) -> str:
    _kind, code, what = drift.key
    return _("%(what)s (%(code)s): %(then)s → %(now)s") % {
        "what": WHAT_LABELS[what], "code": code, "then": said(drift.then),
        "now": said(drift.now) or _("không còn ghi"),
    }  # fmt: skip


def trail(article: Article | None = None, last: str = "") -> list[Link]:
    """Crumbs: the list, the article, the page."""
    links = [Link(_("Tin bài"), reverse("news:list"))]
    if article is not None:
        links.append(Link(article.code, at("record", article)))
    return [*links, Link(last)] if last else links


def correction_words(version: ArticleVersion) -> str:
    """What the public reads of a correction."""
    return _("Đã sửa lúc %(when)s: %(why)s") % {"when": moment(version.published_at), "why": version.reason}
