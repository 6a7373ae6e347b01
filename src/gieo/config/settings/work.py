"""Background work and mail."""

from datetime import timedelta
from urllib.parse import unquote, urlsplit

from gieo.config.env import ENV
from gieo.core import clock

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
if ENV.mode == "test":
    TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

CLOCK_OFFSET: timedelta = ENV.clock_offset
if CLOCK_OFFSET:
    clock.shift(CLOCK_OFFSET)

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if ENV.mode == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if ENV.mail_address:
    _mail = urlsplit(ENV.mail_address)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS = _mail.scheme == "smtps"
    EMAIL_TIMEOUT = 20
