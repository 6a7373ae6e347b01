"""Standing texts in force: the office's newest version of each, else the one that comes with Gieo."""

from django.db.models import QuerySet

from gieo.domain.handovers.models import WordingBlock
from gieo.domain.handovers.rules.texts import Block, standing_blocks


def blocks_in_force() -> tuple[Block, ...]:
    """All blocks in the order of the minutes. One query."""
    changed: dict[str, WordingBlock] = {}
    for row in WordingBlock.objects.order_by("key", "version"):
        changed[row.key] = row
    own = {key: Block(key, row.title, row.text, row.version) for key, row in changed.items()}
    return tuple(own.get(block.key, block) for block in standing_blocks())


def block_in_force(key: str) -> Block | None:
    """One block, or None for a key that does not exist."""
    return next((block for block in blocks_in_force() if block.key == key), None)


def versions_of(key: str) -> QuerySet[WordingBlock]:
    """Every version the office has written, newest first."""
    return WordingBlock.objects.filter(key=key).order_by("-version")
