"""Before Django: public pages kept for a second, and visits noted. See docs/decisions on the page cache."""

from gieo.interfaces.web.front.door import Front

__all__ = ["Front"]
