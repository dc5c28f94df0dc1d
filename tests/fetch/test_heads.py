"""Where an address leads to, asked over real HTTP on loopback: one HEAD, guarded."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Site

from cio_digest.errors import FetchError
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.heads import lead

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = Limits(connect=10, total=20, gap=0)


def ask(
    *urls: str, private: Callable[[str], bool] = lambda _: False, limits: Limits = QUICK
) -> list[str | FetchError]:
    """Ask where each leads to, one after the other, with one client."""

    async def run() -> list[str | FetchError]:
        answers: list[str | FetchError] = []
        async with client(limits, private=private) as opened:
            for url in urls:
                try:
                    answers.append(await lead(opened, url))
                except FetchError as error:
                    answers.append(error)
        return answers

    return asyncio.run(run())


def redirect(to: str, status: int = 301) -> Page:
    return Page(status=status, headers=(("Location", to),))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_one_head_tells_the_target(site: Site, status: int) -> None:
    """The target itself is not asked, and nothing of the reader's goes along."""
    site.pages["/a"] = redirect(site.url("/article"), status)
    assert ask(site.url("/a")) == [site.url("/article")]
    (seen,) = site.seen
    assert (seen.method, seen.path) == ("HEAD", "/a")
    assert not {"cookie", "referer", "authorization"} & set(seen.headers)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(Page(b"<html>"), "which leads nowhere", id="a page"),
        pytest.param(Page(status=404), "answered 404", id="unknown"),
        pytest.param(redirect("javascript:alert(1)"), "not a web address", id="a script"),
        pytest.param(redirect("file:///etc/passwd"), "not a web address", id="a file"),
        pytest.param(Page(status=301), "which leads nowhere", id="to nowhere"),
    ],
)
def test_what_leads_nowhere_is_an_error(site: Site, page: Page, said: str) -> None:
    """In words."""
    site.pages["/a"] = page
    (answer,) = ask(site.url("/a"))
    assert said in str(answer)


def test_a_private_host_is_never_asked(site: Site) -> None:
    """A short link is a stranger's: not even its first step may lead inside."""
    (answer,) = ask(site.url("/a"), private=lambda _: True)
    assert "private network" in str(answer)
    assert site.seen == []


def test_a_silent_host_is_given_up(site: Site) -> None:
    """After the time that a connection may take."""
    site.pages["/a"] = lambda _: Page(b"".join(site.hang()))
    (answer,) = ask(site.url("/a"), limits=QUICK._replace(connect=1))
    assert "no complete answer" in str(answer)


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_has_enough_is_left_alone(site: Site, status: int) -> None:
    """One answer of "too many" is the last question of the run."""
    site.pages["/a"] = Page(status=status)
    first, second = ask(site.url("/a"), site.url("/b"))
    assert f"answered {status}" in str(first)
    assert f"its host answered {status} a moment ago" in str(second)
    assert len(site.seen) == 1


def test_a_host_that_cannot_be_reached_is_tried_once() -> None:
    """A hundred links at a host that is blocked here do not cost a hundred waits."""
    first, second = ask("http://127.0.0.1:9/a", "http://127.0.0.1:9/b")
    assert "could not be reached (it refused" in str(first)
    assert "its host could not be reached a moment ago" in str(second)
