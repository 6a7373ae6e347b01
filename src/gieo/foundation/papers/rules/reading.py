"""The words of a paper in reading order. Both renderings are compared with this."""

from collections.abc import Iterator

from gieo.foundation.papers.rules.definition import Paper
from gieo.foundation.papers.rules.text import words_of
from gieo.foundation.papers.rules.tree import Node, tree


def plain_text(paper: Paper) -> str:
    """The body of `paper` as a reader or a screen reader meets it, one line a paragraph, cell or line of a cell.

    Feet and page numbers are not part of it: they belong to the sheet, not to the paper.
    """
    return "\n".join(_lines(tree(paper)))


def _lines(node: Node) -> Iterator[str]:
    head = node["head"]
    for key in ("above", "own", "nation", "motto", "number", "place_and_date", "mark"):
        if head[key]:
            yield head[key]
    yield from filter(None, (node["kind"], node["subject"]))
    for block in node["blocks"]:
        yield from _block(block)


def _block(node: Node) -> Iterator[str]:
    match node["is"]:
        case "paragraph":
            yield words_of(node["line"])
        case "heading":
            yield node["text"]
        case "table":
            yield from node["titles"]
            for row in node["rows"]:
                for cell in row:
                    yield from map(words_of, cell)
            if total := node["total"]:
                yield total["label"]
                for cell in total["cells"]:
                    yield from map(words_of, cell)
        case "signatures":
            for row in node["rows"]:
                for party in row:
                    yield from (*party["title"], party["hint"], party["name"], *party["note"])
        case "recipients":
            yield node["word"]
            yield from node["lines"]
        case "annex":
            yield from filter(None, (node["word"], node["title"], node["note"]))
