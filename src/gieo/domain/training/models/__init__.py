"""Tables of classes. Import a table from here."""

from gieo.domain.training.models.courses import Course, Material
from gieo.domain.training.models.enrolments import Enrolment

__all__ = ["Course", "Enrolment", "Material"]
