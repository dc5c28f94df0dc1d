"""What a source answered to when, where and how to ask it next: pure decisions, no clock, no wire.

Freshness follows RFC 9111 (Cache-Control, Expires), the feed's own ``ttl`` and the syndication
module; conditional requests follow RFC 9110, section 13.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cio_digest.models.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.errors import FetchError, PutOffError
    from cio_digest.models import Polling, RawEntry, RawFeed, Source

# Publishers ask for "a day" and the reader's timer runs once a day: an hour of grace keeps a source
# from missing every second night.
LONGEST_PAUSE = timedelta(hours=23)
LONGEST_RETRY = timedelta(days=7)
WITHOUT_VALIDATORS = timedelta(hours=1)
FIRST_READ = timedelta(days=1)
FIRST_BACKOFF = timedelta(minutes=15)
MOVED_AFTER = 3
BROKEN_AFTER = 3
EMPTIED = "no entries in it, where there were some before"
SKEW = timedelta(minutes=15)  # clocks are put right by so much without having been wrong
WHOLE = timedelta(days=7) - timedelta(hours=1)  # a server may say "nothing new" for ever
# What servers append to the tag of a compressed answer, and do not know again in a request:
# https://bz.apache.org/bugzilla/show_bug.cgi?id=45023
_COMPRESSED = r'((?:W/)?"[^"]+?)(?:--?|;)(?:gzip|br|deflate|zstd)"'
_CUT = "its answer broke off: what came of it is kept, and all of it is asked for again"


def believed(state: Polling, now: datetime) -> Polling:
    """The state without what only a clock that was ahead can have written: times in the future.

    Nobody knows when such a source was read in truth; a day ago is late enough to show what is new.
    """
    latest = now + SKEW
    if state.checked is None or state.checked <= latest:
        due = state.due if state.due is None or state.due <= latest + LONGEST_RETRY else None
        return state._replace(due=due)
    since = state.failing_since
    return state._replace(
        due=None,
        checked=now,
        succeeded=state.succeeded and min(state.succeeded, now - FIRST_READ),
        failing_since=since and min(since, now),
        whole=state.whole and min(state.whole, now),
    )


def is_due(state: Polling, now: datetime) -> bool:
    """Whether the source may be asked again."""
    due = believed(state, now).due
    return not state.gone and (due is None or due <= now)


def is_broken(state: Polling) -> bool:
    """Whether it failed often enough that a person should look."""
    return state.gone or state.failures >= BROKEN_AFTER


def is_fine(state: Polling) -> bool:
    """Whether its last read went well, and brought something if an earlier one had."""
    empty = state.error == EMPTIED
    return not (state.gone or state.failures or empty or state.succeeded is None)


def validators(state: Polling, now: datetime) -> tuple[tuple[str, str], ...]:
    """The headers that let the server answer "nothing new", each as the server once sent it.

    There are none once it has said so for a week.
    """
    if state.whole and now - state.whole >= WHOLE:
        return ()
    tag = re.fullmatch(_COMPRESSED, state.etag)
    tags = f'{state.etag}, {tag[1]}"' if tag else state.etag
    pairs = (("If-None-Match", tags), ("If-Modified-Since", state.modified))
    return tuple((name, value) for name, value in pairs if value)


def request(
    state: Polling, source: Source, private: tuple[tuple[str, str], ...], now: datetime
) -> Request:
    """The request to send now; ``private`` are the reader's own headers, credentials included."""
    return Request(
        state.url,
        validators(state, now),
        private,
        origin=source.url,
        command=source.command,
        file=source.file,
    )


def succeeded(
    state: Polling, response: Response, feed: RawFeed | None, digest: str, now: datetime
) -> Polling:
    """The state after an answer; ``feed`` is None when nothing had changed.

    What broke off is not taken for the whole: its validators and its mark are not kept.
    """
    state = _moved(state, response)
    mark = "" if response.cut else digest
    kept = state if response.status == 304 else state._replace(etag="", modified="", digest=mark)
    ttl = feed.ttl if feed else state.ttl
    pause = FIRST_BACKOFF if response.cut else _pause(response.headers, ttl, now)
    return kept._replace(
        title=(feed.title if feed else "") or state.title,
        home=(feed.url if feed else "") or state.home,
        language=(feed.language if feed else "") or state.language,
        etag="" if response.cut else response.headers.get("etag", kept.etag),
        modified="" if response.cut else response.headers.get("last-modified", kept.modified),
        ttl=ttl,
        due=now + pause,
        checked=now,
        succeeded=now,
        failures=0,
        failing_since=None,
        error=_CUT if response.cut else feed.note if feed else "",
        apart=_apart(state, now),
        whole=(state.whole or now) if response.status == 304 else now,
    )


def _apart(state: Polling, now: datetime) -> int:
    """How far apart the reads are: the last four count for about two thirds."""
    if state.succeeded is None:
        return 0
    pause = round((now - state.succeeded).total_seconds())
    return round(0.75 * state.apart + 0.25 * pause) if state.apart else pause


