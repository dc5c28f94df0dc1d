"""Text and attributes -> HTML and XML in which they are only ever text: escaped once, here.

A plain ``str`` is text and is escaped; what is markup already has the type ``Markup``. So nothing
from outside can become a tag by being forgotten.
"""

from __future__ import annotations

from html import escape

from cio_digest.render import harmless

# https://html.spec.whatwg.org/multipage/syntax.html#void-elements
_VOID = frozenset({"meta", "link", "br", "hr", "img"})


class Markup(str):
    """A piece of a document that is written as it stands."""

    __slots__ = ()


def element(name: str, /, *content: str, **attributes: str) -> Markup:
    """``<name attributes>content</name>``; an attribute without a value is left out.

    ``class_`` writes ``class`` and ``aria_label`` writes ``aria-label``.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value
    )
    if name in _VOID:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{joined(*content)}</{name}>")


def joined(*parts: str, by: str = "") -> Markup:
    """All parts that say something, one after the other; ``by`` is text between two."""
    return Markup(_text(by).join(_text(part) for part in parts if part))


def lines(*parts: str) -> Markup:
    """All parts that say something, each on a line of its own."""
    return joined(*parts, by="\n")


def linked(text: str, url: str) -> Markup:
    """The text as a link, where the address is one that may be followed."""
    address = harmless.link(url)
    return element("a", text, href=address) if address else joined(text)


def _text(part: str) -> str:
    return part if isinstance(part, Markup) else escape(part, quote=False)
