"""A digest -> the texts that every service shows, and as many of its stories as a service takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cio_digest.render import harmless, words
from cio_digest.text.characters import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.models import Digest, Item

T = TypeVar("T")

_TITLE, _LINE, _SUMMARY, _LINK = 300, 300, 600, 2000  # characters; a longer link is left out


class StoryText(NamedTuple):
    """A story in the words that are shown; "" for what there is none of."""

    number: int
    title: str
    url: str
    source: str
    summary: str
    reason: str


class Excerpt(NamedTuple):
    """What a message says, from its head to its foot.

    ``remarks`` stand below the heading, ``left`` says which stories are left out.
    """

    heading: str
    totals: str
    remarks: tuple[str, ...]
    sections: tuple[tuple[str, tuple[StoryText, ...]], ...]
    rising: tuple[str, ...]
    left: str
    health: str


def fitted(digest: Digest, make: Callable[[Excerpt], T], fits: Callable[[T], bool]) -> T:
    """What ``make`` makes of the digest with as many stories as fit, the first ones first.

    What rises is left out before any story is; the head and the foot always stay.
    """
    digest = harmless.value(digest)
    fewest, most = 0, sum(len(items) for _, items in words.sections(digest))
    whole = make(_page(digest, most, rising=True))
    if fits(whole):
        return whole
    while fewest < most:
        half = (fewest + most + 1) // 2
        if fits(make(_page(digest, half))):
            fewest = half
        else:
            most = half - 1
    return make(_page(digest, fewest))


def _page(digest: Digest, most: int, *, rising: bool = False) -> Excerpt:
    sections, left = [], most
    for title, items in words.sections(digest):
        if shown := items[:left] if left > 0 else ():
            sections.append((_line(title), tuple(_telling(item, digest) for item in shown)))
        left -= len(items)
    return Excerpt(
        f"cio-digest · {words.day(digest.date)}",
        _line(words.totals(digest)),
        tuple(filter(None, map(_line, words.remarks(digest)))),
        tuple(sections),
        tuple(_line(words.rising(trend)) for trend in digest.rising) if rising else (),
        _left(-left),
        _line(words.foot(digest)),
    )


def _left(stories: int) -> str:
    """What says that so many stories are left out."""
    if stories <= 0:
        return ""
    return f"{words.count(stories, 'more story')} did not fit here: cio-digest today"


def _telling(item: Item, digest: Digest) -> StoryText:
    address = harmless.link(item.url)
    age = words.age(item.published, words.as_of(digest, item))
    return StoryText(
        item.number,
        shorten(words.title(item), _TITLE),
        address if len(address) <= _LINK else "",
        _line(f"{words.source_line(item)} · {age}"),
        shorten(item.summary, _SUMMARY),
        _line(words.reason(item)),
    )


def _line(text: str) -> str:
    return shorten(text.replace("\xa0", " "), _LINE)
