"""How long somebody takes on a telephone who seldom writes, reads slowly, has a poor line: counted, not waited for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from tests.browser.office import Office

# seconds: a thumb that seldom writes, a slow reader (200 words a minute), a poor line (64 kbit a second)
A_LETTER, A_TAP, A_WORD_READ, A_BYTE = 0.7, 3.0, 0.3, 1 / 8_000


@dataclass
class SlowHand:
    """What a visitor reads, types, taps and receives from now on, and how long that takes."""

    visitor: Office
    words: int = field(default=0, init=False)
    letters: int = field(default=0, init=False)
    taps: int = field(default=0, init=False)
    weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.weights = weigh(self.visitor.page)

    def read(self) -> None:
        """All that stands on the page and is not folded away."""
        self.words += len(self.visitor.main.inner_text().split())

    def write(self, label: str, text: str) -> None:
        """Tap into the field that carries this label, and type."""
        self.visitor.fill(label, text)
        self.type(text)

    def type(self, *texts: str) -> None:
        """Fields that something else has filled: a tap each, and every accent is a letter more."""
        self.taps += len(texts)
        self.letters += sum(len(unicodedata.normalize("NFD", text)) for text in texts)

    def tap(self, *places: Locator) -> None:
        for place in places:
            place.click()
            self.taps += 1

    def choose(self, label: str, option: str) -> None:
        """Open a list of choices, tap one of them."""
        self.visitor.main.get_by_label(label).first.select_option(label=option)
        self.taps += 2

    @property
    def bytes(self) -> float:
        return sum(self.weights)

    @property
    def seconds(self) -> float:
        return self.words * A_WORD_READ + self.letters * A_LETTER + self.taps * A_TAP + self.bytes * A_BYTE


def weigh(page: Page) -> list[float]:
    """What goes over the line from now on, page by page, headers included."""
    weights: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
    return weights
