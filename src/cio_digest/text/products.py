"""Names of products, as people write them, to what is compared: exactly, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cio_digest.models import Product

_BETWEEN = re.compile(r",\s+(?:and\s)?|\sand\s")
_SHORT = re.compile(r"\(([^()]*)\)")


def shown(product: Product) -> str:
    """What the product is called with its version: ``Exchange Server 2019``."""
    return f"{product.name} {product.version}".strip()


def plain(name: str) -> str:
    """A name without differences of case, accent, and of signs that stand between words.

    ``Backup & Replication`` is ``Backup and Replication``; ``C++`` and ``C#`` are not ``C``.
    """
    return " ".join(re.findall(r"[\w+#]+", fold(name).replace("&", " and ")))


def full(vendor: str, name: str) -> str:
    """The plain name of a vendor's product with the vendor's name once before it."""
    maker, bare = plain(vendor), plain(name)
    return bare if bare == maker or bare.startswith(f"{maker} ") else f"{maker} {bare}"


def names(product: Product) -> set[str]:
    """Every full name of a product; an alias may be full by itself, with another vendor's name."""
    called = (product.name, *product.aliases)
    return {full(product.vendor, name) for name in called} | {plain(a) for a in product.aliases}


def listed(vendor: str, text: str) -> set[str]:
    """The full names of the products that a text of a vendor lists.

    ``NetScaler ADC and Gateway`` is itself and its two parts, and ``Endpoint Manager (EPM)`` is
    also its name without the short one and the short one alone.
    """
    return {full(vendor, name) for name in _parts(text) if plain(name)}


def _parts(text: str) -> Iterator[str]:
    for part in {text, *_BETWEEN.split(text)}:
        yield part
        yield _SHORT.sub("", part)
        yield from _SHORT.findall(part)


def near(product: Product, known: Iterable[str], *, alike: int = 60) -> str:
    """The known full name that is spelt most like the product's own, so much (%) at least."""
    from cio_digest.text import spelling

    return spelling.nearest(full(product.vendor, product.name), known, alike=alike)
