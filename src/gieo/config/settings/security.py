"""Cookies, headers, keys. Nothing secret stands in the repository: keys are made in the home at first start."""

import os
import secrets
from pathlib import Path

from gieo.config.env import ENV


def _secret(path: Path) -> str:
    """The signing key of cookies and links, made once with mode 600."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()


KEYS_DIR = ENV.home / "keys"
SECRET_KEY = _secret(KEYS_DIR / "cookies.key")
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
    "codes": "10/m/ip",  # of second factors, while one is set up
    "uploads": "120/m/ip",
    "verify": "20/m/ip",
}
