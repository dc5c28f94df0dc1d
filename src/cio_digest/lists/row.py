"""What the readers of lists have in common: a line of a list, and what is wrong with a list."""

from __future__ import annotations

from typing import NamedTuple

from cio_digest.errors import CioDigestError


class ListRow(NamedTuple):
    """One person or outlet as a list has them, in its own words.

    ``where`` is file and line. ``addresses`` are pairs of what the list says an address is (a key
    of ``[[voices]]``, the name of a network that cannot be read, or nothing) and what is written.
    ``fault`` says what is wrong with a line that cannot be read at all.
    """

    where: str
    name: str
    role: str = ""
    sector: str = ""
    organisation: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    size: str = ""


class Subscription(NamedTuple):
    """One feed as a list has it: file and line, address, name, and the folders or tags it is in.

    ``fault`` says what is wrong with a line that cannot be taken whatever its address.
    """

    where: str
    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    fault: str = ""


class UnreadableError(CioDigestError):
    """A file is no list that can be read; the message says why."""
