"""Copies of the database: SQLite through its online backup, PostgreSQL through pg_dump and pg_restore."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql
from psycopg.conninfo import make_conninfo

from gieo.interfaces.ops import postgres
from gieo.interfaces.ops.terminal import Failed

SQLITE, POSTGRESQL = "database.sqlite3", "database.dump"


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy while others write; one file, without write-ahead log, checked."""
    with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    check_sqlite(target)


def check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise Failed(f"the database copy is not whole: {verdict}.")


def address() -> dict[str, str]:
    """Where GIEO_DATABASE_URL points, in libpq's words; empty when the installation runs on SQLite.

    Not taken from the settings: a restore into an empty home must not make keys there first.
    """
    database = import_module("gieo.config.env").ENV.database
    if not database["ENGINE"].endswith("postgresql"):
        return {}
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {word: database[key] for word, key in words.items() if database[key]} | database["OPTIONS"]


def refuse_missing_tables(home: Path) -> None:
    """The tables are not there, or older than this code. Does not make an empty SQLite file by asking."""
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    there = connection.vendor != "sqlite" or path.exists()
    if not there or not MigrationRecorder(connection).has_table():
        raise Failed(f"{home} is not prepared; run: ./gieo migrate --home {home}")


def refuse_waiting_migrations(home: Path) -> None:
    refuse_missing_tables(home)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Failed(f"the tables are older than this version of Gieo; run: ./gieo migrate --home {home}")


def dump_postgresql(where: dict[str, str], target: Path) -> None:
    _run("pg_dump", where, ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}", where["dbname"]])


@contextmanager
def restored_beside(where: dict[str, str], source: Path) -> Iterator[str]:
    """The name of a database that holds what a dump holds. Whatever of it has not been given another name is dropped.

    Needs the right to create databases.
    """
    beside = f"{where['dbname']}_restoring"
    with _server(where) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(beside))
        server.execute(drop)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(beside)))
        try:
            options = ["--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={beside}", str(source)]
            _run("pg_restore", where, options)
            yield beside
        finally:
            server.execute(drop)


def take_place(where: dict[str, str], beside: str, stamp: str) -> str:
    """Give `beside` the name of the database; returns the name the former one has from now on, if there was one.

    Both names change or none. Nobody may be connected at that moment.
    """
    name, aside = where["dbname"], f"{where['dbname']}_before_{stamp}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _server(where) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
        try:
            if there:
                server.execute(rename.format(sql.Identifier(name), sql.Identifier(aside)))
            try:
                server.execute(rename.format(sql.Identifier(beside), sql.Identifier(name)))
            except psycopg.Error:
                if there:
                    server.execute(rename.format(sql.Identifier(aside), sql.Identifier(name)))
                raise
        except psycopg.errors.ObjectInUse:
            raise Failed(f"somebody is connected to {name}; stop serve and worker, then restore again.") from None
    return aside if there else ""


@contextmanager
def _server(where: dict[str, str]) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(make_conninfo(**where | {"dbname": "postgres"}), autocommit=True) as server:
            yield server
    except psycopg.Error as error:
        raise Failed(f"PostgreSQL: {str(error).strip().splitlines()[0]}") from None


def _run(tool: str, where: dict[str, str], options: list[str]) -> None:
    folder = postgres.client_tools()
    if folder is None:
        raise Failed(f"{tool} is missing (apt install postgresql-client).")
    # Through the environment, not the command line: other users of the machine can read that.
    variables = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
    environment = dict(os.environ) | {variables[key]: value for key, value in where.items() if key in variables}
    done = subprocess.run([folder / tool, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no word"]
        raise Failed(f"{tool}: {lines[0]}")
