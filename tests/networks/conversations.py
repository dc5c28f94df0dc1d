"""Conversations held with answers at hand, and answers that somebody recorded from the networks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from tests.conftest import NOW

from cio_digest.errors import FetchError
from cio_digest.models import Entry, Polling, RawEntry, RawFeed, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import registry
from cio_digest.text.normalize import entry as clean

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPTY = '<rss version="2.0"><channel><title>Empty</title></channel></rss>'
_SOCIAL = Path(__file__).resolve().parents[3] / "shared" / "social"


class Held(NamedTuple):
    """What a conversation asked for, and what it came to."""

    requests: list[Request]
    reading: registry.Reading

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.requests]

    @property
    def entries(self) -> tuple[RawEntry, ...]:
        feed: RawFeed | None = self.reading.feed
        assert feed is not None
        return feed.entries


def source(kind: str, url: str = "https://server.example", **parts: Any) -> Source:
    """A source of a kind at a server."""
    return Source(f"{kind}://x", kind, url, **parts)


def answer(body: object, url: str = "", **headers: str) -> Response:
    """An answer: bytes and text as they are, anything else as JSON."""
    if isinstance(body, str):
        body = body.encode()
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(
        url, 200, {name.replace("_", "-"): text for name, text in headers.items()}, data
    )


def hold(
    watched: Source,
    *answers: Response | FetchError,
    state: Polling | None = None,
    access: registry.Access | None = None,
) -> Held:
    """Hold the conversation; an answer without an address comes from where it was asked for.

    Errors come out as the reader sees them. Every answer has to be used.
    """
    kind = registry.kind(watched.kind)
    task = registry.Task(watched, state or Polling.new(watched), access or registry.Access(), NOW)
    requests: list[Request] = []
    try:
        reading = _held(kind.read(task), iter(answers), requests)
    except FetchError as error:
        raise registry.explained(kind, error) from None
    assert len(requests) == len(answers)
    return Held(requests, reading)


def _held(
    conversation: registry.Conversation,
    answers: Iterator[Response | FetchError],
    requests: list[Request],
) -> registry.Reading:
    try:
        asked = next(conversation)
        while True:
            requests.append(asked)
            given = next(answers)
            if isinstance(given, FetchError):
                asked = conversation.throw(given)
            else:
                asked = conversation.send(given if given.url else given._replace(url=asked.url))
    except StopIteration as end:
        reading: registry.Reading = end.value
        return reading


def refused(status: int, body: object = b"", url: str = "https://server.example") -> FetchError:
    """An answer that is an HTTP error."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return FetchError(url, f"answered {status}", status=status, body=data)


def entry(raw: RawEntry) -> Entry:
    """The clean entry that the store would get."""
    return clean(raw, source="x", now=NOW, first_fetch=False)


def recorded(name: str) -> bytes:
    """A recorded or captured answer; skips the test where the collection is not at hand."""
    path = _SOCIAL / name
    if not path.exists():
        pytest.skip(f"no recorded answers beside this checkout ({path.name})")
    return path.read_bytes()


def cassette(name: str) -> list[str]:
    """The answers' bodies in a cassette written as YAML, in their order."""
    text = recorded(f"recorded/{name}").decode()
    bodies = re.findall(
        r'^( +)(?:body:\n +)?string: ("(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\')',
        text,
        re.MULTILINE | re.DOTALL,
    )
    return [_scalar(quoted) for _, quoted in bodies]


_ESCAPE = re.compile(r"\\(?:x(..)|u(....)|U(.{8})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "_": "\xa0", "e": "\x1b", "N": "\x85"}


def _scalar(quoted: str) -> str:
    """A quoted scalar of YAML (https://yaml.org/spec/1.2.2/#73-flow-scalar-styles)."""
    inner = quoted[1:-1]
    if quoted[0] == "'":
        return _folded(inner).replace("''", "'")
    inner = _folded(re.sub(r"\\\n[ \t]*", "", inner))

    def letter(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3]
        return chr(int(code, 16)) if code else _LETTERS.get(match[4], match[4])

    return _ESCAPE.sub(letter, inner)


def _folded(text: str) -> str:
    """One line end is a blank, and of several the first is nothing."""
    return re.sub(r"[ \t]*\n((?:[ \t]*\n)*)[ \t]*", lambda m: "\n" * m[1].count("\n") or " ", text)
