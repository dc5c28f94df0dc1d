"""What an output can show; decided once where it is opened, so that no renderer asks a terminal."""

from __future__ import annotations

from typing import NamedTuple

# The program's own signs, and the typography of others, for an output without Unicode. Letters of
# other alphabets stay as they are: what becomes of those is for the output's encoding to say.
_ASCII = str.maketrans(
    {
        **dict(zip("▁▂▃▄▅▆▇█", ".:-=+oO@", strict=True)),
        **dict.fromkeys("\u2018\u2019\u201a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212─·•", "-"),
        "\u2039": "<",
        "\u203a": ">",
        "→": "->",
        "\N{MULTIPLICATION SIGN}": "x",
        "…": "...",
        "\u202f": "\xa0",
    }
)


class Surface(NamedTuple):
    """Columns, and whether colour, links (OSC 8) and signs such as ``·▁→`` arrive as meant.

    Without colour *and* links no escape sequence is written at all. ``addresses`` writes out the
    address below each story, for paper and mail.
    """

    width: int = 80
    color: bool = False
    links: bool = False
    unicode: bool = True
    addresses: bool = False


def carried(text: str, surface: Surface) -> str:
    """Text as the surface can carry it: with plain ASCII signs where it has no others."""
    return text if surface.unicode else text.translate(_ASCII)
