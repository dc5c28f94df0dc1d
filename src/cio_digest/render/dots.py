"""Counts by day -> a row of dots in SVG: rows that stand under one another make a dot plot.

A dot's area is its count, on one scale for all rows (Cleveland and McGill, Journal of the American
Statistical Association 79, 1984, on how well areas and positions are read).
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELL = 20  # units of the picture a day
_LARGEST = 8.0  # its radius
_SMALLEST = 2.5
_SCALE = 6  # a count that has a large dot, however small the others are


def scale(rows: Sequence[Sequence[int]]) -> int:
    """The count that the largest dot of a plot stands for."""
    return max(_SCALE, *(count for row in rows for count in row))


def svg(days: Sequence[int], most: int) -> str:
    """One dot for each day that has any, on a line, in the colour of the text around it.

    https://www.w3.org/TR/SVG11/shapes.html
    """
    width, middle = _CELL * len(days), _CELL // 2
    dots = "".join(
        f'<circle cx="{at * _CELL + middle}" cy="{middle}" r="{_radius(count, most):.1f}"/>'
        for at, count in enumerate(days)
        if count
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_CELL}" '
        f'fill="currentColor" aria-hidden="true"><path d="M0 {middle}h{width}" '
        f'stroke="currentColor" stroke-opacity=".25"/>{dots}</svg>'
    )


def _radius(count: int, most: int) -> float:
    return max(_SMALLEST, _LARGEST * sqrt(count / most))
