"""What a paper is made of. A definition holds words and order only; sizes, lines and margins are the layout's.

The parts and their order follow Decree 30/2020/NĐ-CP, annex I (form 1.9 for minutes): the two heads, number and date,
kind and subject, grounds, body, signatures, recipients, annexes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from gieo.foundation.papers.rules.drawing import Drawing
from gieo.foundation.papers.vocab import QR_ALT, SIGN_HINT, Align, Numbering


@dataclass(frozen=True)
class Run:
    """A stretch of words set apart inside a line."""

    text: str
    bold: bool = False
    italic: bool = False


Text: TypeAlias = str | tuple[str | Run, ...]
"""Words of a line: plain, or with runs. In a cell a newline begins a new line; elsewhere it begins a new paragraph."""

Cell: TypeAlias = Text


@dataclass(frozen=True)
class Head:
    """The two heads of the first sheet. `own` issues the paper, `above` is the body it belongs to (may be empty).

    `day` is the date in the place and date line; None prints dots to be filled by hand. `mark` stands below the heads,
    for a draft or for illustrative data.
    """

    above: str
    own: str
    number: str
    place: str
    day: date | None
    mark: str = ""


@dataclass(frozen=True)
class Foot:
    """The small print below every sheet: code and short digest, a note, and a QR code of `link` when given.

    `link_alt` says what the code is for, to those who hear the paper. `sheet_link` (rules.sheets) has places for the
    number of a sheet and of all sheets: in the PDF each sheet then carries a code of its own in the place of `link`, by
    which a scan finds back to its paper.
    """

    code: str
    digest: str = ""
    note: str = ""
    link: str = ""
    link_alt: str = QR_ALT
    sheet_link: str = ""


@dataclass(frozen=True)
class Grounds:
    """Căn cứ, in italics, one a line; the layout writes the semicolons and the last full stop (Decree 30, annex I)."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 1 for I, II, III; level 2 for what stands below."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: Text
    align: Align = Align.JUSTIFY
    indent: bool = True


@dataclass(frozen=True)
class Numbered:
    items: tuple[Text, ...]
    numbering: Numbering = Numbering.ARABIC
    start: int = 1


@dataclass(frozen=True)
class Fields:
    """Label and value, one pair a line. A pair with an empty value prints dots, to be filled by hand."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Column:
    """`width` in millimetres; None shares what the others leave of the 165 mm between the margins."""

    title: str
    width: float | None = None
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Total:
    """The last row: `label` over the left columns, `cells` in the right ones."""

    label: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows between rules; the head is repeated on every sheet and a row may break over two."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: Total | None = None

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not width or any(len(row) != width for row in self.rows):
            raise ValueError(f"every row of a table needs {width} cells, one for each column")
        if self.total and len(self.total.cells) >= width:
            raise ValueError("the label of a total row needs at least one column")


@dataclass(frozen=True)
class Party:
    """One who signs: quality in capitals, hint in italics, the drawn signature or room for ink, the name.

    `powers` is the second line of the quality (GIÁM ĐỐC below TM. …). `note` stands small below the name, lines
    apart by newline. `seal` keeps room below for the visible stamp of the seal key.
    """

    title: str
    name: str
    powers: str = ""
    hint: str = SIGN_HINT
    drawing: Drawing | None = None
    note: str = ""
    seal: bool = False


@dataclass(frozen=True)
class SignatureRow:
    """One to three parties, never torn from their names: one alone on the right (Decree 30/2020, annex I, box 7), two
    side by side, the third below in the middle."""

    parties: tuple[Party, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.parties) <= 3:
            raise ValueError("a signature row has one to three parties")
        if sum(party.seal for party in self.parties) > 1:
            raise ValueError("only one party can keep room for the seal")


@dataclass(frozen=True)
class Recipients:
    """Nơi nhận; the layout writes dashes, semicolons and the last full stop."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """A part that begins on a sheet of its own. `number` may be empty when there is only one."""

    title: str
    blocks: tuple["Block", ...]
    number: str = ""
    note: str = ""


Block: TypeAlias = Grounds | Heading | Paragraph | Numbered | Fields | Table | SignatureRow | Recipients | Annex


@dataclass(frozen=True)
class Paper:
    """A whole document. `dated` (aware) is the document's date inside the files: equal papers give equal bytes."""

    head: Head
    kind: str
    subject: str
    blocks: tuple[Block, ...]
    foot: Foot
    dated: datetime
    author: str = ""

    def __post_init__(self) -> None:
        if self.dated.tzinfo is None:
            raise ValueError("the date of a paper needs its time zone")
        if sum(party.seal for block in self.blocks if isinstance(block, SignatureRow) for party in block.parties) > 1:
            raise ValueError("a paper keeps room for one seal")


@dataclass(frozen=True)
class Place:
    """A box on a sheet, in PDF points from the lower left corner; `page` counts from 0."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.left, self.bottom, self.right, self.top)
