"""``[[stack]]``, ``[catalogues]`` and ``[vendors]`` to products, vendors and catalogues to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.config import addresses, check
from cio_digest.config.problems import Problem, Wrong, shown
from cio_digest.models import Product, Source, Vendor
from cio_digest.networks import registry
from cio_digest.text import products

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CATALOGUES = ("kev", "endoflife")
_NAME = 100  # characters


def product(value: Any) -> Product:
    """One ``[[stack]]`` table, as a product."""
    return Product(**_product(value))


def vendors(value: Any) -> tuple[Vendor, ...]:
    """``[vendors.NAME]`` tables, as vendors in the order given."""
    if not isinstance(value, dict):
        raise Wrong(Problem((), f"{shown(value)} is not a table; write [vendors.NAME]"))
    blank = [
        Problem((name,), "has no name that can be shown", "table")
        for name in value
        if not (name.strip() and name.isprintable())
    ]
    found = check.gather(((name, _vendor, given) for name, given in value.items()), blank)
    return tuple(Vendor(name, **keys) for name, keys in found.items())


def sources(stack: Sequence[Product], places: Mapping[str, str]) -> list[list[Source]]:
    """The catalogues to read, by product: what is read for all of them stands with the first.

    ``places`` are addresses of catalogues that are read elsewhere than at their publishers.
    """
    whole = [_source("kev", places, "", stack)]
    single = [_source("endoflife", places, label(each), [each]) for each in stack]
    return [
        [*(whole if number == 0 else ()), *([single[number]] if each.version else ())]
        for number, each in enumerate(stack)
    ]


def _source(kind: str, places: Mapping[str, str], name: str, stack: Sequence[Product]) -> Source:
    known = registry.kind(kind)
    url = places.get(kind, known.server)
    host = url.partition("://")[2].partition("/")[0].lower()
    return Source(
        key=f"{kind}://{host}/{name}",
        kind=kind,
        url=url,
        title=f"{known.title}: {name}" if name else known.title,
        query=", ".join(map(label, stack)),
        stack=tuple(stack),
    )


def label(product: Product) -> str:
    """A product as a catalogue of single products is read for it, under this name."""
    named = products.plain(product.name).startswith(products.plain(product.vendor))
    return products.shown(product) if named else f"{product.vendor} {products.shown(product)}"


def _name(value: Any) -> str:
    text = check.text(value)
    if len(text) > _NAME or not any(map(str.isalnum, text)):
        raise Wrong(
            Problem(
                (),
                f"{shown(value)} is not a name; allowed: a letter or figure, and at most "
                f"{_NAME} characters",
            )
        )
    return text


_names = check.each(_name)
_product = check.table(
    {"name": _name, "vendor": _name, "version": _name, "aliases": _names},
    required=["name", "vendor"],
)
_vendor = check.table({"aliases": _names})
catalogues = check.table(dict.fromkeys(_CATALOGUES, addresses.address))
