"""Every regular expression that meets outside text takes time in proportion to it.

Each is run over long repetitions of what could make it try again and again. One that is linear
takes milliseconds of this process's own time for them; one that is quadratic takes minutes, and is
stopped long before.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import cio_digest
from cio_digest import parse
from cio_digest.parse import mending
from cio_digest.text import normalize, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

LENGTH = 10_000  # characters
SECONDS = 0.4  # of this process alone; linear ones take a few thousandths
STAGES = ("parse", "text", "ranking", "search")
PUMPS = [
    *("/ . , ; : ! ? - _ = + # @ % & < > ( [ { \" ' \\ | * ~ a A 1 é 新 …".split()),
    " ", "\n", "\t ", "\u200d", "\xc2\x80", ". ", "A. ", '." ', "a.", "1,", "a'", "a ", "a-",
    "a b", "/amp", "/amp/index.html", ".amp", "www.", "https://", "https://a@", "a@b ", "v=",
    "&#", "&#55357;", "&lt;", "&lt;p ", "&lt;a b=", "&amp;", "&a", "<a ", "<p", "</a", "<a>",
    '<b "', "<b '", "<link ", '<a b="', "<script", "<code", "<!--", "<![CDATA[", "<?xml ", "<?",
    "<a><![CDATA[</a>", "<item", "<rss ", "<a:", 'xmlns:a="', '\\"', '",', '{"items":', ":[", "12:",
    "12.", "2026-", "+1", "(1", "gmt+", "a/b", "of ", "the ", "1 a ", "sponsored", "date(",
    "google.", "RE: ",
]  # fmt: skip
END = "\0x"  # no pattern goes on to it
# Only ever held against a whole value or one place: a parameter, a host's name, a prolog.
WHOLE = {
    "_MARK_VALUE",
    "_REDIRECTS",
    "_CACHES",
    "_WRAPPING",
    "_HOST",
    "_PROLOG",
    "_ROOT",
    "_SCHEME",
}


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns of the stages that outside text goes through, by module and name."""
    for module in pkgutil.walk_packages(cio_digest.__path__, "cio_digest."):
        if module.name.split(".")[1] in STAGES:
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((f"{module.name}.{name}", each) for each in within(value))


def within(value: object) -> Iterator[re.Pattern[Any]]:
    """The patterns in a constant, which may be a table of them."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from within(each)


ALL = list(patterns())


def stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    """End a test that takes more of this process's time than a linear one could."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("needs timers of a process's own time")
    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def test_all_stages_are_looked_at() -> None:
    """A pattern that moved is still found."""
    assert len(ALL) > 80
    assert {name.split(".")[1] for name, _ in ALL} >= set(STAGES)


@pytest.mark.parametrize(("name", "pattern"), ALL, ids=[name for name, _ in ALL])
def test_a_pattern_is_linear(name: str, pattern: re.Pattern[Any]) -> None:
    """However long a repetition is, and whatever ends it."""
    whole = name.rpartition(".")[2] in WHOLE
    texts = {pump: pump * (LENGTH // len(pump)) + END for pump in PUMPS}
    slow = [
        pump
        for pump, text in texts.items()
        if not ends(partial(run, pattern, text, whole=whole), SECONDS)
    ]
    assert slow == []


def ends(work: Callable[[], object], seconds: float) -> bool:
    """Whether work ends in so much of this process's time; it is stopped there."""
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        work()
    except TimeoutError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return True


def run(pattern: re.Pattern[Any], text: str, *, whole: bool) -> None:
    """Look for a pattern everywhere, or hold it against the whole."""
    data: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    if whole:
        pattern.match(data)
        pattern.fullmatch(data)
    else:
        deque(pattern.finditer(data), maxlen=0)


@pytest.mark.parametrize("pump", PUMPS)
def test_cleaning_is_linear(pump: str) -> None:
    """What the patterns are used for ends, too: text, titles, addresses, dates, sentences."""
    text = pump * (5 * LENGTH // len(pump))
    assert ends(partial(clean, text), 10 * SECONDS)


def clean(text: str) -> None:
    """Read a text as all that may hold one."""
    normalize.text(text)
    normalize.title(text)
    normalize.url("https://h.example/" + text[:4000] + "x")
    summary.split(text)
    mending.with_section_ends(text)
    parse.feed_links(text.encode("utf-8", "replace"), url="https://h.example/")
