"""Permissions of the readers' room, by topic."""

from gieo.foundation.audience.permits.comments import (
    PERMITS,
    may_answer,
    may_publish,
    may_refuse,
    may_take_back,
    may_withdraw,
)

__all__ = ["PERMITS", "may_answer", "may_publish", "may_refuse", "may_take_back", "may_withdraw"]
