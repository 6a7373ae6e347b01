"""Deeds on classes. Import a deed from here."""

from gieo.domain.training.services.attending import set_attendance
from gieo.domain.training.services.certificates import issue_certificates, print_certificate, print_waiting
from gieo.domain.training.services.courses import (
    announce_course,
    cancel_course,
    discard_course,
    draft_course,
    edit_course,
    hold_course,
)
from gieo.domain.training.services.enrolling import (
    enrol_caller,
    enrol_participant,
    withdraw_by_link,
    withdraw_participant,
)
from gieo.domain.training.services.finding import hide_restricted, renew_all_texts
from gieo.domain.training.services.keeping import forget_participants, remind_participants
from gieo.domain.training.services.materials import add_material, remove_material

__all__ = [
    "add_material",
    "announce_course",
    "cancel_course",
    "discard_course",
    "draft_course",
    "edit_course",
    "enrol_caller",
    "enrol_participant",
    "forget_participants",
    "hide_restricted",
    "hold_course",
    "issue_certificates",
    "print_certificate",
    "print_waiting",
    "remind_participants",
    "remove_material",
    "renew_all_texts",
    "set_attendance",
    "withdraw_by_link",
    "withdraw_participant",
]
