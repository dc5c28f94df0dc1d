"""Deliveries in-process: how often a service is asked, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page
from tests.render.factories import digest, item

from cio_digest import config
from cio_digest.runs import Setup, delivering

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Site

    from cio_digest.errors import DeliveryError

FEED = '[[feeds]]\nurl = "https://a.example/feed"\n'


class Pauses(list[float]):
    """The pauses that were asked for, none of which is made."""

    async def __call__(self, seconds: float, error: DeliveryError) -> None:
        assert error.temporary
        self.append(seconds)


def deliver(toml: str, store: Path, pauses: Pauses, **env: str) -> list[DeliveryError]:
    setup = Setup(config.parse(toml + FEED, "feeds.toml"), str(store), NOW, env)
    chosen = delivering.chosen(setup, ())
    return delivering.send(setup, chosen, digest(item()), pauses, again=False)


def test_a_dead_server(tmp_path: Path) -> None:
    """It is asked four times, and named by its host alone."""
    pauses = Pauses()
    toml = '[deliver.own]\nto = "webhook"\nurl = "https://127.0.0.1:1/s3cr3t"\n'
    (error,) = deliver(toml, tmp_path / "s.db", pauses)
    assert pauses == [15, 60, 300]
    said = "own (webhook): https://127.0.0.1:1: its host could not be reached"
    assert str(error).startswith(said)
    assert "s3cr3t" not in str(error)


@pytest.mark.parametrize(
    ("page", "waits"),
    [
        (Page(b"", 429, (("Retry-After", "7"),)), [7, 7, 7]),
        (Page(b'{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}', 429), [2.5, 2.5, 2.5]),
        (Page(b"", 502), [15, 60, 300]),
        (Page(b"", 429, (("Retry-After", "3600"),)), []),
        (Page(b"", 401), []),
        (Page(b"", 400), []),
        (Page(b"", 413), []),
    ],
    ids=["said", "said in Matrix's way", "not said", "too long", "token", "bad", "too large"],
)
def test_when_it_is_asked_again(page: Page, waits: list[float], site: Site, tmp_path: Path) -> None:
    """Where that may help, after as long as it says."""
    site.pages = dict.fromkeys([_path()], page)
    pauses = Pauses()
    toml = (
        f'[deliver.room]\nto = "matrix"\nurl = "{site.url("")}"\nroom = "!r:x"\n'
        'token = { env = "T" }\n'
    )
    (error,) = deliver(toml, tmp_path / "s.db", pauses, T="hunter2")
    assert pauses == waits
    assert str(page.status) in str(error)


def _path() -> str:
    from cio_digest.render import subject

    mark = subject.mark(digest(item()))
    return f"/_matrix/client/v3/rooms/%21r%3Ax/send/m.room.message/{mark}"


def test_one_that_fails_holds_no_other_up(site: Site, tmp_path: Path) -> None:
    """All go at once."""
    site.pages["/a"] = Page(status=403)
    site.pages["/b"] = Page(status=204)
    toml = "".join(
        f'[deliver.{name}]\nto = "webhook"\nurl = "{site.url(f"/{name}")}"\n' for name in "ab"
    )
    (error,) = deliver(toml, tmp_path / "s.db", Pauses())
    assert str(error) == f"a (webhook): http://{site.host}: answered 403 Forbidden"


def test_a_store_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    """What was delivered is delivered, though it cannot be noted."""
    from cio_digest.store import opened

    store = tmp_path / "s.db"
    with opened(str(store)):
        pass
    store.chmod(0o400)
    site.pages["/a"] = Page(status=204)
    toml = f'[deliver.a]\nto = "webhook"\nurl = "{site.url("/a")}"\n'
    assert deliver(toml, store, Pauses()) == []
