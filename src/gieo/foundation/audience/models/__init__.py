"""Tables of the readers' room, by topic."""

from gieo.foundation.audience.models.visits import OnlineMinute, PageVisits, SpoolTaken, VisitTally

__all__ = ["OnlineMinute", "PageVisits", "SpoolTaken", "VisitTally"]
