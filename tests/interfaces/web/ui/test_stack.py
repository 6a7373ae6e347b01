"""However deep a server stands when it calls Django, a page's calls fetch no memory from the machine."""

import resource

from gieo.interfaces.web.ui.stack import RoomForFrames

DEPTHS, CALLS = 300, 200


def test_small_calls_fetch_no_memory_at_any_depth() -> None:
    assert worst_of(RoomForFrames(faults_of_small_calls)) < CALLS / 4


def worst_of(answer: RoomForFrames) -> int:
    def at(depth: int) -> int:
        found = answer(None)
        return max(found, at(depth - 1)) if depth else found

    return at(DEPTHS)


def faults_of_small_calls(_request: object) -> int:
    before = page_faults()
    for _ in range(CALLS):
        small()
    return page_faults() - before


def page_faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def small() -> None: ...
