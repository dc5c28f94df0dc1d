"""What the store's functions use of an open database, whichever engine keeps it.

Statements are written once, in words that SQLite and PostgreSQL take; docs/contributing.md says
which these are. What only one engine can do, above all search texts, is behind ``Store.text``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized

    from cio_digest.models import Entry

ALL = 1 << 62  # a LIMIT that is none
UNSPACED = ("\u3040", "\ud7af")  # kana, Han, Hangul, as a span that words of these begin in
MOST_MARKS = 500  # SQLite builds of long ago take 999 parameters


class Condition(NamedTuple):
    """A piece of SQL about an entry, with what stands for its question marks.

    ``since`` and ``few`` say what a server could not know of it: that only what surfaced after a
    time (Unix seconds) meets it, and that so few entries do that all of them can be looked at.
    """

    sql: str
    values: tuple[str | int, ...] = ()
    since: int = 0
    few: bool = False


class MarkedText(NamedTuple):
    """An entry's title and a piece of its text, what matched between two control characters."""

    title: str
    snippet: str


def numbers(ids: Iterable[int]) -> str:
    """Ids as what stands in ``IN (…)``; for none, NULL, which nothing is equal to."""
    return ", ".join(str(int(number)) for number in ids) or "NULL"


def marks(values: Sized) -> str:
    """A question mark for each value, as what stands in ``IN (…)``."""
    return ", ".join("?" * len(values)) or "NULL"


class Written(Protocol):
    """What a statement changed: so many rows, -1 where there was nothing to do."""

    @property
    def rowcount(self) -> int: ...  # noqa: D102


class Rows(Written, Protocol):
    """What a statement gave, and how many rows it changed."""

    def fetchone(self) -> Any: ...  # noqa: D102

    def fetchall(self) -> list[Any]: ...  # noqa: D102

    def __iter__(self) -> Iterator[Any]: ...


class SqlConnection(Protocol):
    """Executes statements; marks for values are ``?``, or ``?1``, ``?2`` and so on."""

    @property
    def in_transaction(self) -> bool: ...  # noqa: D102

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ..., /) -> Rows: ...  # noqa: D102

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Written:
        """Execute a statement for each row of values.

        Of rows that an upsert updates, no two may have the same key: they may be written at once.
        """


class Store(SqlConnection, Protocol):
    """An open store; ``unwritable`` says why nothing can be kept in it, "" while all can."""

    unwritable: str
    # The name of the one for whom a team's store is open, "" for whoever runs it, and for a file.
    reader: str

    @property
    def text(self) -> TextIndex: ...  # noqa: D102

    def for_each(
        self, sql: str, parameters: Iterable[tuple[Any, ...]], /
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows that a SELECT gives for each row of values, in order of these.

        The values of a column are all numbers or all texts. A server is asked once for many rows.
        """

    def refusal(self, error: Exception) -> str:
        """Why nothing can be written, "" where that is not what went wrong."""

    def size(self) -> int:
        """How many bytes it takes."""

    def readers(self, *tables: str) -> list[str]:
        """The schemas beside it of a team's readers, for who runs it; none for a file.

        Those without one of these tables, which were lost, are left out.
        """

    # PEP 249: the errors of the database's module are attributes of its connections.
    @property
    def Error(self) -> type[Exception]: ...  # noqa: D102, N802

    @property
    def DataError(self) -> type[Exception]: ...  # noqa: D102, N802

    @property
    def IntegrityError(self) -> type[Exception]: ...  # noqa: D102, N802

    @property
    def InterfaceError(self) -> type[Exception]: ...  # noqa: D102, N802

    @property
    def OperationalError(self) -> type[Exception]: ...  # noqa: D102, N802

    @property
    def ProgrammingError(self) -> type[Exception]: ...  # noqa: D102, N802


class TextIndex(Protocol):
    """The index of the words of entries: a module of functions, one for each engine.

    Queries are in FTS5's language (https://sqlite.org/fts5.html#full_text_query_syntax).
    """

    # A condition on ``title``: that it holds letters of a script without spaces.
    UNSPACED: str

    def add(self, db: Any, after: int, upto: int) -> None:
        """Index the entries above a row, up to another."""

    def optimize(self, db: Any) -> None:
        """Make the index one piece, which answers long lists of words more quickly."""

    def tidy(self, db: Any) -> None:
        """Keep the parts of the index of a good size; called after each run, in no transaction."""

    def change(self, db: Any, old: Sequence[tuple[int, str, str]], new: Sequence[Entry]) -> None:
        """Index entries anew, each ``old`` one as id, title and text."""

    def remove(self, db: Any, ids: Sequence[int]) -> None:
        """Forget the words of entries that are about to be deleted."""

    def titled(self, db: Any, title: str) -> int | None:
        """The newest entry with all these words in its title."""

    def matching(
        self, db: Any, query: str, rows: tuple[int, int], where: Condition, *, most: int
    ) -> list[tuple[int, int]]:
        """The newest entries between two rows that a query and a condition hold for, with stories.

        The condition is about ``entries``.
        """

    def find(
        self, db: Any, query: str, where: Condition, *, most: int
    ) -> list[tuple[int, int, int, float]]:
        """The newest entries that a query and a condition on ``e`` hold for.

        Each as id, story, when it surfaced, and how well it fits.
        """

    def marked(self, db: Any, query: str, ids: Sequence[int]) -> Mapping[int, MarkedText]:
        """The titles and snippets of entries that a query found."""

    def frequencies(self, db: Any, words: Sequence[str]) -> dict[str, int]:
        """In how many entries each of these words stands."""

    def words(self, db: Any) -> Iterator[str]:
        """The words of the index."""

    def has_unspaced(self, db: Any) -> bool:
        """Whether the index has any word of a script without spaces."""

    def runs_with(self, db: Any, letters: str, *, most: int) -> list[str]:
        """The words of the index with these letters and some of a script without spaces."""

    def size(self, db: Any) -> int:
        """How many words the index has."""
