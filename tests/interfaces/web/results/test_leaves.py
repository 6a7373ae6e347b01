"""The letters of a printed sheet follow from how much it says."""

from gieo.domain.results.models import Result
from gieo.interfaces.web.results.leaves import fullness

SENTENCE = "Mưa to kéo dài thì sườn núi nào dễ sạt, bản nào phải rời trước, ai báo cho ai và báo bằng gì. "


def leaf(letters: int, **told: str) -> str:
    return fullness(Result(title="Phục tráng lúa nếp nương", plain_sheet="a " * (letters // 2), **told))


def test_the_more_it_says_the_smaller_the_letters() -> None:
    sizes = [leaf(letters) for letters in range(0, 3600, 60)]
    assert (sizes[0], sizes[-1]) == ("", "brimful")
    assert sizes == sorted(sizes, key=["", "full", "brimful"].index)


def test_every_answer_and_the_title_take_room() -> None:
    most = max(letters for letters in range(0, 3600, 60) if leaf(letters) == "")
    for name in ("fit_places", "season", "water", "labour", "cost_text", "risks_text"):
        assert leaf(most, **{name: SENTENCE * 3}) == "full", name
    assert leaf(most, short_title=SENTENCE) == "full"
