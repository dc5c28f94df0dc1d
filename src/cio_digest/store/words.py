"""How many entries have a word, which words occur with a topic, what sources always say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from cio_digest.store.engine import Store


class Frequencies(Mapping[str, int]):
    """The full-text index as a mapping: in how many entries a term stands, in any spelling.

    ``spellings`` gives the words of the index that a term stands for. Each is looked up once, when
    it is asked for or before.
    """

    def __init__(self, db: Store, spellings: Callable[[str], Iterable[str]]) -> None:
        self._db = db
        self._spellings = spellings
        self._known: dict[str, int] = {}

    def __getitem__(self, term: str) -> int:
        if term not in self._known:
            self.look_up([term])
        if not self._known[term]:
            raise KeyError(term)
        return self._known[term]

    def __iter__(self) -> Iterator[str]:
        yield from self._db.text.words(self._db)

    def __len__(self) -> int:
        return self._db.text.size(self._db)

    def look_up(self, terms: Iterable[str]) -> None:
        """Look up terms that will be asked for: a server gives those of many at once."""
        words = {term: [*self._spellings(term)] for term in {*terms} - self._known.keys()}
        if words:
            every = {word for spelled in words.values() for word in spelled}
            counts = self._db.text.frequencies(self._db, sorted(every))
            self._known |= {
                term: sum(counts[word] for word in spelled) for term, spelled in words.items()
            }


def keep_companions(
    db: Store, companions: Mapping[tuple[str, str], Iterable[tuple[str, float, float]]]
) -> None:
    """Store what was learnt: for a topic and a mark of its keywords, words with weights.

    Of the two weights the first adds to a score, the second says how much the word tells.
    """
    with transaction(db):
        db.execute("DELETE FROM companions")
        db.executemany(
            "INSERT INTO companions VALUES (?, ?, ?, ?, ?)",
            [(*topic, *word) for topic, words in companions.items() for word in words],
        )


def companions(db: Store) -> dict[tuple[str, str], list[tuple[str, float, float]]]:
    """What ``keep_companions`` kept, the weightiest words first."""
    found: dict[tuple[str, str], list[tuple[str, float, float]]] = {}
    for topic, mark, *companion in db.execute(
        "SELECT topic, mark, term, weight, telling FROM companions "
        "ORDER BY weight DESC, telling DESC, term"
    ):
        found.setdefault((topic, mark), []).append(tuple(companion))
    return found


def keep_usages(db: Store, usages: Mapping[str, tuple[int, int, str]]) -> None:
    """Keep how entries write keywords: as the reader does, in small letters, and after what."""
    with transaction(db):
        db.execute("DELETE FROM usages")
        rows = [(keyword, *usage) for keyword, usage in usages.items()]
        db.executemany("INSERT INTO usages VALUES (?, ?, ?, ?)", rows)


def usages(db: Store) -> dict[str, tuple[int, int, str]]:
    """What ``keep_usages`` kept, by keyword."""
    rows = db.execute("SELECT keyword, written, small, beside FROM usages")
    return {keyword: (written, small, beside) for keyword, written, small, beside in rows}


def keep_habits(db: Store, habits: Iterable[tuple[str, str, str]]) -> None:
    """Keep what sources say in every entry: a source's key, "sentence" or "ending", the phrase.

    Or else "field", and the name of the field that its entries are of.
    """
    with transaction(db):
        db.execute("DELETE FROM habits")
        db.executemany("INSERT INTO habits VALUES (?, ?, ?)", habits)


def habits(db: Store) -> list[tuple[str, str, str]]:
    """What ``keep_habits`` kept."""
    return db.execute("SELECT source, place, phrase FROM habits").fetchall()
