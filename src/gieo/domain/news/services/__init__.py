"""Deeds of the newsroom. Import a deed from here; the files part them by what they touch."""

from gieo.domain.news.services.approving import (
    approve_article,
    hold_article,
    publish_article,
    publish_due,
    return_article,
    submit_article,
)
from gieo.domain.news.services.correcting import abandon_correction, revise_article, withdraw_article
from gieo.domain.news.services.drafting import draft_from_conference, redraft_article
from gieo.domain.news.services.hiding import mind_hidden
from gieo.domain.news.services.photographs import (
    add_photographs,
    copy_photographs,
    edit_photograph,
    move_photograph,
    remove_photograph,
    withdraw_photograph,
)
from gieo.domain.news.services.writing import discard_article, draft_article, edit_article

__all__ = [
    "abandon_correction",
    "add_photographs",
    "approve_article",
    "copy_photographs",
    "discard_article",
    "draft_article",
    "draft_from_conference",
    "edit_article",
    "edit_photograph",
    "hold_article",
    "mind_hidden",
    "move_photograph",
    "publish_article",
    "publish_due",
    "redraft_article",
    "remove_photograph",
    "return_article",
    "revise_article",
    "submit_article",
    "withdraw_article",
    "withdraw_photograph",
]
