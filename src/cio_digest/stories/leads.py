"""The tellings of stories to who was ahead of the press: by how much, how often, how surely.

A lead is the time from a teller's first telling of a story to the press's first one, both by the
dates that publishers gave; it is negative where the press was first. When an entry was first seen
is the check on its date: an entry that is read hours after it claims to have been public, though
its source was read in between, may have been dated back. Nothing is claimed by such a date.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cio_digest.models.rows import Telling

    _Judged = tuple[Telling, bool]  # with whether its date can be believed

# In seconds.
SKEW = 15 * 60  # clocks of publishers go ahead of ours by so much
LATE = 48 * 3600  # an entry may reach its feed so much after its date,
_SLACK = 2  # but where the reads of its source are closer together, so many times their distance,
_LEAST = 3 * 3600  # or this
_date: Callable[[Telling], int] = attrgetter("published")  # of one that is believed


class Ahead(NamedTuple):
    """The ``first`` telling, how many seconds it was ahead of the ``press``'s, and the polling
    error: how far apart the reads were by which that was checked, zero where that is not known.
    """  # noqa: D205 - one sentence

    first: Telling
    press: Telling
    ahead: int
    error: int


class Record(NamedTuple):
    """A teller's leads: their median, over so many ``stories``, ``firsts`` of them ahead.

    ``error`` is the median of their polling errors, zero where none is known.
    """

    median: timedelta
    stories: int
    firsts: int
    error: timedelta


def believed(telling: Telling) -> bool:
    """Whether its date can be believed, going by when it was first seen."""
    if telling.published is None:
        return False
    latest = min(LATE, max(_LEAST, _SLACK * telling.apart)) if telling.apart else LATE
    return -SKEW <= telling.first_seen - telling.published <= latest


def story(tellings: Iterable[Telling]) -> Ahead | None:
    """Whoever on a network was first, against the press; None where that cannot be told."""
    told = _judged(tellings)
    own, press = ([each for each in told if each[0].social == social] for social in (True, False))
    first, other = _first(own), _first(press)
    return _lead(first, other) if first and other else None


def records(
    stories: Iterable[Sequence[Telling]], by: Callable[[Telling], str]
) -> dict[str, Record]:
    """The record of each teller over stories; ``by`` names the teller of a telling, "" for none."""
    return {name: _record(found) for name, found in sorted(tellers(stories, by).items())}


def tellers(
    stories: Iterable[Sequence[Telling]], by: Callable[[Telling], str]
) -> dict[str, list[Ahead]]:
    """Each teller's leads, story by story; ``by`` names the teller of a telling, "" for none.

    A voice on a network is compared with all of the press, and the press with the rest of it: with
    what other outlets told, whoever told it by another source of theirs.
    """
    found: dict[str, list[Ahead]] = defaultdict(list)
    for tellings in stories:
        told = _judged(tellings)
        press = [each for each in told if not each[0].social]
        leader = _first(press)
        own: dict[str, list[_Judged]] = defaultdict(list)
        for each in told:
            own[by(each[0])].append(each)
        own.pop("", None)
        for name, ours in own.items():
            if (mine := _first(ours)) is None:
                continue
            outlets = {telling.outlet for telling, _ in ours}
            other = leader  # of most, the press's first telling is not their own
            if other is None or other.outlet in outlets:
                other = _first([each for each in press if each[0].outlet not in outlets])
            if other is not None:
                found[name].append(_lead(mine, other))
    return dict(found)


def _record(leads: Sequence[Ahead]) -> Record:
    errors = [lead.error for lead in leads if lead.error]
    return Record(
        median=_median([lead.ahead for lead in leads]),
        stories=len(leads),
        firsts=len([lead for lead in leads if lead.ahead > 0]),
        error=_median(errors) if errors else timedelta(0),
    )


def _median(seconds: Sequence[int]) -> timedelta:
    """The middle of these spans; importing ``statistics`` takes as long as Click's commands do."""
    ordered = sorted(seconds)
    middle = len(ordered) // 2
    return timedelta(seconds=(ordered[middle] + ordered[-1 - middle]) / 2)


def _judged(tellings: Iterable[Telling]) -> list[_Judged]:
    """Tellings, each with whether its date can be believed."""
    return [(each, believed(each)) for each in tellings]


def _lead(one: Telling, other: Telling) -> Ahead:
    """The lead of a first telling over the press's."""
    return Ahead(one, other, _date(other) - _date(one), max(one.apart, other.apart))


def first(tellings: Iterable[Telling]) -> Telling | None:
    """The first telling by its date, None where one that cannot be dated was there by then.

    By then: when the first one that can be dated was read.
    """
    return _first(_judged(tellings))


def _first(tellings: Sequence[_Judged]) -> Telling | None:
    dated = [each for each, sure in tellings if sure]
    if not dated:
        return None
    earliest = min(dated, key=_date) if len(dated) > 1 else dated[0]
    if len(dated) == len(tellings):
        return earliest
    doubtful = min(each.first_seen for each, sure in tellings if not sure)
    return None if doubtful <= earliest.first_seen else earliest
