"""Background work and mail."""

from datetime import timedelta

from gieo.config.env import ENV
from gieo.core import clock

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
if ENV.mode == "test":
    TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

CLOCK_OFFSET: timedelta = ENV.clock_offset
if CLOCK_OFFSET:
    clock.shift(CLOCK_OFFSET)

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
CARRIES_MAIL = bool(ENV.mail) or ENV.mode == "test"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # never used: without a server letters stay queued
if ENV.mode == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if ENV.mail:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = ENV.mail.host, ENV.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.mail.user, ENV.mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = ENV.mail.encryption == "starttls", ENV.mail.encryption == "tls"
    EMAIL_TIMEOUT = 20

SHORT_MESSAGES = ENV.short_messages
"""The class of the gateway by which short messages leave (foundation/outbox/engine.py); empty: none does."""
SHORT_MESSAGES_DIR = ENV.home / "short-messages"

EXPORT_ROWS_AT_ONCE = 1_000
"""A list no longer than this is handed out as a file at once; a longer one is made by the background."""

FIGURES_WAITED_FOR = 0.3
"""Seconds of counting that a reader waits for. Figures that took longer are shown as they were before the last deed, as
the page says, and counted anew meanwhile."""
if ENV.mode == "test":
    FIGURES_WAITED_FOR = float("inf")  # a busy machine must not decide what a test sees
