"""Values over time -> a sparkline: a line of blocks for text, or a picture in SVG for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"


def line(history: Sequence[float], cells: int = 28) -> str:
    """At most so many blocks, the newest last; longer histories in equal spans.

    A value too small for the second block still gets it, as the first one means nothing at all.
    """
    values = _spans(history, cells)
    highest = max(values, default=0) or 1
    top = len(_BLOCKS) - 1
    return "".join(_BLOCKS[max(round(value / highest * top), value > 0)] for value in values)


def svg(history: Sequence[float], width: int = 112, height: int = 20) -> str:
    """The same as an SVG picture of bars in the colour of the text around it, without scripts.

    https://www.w3.org/TR/SVG11/shapes.html
    """
    highest = max(history, default=0) or 1
    step = width / max(len(history), 1)
    bars = "".join(
        f'<rect x="{at * step:.1f}" y="{height - tall:.1f}" width="{step * 0.8:.1f}" '
        f'height="{tall:.1f}"/>'
        for at, value in enumerate(history)
        for tall in [max(1.0, value / highest * height)]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" fill="currentColor" aria-hidden="true">{bars}</svg>'
    )


def _spans(history: Sequence[float], cells: int) -> list[float]:
    size = -(-len(history) // cells) or 1
    start = len(history) % size
    return [sum(history[at : at + size]) for at in range(start, len(history), size)]
