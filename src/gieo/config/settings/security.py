"""Cookies, headers, keys. Nothing secret stands in the repository: keys are made in the home at first start."""

import secrets

from gieo.config.env import ENV
from gieo.core.once import made_once

KEYS_DIR = ENV.home / "keys"
SECRET_KEY = made_once(KEYS_DIR / "cookies.key", lambda: secrets.token_urlsafe(64).encode()).decode()
TRUST_ROOTS = ENV.trust_roots
"""Certificates of authorities whose signatures hold here, besides that of the department's own seal."""
STATUS_DATA = ENV.status_data
"""Lists of revoked certificates and answers of their authorities, kept fresh by the operator."""
TIME_AUTHORITY = ENV.time_authority
"""Whom signatures made here are sent to for a time stamp; nobody when empty."""
TOKEN = ENV.token
"""The token (PKCS#11) in this machine; its PIN is asked for at each signature and kept nowhere."""
ALLOWED_HOSTS = list(ENV.hosts)
CSRF_TRUSTED_ORIGINS = [ENV.public_address]
CSRF_FAILURE_VIEW = "gieo.interfaces.web.ui.errors.csrf"
CSRF_COOKIE_HTTPONLY = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.is_https
SESSION_COOKIE_AGE = 12 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_HSTS_SECONDS = 31536000 if ENV.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.is_https
SECURE_SSL_REDIRECT = ENV.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.is_https else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)

PROXIES = ENV.proxies
RATE_LIMITS = {
    "links": "30/m/ip",  # invitations and resets: their secrets cannot be tried out
    "openid": "30/m/ip",  # each costs questions to the provider
    "codes": "10/m/ip",  # of second factors, while one is set up
    "pins": "3/5m/key",  # of the token, by who types: a token locks itself after some wrong ones
    "uploads": "120/m/ip",
    "verify": "20/m/ip",
    "tablets": "240/m/ip",  # a hall has one address; their secrets cannot be tried out
    "report_saves": "120/m/ip",  # what is typed, and photographs, by the link of a report
    "exports": "30/m/ip",  # public lists as files
    "comments": "6/m/ip",
    "comments_of_page": "60/m/key",  # counted after the check code: nobody else can use it up without work
    "ratings": "30/m/ip",
    "interests": "6/m/ip",
    "interests_of_result": "30/m/key",
    "enrolments": "6/m/ip",
    "enrolments_of_course": "30/m/key",
    "copies": "6/m/ip",
    "copies_of_result": "30/m/key",
    "alerts": "6/m/ip",
    "alerts_of_address": "5/h/key",  # letters that ask one address to confirm
}
