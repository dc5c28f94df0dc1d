"""The mail of all readers of a team, each at their hour; what failed is tried the next time."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import CioDigestError, ConfigError
from cio_digest.runs import mailing, morning, team
from cio_digest.schedule import is_due
from cio_digest.schedule.plan import Timetable
from cio_digest.store import opened, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cio_digest.errors import MailError
    from cio_digest.runs import Setup
    from cio_digest.store.postgres.readers import Reader

_JOB = "mail"
_SAID = 500  # characters of what went wrong that are kept


class Mailed(NamedTuple):
    """What became of a reader's mail: sent, nothing new, or why it could not be sent."""

    reader: str
    sent: bool
    failure: str = ""


def deliver(setup: Setup, pause: Callable[[float, MailError], None]) -> Iterator[Mailed]:
    """Mail the digest to each reader whose hour has come and who was not mailed since.

    Raises:
        ConfigError: the store is not a team's, or nothing says how to send mail.
        StoreError: the store cannot be used.
    """
    if setup.config.mail is None:
        raise ConfigError("nothing says how to send mail; add [mail] with host or sendmail to it")
    done = team.last_done(setup, _JOB)
    for reader, own in team.members(setup):
        if reader.mailbox and _is_time(reader, own, done.get(reader.name)):
            yield _delivered(reader, own, pause)


def _is_time(reader: Reader, setup: Setup, done: datetime | None) -> bool:
    at = Timetable((time.fromisoformat(reader.at),))
    return is_due(at, done, setup.now, setup.config.settings.timezone)


def _delivered(reader: Reader, setup: Setup, pause: Callable[[float, MailError], None]) -> Mailed:
    """Make and send one digest, and note how it went; what is wrong with it stops no other."""
    from cio_digest.digest import DigestOptions

    sent, failure = False, ""
    try:
        with opened(setup.store) as db:
            made = morning.make_from(db, setup, DigestOptions())
            way = setup.config.mail
            if way and (made.sections or made.late):
                result = mailing.send(setup, way, made, way.to, pause)
                failure = str(result.error or "; ".join(map(str, result.refused.values())))
                sent = not failure
            run = runs.Run(_JOB, setup.now, setup.now, int(bool(failure)), failure[:_SAID])
            runs.save(db, run)
    except CioDigestError as error:
        failure = str(error)
    return Mailed(reader.name, sent, failure)
