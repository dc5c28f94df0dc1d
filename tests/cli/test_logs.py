"""A fault can be found: file and line in the log beside the store, and with -v on stderr."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Page, Site
from tests.feeds import item, rss

from cio_digest import digest
from cio_digest.networks import feed

if TYPE_CHECKING:
    from tests.cli.conftest import Program

PRIVATE = 'auth = { user = "me", password = { env = "PW" } }\n'
PLACE = re.compile(r"networks/feed\.py:\d+")


@pytest.fixture
def planted(program: Program, site: Site, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Two sources, in whose reading one meets a fault of our own that says what it should not."""
    real = feed.parsed

    def parsed(response: Any) -> Any:
        if response.url.endswith("/odd"):
            raise KeyError("s3cret-pw at https://a.example/?token=k3y")
        return real(response)

    monkeypatch.setattr(feed, "parsed", parsed)
    site.pages["/odd"] = site.pages["/fine"] = Page(rss(item("All about CRM")))
    program.follow(site.url("/fine"), site.url("/odd"))
    with program.config.open("a", encoding="utf-8") as file:
        file.write(PRIVATE)
    return program


def log(program: Program) -> str:
    return program.store.with_name(f"{program.store.name}.log").read_text(encoding="utf-8")


def test_a_fault_in_one_source_is_in_the_log_with_file_and_line(planted: Program) -> None:
    """The others are read, the reader is not bothered yet."""
    assert planted("fetch", env=planted.env(PW="s3cret-pw")) == (3, "", "")
    (line,) = re.findall(r'File "(\S+)/networks/feed\.py", line \d+, in \w+', log(planted))
    assert line.endswith("cio_digest")
    assert "odd: Traceback (most recent call last):" in log(planted)
    assert "KeyError" in log(planted)
    assert "All about CRM" in planted("today", "--format", "plain").out


def test_with_v_it_is_on_stderr_too(planted: Program) -> None:
    """With what each source brought; with -vv each request."""
    env = planted.env(PW="s3cret-pw")
    told = planted("-v", "fetch", env=env).err
    assert "Traceback" in told
    assert "KeyError" in told
    assert "cio-digest: fine: 1 new\n" in told
    assert ": 200," not in told
    for loud in (planted("-vv", "fetch", "--all", env=env),
                 planted("fetch", "--all", env={**env, "CIO_DIGEST_DEBUG": "1"})):  # fmt: skip
        assert re.search(r"/fine: 200, \d+ bytes\n", loud.err)


def test_what_a_fault_quotes_cannot_harm(
    program: Program, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither send an escape to the terminal nor pose as a line of its own time."""

    def parsed(response: Any) -> Any:
        raise ValueError("\x1b]0;odd\x07\x9b31m\u202e" + response.url)

    monkeypatch.setattr(feed, "parsed", parsed)
    site.pages["/odd"] = Page(rss(item("CRM")))
    program.follow(site.url("/odd"))
    told = program("-v", "fetch").err
    for text in (told, log(program)):
        assert "ValueError" in text
        assert all(line.isprintable() for line in text.split("\n"))
    assert "    return await _read(" in log(program)


def test_check_says_where(planted: Program) -> None:
    """The file and the line of the program, beside what went wrong."""
    done = planted("sources", "check", "odd", env=planted.env(PW="s3cret-pw"))
    assert done.code == 1
    assert "internal fault while reading it at " in done.out
    assert PLACE.search(done.out)


def test_no_credential_is_in_the_log_or_in_a_message(planted: Program) -> None:
    """Neither the password that was revealed, nor the key in an address."""
    env = planted.env(PW="s3cret-pw")
    loud = planted("-vv", "fetch", env=env)
    listed = planted("sources", "list", "--format", "json")
    checked = planted("-vv", "sources", "check", "--all", env=env)
    assert "internal fault" in listed.out
    for text in (log(planted), *loud[1:], *listed[1:], *checked[1:]):
        assert "s3cret-pw" not in text
        assert "k3y" not in text


def test_a_command_that_fails_by_a_fault_leaves_it_in_the_log(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two lines for the reader, the traceback for the log; with -v for both."""
    program.follow("http://127.0.0.1:9/a")
    monkeypatch.setattr(digest, "make", None)
    done = program("today", "--date", "2026-11-20")
    assert done.code == 1
    assert "internal fault at runs/morning.py:" in done.err
    assert "Traceback" not in done.err
    assert re.search(r'runs/morning\.py", line \d+, in make', log(program))
    assert "Traceback" in program("-v", "today", "--date", "2026-11-20").err


def test_without_a_fault_there_is_no_log(program: Program, site: Site) -> None:
    """Failures of sources are told elsewhere."""
    program.follow(site.url("/missing"))
    assert program("fetch").code == 1
    assert not program.store.with_name(f"{program.store.name}.log").exists()
