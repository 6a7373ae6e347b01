"""Tables of the readers' room, by topic."""

from gieo.foundation.audience.models.comments import Comment, Discussion, Rating, SpentCode
from gieo.foundation.audience.models.visits import OnlineMinute, PageVisits, SpoolTaken, VisitTally

__all__ = ["Comment", "Discussion", "OnlineMinute", "PageVisits", "Rating", "SpentCode", "SpoolTaken", "VisitTally"]
