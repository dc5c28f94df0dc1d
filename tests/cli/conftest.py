"""The program as its users start it, with a home and a clock of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.conftest import NOW
from tests.feeds import saved

import cio_digest
from cio_digest import config, demo
from cio_digest.cli import main
from cio_digest.runs import Setup, rehearsal
from cio_digest.store import opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cio_digest.models import Entry

CLOSED = "http://127.0.0.1:9"  # "discard", which nobody serves
TOPICS = '[digest]\ntimezone = "UTC"\n[topics.CRM]\nkeywords = ["CRM"]\n'


class Done(NamedTuple):
    """How a command ended; both outputs are UTF-8."""

    code: int
    out: str
    err: str


class Program(NamedTuple):
    """``cio-digest`` with an empty home; ``feeds.toml`` and the store are where Linux has them."""

    home: Path

    @property
    def config(self) -> Path:
        return self.home / ".config" / "cio-digest" / "feeds.toml"

    @property
    def store(self) -> Path:
        return self.home / ".local" / "share" / "cio-digest" / "cio-digest.db"

    def env(self, now: datetime = NOW, /, **more: str) -> dict[str, str]:
        """What cron gives a command, and the instant that it is to take for now."""
        source = str(Path(cio_digest.__file__).parents[1])
        moment = {"CIO_DIGEST_NOW": now.isoformat()}
        return {"HOME": str(self.home), "PYTHONPATH": source, **moment, **more}

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "cio_digest", *args]

    def __call__(self, *args: str, env: Mapping[str, str] | None = None) -> Done:
        """Run a command to its end in this process, its outputs being no terminals."""
        out, err, empty = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3))
        with (
            pytest.MonkeyPatch.context() as patch,
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            patch.chdir(self.home)
            patch.setattr(sys, "stdin", empty)
            for name in os.environ.keys() - {"PYTEST_CURRENT_TEST"}:
                patch.delenv(name)
            for name, value in (self.env() if env is None else env).items():
                patch.setenv(name, value)
            code = _ended(args)
        return Done(code, _written(out), _written(err))

    def process(self, *args: str, env: Mapping[str, str] | None = None) -> Done:
        """Run a command to its end in a process of its own, its outputs being pipes."""
        done = subprocess.run(
            self.command(*args),
            env=self.env() if env is None else env,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def fill(self, *entries: Entry) -> None:
        """Follow one source, and have these entries of it in the store since just now."""
        self.follow(f"{CLOSED}/a")
        with opened(str(self.store)) as db:
            saved(db, *(each._replace(source=f"{CLOSED}/a") for each in entries))

    def follow(self, *urls: str, more: str = TOPICS) -> None:
        """Write a feeds.toml; a source is called by the last part of its address."""
        feeds = (f'[[feeds]]\nurl = "{url}"\ntitle = "{url.rpartition("/")[2]}"\n' for url in urls)
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(more + "".join(feeds), encoding="utf-8")


def _ended(args: tuple[str, ...]) -> int:
    """The exit code of a command that runs in this process."""
    with pytest.raises(SystemExit) as ended:
        main(list(args))
    assert isinstance(ended.value.code, int)
    return ended.value.code


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture(scope="session")
def inhabited(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program in the demo's world, four weeks of which it has read; for reading alone."""
    if os.name == "nt":
        pytest.skip("the places are those of Linux")
    found = Program(tmp_path_factory.mktemp("inhabited"))
    found.config.parent.mkdir(parents=True)
    with demo.serve(NOW) as address:
        found.config.write_text(demo.config(address), encoding="utf-8")
        rehearsal.fill(Setup(config.load(found.config), str(found.store), NOW))
    assert found("star", "1").code == 0
    return found


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program in a home of its own, without configuration or store."""
    if os.name == "nt":
        pytest.skip("the places are those of Linux")
    return Program(tmp_path)
