"""./gieo match --needs FILE --results FILE: which results could meet each need, from files alone; for measuring."""

from argparse import Namespace

from gieo.foundation.search.rules.telling import needed_of
from gieo.interfaces.ops.answering import answer_each


def run(options: Namespace) -> int:
    return answer_each(options, options.needs, options.results, lambda line: needed_of(line.title, line.text))
