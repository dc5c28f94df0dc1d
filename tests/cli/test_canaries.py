"""Secrets that are easy to find, looked for wherever the program writes."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from tests.conftest import Page, Seen, Site
from tests.feeds import item, rss

from cio_digest.networks import feed

if TYPE_CHECKING:
    from tests.cli.conftest import Program

PASSWORD, TOKEN, KEY = "cAnary-p&ss/1", "cAnary-t0ken-2", "cAnary-k3y-3"
HIDDEN = [
    form
    for secret in (PASSWORD, TOKEN)
    for form in (secret, quote(secret, ""), base64.b64encode(f"me:{secret}".encode()).decode())
]
COMMANDS = [
    ("fetch", "--all"),
    ("-v", "fetch", "--all"),
    ("-vv", "fetch", "--all"),
    ("sources", "list"),
    ("sources", "check"),
    ("-vv", "sources", "check"),
    ("sources", "list", "--format", "json"),
    ("sources", "score"),
    ("sources", "export"),
    ("doctor",),
    ("today", "--format", "json"),
    ("today", "--format", "html"),
    ("search", "thing"),
    ("version",),
]
ACCESS = """
[[feeds]]
url = "{0}/basic"
auth = {{ user = "me", password = {{ env = "PW" }} }}
[[feeds]]
url = "{0}/refused"
auth = {{ user = "me", password = {{ env = "PW" }} }}
[[feeds]]
url = "{0}/bearer"
headers = {{ Authorization = {{ env = "TOKEN" }} }}
[[feeds]]
url = "{0}/moved"
headers = {{ Authorization = {{ env = "TOKEN" }} }}
[[feeds]]
url = "{0}/faulty"
headers = {{ Authorization = {{ env = "TOKEN" }} }}
[[feeds]]
url = "{0}/key?token={1}"
"""


def echoed(seen: Seen) -> str:
    """All that a server was told of us: the header as it came, and what it says."""
    header = seen.headers.get("authorization", "")
    plain = base64.b64decode(header.split()[1]).decode() if header.startswith("Basic") else header
    return f"{seen.path} {header} {plain} {quote(plain, '')}"


def echo(seen: Seen) -> Page:
    """A feed that repeats what it was told, in its texts and its headers."""
    told = echoed(seen).replace("&", "&amp;")
    return Page(
        rss(item("A thing", description=told), title=told), headers=(("ETag", f'"{told}"'),)
    )


def refuse(seen: Seen) -> Page:
    """An error that repeats it."""
    return Page(json.dumps({"error": echoed(seen)}).encode(), 403)


@pytest.fixture
def watched(program: Program, site: Site, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Sources whose servers repeat every secret, and one in which a fault of our own quotes it."""
    real = feed.parsed

    def parsed(response: Any) -> Any:
        if response.url.endswith("/faulty"):
            raise KeyError(f"{TOKEN} at {site.url('/x')}?token={KEY}")
        return real(response)

    monkeypatch.setattr(feed, "parsed", parsed)
    site.pages |= dict.fromkeys(("/basic", "/bearer", "/faulty"), echo)
    site.pages["/refused"] = site.pages[f"/key?token={KEY}"] = refuse
    site.pages["/moved"] = lambda seen: Page(
        status=302, headers=(("Location", f"/gone?{quote(echoed(seen))}"),)
    )
    program.follow()
    with program.config.open("a", encoding="utf-8") as file:
        file.write(ACCESS.format(site.url(""), KEY))
    return program


def test_no_secret_is_written_anywhere(watched: Program) -> None:
    """No output at any level holds one, in any form; nor do the store and the log beside it."""
    env = watched.env(PW=PASSWORD, TOKEN=TOKEN)
    for debug in ({}, {"CIO_DIGEST_DEBUG": "1"}):
        for command in COMMANDS:
            done = watched(*command, env=env | debug)
            assert done.code in {0, 1, 3}, done.err
            for form in [*HIDDEN, *([] if command[1:] == ("export",) else [KEY])]:
                assert form not in done.out + done.err, command
    written = b"".join(file.read_bytes() for file in watched.store.parent.glob("*"))
    assert b"A thing" in written
    assert [form for form in HIDDEN if form.encode() in written] == []
