"""Where bytes lie: files of people under the home, our own static files beside the code."""

from gieo.config.env import ENV
from gieo.config.settings.language import PACKAGE

HOME = ENV.home
FILES_DIR = ENV.home / "files"
SEALS_DIR = ENV.home / "seals"
INDEX_DIR = ENV.home / "index"
RUN_DIR = ENV.home / "run"
UPLOADS_DIR = RUN_DIR / "uploads"
VISITS_DIR = RUN_DIR / "visits"
SALTS_DIR = RUN_DIR / "salts"
WHOLE_DIR = RUN_DIR / "whole"
"""Files of whole public lists, made anew each night."""

STATIC_URL = "/static/"
STATIC_ROOT = ENV.home / "static"
STATICFILES_DIRS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if ENV.mode in ("test", "development"):
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True

FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_485_760
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_REQUEST_BYTES = MAX_UPLOAD_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE  # files, and the words beside them
CLAMD = ENV.clamd
"""Where the virus scanner listens: a socket's path or host:port; empty for none."""
FILE_UPLOAD_PERMISSIONS = 0o600

PUBLIC_ADDRESS = ENV.public_address
SOURCE_OF_TRANSLATIONS = PACKAGE / "locale"
