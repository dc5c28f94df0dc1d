"""cio-digest from Python: a fetch and a digest as functions that give plain values.

They read the same feeds.toml and store as the command line, unless told of others, and print
nothing; what goes wrong in one source is in its outcome, its traceback in the logger
``cio_digest``. They run an event loop of their own, so a program that has one running calls them
in a thread: ``await asyncio.to_thread(api.fetch)``. docs/api.md shows how.

The functions are here and not in ``cio_digest`` itself, where ``cio_digest.fetch`` is a package.
"""

from __future__ import annotations

from os import fspath
from typing import TYPE_CHECKING

from cio_digest.runs import Progress, Setup, unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime
    from os import PathLike

    from cio_digest.models import Digest
    from cio_digest.runs.nightly import Fetched

__all__ = ["Progress", "fetch", "today"]


def fetch(
    sources: Iterable[str] = (),
    *,
    config: str | PathLike[str] | None = None,
    store: str | PathLike[str] | None = None,
    now: datetime | None = None,
    everything: bool = False,
    progress: Callable[[Progress], None] = unwatched,
) -> Fetched:
    """Read the sources that are due, or those with these titles or addresses.

    With ``everything``, sources that are not due are read, too. Programs under ``[hooks]`` are
    called as by the command line.

    Raises:
        ConfigError: feeds.toml is wrong, or no source has such a name.
        LockedError: another fetch is running.
        StoreError: the store cannot be used.
        ValueError: ``now`` has no time zone.
    """
    from cio_digest.runs import naming, nightly

    setup, names = _setup(config, store, now), list(sources)
    chosen = naming.sources(setup, names)
    insist = everything or bool(names)
    return nightly.fetch(setup, chosen, insist=insist, progress=progress)


def today(
    day: date | None = None,
    *,
    topic: str | None = None,
    config: str | PathLike[str] | None = None,
    store: str | PathLike[str] | None = None,
    now: datetime | None = None,
) -> Digest:
    """The digest of today or of another day, all of it or one topic's, from what is in the store.

    Sources are not read: ``fetch`` does that.

    Raises:
        ConfigError: feeds.toml is wrong, there is no such topic, or the day is still to come.
        StoreError: the store cannot be used.
        ValueError: ``now`` has no time zone.
    """
    from cio_digest.digest import DigestOptions
    from cio_digest.runs import morning, naming
    from cio_digest.text.when import When

    setup = _setup(config, store, now)
    name = naming.topic(setup.config, topic).name if topic else None
    return morning.make(
        setup, DigestOptions(morning.begun(setup, When(on=day) if day else None), topic=name)
    )


def _setup(
    config: str | PathLike[str] | None, store: str | PathLike[str] | None, now: datetime | None
) -> Setup:
    """What the run starts from; what is not given is as on the command line."""
    from datetime import datetime, timezone

    from cio_digest.runs import start

    now = datetime.now(timezone.utc).replace(microsecond=0) if now is None else now
    if now.tzinfo is None:
        raise ValueError("now needs a time zone, such as datetime.now(timezone.utc)")
    config_file = None if config is None else fspath(config)
    store_file = None if store is None else fspath(store)
    return start.following(start.start(config_file, store_file, now.astimezone(timezone.utc)))
