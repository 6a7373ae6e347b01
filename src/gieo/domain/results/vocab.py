"""Words of the room, before any rule: states, natures, roles, parts of the transfer kit."""

from enum import StrEnum

from gieo.core.actor import Actor


class ResultState(StrEnum):
    DRAFT = "draft"  # being entered
    ACCEPTED = "accepted"  # passed its acceptance council (nghiệm thu)
    REGISTERED = "registered"  # has its certificate of registration
    TRANSFERABLE = "transferable"  # offered to units
    WITHDRAWN = "withdrawn"  # taken back, with the reason
    EXPIRED = "expired"  # no longer valid until checked again


class Origin(StrEnum):
    """Where a result comes from."""

    PROVINCIAL_TASK = "provincial_task"
    PROGRAMME_TASK = "programme_task"
    ELSEWHERE = "elsewhere"


class Grade(StrEnum):
    """What the acceptance council said (TT 11/2014 Đ13); GOOD stands in older minutes only."""

    EXCELLENT = "excellent"
    GOOD = "good"
    PASS = "pass"  # noqa: S105 - a grade


class Holding(StrEnum):
    """What the owner of a result answers when asked whether it still holds."""

    HOLDS = "holds"
    CHANGED = "changed"  # it holds, with changes that are said
    ENDED = "ended"


class QuestionFault(StrEnum):
    """Why a link does not open the question whether a result still holds."""

    FORGED = "forged"
    EXPIRED = "expired"
    ANSWERED = "answered"
    CLOSED = "closed"  # nobody asks any more: the result was taken out, or not everybody may see it


class Access(StrEnum):
    OPEN = "open"
    RESTRICTED = "restricted"  # named people only, absent everywhere else


class MemberRole(StrEnum):
    LEADER = "leader"
    SECRETARY = "secretary"
    MEMBER = "member"


class ProductNature(StrEnum):
    """What a product is. Its official number (Dạng I–IV) is looked up by date, never stored."""

    REPORT = "report"
    PROCESS = "process"
    METHOD = "method"
    DATABASE = "database"
    CHART = "chart"
    MAP = "map"
    SOFTWARE = "software"
    DESIGN = "design"
    STANDARD = "standard"
    FORECAST = "forecast"
    SCHEME = "scheme"
    PRINCIPLE = "principle"
    VARIETY = "variety"
    BREED = "breed"
    MODEL = "model"
    DEVICE = "device"
    MATERIAL = "material"
    GOODS = "goods"
    SAMPLE = "sample"
    ARTICLE = "article"
    IP = "ip"
    TRAINING = "training"
    OTHER = "other"


class Delivery(StrEnum):
    """The form in which a product changes hands."""

    PAPER = "paper"
    FILE = "file"
    SAMPLE = "sample"
    SEED = "seed"
    SOURCE_CODE = "source_code"
    DEVICE = "device"


class FileRole(StrEnum):
    """What a file of a product is for."""

    CONTENT = "content"  # the product itself
    PROCEDURE = "procedure"  # how to use it, step by step
    PROOF = "proof"  # test report, certificate, confirmation


class Stage(StrEnum):
    """Deeds before which something must be filled in."""

    ACCEPT = "accept"
    REGISTER = "register"
    TRANSFER = "make_transferable"


class KitKey(StrEnum):
    """Parts of the transfer kit, in the order in which a receiver needs them."""

    PLAIN_SHEET = "plain_sheet"
    PROCEDURE = "procedure"
    COST = "cost"
    INPUTS = "inputs"
    CONDITIONS = "conditions"
    RISKS = "risks"
    CONTACT = "contact"
    FILES = "files"


MOST_READY = 9
MOST_MONEY = 10**15  # đồng; far above any sum of the State's budget for one task


class SavedState(StrEnum):
    """How a search that a reader keeps stands. What ends is removed."""

    WAITING = "waiting"  # a visitor's, until the link of the letter confirms the address
    WATCHING = "watching"
    PAUSED = "paused"


LONGEST_SEARCH, LONGEST_SEARCH_NAME = 200, 120
LONGEST_HOLDING = 2_000
"""Of what an owner says about its result."""
LONGEST_TELLER = 90
"""Of who says it: name, position."""
READER = Actor(person_id=None, name="Người theo dõi")
"""Who keeps a search without an account."""
