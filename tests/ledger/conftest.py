"""A new ledger for each test: in a DuckDB file, and in PostgreSQL where VERBALE_POSTGRES names a server."""

import os
import uuid

import pytest

from verbale.ledger.ledger import Ledger

SERVER = os.environ.get("VERBALE_POSTGRES", "")  # postgresql://user@host:port/
NO_SERVER = "VERBALE_POSTGRES names no server"


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.skipif(not SERVER, reason=NO_SERVER))])
def url(request, tmp_path):
    """The address of a ledger that does not exist yet."""
    if request.param == "duckdb":
        yield str(tmp_path / "a.duckdb")
        return
    import psycopg

    name = f"verbale_{uuid.uuid4().hex}"
    with psycopg.connect(SERVER + "postgres", autocommit=True) as server:
        server.execute(f"create database {name}")
        yield SERVER + name
        server.execute(f"drop database {name} with (force)")


@pytest.fixture
def ledger(url):
    with Ledger(url) as opened:
        yield opened
