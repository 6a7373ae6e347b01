"""Words of bringing in: what may be brought in, how cells are read, what may be wrong, what becomes of a row."""

from enum import StrEnum


class Kind(StrEnum):
    """What a workbook brings in."""

    UNITS = "units"
    PEOPLE = "people"
    RESULTS = "results"
    PRODUCTS = "products"
    LINES = "lines"


ABOUT_RESEARCH = frozenset({Kind.RESULTS, Kind.PRODUCTS})
"""What could be a state secret, which is never entered here: whoever sends such a workbook says that it holds none."""


class ImportState(StrEnum):
    READING = "reading"  # taken in, being read and checked
    CHECKED = "checked"  # the preview stands; nothing is written yet
    REFUSED = "refused"  # the workbook as a whole cannot be read
    RUNNING = "running"  # rows are being written
    DONE = "done"
    UNDOING = "undoing"  # being taken back as a whole
    UNDONE = "undone"
    DISCARDED = "discarded"  # given up before anything was written


AT_WORK = frozenset({ImportState.READING, ImportState.RUNNING, ImportState.UNDOING})
"""The machine is at it; the page looks again by itself."""


class Outcome(StrEnum):
    """What a row is going to be (before the import runs), or has come to (after)."""

    NEW = "new"
    DIFFERENT = "different"  # is there already and says otherwise
    SAME = "same"  # is there already
    FAULTY = "faulty"
    MADE = "made"
    CHANGED = "changed"
    KEPT = "kept"  # was there and said otherwise; nobody asked to change it
    UNDONE = "undone"


WAITING = frozenset({Outcome.NEW, Outcome.DIFFERENT})
"""Rows that a running import has still to see to."""

WRITTEN = frozenset({Outcome.MADE, Outcome.CHANGED})


class Reading(StrEnum):
    """How a cell of a column is read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"  # of a person: every word with a capital
    BODY = "body"  # of an organisation: Trung tâm Khuyến nông
    TITLE = "title"  # a sentence: only its first word
    DATE = "date"
    YEAR = "year"
    SUM = "sum"  # đồng
    QUANTITY = "quantity"
    NUMBER = "number"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"
    RECORD = "record"  # something of ours, by code or by name


class Flaw(StrEnum):
    """What is wrong with a cell or a row; each has its sentence and its hint in wording.FLAWS."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    ONLY_YEAR = "only_year"
    SHORT_YEAR = "short_year"
    MONTH_FIRST = "month_first"
    FAR_DAY = "far_day"
    NOT_A_YEAR = "not_a_year"
    NOT_A_SUM = "not_a_sum"
    WRONG_GROUPS = "wrong_groups"
    WRONG_GROUPS_IN_UNIT = "wrong_groups_in_unit"
    TWO_SUMS = "two_sums"
    TWO_SUMS_IN_UNIT = "two_sums_in_unit"
    NEGATIVE = "negative"
    PART_OF_A_DONG = "part_of_a_dong"
    NOT_A_QUANTITY = "not_a_quantity"
    NOT_POSITIVE = "not_positive"
    TWO_AMOUNTS = "two_amounts"
    TWO_MEASURES = "two_measures"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_PHONE = "not_a_phone"
    UNKNOWN_CHOICE = "unknown_choice"
    UNKNOWN_RECORD = "unknown_record"
    SEVERAL_RECORDS = "several_records"
    ENDED_UNIT = "ended_unit"
    NO_VALUE_OF_FORMULA = "no_value_of_formula"
    ERROR_CELL = "error_cell"
    DOUBLE = "double"
    BELOW = "below"
    FAULTY_ABOVE = "faulty_above"
    OUT_OF_ORDER = "out_of_order"
    IN_FUTURE = "in_future"
    NOT_YOURS = "not_yours"
    REFUSED = "refused"


class Mend(StrEnum):
    """What was read kindly, shown in the preview beside the value."""

    TRIMMED = "trimmed"
    COMPOSED = "composed"
    OUR_LETTERS = "our_letters"
    RECASED = "recased"
    DAY_READ = "day_read"
    SERIAL = "serial"
    SUM_READ = "sum_read"
    SUM_IN_WORDS = "sum_in_words"
    TEXT_NUMBER = "text_number"
    MERGED = "merged"
    HIDDEN = "hidden"
    ZERO_ADDED = "zero_added"
    MULTIPLIED = "multiplied"
    MEASURE_TAKEN = "measure_taken"
    LABEL_READ = "label_read"


class Remark(StrEnum):
    """What is said of a workbook as a whole."""

    NO_HEADS = "no_heads"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    MISSING_COLUMN = "missing_column"
    TWICE = "twice"
    UNKNOWN_COLUMN = "unknown_column"
    OTHER_SHEET = "other_sheet"
    HEADS_BELOW = "heads_below"
    GROUP_ROW = "group_row"
    HIDDEN_ROWS = "hidden_rows"
    OTHER_UNIT = "other_unit"
    BROKEN = "broken"
    BOMB = "bomb"
    NO_SENDER = "no_sender"  # who sent it has no right to any more, as after the end of a delegation


REFUSALS = frozenset(
    {
        Remark.NO_HEADS, Remark.NO_ROWS, Remark.TOO_MANY_ROWS, Remark.MISSING_COLUMN, Remark.TWICE, Remark.BROKEN,
        Remark.BOMB, Remark.NO_SENDER,
    }
)  # fmt: skip
"""Remarks with which nothing of the workbook can be taken."""

MOST_ROWS = 20_000
HEADS_WITHIN = 20
"""Rows of a sheet among which its heads are looked for."""
