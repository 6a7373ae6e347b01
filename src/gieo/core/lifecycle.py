"""A life cycle is a table: verb, states it starts from, state it leads to. Buttons, checks and drawings read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from gieo.core.errors import WrongState


@dataclass(frozen=True)
class Step:
    verb: str
    sources: tuple[str, ...]
    target: str


def step(verb: str, sources: str | Iterable[str], target: str) -> Step:
    """One row of the table; a single source may be given bare."""
    return Step(verb, (sources,) if isinstance(sources, str) else tuple(sources), target)


class Lifecycle:
    """All steps of one kind of record. A verb may stand in several rows, once per source state."""

    def __init__(self, name: str, *steps: Step) -> None:
        self.name = name
        self.steps = steps
        self._targets: dict[tuple[str, str], str] = {}
        for row in steps:
            for source in row.sources:
                if (row.verb, source) in self._targets:
                    raise ValueError(f"{name}: {row.verb} from {source} stands twice")
                self._targets[row.verb, source] = row.target

    def target(self, verb: str, state: str) -> str:
        """The state that `verb` leads to from `state`. Raises WrongState when the table has no such row."""
        try:
            return self._targets[verb, state]
        except KeyError:
            raise WrongState(self.name, verb, state, self.verbs(state)) from None

    def allows(self, verb: str, state: str) -> bool:
        return (verb, state) in self._targets

    def verbs(self, state: str) -> tuple[str, ...]:
        """Verbs possible from `state`, in the order of the table."""
        return tuple(dict.fromkeys(row.verb for row in self.steps if state in row.sources))

    @property
    def all_verbs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.verb for row in self.steps))

    @property
    def states(self) -> tuple[str, ...]:
        """Every state of the table, in the order met."""
        met = (state for row in self.steps for state in (*row.sources, row.target))
        return tuple(dict.fromkeys(met))

    def stays(self, state: str) -> tuple[str, ...]:
        """Verbs that leave a record in `state`."""
        return tuple(verb for verb in self.verbs(state) if self.target(verb, state) == state)

    def drawing(self) -> str:
        """The ways from state to state as a Mermaid state diagram, for docs; verbs that stay are not drawn."""
        arrows: dict[tuple[str, str], list[str]] = {}
        for row in self.steps:
            for source in row.sources:
                if source != row.target:
                    arrows.setdefault((source, row.target), []).append(row.verb)
        rows = [f"    {source} --> {target}: {', '.join(verbs)}" for (source, target), verbs in arrows.items()]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.states[0]}", *rows]) + "\n"
