"""Measures, and logs on stderr: request number, route, duration, queries; no names, tokens or personal data."""

from gieo.config.env import ENV

SLOW_SECONDS = 1.0
METRICS_FROM = ENV.metrics_from

_LOGS = "gieo.interfaces.web.ui.logs"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": f"{_LOGS}.Text"}, "json": {"()": f"{_LOGS}.Json"}},
    "filters": {"number": {"()": f"{_LOGS}.RequestNumber"}, "only_faults": {"()": f"{_LOGS}.OnlyFaults"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": ENV.log, "filters": ["number"]}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False, "filters": ["only_faults"]},
        # What is wrong with a file that somebody uploads stands on the page, not in the log.
        "pyhanko": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "pyhanko_certvalidator": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "gieo": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
