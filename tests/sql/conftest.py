"""Databases for the tests: SQLite files, and a PostgreSQL server of their own, started from the binaries of the system.

``OGIRMODEL_TEST_POSTGRES`` names a server to use instead; with ``OGIRMODEL_NEED_POSTGRES`` a machine without any fails.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.pool import NullPool


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the URL of a real PostgreSQL."""
    if given := os.environ.get("OGIRMODEL_TEST_POSTGRES"):
        yield given
        return
    programs = _programs()
    if programs is None:
        reason = "no PostgreSQL server is installed (no initdb found)"
        if os.environ.get("OGIRMODEL_NEED_POSTGRES"):
            pytest.fail(reason)
        pytest.skip(reason)
    home = Path(tempfile.mkdtemp(prefix="ogir-pg-"))
    user = _other_user()
    if user is not None:
        os.chown(home, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        who: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        command = [str(programs / program), *arguments]
        with (home / "log").open("ab") as log:
            subprocess.run(command, check=True, cwd=home, stdout=log, stderr=log, env={"LC_ALL": "C"}, **who)

    data = str(home / "data")
    try:
        run("initdb", "-D", data, "-U", "ogir", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-o", f"-c listen_addresses='' -c fsync=off -k {home}", "start")
        try:
            yield f"postgresql+psycopg://ogir@/postgres?host={home}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path | None:
    if found := shutil.which("initdb"):
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def _other_user() -> pwd.struct_passwd | None:
    """Return somebody else where root runs the tests: the server refuses root."""
    if os.getuid() != 0:
        return None
    names = {each.pw_name: each for each in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Engine]:
    """Give an engine on a schema that only this test has."""
    engine = sa.create_engine(postgres_url, poolclass=NullPool)
    schema = f"t{os.getpid()}_{id(engine)}"
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    mine = sa.create_engine(postgres_url, poolclass=NullPool, connect_args={"options": f"-csearch_path={schema}"})
    yield mine
    with engine.begin() as connection:
        connection.execute(sa.schema.DropSchema(schema, cascade=True))


@pytest.fixture
def sqlite(tmp_path: Path) -> Engine:
    """Give an engine on a new SQLite file."""
    return sa.create_engine(f"sqlite:///{tmp_path / 'register.sqlite'}", poolclass=NullPool)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Engine:
    """Give either database."""
    engine: Engine = request.getfixturevalue(request.param)
    return engine
