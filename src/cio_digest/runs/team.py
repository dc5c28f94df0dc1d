"""A team's store: who reads it, what each follows, and what workers fetch for all of them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cio_digest import config, files, masking
from cio_digest.errors import ConfigError, StoreError
from cio_digest.models import Polling
from cio_digest.store import sources as source_table
from cio_digest.text import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.models import Source
    from cio_digest.runs import Setup
    from cio_digest.store import Store
    from cio_digest.store.postgres.connection import PostgreSQL
    from cio_digest.store.postgres.readers import Reader

WORKER = "worker {}"  # the name under which whoever does such tasks is present in the store


class Following(NamedTuple):
    """A reader's sources: how many are shared, and how many the reader's runs fetch alone."""

    shared: int
    private: int


def begin(setup: Setup) -> int:
    """Make the store a team's, or bring all of it up to date; gives the number of readers.

    Raises:
        ConfigError: it is not on a server, or this is not who runs it.
        StoreError: it cannot be used.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        readers.begin(db)
        return len(readers.load(db))


def add(setup: Setup, name: str, file: str, *, mailbox: str = "", at: str = "07:00") -> Following:
    """Let a reader follow what their feeds.toml names; one who is there gets the new file.

    Raises:
        ConfigError: the file or the name is wrong, or the store is not a team's.
        StoreError: it cannot be used.
    """
    from cio_digest.store.postgres import readers

    own = config.load(file)
    with open(file, encoding="utf-8") as opened_file:  # noqa: PTH123 - a plain path
        text = opened_file.read()
    shared = _shared(setup, own)
    with _store(setup) as db:
        readers.load(db)
        numbers = [_number(db, source) for source in shared]
        readers.add(db, readers.Reader(name, text, mailbox, at), numbers, setup.now)
    return Following(len({*numbers}), len(own.sources) - len(shared))


def _shared(setup: Setup, own: Config) -> list[Source]:
    """A reader's sources that are fetched for all: none that is private, unless all may know it."""
    common = {source.key for source in _common(setup)}
    return [source for source in own.sources if source.key in common or not is_private(source)]


def _common(setup: Setup) -> tuple[Source, ...]:
    """What whoever runs the store fetches for everybody who follows it, even inside a network."""
    return () if setup.config.example else setup.config.sources


def _number(db: PostgreSQL, source: Source) -> int:
    """The number of a shared source, which is made known where nobody followed it yet."""
    row = db.execute("SELECT id FROM sources WHERE key = ?", (source.key,)).fetchone()
    return int(row[0]) if row else source_table.save(db, Polling.new(source))


def is_private(source: Source) -> bool:
    """Whether a source is one reader's alone: by a secret, a program, a file or its place."""
    parts = urlsplit(source.url)
    return bool(
        source.auth
        or source.login
        or source.headers
        or source.command
        or source.file
        or source.private
        or source.proxy
        or parts.username
        or masking.keys(source.url)
        or (parts.hostname and inside.is_inside(parts.hostname))
    )


def remove(setup: Setup, name: str) -> None:
    """Delete a reader with all that was theirs alone.

    Raises:
        ConfigError: there is none of that name, or the store is not a team's.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        readers.load(db)
        readers.remove(db, name)


def take(setup: Setup, file: str, name: str) -> int:
    """Copy a store from a file into the team's, which has to be empty; gives its entries.

    What is one reader's own becomes that reader's.

    Raises:
        ConfigError: there is no such reader, or the store is not a team's.
        StoreError: the store has entries already, or the file cannot be used.
    """
    from cio_digest.store import backup
    from cio_digest.store.postgres import address, connect, readers, transfer

    with _store(setup) as db:
        if name not in {reader.name for reader in readers.load(db)}:
            raise ConfigError(f'there is no reader "{name}"; run: cio-digest team add {name} FILE')
        if not transfer.is_empty(db):
            raise StoreError(setup.store, f"{transfer.FILLED}; nothing was changed")
        with backup.current(file) as copy:
            entries = transfer.filled(db, copy)
            with connect.opened(address.within(setup.store, name)) as own:
                transfer.owned(own, copy)
        _follow_again(db, setup, name)
    return entries


def _follow_again(db: PostgreSQL, setup: Setup, name: str) -> None:
    """Let a reader follow what they did before by the numbers that sources have by now."""
    from cio_digest.store.postgres import readers

    for reader in readers.load(db):
        if reader.name == name:
            shared = _shared(setup, config.parse(reader.config, name))
            numbers = [_number(db, source) for source in shared]
            readers.add(db, reader, numbers, setup.now)


def sources(setup: Setup) -> tuple[Source, ...]:
    """What is fetched for all: the sources of who runs the store, and the readers' shared ones."""
    from cio_digest.store.postgres import readers

    found = {source.key: source for source in _common(setup)}
    with _store(setup) as db:
        for reader in readers.load(db):
            for source in _shared(setup, config.parse(reader.config, reader.name)):
                found.setdefault(source.key, source)
    return tuple(found.values())


