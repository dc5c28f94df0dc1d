"""Programs and files of one's own in place of an address: run and read for real, within bounds."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW
from tests.feeds import item, rss

from cio_digest import config
from cio_digest.errors import FetchError
from cio_digest.fetch import local
from cio_digest.fetch.local import LocalLimits
from cio_digest.models.wire import Request, Response
from cio_digest.runs import update
from cio_digest.runs.connection import over
from cio_digest.store import Store
from cio_digest.store import entries as entry_table

if TYPE_CHECKING:
    from pathlib import Path

    from cio_digest.models import Source

QUICK = LocalLimits(seconds=0.5, size=100_000)
NAME = "command:program#0"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs are those of POSIX")


async def no_network(request: Request) -> Response:
    """Answer nothing: what is local needs no network."""
    raise FetchError(request.url, "there is no network here")


def ask(request: Request, limits: LocalLimits | None = None, **env: str) -> Response:
    async def run() -> Response:
        return await local.beside(no_network, {**os.environ, **env}, limits)(request)

    return asyncio.run(run())


def python(code: str) -> Request:
    return Request(NAME, command=(sys.executable, "-c", code))


def test_what_a_program_prints_is_the_answer() -> None:
    """Its arguments go as they are, through no shell; it sees the environment, and no input."""
    code = "import os, sys; print(os.environ['A'], sys.argv[1], sys.stdin.read(), end='')"
    request = python(code)
    response = ask(request._replace(command=(*request.command, "$HOME; *")), A="b")
    assert (response.status, response.url, response.body) == (200, NAME, b"b $HOME; * ")


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (python("import sys; sys.exit(3)"), "its command failed with exit code 3"),
        (
            python("import sys; print('a\\n401: no ticket\\n\\n', file=sys.stderr); sys.exit(22)"),
            "its command failed with exit code 22: 401: no ticket",
        ),
        (python("import os; os.kill(os.getpid(), 15)"), "its command ended by signal 15"),
        (python("print('x' * 100_001)"), "larger than 0.1 MB"),
        (python("while True: print('x' * 1000)"), "larger than 0.1 MB"),
        (python("import time; time.sleep(60)"), "its command did not end within 0.5 s"),
        (
            python("import os, time; os.close(1); os.close(2); time.sleep(60)"),
            "its command did not end within 0.5 s",
        ),
        (Request(NAME, command=("no-such-program",)), "its command was not found; is it"),
        (Request(NAME, command=("/",)), "its command cannot be run: Permission denied"),
        (Request("file:/nope", file="/nope"), "cannot be read: No such file or directory"),
        (Request("file:/dev/zero", file="/dev/zero"), "is not a plain file"),
        (Request("file:/", file="/"), "is not a plain file"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_failure_is_one_line(request_: Request, reason: str) -> None:
    """With the last thing that a program said; none takes longer or gives more than it may."""
    limits = QUICK if "0.5 s" in reason or "0.1 MB" in reason else None
    with pytest.raises(FetchError) as caught:
        ask(request_, limits)
    assert caught.value.reason.startswith(reason)


def test_a_program_ends_with_all_that_it_started(tmp_path: Path) -> None:
    """A child that holds the output open is ended, too: it never hears that its parent is gone."""
    told = tmp_path / "told"
    os.mkfifo(told)
    child = f"exec 3>{told}; while kill -0 $PPID 2>/dev/null; do :; done; echo orphaned >&3"
    ours = os.open(told, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(FetchError, match="did not end"):
        ask(Request(NAME, command=("sh", "-c", f"sh -c '{child}' & wait")), QUICK)
    os.set_blocking(ours, True)
    with os.fdopen(ours, "rb") as stream:
        assert stream.read() == b""  # until nobody can write any more


def test_a_program_that_is_ended_ends_quietly(caplog: pytest.LogCaptureFixture) -> None:
    """It is collected once, so that the event loop does not complain of a child it cannot find."""
    limits = QUICK._replace(seconds=30)
    answer = local.beside(no_network, os.environ, limits)

    async def run() -> list[Response | BaseException]:
        asked = (answer(Request(NAME, command=("yes", "x" * 90))) for _ in range(60))
        return await asyncio.gather(*asked, return_exceptions=True)

    assert {str(each) for each in asyncio.run(run())} == {f"{NAME}: larger than 0.1 MB"}
    assert caplog.records == []


def test_what_leaves_the_program_behind_is_not_waited_for() -> None:
    """Though it keeps the output open."""
    code = "import subprocess; subprocess.Popen(['sleep', '5'], start_new_session=True)"
    with pytest.raises(FetchError, match="did not end"):
        ask(python(code), QUICK)


def test_a_file_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``~`` is the home folder; a file larger than it may be is refused."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.xml").write_bytes(b"<rss/>")
    assert ask(Request("file:~/a.xml", file="~/a.xml")).body == b"<rss/>"
    (tmp_path / "a.xml").write_bytes(b"x" * 100_001)
    with pytest.raises(FetchError, match=r"larger than 0\.1 MB"):
        ask(Request("file:~/a.xml", file="~/a.xml"), QUICK)


def test_a_file_may_be_as_large_as_a_feed(tmp_path: Path) -> None:
    """Twelve megabytes are read, sixteen are refused."""
    path = tmp_path / "feed.xml"
    path.write_bytes(b"x" * 12_000_000)
    request = Request(str(path), file=str(path))
    assert len(ask(request).body) == 12_000_000
    os.truncate(path, 16_000_000)
    with pytest.raises(FetchError, match="larger than 15 MB"):
        ask(request)


def test_everything_else_is_asked_as_ever() -> None:
    """A request without a program or file goes over the wire."""
    with pytest.raises(FetchError, match="there is no network here"):
        ask(Request("https://a.example/"))


# --- as sources --------------------------------------------------------------------------------


def source(**keys: Any) -> Source:
    """A feed as feeds.toml has it."""
    text = "\n".join(f"{key} = {value!r}" for key, value in keys.items())
    (found,) = config.parse(f"[[feeds]]\n{text}".replace("(", "[").replace(")", "]"), "f").sources
    return found


def read(db: Store, watched: Source) -> update.Outcome:
    """Read one source with the network away."""
    due = update.due(db, [watched], NOW, insist=True)
    (outcome,) = asyncio.run(update.run(db, due, over(no_network, os.environ), NOW))
    return outcome


def test_a_program_is_a_source(db: Store, tmp_path: Path) -> None:
    """What it prints is read, kept and, when it comes once more, known."""
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss(item("From the intranet"), title="Intranet"))
    watched = source(command=["cat", str(feed)])
    first = read(db, watched)
    assert (first.new, first.after.error, first.after.title) == (1, "", "Intranet")
    assert read(db, watched).new == 0
    assert entry_table.count(db, [watched.key], NOW.replace(year=2025), NOW) == 1


def test_a_page_that_a_program_prints_leads_nowhere(db: Store, tmp_path: Path) -> None:
    """Neither to an address nor to another run of the program."""
    page = tmp_path / "page.html"
    page.write_text('<html><link rel="alternate" type="application/rss+xml" href="https://a.io/">')
    outcome = read(db, source(file=str(page)))
    assert outcome.after.error.startswith("an HTML page where a feed should be")


def test_a_failed_program_is_told_without_its_arguments(db: Store) -> None:
    """An argument may be a secret: neither state nor name holds it."""
    watched = source(command=["sh", "-c", "exit 3", "hunter2"])
    outcome = read(db, watched)
    assert outcome.after.error == "its command failed with exit code 3"
    assert watched.key.startswith("command:sh#")
    assert "hunter2" not in repr(outcome.after)
