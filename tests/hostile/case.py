"""One thing a hostile source does, and what must come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PUBLIC = "http://9.9.9.9"  # nobody asks there: such cases are reached through a proxy on loopback


class Asked(NamedTuple):
    """A request as the hostile server got it: the path behind the case's name, and its head."""

    path: str
    head: str

    @property
    def is_conditional(self) -> bool:
        """Whether it came with a validator."""
        return "if-none-match" in self.head.lower() or "if-modified-since" in self.head.lower()


Serve: TypeAlias = "Callable[[Asked], Iterable[bytes]]"  # the bytes of a whole answer, in parts


class Case(NamedTuple):
    """``serve`` answers each request; the run ends with ``exit`` and says something like ``told``.

    ``exit`` is 0 where the source can be read, and 3 where it cannot. ``entries`` is how many
    entries of it are kept, or None where that may differ. The
    run prints something like ``printed``, by default nothing. ``public`` puts it at a public address,
    behind a proxy. ``slow`` cases take up to ``seconds``; all others are over well before.
    """

    name: str
    serve: Serve
    exit: int = 0
    told: str = ""
    entries: int | None = 1
    printed: str = ""
    public: bool = False
    slow: bool = False
    seconds: float = 20.0
