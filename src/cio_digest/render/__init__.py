"""Plain values -> text in one of the registered formats; a renderer looks nothing up.

A format is one module with the functions of ``Renderer`` and one line in ``FORMATS``. Modules load
when they are asked for: a terminal needs Rich, which costs a JSON reader 40 ms for nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from cio_digest.render import harmless
from cio_digest.render.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Digest, Explanation

__all__ = ["DIGESTS", "FORMATS", "Renderer", "Surface", "digest", "explanation", "table"]

FORMATS = {
    "terminal": "cio_digest.render.terminal",
    "markdown": "cio_digest.render.markdown",
    "html": "cio_digest.render.html",
    "json": "cio_digest.render.json",
    "plain": "cio_digest.render.plain",
}

# Formats that only a digest has: what a mail holds of HTML.
DIGESTS = FORMATS | {
    "letter": "cio_digest.render.letter",
}


class Renderer(Protocol):
    """What a format's module offers. Each answer ends with a newline."""

    def digest(self, digest: Digest, surface: Surface, /) -> str:
        """The whole digest."""

    def explanation(self, explanation: Explanation, surface: Surface, /) -> str:
        """One story, its score term by term, and its entries."""

    def table(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], surface: Surface, /
    ) -> str:
        """Rows of facts under named columns, the first column being the row's name."""


def digest(digest: Digest, to: str, surface: Surface) -> str:
    """The digest in one of ``DIGESTS``, safe to write to the surface whoever wrote its titles."""
    return _renderer(to).digest(harmless.value(digest), surface)


def explanation(explanation: Explanation, to: str, surface: Surface) -> str:
    """One story with the reasons for its score and the entries that tell it."""
    return _renderer(to).explanation(harmless.value(explanation), surface)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], to: str, surface: Surface) -> str:
    """Rows of facts, such as the sources and how they do, under named columns."""
    clean = [tuple(map(harmless.text, row)) for row in rows]
    return _renderer(to).table(columns, clean, surface)


def _renderer(to: str) -> Renderer:
    return cast("Renderer", import_module(DIGESTS[to]))
