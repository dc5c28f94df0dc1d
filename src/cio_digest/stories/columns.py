"""Columns of numbers to bytes and back, little-endian whatever the machine."""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def integers(values: Iterable[int]) -> bytes:
    """Whole numbers below 2**32, four bytes each."""
    return _bytes(array("I", values))


def floats(values: Iterable[float]) -> bytes:
    """Numbers with seven digits, four bytes each."""
    return _bytes(array("f", values))


def read_integers(data: bytes) -> array[int]:
    """The inverse of ``integers``."""
    column: array[int] = array("I")
    column.frombytes(data)
    if sys.byteorder == "big":
        column.byteswap()
    return column


def read_floats(data: bytes) -> array[float]:
    """The inverse of ``floats``."""
    column: array[float] = array("f")
    column.frombytes(data)
    if sys.byteorder == "big":
        column.byteswap()
    return column


def _bytes(column: array[int] | array[float]) -> bytes:
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()
