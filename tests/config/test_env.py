"""What the environment may say, and one line that names the variable for everything else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gieo.config.env import WrongEnvironment, read_env


def test_an_empty_environment_is_a_house_of_ones_own() -> None:
    env = read_env({})
    assert (env.mode, env.home, env.public_address) == ("development", Path("var").absolute(), "http://127.0.0.1:8000")
    assert env.database == {"ENGINE": "django.db.backends.sqlite3", "NAME": env.home / "gieo.sqlite3"}
    assert (env.hosts, env.mail, env.clock_offset) == (("127.0.0.1", "127.0.0.1", "localhost"), None, timedelta(0))


def test_a_database_address_is_taken_apart() -> None:
    url = "postgresql://gi%40eo:m%C3%A3@db.example:6543/gieo%20moi?sslmode=require"
    assert read_env({"GIEO_DATABASE_URL": url}).database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "gieo moi",
        "USER": "gi@eo",
        "PASSWORD": "mã",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }
    by_socket = read_env({"GIEO_DATABASE_URL": "postgresql://gieo@localhost/gieo?host=/run/postgresql"}).database
    assert (by_socket["HOST"], by_socket["PORT"]) == ("/run/postgresql", "")
    assert read_env({"GIEO_DATABASE_URL": "postgresql:///gieo"}).database["HOST"] == ""


def test_a_pooler_is_told_in_the_address() -> None:
    pooled = read_env({"GIEO_DATABASE_URL": "postgresql://pool/gieo?pooled=yes&sslmode=require"})
    assert pooled.pooled
    assert pooled.database["OPTIONS"] == {"sslmode": "require"}
    assert not read_env({"GIEO_DATABASE_URL": "postgresql://pool/gieo"}).pooled


@pytest.mark.parametrize(
    ("url", "host", "port", "encryption"),
    [
        ("smtp://mail.example.vn", "mail.example.vn", 587, "starttls"),
        ("smtp://mail.example.vn:2525", "mail.example.vn", 2525, "starttls"),
        ("smtps://mail.example.vn", "mail.example.vn", 465, "tls"),
        ("smtps://mail.example.vn:10465", "mail.example.vn", 10465, "tls"),
        ("smtp://localhost:25", "localhost", 25, "none"),
        ("smtp://127.0.0.1", "127.0.0.1", 25, "none"),
        ("smtp://[::1]:25", "::1", 25, "none"),
        ("smtps://localhost", "localhost", 465, "tls"),
    ],
)
def test_a_mail_address_says_how_the_letter_is_wrapped(url: str, host: str, port: int, encryption: str) -> None:
    mail = read_env({"GIEO_MAIL_URL": url}).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.encryption, mail.user, mail.password) == (host, port, encryption, "", "")


def test_a_mail_address_may_carry_user_and_password() -> None:
    mail = read_env({"GIEO_MAIL_URL": "smtps://gieo%40so.example:m%C3%A3%20s%E1%BB%91@mail.example"}).mail
    assert mail is not None
    assert (mail.user, mail.password) == ("gieo@so.example", "mã số")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIEO_MODE", "Production"),
        ("GIEO_PUBLIC_ADDRESS", "gieo.example"),
        ("GIEO_PUBLIC_ADDRESS", "ftp://gieo.example"),
        ("GIEO_PUBLIC_ADDRESS", "https://"),
        ("GIEO_PUBLIC_ADDRESS", "https://gieo.example:web"),
        ("GIEO_PUBLIC_ADDRESS", "https://gieo.example:99999"),
        ("GIEO_PUBLIC_ADDRESS", "https://[gieo"),
        ("GIEO_PUBLIC_ADDRESS", "https://gieo.example/gieo"),
        ("GIEO_DATABASE_URL", "mysql://gieo@localhost/gieo"),
        ("GIEO_DATABASE_URL", "postgresql://gieo@localhost"),
        ("GIEO_DATABASE_URL", "postgresql://gieo@localhost/"),
        ("GIEO_DATABASE_URL", "postgresql://gieo@localhost:port/gieo"),
        ("GIEO_DATABASE_URL", "postgresql://gieo@localhost:54320000/gieo"),
        ("GIEO_DATABASE_URL", "postgresql://[::1/gieo"),
        ("GIEO_DATABASE_URL", "gieo"),
        ("GIEO_MAIL_URL", "mail.example"),
        ("GIEO_TOKEN_MODULE", "/nowhere/module.so"),
        ("GIEO_STATUS_DATA", "/nowhere/lists"),
        ("GIEO_TIME_AUTHORITY", "file:///etc/passwd"),
        ("GIEO_TIME_AUTHORITY", "http://"),
        ("GIEO_MAIL_URL", "mailto:gieo@so.example"),
        ("GIEO_MAIL_URL", "smtp://"),
        ("GIEO_MAIL_URL", "smtp://mail.example:smtp"),
        ("GIEO_MAIL_URL", "smtps://mail.example:0"),
        ("GIEO_MAIL_URL", "smtps://[mail"),
        ("GIEO_CLOCK_OFFSET", "soon"),
        ("GIEO_CLOCK_OFFSET", "1" * 30),
        ("GIEO_PROXIES", "one"),
        ("GIEO_PROXIES", "-1"),
        ("GIEO_LOG", "xml"),
        ("GIEO_CLAMD", "scanner"),
        ("GIEO_CLAMD", "scanner:0"),
        ("GIEO_METRICS_FROM", "office"),
        ("GIEO_METRICS_FROM", "10.20.0.1/16"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(name: str, value: str) -> None:
    with pytest.raises(WrongEnvironment, match=f"^{name} ") as wrong:
        read_env({name: value})
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("", ""),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:/run/c", "/run/c"),
        ("scan:3310", "scan:3310"),
    ],
)
def test_a_virus_scanner_listens_at_a_socket_or_a_port(said: str, address: str) -> None:
    assert read_env({"GIEO_CLAMD": said}).clamd == address


def test_production_needs_the_address_people_type() -> None:
    with pytest.raises(WrongEnvironment, match=r"^GIEO_PUBLIC_ADDRESS is missing"):
        read_env({"GIEO_MODE": "production"})


def test_proxies_are_none_unless_named() -> None:
    assert read_env({}).proxies == 0
    assert read_env({"GIEO_PROXIES": "2"}).proxies == 2


@pytest.mark.parametrize("name", ["GIEO_DATABASE_URL", "GIEO_MAIL_URL"])
def test_a_password_is_not_repeated(name: str) -> None:
    with pytest.raises(WrongEnvironment) as wrong:
        read_env({name: "smtq://gieo:bi-mat@so.example:x/gieo"})
    assert "bi-mat" not in str(wrong.value)


def test_a_token_is_named_by_the_module_of_its_maker(tmp_path: Path) -> None:
    assert read_env({"GIEO_TOKEN_LABEL": "Gieo"}).token is None
    module = tmp_path / "module.so"
    module.touch()
    token = read_env({"GIEO_TOKEN_MODULE": str(module), "GIEO_TOKEN_SLOT": "0", "GIEO_TOKEN_KEY": "ký"}).token
    assert token is not None
    assert (token.module, token.label, token.slot, token.key) == (module, "", 0, "ký")


def test_a_time_stamp_authority_is_named_by_its_address() -> None:
    assert read_env({}).time_authority == ""
    assert read_env({"GIEO_TIME_AUTHORITY": "http://tsa.example/stamp"}).time_authority == "http://tsa.example/stamp"


OIDC = {"GIEO_OIDC_URL": "https://login.example/realms/so", "GIEO_OIDC_CLIENT": "gieo", "GIEO_OIDC_SECRET": "mật"}


def test_a_provider_of_openid_is_named_as_a_whole() -> None:
    assert read_env({"GIEO_OIDC_NAME": "Tài khoản tỉnh"}).openid is None
    openid = read_env({**OIDC, "GIEO_OIDC_NAME": "Tài khoản tỉnh"}).openid
    assert openid is not None
    assert (openid.issuer, openid.client) == ("https://login.example/realms/so", "gieo")
    assert (openid.secret, openid.name) == ("mật", "Tài khoản tỉnh")
    assert read_env({**OIDC, "GIEO_OIDC_URL": "http://127.0.0.1:8080"}).openid


@pytest.mark.parametrize("missing", OIDC)
def test_half_a_provider_is_refused_with_what_is_missing(missing: str) -> None:
    with pytest.raises(WrongEnvironment, match=rf"^{missing} is missing"):
        read_env({name: said for name, said in OIDC.items() if name != missing})


@pytest.mark.parametrize(
    "url", ["login.example", "http://login.example", "https://", "https://login.example/?realm=so"]
)
def test_a_provider_is_asked_over_tls(url: str) -> None:
    with pytest.raises(WrongEnvironment, match=r"^GIEO_OIDC_URL must look like https://") as wrong:
        read_env({**OIDC, "GIEO_OIDC_URL": url})
    assert "mật" not in str(wrong.value)


def test_short_messages_leave_by_a_gateway_of_ours_or_by_a_class_that_is_named() -> None:
    assert read_env({}).short_messages == ""
    assert read_env({"GIEO_SHORT_MESSAGES": "file"}).short_messages == "gieo.foundation.outbox.engine.FileGateway"
    assert read_env({"GIEO_SHORT_MESSAGES": "sms.at.Gateway"}).short_messages == "sms.at.Gateway"
    with pytest.raises(WrongEnvironment, match=r"^GIEO_SHORT_MESSAGES is “sms”; it must be console, file or"):
        read_env({"GIEO_SHORT_MESSAGES": "sms"})
