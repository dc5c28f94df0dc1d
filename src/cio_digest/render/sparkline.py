"""Counts over time -> an inline SVG line of them, with its text alternative.

https://www.w3.org/TR/wai-aria-1.2/#img: the drawing has one name, its parts have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT = 96, 22
_EDGE = 3  # room for the dot on the last day


def svg(history: Sequence[float], name: str) -> Markup:
    """A line with a dot on its newest count; ``name`` is what is read out in its place."""
    points = _points(history)
    if not points:
        return Markup()
    line = " ".join(f"{x:g},{y:g}" for x, y in points)
    x, y = points[-1]
    return element(
        "svg",
        element("polyline", points=line),
        element("circle", cx=f"{x:g}", cy=f"{y:g}", r="2.5"),
        class_="spark",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        width=str(_WIDTH),
        height=str(_HEIGHT),
        role="img",
        aria_label=name,
    )


def _points(history: Sequence[float]) -> list[tuple[float, float]]:
    """Where the counts lie, from the left edge to the right, zero on the ground."""
    wide, high = _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE
    step = wide / max(1, len(history) - 1)
    top = max(history, default=0) or 1
    return [
        (round(_EDGE + at * step, 1), round(_HEIGHT - _EDGE - count / top * high, 1))
        for at, count in enumerate(history)
    ]
