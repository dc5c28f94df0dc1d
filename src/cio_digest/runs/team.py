"""A team's store: who reads it, what each follows, and what workers fetch for all of them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cio_digest import config, files, masking
from cio_digest.errors import ConfigError, StoreError
from cio_digest.models import Polling
from cio_digest.render import words
from cio_digest.store import sources as source_table
from cio_digest.text import inside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.models import Product, Source
    from cio_digest.runs import Setup
    from cio_digest.store import Store
    from cio_digest.store.postgres.connection import PostgreSQL
    from cio_digest.store.postgres.readers import Reader

_MENDED = "give one that this version takes: cio-digest team add {} FILE"
WORKER = "worker {}"  # the name under which whoever does such tasks is present in the store


class Common(NamedTuple):
    """What is fetched for all, and why what some readers follow is not, by their names."""

    sources: tuple[Source, ...]
    left_out: Mapping[str, ConfigError]


class Following(NamedTuple):
    """A reader's sources: how many are shared, and how many the reader's runs fetch alone."""

    shared: int
    private: int


def begin(setup: Setup) -> tuple[int, dict[str, str]]:
    """Make the store a team's, or bring all of it up to date.

    Gives the number of readers, and why some are not up to date, by their names.

    Raises:
        ConfigError: it is not on a server, or this is not who runs it.
        StoreError: it cannot be used.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        failures = readers.begin(db)
        return len(readers.load(db)), failures


def add(
    setup: Setup, name: str, file: str, *, mailbox: str | None = None, at: str | None = None
) -> Following:
    """Let a reader follow what their feeds.toml names; one who is there gets the new file.

    Where and when such a one gets mail stays as it is, where it is not given.

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
        known = {reader.name: reader for reader in readers.load(db)}
        before = known.get(name, readers.Reader(name, text))
        reader = readers.Reader(
            name,
            text,
            before.mailbox if mailbox is None else mailbox,
            before.at if at is None else at,
        )
        numbers = [_number(db, source) for source in shared]
        readers.add(db, reader, numbers, setup.now)
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
        _follow_again(db, setup)
    return entries


def _follow_again(db: PostgreSQL, setup: Setup) -> None:
    """Let readers follow what they did before by the numbers that sources have by now."""
    from cio_digest.store.postgres import readers

    for reader in readers.load(db):
        own = _read(reader)
        shared = [] if isinstance(own, ConfigError) else _shared(setup, own)
        readers.add(db, reader, [_number(db, source) for source in shared], setup.now)


def _read(reader: Reader) -> Config | ConfigError:
    """What a reader's feeds.toml says, or the one line that says why it cannot be used."""
    try:
        return config.parse(reader.config, reader.name)
    except ConfigError as error:
        first, *others = error.problems
        more = f" (and {words.count(len(others), 'more mistake')})" if others else ""
        return ConfigError(f"{first}{more}; {_MENDED.format(reader.name)}")


def sources(setup: Setup) -> Common:
    """What is fetched for all: the sources of who runs the store, and the readers' shared ones.

    One whose feeds.toml cannot be used, as another version wrote it, is left out.
    """
    from cio_digest.store.postgres import readers

    found = {source.key: source for source in _common(setup)}
    left_out = {}
    with _store(setup) as db:
        for reader in readers.load(db):
            own = _read(reader)
            if isinstance(own, ConfigError):
                left_out[reader.name] = own
                continue
            for source in _shared(setup, own):
                known = found.setdefault(source.key, source)
                found[source.key] = _for_both(known, source)
    return Common(tuple(found.values()), left_out)


def _for_both(first: Source, other: Source) -> Source:
    """What two follow as one source, so that neither lacks what the other does not want of it."""
    from cio_digest.config import stack

    products: dict[str, Product] = {}
    for product in (*first.stack, *other.stack):
        known = products.setdefault(stack.label(product), product)
        aliases = tuple(dict.fromkeys((*known.aliases, *product.aliases)))
        products[stack.label(product)] = known._replace(aliases=aliases)
    return first._replace(least=min(first.least, other.least), stack=tuple(products.values()))


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


def mailed(setup: Setup) -> list[Reader]:
    """The readers who get mail.

    Raises:
        ConfigError: the store is not a team's.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        return [reader for reader in readers.load(db) if reader.mailbox]


def member(setup: Setup, reader: Reader) -> Setup:
    """What a digest for a reader starts from.

    No program of theirs is run, and mail goes the way of who runs the store.

    Raises:
        ConfigError: their feeds.toml cannot be used.
    """
    from cio_digest.store.postgres import address

    own = _read(reader)
    if isinstance(own, ConfigError):
        raise own
    own = own._replace(
        hooks=config.Hooks(),
        summarize=None,
        mail=setup.config.mail._replace(to=(reader.mailbox,)) if setup.config.mail else None,
    )
    return setup._replace(config=own, store=address.of_reader(setup.store, reader.name))


def last_done(setup: Setup, job: str) -> dict[str, datetime]:
    """When the last run of a job began that did what it should, by the name of the reader.

    Raises:
        ConfigError: the store is not a team's.
    """
    from cio_digest.store.postgres import readers

    with _store(setup) as db:
        return readers.last_done(db, job)


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


def status(setup: Setup) -> tuple[list[tuple[str, ...]], dict[str, str]]:
    """A row for each reader: sources shared and private, where mail goes when, the last digest.

    And why readers are left out, by their names.

    Raises:
        ConfigError: the store is not a team's.
    """
    from cio_digest.store.postgres import condition, readers

    with _store(setup) as db:
        lacking = condition.lacking(db)
        rows = [_row(db, reader, lacking) for reader in readers.load(db)]
        return rows, left_out(db)


def left_out(db: PostgreSQL) -> dict[str, str]:
    """Why readers are left out, by their names: their feeds.toml, or what the server lacks."""
    from cio_digest.store.postgres import condition, readers

    read = {reader.name: _read(reader) for reader in readers.load(db)}
    faulty = {name: str(own) for name, own in read.items() if isinstance(own, ConfigError)}
    return {**faulty, **condition.lacking(db)}


def _row(db: PostgreSQL, reader: Reader, lacking: Collection[str]) -> tuple[str, ...]:
    from cio_digest.store.postgres import readers

    name = reader.name
    mail = f"{reader.mailbox} at {reader.at}" if reader.mailbox else ""
    if name in lacking:
        return (name, "", "", mail, "")
    (private,) = db.execute(f"SELECT count(*) FROM {name}_private.sources").fetchone()
    (last,) = db.execute(f"SELECT coalesce(max(day), 'none yet') FROM {name}.digests").fetchone()
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
