"""Spool files between the web server and the worker."""

from gieo.foundation.audience.engine.spool import Spool, finished, salt_of, spools, unread

__all__ = ["Spool", "finished", "salt_of", "spools", "unread"]
