"""./gieo search --corpus FILE --queries FILE: what answers each query, from files alone; for measuring."""

from argparse import Namespace

from gieo.foundation.search.rules.telling import wanted
from gieo.interfaces.ops.answering import answer_each


def run(options: Namespace) -> int:
    return answer_each(options, options.queries, options.corpus, lambda line: wanted(f"{line.title}\n{line.text}"))
