"""Real servers, where somebody started them: docs/testing.md says how, each variable which."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timezone
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.cli.conftest import Done, Program

from cio_digest.errors import FetchError
from cio_digest.fetch.client import client
from cio_digest.runs import update
from cio_digest.runs.connection import over

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cio_digest.models import Source
    from cio_digest.models.wire import Request, Response
    from cio_digest.store import Store


def started(name: str) -> str:
    """What a started server says of itself; skips the test where none was."""
    variable = f"CIO_DIGEST_TEST_{name}"
    script = name.lower().partition("_")[0]
    if not os.environ.get(variable):
        pytest.skip(f"{variable} is not set: start tests/servers/{script}.sh (docs/testing.md)")
    return os.environ[variable]


class Heard(NamedTuple):
    """How the sources did, and what each request was answered with: a status, 0 for none."""

    outcomes: list[update.Outcome]
    answers: list[tuple[str, int]]


@pytest.fixture
def ask(db: Store) -> Callable[..., Heard]:
    """Read sources into the store as a run does, now."""

    def run(*wanted: Source, **env: str) -> Heard:
        return asyncio.run(_run(db, wanted, env))

    return run


async def _run(db: Store, wanted: tuple[Source, ...], env: dict[str, str]) -> Heard:
    now = datetime.now(timezone.utc)
    answers = []
    async with client() as opened:

        async def get(request: Request) -> Response:
            try:
                response = await opened.get(request)
            except FetchError as error:
                answers.append((request.url, error.status))
                raise
            answers.append((request.url, response.status))
            return response

        due = update.due(db, wanted, now, insist=True)
        outcomes = await update.run(db, due, over(get, env), now)
    update.digestible(db)
    return Heard(outcomes, answers)


@pytest.fixture
def morning(tmp_path: Path) -> Callable[..., tuple[Done, Done]]:
    """Fetch and print the digest of today, as a reader with this feeds.toml does."""

    def run(config: str, **env: str) -> tuple[Done, Done]:
        program = Program(tmp_path)
        program.config.parent.mkdir(parents=True, exist_ok=True)
        program.config.write_text(config, encoding="utf-8")
        here = program.env(datetime.now(timezone.utc), **env)
        return program("fetch", env=here), program("today", env=here)

    return run