def digest(body: bytes) -> str:
    """A mark of a body, by which an unchanged one is known."""
    from hashlib import blake2b

    return blake2b(body, digest_size=16).hexdigest()


def unchanged(state: Polling, response: Response) -> bool:
    """Whether the answer is what was read before, by the server's word or byte for byte."""
    known = state.digest
    return response.status == 304 or (known != "" and digest(response.body) == known)


def all_new(state: Polling, entries: Sequence[RawEntry], now: datetime) -> bool:
    """Whether older pages may hold something new: all of this one came since the last read.

    On a first read, what came in the last day counts as new.
    """
    since = state.succeeded or now - FIRST_READ
    dates = [max(filter(None, (entry.published, entry.updated)), default=now) for entry in entries]
    return bool(dates) and min(dates) > since


def discovered(state: Polling, url: str) -> Polling:
    """The state of a source whose page named its feed: the feed is asked from now on."""
    return state._replace(url=url, etag="", modified="", digest="")


def held_back(state: Polling, entries: int) -> Polling:
    """The state after a read with so many entries that are too old to be news."""
    return state._replace(held=entries, held_at=state.checked)


def emptied(state: Polling) -> Polling:
    """The state after a feed without entries that had some: it is asked for all of it again."""
    return state._replace(etag="", modified="", digest="", error=EMPTIED)


def failed(
    state: Polling, source: Source, error: str, now: datetime, *, wait: float | None = None
) -> Polling:
    """The state after a failure: asked again later and later; ``wait`` seconds if the server said.

    Where the address that a redirect or a page led to keeps failing, the configured one is tried
    again.
    """
    failures = state.failures + 1
    if failures % BROKEN_AFTER == 0 and state.url != source.url:
        state = discovered(state, source.url)
    pause = backoff(failures, state.source)
    if wait is not None:
        pause = max(pause, _at_most(wait))
    return state._replace(
        due=now + pause,
        checked=now,
        failures=failures,
        failing_since=state.failing_since or now,
        error=error,
    )


def refused(state: Polling, source: Source, error: FetchError, now: datetime) -> Polling:
    """The state after an HTTP error; after 410 Gone it is not asked again."""
    state = failed(state, source, error.reason, now, wait=error.retry_after)
    return state._replace(gone=error.status == 410)


def put_off(state: Polling, error: PutOffError, now: datetime) -> Polling:
    """The state of a source that was not asked: as it was, so that its turn comes first next time.

    What is wrong with one that failed before is not forgotten over it.
    """
    due = state.due if error.retry_after is None else now + _at_most(error.retry_after)
    return state._replace(due=due, error=state.error if state.failures else error.reason)


def _at_most(wait: float) -> timedelta:
    return min(timedelta(seconds=min(wait, 1e9)), LONGEST_RETRY)


def backoff(failures: int, key: str) -> timedelta:
    """A quarter of an hour, doubled at each failure up to a day, less up to a fifth by chance.

    The chance is drawn from the source's key, so that the same history gives the same plan.
    """
    from zlib import crc32

    longest: timedelta = min(FIRST_BACKOFF * 2.0 ** min(failures - 1, 10), LONGEST_PAUSE)
    spread = crc32(f"{key} {failures}".encode()) / 0xFFFFFFFF
    return longest * (1 - 0.2 * spread)


def _moved(state: Polling, response: Response) -> Polling:
    """Believe a permanent redirect when it was seen in three runs."""
    if not response.moved:
        return state._replace(moved_to="", moved_runs=0)
    runs = state.moved_runs + 1 if response.moved == state.moved_to else 1
    if runs < MOVED_AFTER:
        return state._replace(moved_to=response.moved, moved_runs=runs)
    return state._replace(url=response.moved, moved_to="", moved_runs=0)


def _pause(headers: Mapping[str, str], ttl: int, now: datetime) -> timedelta:
    """How long the publisher wants to be left alone."""
    pauses = [timedelta(seconds=ttl), _max_age(headers), _expires(headers, now)]
    if not headers.get("etag") and not headers.get("last-modified"):
        pauses.append(WITHOUT_VALIDATORS)
    return min(max(pauses), LONGEST_PAUSE)


def _max_age(headers: Mapping[str, str]) -> timedelta:
    control = headers.get("cache-control", "").lower()
    found = re.search(r"(?:^|[\s,])max-age=\"?(\d{1,9})", control)
    if not found or "no-cache" in control or "no-store" in control:
        return timedelta()
    age = headers.get("age", "")
    spent = int(age) if age.isascii() and age.isdecimal() and len(age) < 10 else 0
    return timedelta(seconds=max(0, int(found[1]) - spent))


def _expires(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Expires counts only where Cache-Control sets no age (RFC 9111, section 5.3)."""
    if "cache-control" in headers:
        return timedelta()
    from email.utils import parsedate_to_datetime  # 15 ms that a digest does not need

    try:
        moment = parsedate_to_datetime(headers.get("expires", ""))
        date = headers.get("date")
        start = parsedate_to_datetime(date) if date else now
        return max(timedelta(), moment - start)
    except (ValueError, TypeError, OverflowError):
        return timedelta()
