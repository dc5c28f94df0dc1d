"""The registry of output formats: a module each, and a line here.

A line says what a format makes, so that the command line can offer it where it belongs without
loading it. Nothing else in the tree names a format, but for those that a terminal and a pipe get.
"""

from typing import Literal, NamedTuple

# The functions of ``Renderer``, by which a format's module makes each of them, and ``records``.
Product = Literal[
    "digest",
    "explanation",
    "trends",
    "review",
    "timeline",
    "table",
    "entries",
    "found",
    "article",
    "records",
    "vendor",
]
_PAGES: tuple[Product, ...] = (
    "digest",
    "explanation",
    "trends",
    "review",
    "timeline",
    "table",
    "vendor",
)
_ALL: tuple[Product, ...] = (*_PAGES, "entries", "found", "article")


class Format(NamedTuple):
    """One output format: its module, what it makes, and how the names of its files end.

    A ``document`` is a whole that no remark may stand beside. What is not ``offered`` is made by
    the program for itself.
    """

    module: str
    makes: tuple[Product, ...]
    ends: tuple[str, ...] = ()
    document: bool = False
    offered: bool = True


FORMATS: dict[str, Format] = {
    "terminal": Format("cio_digest.render.terminal", _ALL, ("ansi", "txt")),
    "markdown": Format("cio_digest.render.markdown", _ALL, ("md", "markdown")),
    "html": Format("cio_digest.render.html", _PAGES, ("html", "htm"), document=True),
    "json": Format("cio_digest.render.json", (*_ALL, "records"), ("json",), document=True),
    "csv": Format(
        "cio_digest.render.csv",
        ("digest", "trends", "table", "found", "records", "vendor"),
        ("csv",),
        document=True,
    ),
    "plain": Format("cio_digest.render.plain", _ALL, ("txt",)),
    "atom": Format("cio_digest.render.atom", ("digest",), ("atom", "xml"), document=True),
    "jsonfeed": Format("cio_digest.render.jsonfeed", ("digest",), ("json",), document=True),
    "letter": Format(
        "cio_digest.render.letter", ("digest", "review"), document=True, offered=False
    ),
}


def making(product: Product) -> tuple[str, ...]:
    """The names of the formats that make it and are offered."""
    return tuple(name for name, each in FORMATS.items() if each.offered and product in each.makes)


def of_end(end: str, product: Product) -> list[str]:
    """The formats whose files end so (no dot), those first that it is the usual end of."""
    able = [name for name in making(product) if end in FORMATS[name].ends]
    return sorted(able, key=lambda name: FORMATS[name].ends.index(end))


def ends(product: Product) -> list[str]:
    """How the names of files end that can be written, the usual end of each format."""
    firsts = (FORMATS[name].ends[0] for name in making(product) if FORMATS[name].ends)
    return sorted(firsts)
