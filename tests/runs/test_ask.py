"""One source asked: whatever is wrong is in the answer, and an oddity of ours has its place."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW, Page, Site
from tests.feeds import item, rss, source

from cio_digest import config
from cio_digest.models import Auth, Polling, Secret, Session, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import registry
from cio_digest.runs import Setup, ask, check
from cio_digest.runs.connection import connected, over
from cio_digest.text import normalize

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def present(asked: Source, site: Site, env: dict[str, str] | None = None) -> ask.Answer:
    """What a source holds now, over real HTTP."""
    feed = f'[[feeds]]\nurl = "{site.url("/")}"\n'
    setup = Setup(config.parse(feed, "feeds.toml"), ":memory:", NOW, env or {})

    async def run() -> ask.Answer:
        async with connected(setup, [asked.kind]) as connection:
            return await ask.present(asked, connection, NOW)

    return asyncio.run(run())


def test_what_it_holds_is_clean_and_newest_first(site: Site) -> None:
    """With what the source calls itself, and where it moved to."""
    old = item("Old <b>CRM</b>", pubDate="Fri, 20 Nov 2026 06:00:00 GMT")
    site.pages["/new"] = Page(rss(old, item("New CRM")))
    site.pages["/a"] = Page(status=301, headers=(("Location", "/new"),))
    answer = present(source(site.url("/a")), site)
    assert [entry.title for entry in answer.entries] == ["New CRM", "Old CRM"]
    assert answer.moved == site.url("/new")
    assert (answer.fault, answer.left, answer.gone) == ("", "", False)


def test_what_is_wrong_is_in_the_answer(site: Site) -> None:
    """A refusal with its status, a page that is no feed, a credential that is missing."""
    site.pages["/gone"] = Page(status=410)
    site.pages["/page"] = Page(b"<html><body>Sorry</body></html>")
    gone, page = (present(source(site.url(path)), site) for path in ("/gone", "/page"))
    assert (gone.status, gone.gone, gone.fault) == (410, True, "answered 410 Gone")
    assert page.gone
    private = source(site.url("/a"), auth=Auth("me", Secret(env="NOT_SET")))
    assert present(private, site).fault == "environment variable NOT_SET is not set"


def test_a_fault_in_cleaning_is_an_answer_too(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its traceback is logged; what a credential command gave is in neither."""

    def fail(*_: Any, **__: Any) -> None:
        raise LookupError("pa55")

    site.pages["/a"] = Page(rss(item("CRM")))
    monkeypatch.setattr(normalize, "entry", fail)
    private = source(site.url("/a"), auth=Auth("me", Secret(env="PW")))
    with caplog.at_level(logging.ERROR, "cio_digest"):
        answer = present(private, site, {"PW": "pa55"})
    assert re.search(r"it at runs/ask\.py:\d+$", answer.fault)
    assert "Traceback" in caplog.text
    assert "pa55" not in caplog.text
    assert answer.after.failures == 1


def test_a_new_session_is_kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever becomes of the rest of the run."""
    new = Session("token")

    def read(_: registry.Task) -> registry.Conversation:
        response = yield Request(odd.url)
        return registry.Reading(response, session=new)

    async def get(request: Request) -> Response:
        return Response(request.url, 200, {}, b"")

    odd = Source("odd", "odd", "https://a.example/")
    kept: list[Session] = []
    monkeypatch.setattr(registry, "kind", lambda _: registry.Kind("Odd", "nothing", read))
    connection = over(get, {})._replace(keep=lambda _, session: kept.append(session))
    asyncio.run(ask.since(odd, Polling.new(odd), connection, NOW))
    assert kept == [new]


def test_a_check_gives_the_worst_first(site: Site, tmp_path: Path) -> None:
    """And tells how far it is."""
    site.pages["/fine"] = Page(rss(item("CRM")))
    urls = [site.url("/fine"), site.url("/missing")]
    feeds = "".join(f'[[feeds]]\nurl = "{url}"\n' for url in urls)
    setup = Setup(config.parse(feeds, "feeds.toml"), str(tmp_path / "s.db"), NOW, {})
    steps: list[int] = []
    checked = check.check(setup, setup.config.sources, lambda now: steps.append(now.done))
    assert [answer.source.url for answer in checked.answers] == urls[::-1]
    assert (steps, checked.payments) == ([0, 1, 2], [])
