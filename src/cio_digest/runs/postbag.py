"""The mail of all readers of a team, each at their hour; what failed is tried the next time."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import CioDigestError, ConfigError
from cio_digest.runs import faults, mailing, morning, team
from cio_digest.schedule import is_due, plan
from cio_digest.store import opened, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from cio_digest.errors import MailError
    from cio_digest.runs import Setup
    from cio_digest.store.postgres.readers import Reader

_LOG = logging.getLogger(__name__)
_JOB = "mail"
_SAID = 500  # characters of what went wrong that are kept
# Readers at once: one digest is made while the server, or that of the mail, is waited for with
# another. Exchange Online takes three connections at once of one sender.
_AT_ONCE = 2


class Mailed(NamedTuple):
    """What became of a reader's mail: sent, nothing new, or why it could not be sent."""

    reader: str
    sent: bool
    failure: str = ""


def deliver(setup: Setup, pause: Callable[[float, MailError], None]) -> Iterator[Mailed]:
    """Mail the digest to each reader whose hour has come and who was not mailed since.

    ``pause`` is called in the thread of whoever's mail has to wait.

    Raises:
        ConfigError: the store is not a team's, or nothing says how to send mail.
        LockedError: another worker or command is mailing.
        StoreError: the store cannot be used.
    """
    if setup.config.mail is None:
        raise ConfigError("nothing says how to send mail; add [mail] with host or sendmail to it")
    team.check(setup)
    from cio_digest.store.postgres import lock

    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="mail")
    with lock.locked(setup.store, setup.now, _JOB), pool:
        done = team.last_done(setup, _JOB)
        results = pool.map(partial(_delivered, pause, setup, done), team.mailed(setup))
        yield from filter(None, results)


def _delivered(
    pause: Callable[[float, MailError], None],
    setup: Setup,
    done: Mapping[str, datetime],
    reader: Reader,
) -> Mailed | None:
    """Make and send a reader's digest if its hour has come, and note how it went.

    What is wrong with one reader stops no other.
    """
    sent, failure = False, ""
    try:
        own = team.member(setup, reader)
        if not _is_time(reader, own, done.get(reader.name)):
            return None
        sent, failure = _sent(pause, own)
    except CioDigestError as error:
        failure = str(error)
    except Exception as error:  # noqa: BLE001 - nor does a fault of ours
        _LOG.exception("mail to %s", reader.name)
        failure = f"internal fault at {faults.place(error)}; the log has the rest"
    return Mailed(reader.name, sent, failure)


def _is_time(reader: Reader, setup: Setup, done: datetime | None) -> bool:
    times = plan.times(reader.at)
    if times is None:
        mended = f"cio-digest team add {reader.name} FILE --at 07:00"
        raise ConfigError(f'"{reader.at}" is no time of day; run: {mended}')
    return is_due(plan.Timetable(times), done, setup.now, setup.config.settings.timezone)


def _sent(pause: Callable[[float, MailError], None], setup: Setup) -> tuple[bool, str]:
    """Mail the digest, where it has anything; gives whether it was sent, or why it was not."""
    from cio_digest.digest import DigestOptions

    sent, failure = False, ""
    run = runs.Run(_JOB, setup.now, setup.now, 1, "it was not finished")
    with opened(setup.store) as db:
        made = morning.make_from(db, setup, DigestOptions())
        runs.save(db, run)  # where that cannot be kept, a mail would be sent again and again
    way = setup.config.mail
    if way and (made.sections or made.late):
        result = mailing.send(setup, way, made, way.to, pause)
        failure = str(result.error or "; ".join(map(str, result.refused.values())))
        sent = not failure
    # Anew: a connection that is lost while the mail's server is waited for is no second mail.
    with opened(setup.store) as db:
        runs.save(db, run._replace(code=int(bool(failure)), said=failure[:_SAID]))
    return sent, failure
