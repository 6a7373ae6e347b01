"""Tables of classes. Import a table from here."""

from gieo.domain.training.models.certificates import Certificate
from gieo.domain.training.models.courses import Course, Material
from gieo.domain.training.models.enrolments import Enrolment

__all__ = ["Certificate", "Course", "Enrolment", "Material"]
