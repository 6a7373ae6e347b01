"""SQLite by default, PostgreSQL for more. Transactions are short: no file, mail, render or network inside."""

from typing import cast

from gieo.config.env import ENV

DATABASES = {"default": {**ENV.database, "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}

if ENV.database["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": ENV.home / "test.sqlite3"}
else:
    # Each connection keeps the plans of what is asked five times; not behind a pooler, which knows nothing of them.
    plans = {"server_side_binding": True, "prepare_threshold": None if ENV.pooled else 5}
    DATABASES["default"]["OPTIONS"] = {**cast("dict[str, object]", ENV.database["OPTIONS"]), **plans}

CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # rate limits of a flood from many addresses must not push one another out
    },
    # Kept in each process under how far the journal has come (insights/queries/kept.py). What no deed changes (words of
    # code tables, mended by an administrator) shows after ten minutes.
    "figures": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "figures",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
if ENV.mode == "test":
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
