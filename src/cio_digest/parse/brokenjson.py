"""JSON that is broken, cut off or too large to the items of a feed that can be read from it."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
from typing import Any

from cio_digest.errors import ParseError
from cio_digest.parse import limits

# Strings are passed over; one that never ends goes to the end, so that each is looked at once.
_COMMAS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|,(?=\s*[}\]])', re.DOTALL)
# What JSON knows, and what programs escape besides, as in JavaScript.
_ESCAPE = re.compile(r"""\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\('?)""")
_ITEMS = re.compile(r'"items"\s{0,99}:\s{0,99}\[')
_BETWEEN = re.compile(r"[\s,]*")
_VALUE = re.compile(r"[{\[,]")  # before each value stands one of these
_DECODER = json.JSONDecoder(strict=False)


def loaded(text: str, url: str) -> tuple[Any, str]:
    """The document, whole where it can be, and what is said of one that is not.

    Raises:
        ParseError: not one item of a feed could be read.
    """
    bounded = _bounded(text)
    fault = f"more than {limits.VALUES:,} values"
    if bounded == text:
        try:
            return json.loads(text), ""
        except RecursionError:
            raise ParseError(url, "broken JSON: values in values without end") from None
        except json.JSONDecodeError as error:
            fault = str(error)
        except ValueError:
            fault = "a number of absurd length"
    if len(text) <= limits.SMALL:
        bounded = _COMMAS.sub(_mended, text)
        with contextlib.suppress(ValueError, RecursionError):
            return json.loads(bounded, strict=False), ""
    items = _items(bounded)
    if not items:
        raise ParseError(url, f"broken JSON: {fault}")
    note = f"only its first {len(items):,} items could be read ({fault})"
    return {**_head(bounded), "items": items}, note


def _mended(match: re.Match[str]) -> str:
    """A string with no escapes but JSON's own; nothing for a comma too many."""
    text = match[0]
    if text == ",":
        return ""
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match[1] is None else match[1] or "\\\\"


def _bounded(text: str) -> str:
    """The beginning of a document, with so many values as are read at most."""
    if len(text) <= limits.SMALL:
        return text
    beyond = next(itertools.islice(_VALUE.finditer(text), limits.VALUES, None), None)
    return text[: beyond.start()] if beyond else text


def _head(text: str) -> dict[str, Any]:
    """What stands before the items, which is the feed's own."""
    start = _ITEMS.search(text)
    if start is None:
        return {}
    try:
        about = json.loads(text[: start.start()].rstrip().rstrip(",") + "}", strict=False)
    except (ValueError, RecursionError):
        return {}
    return about if isinstance(about, dict) else {}


def _items(text: str) -> list[Any]:
    """The items one by one, as far as they are whole."""
    start = _ITEMS.search(text)
    items: list[Any] = []
    if start is None:
        return items
    at = start.end()
    while len(items) < limits.ENTRIES:
        at = _end(_BETWEEN, text, at)
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return items


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
