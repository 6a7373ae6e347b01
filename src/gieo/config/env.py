"""The only reader of the environment. A wrong value ends the start with one line that names it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

MODES = ("development", "demo", "test", "production")


class WrongEnvironment(Exception):
    """A variable is missing or has a value that cannot be used."""


@dataclass(frozen=True)
class Env:
    """What the surroundings decide. Behaviour differs by these values, never by code paths of its own."""

    mode: str
    home: Path
    database: dict[str, object]
    hosts: tuple[str, ...]
    public_address: str
    clock_offset: timedelta
    mail_address: str
    mail_from: str

    @property
    def shows_demo(self) -> bool:
        """Accounts to try, the UI kit and the mailbox page exist only here."""
        return self.mode in ("demo", "development")

    @property
    def is_https(self) -> bool:
        return self.public_address.startswith("https://")


def read_env(environ: Mapping[str, str]) -> Env:
    """The environment as one value. Raises WrongEnvironment naming the variable."""
    mode = environ.get("GIEO_MODE", "development")
    if mode not in MODES:
        raise WrongEnvironment(f"GIEO_MODE is “{mode}”; it must be one of {', '.join(MODES)}.")
    home = Path(environ.get("GIEO_HOME", "var")).expanduser().absolute()
    address = environ.get("GIEO_PUBLIC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongEnvironment(f"GIEO_PUBLIC_ADDRESS is “{address}”; it must look like https://example.gov.vn.")
    if mode == "production" and "GIEO_PUBLIC_ADDRESS" not in environ:
        raise WrongEnvironment("GIEO_PUBLIC_ADDRESS is missing; production needs the address people type.")
    return Env(
        mode=mode,
        home=home,
        database=_database(environ.get("GIEO_DATABASE_URL", ""), home),
        hosts=tuple(filter(None, environ.get("GIEO_HOSTS", "").split(",")))
        or (parts.hostname, "127.0.0.1", "localhost"),
        public_address=address,
        clock_offset=timedelta(seconds=_whole(environ, "GIEO_CLOCK_OFFSET", 0)),
        mail_address=environ.get("GIEO_MAIL_URL", ""),
        mail_from=environ.get("GIEO_MAIL_FROM", "gieo@localhost"),
    )


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(environ.get(name, default))
    except ValueError:
        raise WrongEnvironment(f"{name} is “{environ[name]}”; it must be a whole number.") from None


def _database(url: str, home: Path) -> dict[str, object]:
    """Django's database settings from `postgresql://user:password@host:port/name?option=…`, or SQLite in the home."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": home / "gieo.sqlite3"}
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or len(parts.path) < 2:
        raise WrongEnvironment("GIEO_DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def load() -> Env:
    """The environment of this process, or one line on stderr and exit 2."""
    try:
        return read_env(os.environ)
    except WrongEnvironment as wrong:
        sys.exit(f"gieo: {wrong}")


ENV = load()