def check(setup: Setup) -> None:
    """Refuse a store that is not a team's.

    Raises:
        ConfigError: it is none, or this is not who runs it.
        StoreError: it cannot be used.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        readers.load(db)


def mark(db: Store) -> str:
    """What changes when the sources of a reader may have."""
    row = db.execute("SELECT md5(string_agg(name || config, '' ORDER BY name)) FROM readers")
    return str(row.fetchone()[0])


def members(setup: Setup) -> Iterator[tuple[Reader, Setup]]:
    """Each reader with the setup that a digest for them starts from.

    No program of theirs is run here, and mail goes the way of who runs the store.

    Raises:
        ConfigError: the store is not a team's.
    """
    from cio_digest.store.postgres import address, readers

    with _store(setup) as db:
        found = readers.load(db)
    for reader in found:
        own = _harmless(config.parse(reader.config, reader.name), setup.config, reader)
        yield reader, setup._replace(config=own, store=address.of_reader(setup.store, reader.name))


def last_done(setup: Setup, job: str) -> dict[str, datetime]:
    """When the last run of a job began that did what it should, by the name of the reader.

    Raises:
        ConfigError: the store is not a team's.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        return readers.last_done(db, job)


def _harmless(own: Config, common: Config, reader: Reader) -> Config:
    to = (reader.mailbox,) if reader.mailbox else ()
    return own._replace(
        hooks=config.Hooks(),
        summarize=None,
        mail=common.mail._replace(to=to) if common.mail else None,
    )


def mine(setup: Setup, followed: Iterable[Source]) -> tuple[Setup, list[Source]] | None:
    """For a reader: their private sources, and the setup that these are fetched with.

    None for whoever runs the store, or has one of their own.
    """
    from cio_digest.store.postgres import address, connect

    with connect.opened(setup.store) as db:
        if not db.reader:
            return None
        shared = {row[0] for row in db.execute("SELECT key FROM sources WHERE id < ?", (1 << 40,))}
        place = address.private(setup.store, db.reader)
    private = [source for source in followed if source.key not in shared and is_private(source)]
    return setup._replace(store=place), private


def join(setup: Setup) -> None:
    """As a reader: let private entries at the address of shared ones be part of their stories."""
    from cio_digest.store.postgres import connect, readers

    with connect.opened(setup.store) as db:
        readers.join(db)


def status(setup: Setup) -> list[tuple[str, ...]]:
    """A row for each reader: sources shared and private, where mail goes when, the last digest.

    Raises:
        ConfigError: the store is not a team's.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        return [_row(db, reader) for reader in readers.load(db)]


def _row(db: PostgreSQL, reader: Reader) -> tuple[str, ...]:
    from cio_digest.store.postgres import readers

    name = reader.name
    (private,) = db.execute(f"SELECT count(*) FROM {name}_private.sources").fetchone()
    (last,) = db.execute(f"SELECT coalesce(max(day), 'none yet') FROM {name}.digests").fetchone()
    mail = f"{reader.mailbox} at {reader.at}" if reader.mailbox else ""
    return (name, str(readers.follows(db, name)), str(private), mail, last)


@contextmanager
def _store(setup: Setup) -> Iterator[PostgreSQL]:
    """The open store, for who runs it."""
    if not files.on_server(setup.store):
        raise ConfigError("a team's store is on a server; name it: --store postgresql://HOST/NAME")
    from cio_digest.store.postgres import connect

    with connect.opened(setup.store) as db:
        if db.reader:
            raise ConfigError(f"this is {db.reader}'s part of the store; only who runs it may")
        yield db
