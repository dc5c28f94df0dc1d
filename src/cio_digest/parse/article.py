"""A web page to the article on it, as blocks of clean text, by trafilatura (an optional extra).

See https://trafilatura.readthedocs.io: it finds the main text and leaves menus, comments and
cookie notes out. Headings, list items, quotations and code keep their kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cio_digest.errors import CioDigestError, ParseError
from cio_digest.models.pages import Block
from cio_digest.text import characters

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST = 100  # characters: a page with less has no article on it
_INDENT = 40  # blanks before a line of code, at most
_KINDS = {"head": "heading", "quote": "quote"}

# A page that asks for consent instead of showing the article: hosts that do nothing else, and short
# texts that offer a choice about cookies, or say what the advertisers' framework has sites say
# (https://iabeurope.eu/transparency-consent-framework).
_WALL_HOSTS = ("consent.", "guce.", "cmp.")
_WALL_LONGEST = 2_500  # characters
_WALL_CHOICE = re.compile(
    r"\b(?:(?:accept|reject|agree to|decline) all|manage (?:your )?(?:settings|options|preferences|"
    r"choices)|alle (?:akzeptieren|ablehnen)|zustimmen und weiter|tout (?:accepter|refuser)|"
    r"aceptar todo|accetta tutt[oi]"
    r"|(?:we|wir|nous|nosotros|noi) (?:and our|und unsere|et nos|y nuestros|e i nostri) "
    r"\d[\d.,]* (?:partners?|partnern|partenaires|socios|fornitori)"
    r"|stor(?:e|ing) and/or access(?:ing)? information on (?:a|your) device"
    r"|informationen auf einem gerät speichern und/oder abrufen"
    r"|stocker et/ou accéder à des informations)\b",
    re.IGNORECASE,
)
_WALL_SUBJECT = re.compile(r"\b(?:cookies?|consent|einwilligung|consentement)\b", re.IGNORECASE)


def blocks(body: bytes, url: str) -> tuple[Block, ...]:
    """The article of a page; ``url`` is where it was read in the end.

    Raises:
        CioDigestError: the extra is not installed.
        ParseError: there is no article on the page.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise CioDigestError(
            'reading here needs an extra: pip install "cio-digest[read]"; or: cio-digest open'
        ) from None
    if (urlsplit(url).hostname or "").startswith(_WALL_HOSTS):
        raise _wall(url)
    document: Any = bare_extraction(
        body, url=url, include_comments=False, include_tables=False, include_formatting=True
    )
    found = tuple(_blocks(document.body)) if document is not None else ()
    text = " ".join(block.text for block in found)
    if len(text) <= _WALL_LONGEST and _WALL_CHOICE.search(text) and _WALL_SUBJECT.search(text):
        raise _wall(url)
    if len(text) < _LEAST:
        raise ParseError(url, "no article was found on this page; cio-digest open shows it")
    return found


def _wall(url: str) -> ParseError:
    return ParseError(
        url, "this page asks for consent to cookies instead of showing the article; cio-digest open"
    )


def _blocks(body: Any) -> Iterator[Block]:
    """The children of an lxml element as trafilatura names them: head, p, list, code, quote."""
    for element in body:
        if element.tag == "list":
            items = (characters.line(_own(item)) for item in element.iter("item"))
            yield from (Block(text, "item") for text in items if text)
        elif element.tag == "code":
            yield from map(_code, "".join(element.itertext()).strip("\n").splitlines())
        elif element.tag in {"head", "quote", "p", "ab"}:
            parts = [*element.iter("p")] if element.tag == "quote" else []
            for part in parts or [element]:
                if text := characters.line("".join(part.itertext())):
                    yield Block(text, _KINDS.get(element.tag, "text"))


def _own(item: Any) -> str:
    """The text of a list item without the lists in it, whose items stand for themselves."""
    parts = [item.text or ""]
    for child in item:
        parts += ["" if child.tag == "list" else "".join(child.itertext()), child.tail or ""]
    return "".join(parts)


def _code(line: str) -> Block:
    """A line of code, which keeps its indentation."""
    text = line.expandtabs(4)
    return Block(characters.line(text), "code", min(len(text) - len(text.lstrip()), _INDENT))
