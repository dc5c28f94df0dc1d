"""Every error a user can meet, each one clear line: what is wrong, where, and what to do.

CioDigestError
 ├── ConfigError      feeds.toml, a flag or the environment (exit 2)
 ├── QueryError       a search that cannot be understood (exit 2)
 ├── StoreError       the database, a file or on a server
 │    ├── LockedError another run holds it (exit 4)
 │    └── UnwritableError it can be read, but nothing can be kept in it
 ├── FetchError       one source's address did not answer with something to read
 │    └── PutOffError was not even asked: nothing is wrong with it, its turn comes in a later run
 ├── ParseError       what it answered could not be read as a feed
 ├── MailError        nobody took the mail
 ├── DeliveryError    a service did not take the digest
 └── ScheduleError    the machine's scheduler did not take what it was given
"""

from __future__ import annotations

from cio_digest.masking import masked


class CioDigestError(Exception):
    """Something the user can understand and act on. ``exit_code`` is what the command ends with."""

    exit_code = 1


class ConfigError(CioDigestError):
    """The configuration is wrong; one line for each mistake in ``problems``."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


# Characters of a long search that are shown, and those of them before its fault.
_SHOWN, _BEFORE = 76, 50


class QueryError(CioDigestError):
    """A search cannot be understood: a line that says why, the search, and a pointer below it."""

    exit_code = 2

    def __init__(self, query: str, at: int, reason: str) -> None:
        start = max(0, at - _BEFORE) if len(query) > _SHOWN else 0
        super().__init__(f"{reason}\n  {query[start : start + _SHOWN]}\n  {' ' * (at - start)}^")
        self.at = at
        self.reason = reason


class StoreError(CioDigestError):
    """The store cannot be used; ``path`` names the file, or the server that keeps it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{masked(path)}: {reason}")
        self.path = path


class LockedError(StoreError):
    """Another run is at work on this store."""

    exit_code = 4


class UnwritableError(StoreError):
    """Nothing can be written to the store: its disk is full, or it may only be read."""


class FetchError(CioDigestError):
    """A source could not be fetched.

    ``status`` is the HTTP status, 0 without an answer; ``retry_after`` the seconds that the server
    asked to be left alone; ``unreachable`` means that not even its host could be spoken to;
    ``body`` is the beginning of what the server answered, which may explain the status.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        status: int = 0,
        retry_after: float | None = None,
        unreachable: bool = False,
        body: bytes = b"",
    ) -> None:
        super().__init__(f"{masked(url)}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status
        self.retry_after = retry_after
        self.unreachable = unreachable
        self.body = body


class PutOffError(FetchError):
    """A source is not asked in this run, which is no failure of it.

    ``lasting`` means that the next runs will not ask it either, unless a person changes something.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        retry_after: float | None = None,
        lasting: bool = False,
        unreachable: bool = False,
    ) -> None:
        super().__init__(url, reason, retry_after=retry_after, unreachable=unreachable)
        self.lasting = lasting


class ParseError(CioDigestError):
    """A body is not a feed, or one too damaged to read."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{masked(url)}: {reason}")
        self.url = url
        self.reason = reason


class MailError(CioDigestError):
    """The mail could not be handed over; ``temporary`` when trying again later may work."""

    def __init__(self, reason: str, *, temporary: bool = False) -> None:
        super().__init__(reason)
        self.temporary = temporary


class DeliveryError(CioDigestError):
    """A service did not take the digest.

    ``temporary`` when trying again may work, after ``wait`` seconds where the service said so.
    """

    def __init__(self, reason: str, *, temporary: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.temporary = temporary
        self.wait = wait


class ScheduleError(CioDigestError):
    """The machine's scheduler cannot be used, or did not take what it was given."""
