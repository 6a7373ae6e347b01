"""The only reader of the environment. A wrong value ends the start with one line that names it."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

MODES = ("development", "demo", "test", "production")
LOGS = ("text", "json")
GATEWAYS = {
    "console": "gieo.foundation.outbox.engine.ConsoleGateway",
    "file": "gieo.foundation.outbox.engine.FileGateway",
}
HERE = ("localhost", "127.0.0.1", "::1")


class WrongEnvironment(Exception):
    """A variable is missing or has a value that cannot be used."""


@dataclass(frozen=True)
class Mail:
    """The server that carries letters. `encryption`: "starttls", "tls" from the first byte, "none" on this machine."""

    host: str
    port: int
    user: str
    password: str
    encryption: str


@dataclass(frozen=True)
class Token:
    """A token that signs: the PKCS#11 module of its maker; label or slot, and key, where there are several."""

    module: Path
    label: str
    slot: int | None
    key: str


@dataclass(frozen=True)
class OpenID:
    """The provider that may vouch for people at the door; `name` is what its button says."""

    issuer: str
    client: str
    secret: str
    name: str


@dataclass(frozen=True)
class Env:
    """What the surroundings decide. Behaviour differs by these values, never by code paths of its own."""

    mode: str
    home: Path
    database: dict[str, object]
    pooled: bool
    """Whether a pooler gives every transaction another connection of PostgreSQL (`?pooled=yes` in its address)."""
    hosts: tuple[str, ...]
    public_address: str
    clock_offset: timedelta
    mail: Mail | None
    mail_from: str
    short_messages: str
    """The class that short messages leave by, as a dotted path; "" for none."""
    proxies: int
    log: str
    metrics_from: tuple[IPv4Network | IPv6Network, ...]
    idle: timedelta
    trust_roots: tuple[Path, ...]
    token: Token | None
    status_data: tuple[Path, ...]
    time_authority: str
    clamd: str
    openid: OpenID | None

    @property
    def shows_demo(self) -> bool:
        """Accounts to try, the UI kit and the mailbox page exist only here."""
        return self.mode in ("demo", "development")

    @property
    def is_https(self) -> bool:
        return self.public_address.startswith("https://")


