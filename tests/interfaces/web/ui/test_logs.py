"""What the log says of a request, and what it must not say."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings as product
from django.db import DatabaseError
from django.test import Client

from gieo.interfaces.web.ui.logs import Json, RequestNumber, Text

pytestmark = pytest.mark.django_db

LOGGERS = ("gieo", "django", "django.request")


class Log(io.StringIO):
    @property
    def lines(self) -> list[str]:
        return self.getvalue().splitlines()

    @property
    def records(self) -> list[dict]:
        return [json.loads(line) for line in self.lines]


@pytest.fixture(params=[Text])
def log(request: pytest.FixtureRequest, settings) -> Iterator[Log]:
    """What the product's handler would write on stderr."""
    settings.SLOW_SECONDS = 60.0  # the first request of a process imports every page
    kept = Log()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(request.param())
    handler.addFilter(RequestNumber())
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
    yield kept
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(handler)


as_json = pytest.mark.parametrize("log", [Json], indirect=True)


def test_the_handler_of_the_product_is_the_one_tested_here():
    handler = product.LOGGING["handlers"]["stderr"]
    assert (handler["formatter"], handler["filters"]) == ("text", ["number"])
    assert product.LOGGING["formatters"]["json"]["()"].endswith("ui.logs.Json")


@as_json
def test_every_request_leaves_one_line(client: Client, log: Log, django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = client.get("/hoi-nghi/")
    [said] = log.records
    assert (said["level"], said["logger"]) == ("INFO", "gieo.requests")
    assert said["number"] == answer.headers["X-Request-Number"]
    assert (said["method"], said["route"], said["status"]) == ("GET", "transfers_public:conferences", 200)
    assert said["queries"] == 3
    assert said["ms"] > 0


def test_the_line_in_words(client: Client, log: Log):
    answer = client.get("/loi-moi/mot-ma-bi-mat/")
    [line] = log.lines
    assert f"INFO gieo.requests [{answer.headers['X-Request-Number']}] GET accounts_public:invitation 404 " in line
    assert line.endswith("1 queries")
    assert "bi-mat" not in line


@pytest.mark.parametrize("path", ["/loi-moi/mot-ma-bi-mat/", "/dat-lai-mat-khau/1-mot-ma-bi-mat/"])
def test_a_form_that_was_left_too_long_is_logged_without_its_token(log: Log, path: str):
    answer = Client(enforce_csrf_checks=True).post(path)
    number = answer.headers["X-Request-Number"]
    assert answer.status_code == 403
    assert len(log.lines) == 2
    assert all(f"[{number}]" in line for line in log.lines)
    assert "Forbidden (CSRF cookie not set.): acc" in log.lines[0]
    assert "bi-mat" not in log.getvalue()


def test_a_foreign_host_is_logged_with_the_number(log: Log, client: Client):
    number = client.get("/", headers={"host": "elsewhere.example"}).headers["X-Request-Number"]
    assert f"ERROR django.security.DisallowedHost [{number}] Invalid HTTP_HOST header" in log.lines[0]


def test_the_number_of_a_fault_leads_to_its_traceback(settings, log: Log):
    settings.ROOT_URLCONF = "tests.interfaces.web.ui.failing_urls"
    number = Client(raise_request_exception=False).get("/hong/?ma=bi-mat").headers["X-Request-Number"]
    assert f"ERROR django.request [{number}] Internal Server Error: breaks" in log.lines[0]
    assert "RuntimeError: a page that breaks" in log.getvalue()
    assert f"[{number}] GET breaks 500" in log.lines[-1]
    assert "bi-mat" not in log.getvalue()


@as_json
def test_a_slow_request_names_its_slowest_queries_without_their_values(settings, client: Client, log: Log):
    settings.SLOW_SECONDS = 0.0
    client.get("/xac-minh/?ma=BB-2023-BIMAT")
    slow = log.records[-1]
    assert slow["level"] == "WARNING"
    assert "SELECT" in slow["slowest"][0]
    assert "BIMAT" not in log.getvalue()


def test_values_of_a_row_are_left_out_of_a_traceback(log: Log):
    error = DatabaseError("duplicate key value\nDETAIL:  Key (email)=(a@example.vn) already exists.\n")
    try:
        raise error
    except DatabaseError:
        logging.getLogger("gieo").exception("a fault")
    assert "duplicate key value" in log.getvalue()
    assert "a@example.vn" not in log.getvalue()


def test_a_line_outside_of_any_request_has_a_dash(log: Log):
    logging.getLogger("gieo.interfaces.ops.work").info("nightly seal: 3 entries sealed")
    assert "[-] nightly seal" in log.lines[0]
