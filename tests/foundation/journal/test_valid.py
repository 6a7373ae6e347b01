"""What the database asks of a row is asked before it is written, and told in words."""

from datetime import date

import pytest

from gieo.core.errors import Invalid
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.foundation.journal.services import require_valid

pytestmark = pytest.mark.django_db


def draft(**values: object) -> Result:
    return Result(code="KQ-2023-00001", **{"title": "Giống lúa tẻ đỏ", **values})


def test_a_good_row_is_checked_in_few_queries_however_many_constraints(django_assert_num_queries) -> None:
    assert len(Result._meta.constraints) > 9
    with django_assert_num_queries(7):  # is the code taken; all checks; the certificate's number: two with a savepoint
        require_valid(draft())


def test_a_row_hears_of_everything_that_is_wrong_with_it() -> None:
    with pytest.raises(Invalid) as told:
        require_valid(draft(title="", readiness=12, altitude_min=900, altitude_max=100))
    said = [text for texts in told.value.errors.values() for text in texts]
    assert len(said) >= 3, said
    assert "title" in told.value.errors


def test_what_is_not_known_breaks_no_constraint() -> None:
    require_valid(draft(altitude_min=900, altitude_max=None, accepted_on=date(2021, 5, 4), state=ResultState.DRAFT))