def read_env(environ: Mapping[str, str]) -> Env:
    """The environment as one value. Raises WrongEnvironment naming the variable."""
    mode = _one_of(environ, "GIEO_MODE", MODES)
    home = Path(environ.get("GIEO_HOME", "var")).expanduser().absolute()
    if mode == "production" and "GIEO_PUBLIC_ADDRESS" not in environ:
        raise WrongEnvironment("GIEO_PUBLIC_ADDRESS is missing; production needs the address people type.")
    address = environ.get("GIEO_PUBLIC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
    host = _split("GIEO_PUBLIC_ADDRESS", address, ("http", "https"), "https://example.gov.vn", _host_alone).hostname
    return Env(
        mode=mode,
        home=home,
        database=_database(environ.get("GIEO_DATABASE_URL", ""), home),
        pooled=_is_pooled(environ.get("GIEO_DATABASE_URL", "")),
        hosts=tuple(filter(None, environ.get("GIEO_HOSTS", "").split(","))) or (str(host), "127.0.0.1", "localhost"),
        public_address=address,
        clock_offset=_seconds(environ, "GIEO_CLOCK_OFFSET", 0),
        mail=_mail(environ.get("GIEO_MAIL_URL", "")),
        mail_from=environ.get("GIEO_MAIL_FROM", "gieo@localhost"),
        short_messages=_gateway(environ.get("GIEO_SHORT_MESSAGES", "")),
        proxies=_count(environ, "GIEO_PROXIES", 0),
        log=_one_of(environ, "GIEO_LOG", LOGS),
        metrics_from=_networks(environ, "GIEO_METRICS_FROM", "127.0.0.1,::1"),
        idle=timedelta(minutes=_count(environ, "GIEO_IDLE_MINUTES", 60 if mode == "production" else 0)),
        trust_roots=_paths(environ, "GIEO_TRUST_ROOTS"),
        token=_token(environ),
        status_data=_paths(environ, "GIEO_STATUS_DATA"),
        time_authority=_address(environ, "GIEO_TIME_AUTHORITY"),
        clamd=_clamd(environ.get("GIEO_CLAMD", "")),
        openid=_openid(environ),
    )


def _one_of(environ: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """The first is what holds when nothing is said."""
    said = environ.get(name, known[0])
    if said not in known:
        raise WrongEnvironment(f"{name} is “{said}”; it must be one of {', '.join(known)}.")
    return said


def _seconds(environ: Mapping[str, str], name: str, default: int) -> timedelta:
    try:
        return timedelta(seconds=int(environ.get(name, default)))
    except (ValueError, OverflowError):
        raise WrongEnvironment(f"{name} is “{environ[name]}”; it must be a whole number of seconds.") from None


def _paths(environ: Mapping[str, str], name: str) -> tuple[Path, ...]:
    """Files or folders with commas; each must be there."""
    paths = tuple(Path(part.strip()).expanduser() for part in environ.get(name, "").split(",") if part.strip())
    for path in paths:
        if not path.exists():
            raise WrongEnvironment(f"{name} names “{path}”, which is not there.")
    return paths


def _address(environ: Mapping[str, str], name: str) -> str:
    said = environ.get(name, "")
    if said:
        _split(name, said, ("http", "https"), "http://tsa.example.vn/tsa", lambda parts: bool(parts.hostname))
    return said


def _token(environ: Mapping[str, str]) -> Token | None:
    module = _paths(environ, "GIEO_TOKEN_MODULE")
    if not module:
        return None
    slot = _count(environ, "GIEO_TOKEN_SLOT", 0) if "GIEO_TOKEN_SLOT" in environ else None
    return Token(module[0], environ.get("GIEO_TOKEN_LABEL", ""), slot, environ.get("GIEO_TOKEN_KEY", ""))


def _openid(environ: Mapping[str, str]) -> OpenID | None:
    """All three or none: half a provider would be a button that leads nowhere."""
    names = ("GIEO_OIDC_URL", "GIEO_OIDC_CLIENT", "GIEO_OIDC_SECRET")
    issuer, client, secret = (environ.get(name, "").strip() for name in names)
    if not (issuer or client or secret):
        return None
    for name, said in zip(names, (issuer, client, secret), strict=True):
        if not said:
            raise WrongEnvironment(f"{name} is missing; sign-in by OpenID Connect needs {', '.join(names)}.")
    _split(names[0], issuer, ("http", "https"), "https://login.example.gov.vn/realms/so", _is_guarded)
    return OpenID(issuer, client, secret, environ.get("GIEO_OIDC_NAME", "").strip())


def _is_guarded(parts: SplitResult) -> bool:
    """TLS, but for a provider on this very machine; an issuer has no question in it, and fits where it is kept."""
    well_kept = parts.scheme == "https" or parts.hostname in HERE
    return bool(parts.hostname) and well_kept and not parts.query and len(parts.geturl()) <= 200


def _clamd(said: str) -> str:
    """A socket's path, or host:port."""
    address = said.removeprefix("unix:")
    host, _colon, port = address.rpartition(":")
    if address and not address.startswith("/") and not (host and port.isdecimal() and 0 < int(port) < 65_536):
        raise WrongEnvironment(f"GIEO_CLAMD is “{said}”; it must look like /run/clamav/clamd.ctl or 127.0.0.1:3310.")
    return address


def _split(
    name: str, url: str, schemes: tuple[str, ...], example: str, fits: Callable[[SplitResult], bool]
) -> SplitResult:
    """An address taken apart. What it says is not repeated in the complaint: it may hold a password."""
    try:
        parts = urlsplit(url)
        well = parts.scheme in schemes and parts.port != 0 and fits(parts)
    except ValueError:  # brackets that do not close, a port that is no number
        well = False
    if not well:
        raise WrongEnvironment(f"{name} must look like {example}.")
    return parts


def _host_alone(parts: SplitResult) -> bool:
    return bool(parts.hostname) and not parts.path.strip("/")


def _names_a_database(parts: SplitResult) -> bool:
    return len(parts.path) > 1


def _count(environ: Mapping[str, str], name: str, default: int) -> int:
    said = environ.get(name, str(default))
    if not said.isdecimal():
        raise WrongEnvironment(f"{name} is “{said}”; it must be a whole number, not below zero.")
    return int(said)


def _networks(environ: Mapping[str, str], name: str, default: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in environ.get(name, default).split(",") if part.strip())
    except ValueError:
        raise WrongEnvironment(f"{name} is “{environ[name]}”; it must look like 127.0.0.1,10.20.0.0/16.") from None


def _database(url: str, home: Path) -> dict[str, object]:
    """Django's database settings from `postgresql://user:password@host:port/name?option=…`, or SQLite in the home."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": home / "gieo.sqlite3"}
    example = "postgresql://user:password@host:5432/name"
    parts = _split("GIEO_DATABASE_URL", url, ("postgresql", "postgres"), example, _names_a_database)
    options = dict(parse_qsl(parts.query))
    options.pop("pooled", None)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def _is_pooled(url: str) -> bool:
    return dict(parse_qsl(urlsplit(url).query)).get("pooled") == "yes"


def _mail(url: str) -> Mail | None:
    """smtps: wrapped from the first byte; smtp: upgraded by STARTTLS, but for a relay on this very machine."""
    if not url:
        return None
    parts = _split("GIEO_MAIL_URL", url, ("smtp", "smtps"), "smtp://user:password@host:587", _host_alone)
    host = str(parts.hostname)
    encryption = "tls" if parts.scheme == "smtps" else "none" if host in HERE else "starttls"
    port = parts.port or {"tls": 465, "starttls": 587, "none": 25}[encryption]
    return Mail(host, port, unquote(parts.username or ""), unquote(parts.password or ""), encryption)


def _gateway(said: str) -> str:
    """One of ours by its short name, or the dotted path of a class that somebody wrote for a provider."""
    dotted = GATEWAYS.get(said, said)
    names = dotted.split(".")
    if dotted and not (len(names) > 1 and all(name.isidentifier() for name in names)):
        known = ", ".join(GATEWAYS)
        raise WrongEnvironment(f"GIEO_SHORT_MESSAGES is “{said}”; it must be {known} or a class like sms.at.Gateway.")
    return dotted


def load() -> Env:
    """The environment of this process, or one line on stderr and exit 2."""
    try:
        return read_env(os.environ)
    except WrongEnvironment as wrong:
        print(f"gieo: {wrong}", file=sys.stderr)  # noqa: T201 - nothing else is there yet to say it
        sys.exit(2)


ENV = load()
