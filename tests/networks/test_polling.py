"""What a source answered to when, where and how to ask it next."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from tests.conftest import NOW

from cio_digest.errors import FetchError
from cio_digest.models import Polling, RawEntry, RawFeed, Source
from cio_digest.models.wire import Response
from cio_digest.networks import polling

URL = "https://example.org/feed"
SOURCE = Source(URL, "feed", URL)
FEED = RawFeed()
HOUR = timedelta(hours=1)


def response(headers: dict[str, str], status: int = 200, moved: str = "") -> Response:
    return Response(URL, status, headers, b"", moved)


def after(answer: Response, feed: RawFeed = FEED) -> Polling:
    return polling.succeeded(Polling.new(SOURCE), answer, feed, "digest", NOW)


def pause(answer: Response) -> timedelta:
    due = after(answer).due
    assert due is not None
    return due - NOW


def test_a_new_source_is_due() -> None:
    """What was never asked is asked."""
    assert polling.is_due(Polling.new(SOURCE), NOW)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"etag": '"x"'}, timedelta()),
        ({"last-modified": "Sat, 21 Nov 2026 06:30:00 GMT"}, timedelta()),
        ({}, HOUR),
        ({"cache-control": "public, max-age=7200"}, 2 * HOUR),
        ({"cache-control": "max-age=7200", "age": "3600"}, HOUR),
        ({"cache-control": "max-age=60"}, HOUR),
        ({"cache-control": "no-cache, max-age=7200", "etag": "x"}, timedelta()),
        ({"cache-control": "s-maxage=7200", "etag": "x"}, timedelta()),
        ({"cache-control": "max-age=31536000"}, 23 * HOUR),
        ({"expires": "Sun, 22 Nov 2026 09:30:00 GMT"}, 3 * HOUR),
        (
            {
                "expires": "Sun, 22 Nov 2026 12:30:00 GMT",
                "date": "Sun, 22 Nov 2026 10:30:00 GMT",
            },
            2 * HOUR,
        ),
        ({"expires": "0", "etag": "x"}, timedelta()),
        ({"expires": "Sun, 22 Nov 2026 09:30:00 GMT", "cache-control": "private", "etag": "x"},
         timedelta()),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT", "etag": "x"}, timedelta()),
    ],
    ids=str,
)  # fmt: skip
def test_the_publishers_freshness_sets_the_pause(
    headers: dict[str, str], expected: timedelta
) -> None:
    """Cache-Control and Expires count; without validators: once an hour at most."""
    assert pause(response(headers)) == expected


def test_the_feeds_own_pause_counts_and_is_remembered() -> None:
    """A ttl of two hours also holds after a 304, which carries no feed."""
    fresh = after(response({"etag": "x"}), RawFeed(ttl=7200))
    assert fresh.due == NOW + 2 * HOUR
    again = polling.succeeded(fresh, response({}, 304), None, "", NOW + 3 * HOUR)
    assert again.due == NOW + 5 * HOUR


def test_validators_are_kept_as_they_came() -> None:
    """They go back byte for byte; a 304 without them keeps the old ones, a 200 forgets them."""
    state = after(response({"etag": 'W/"a"', "last-modified": "whenever"}))
    assert polling.validators(state, NOW) == (
        ("If-None-Match", 'W/"a"'),
        ("If-Modified-Since", "whenever"),
    )
    assert polling.succeeded(state, response({}, 304), None, "", NOW).etag == 'W/"a"'
    bare = polling.succeeded(state, response({}), RawFeed(), "", NOW)
    assert polling.validators(bare, NOW) == ()


@pytest.mark.parametrize(
    ("tag", "sent"),
    [
        ('"abc-gzip"', '"abc-gzip", "abc"'),
        ('W/"abc-gzip"', 'W/"abc-gzip", W/"abc"'),
        ('"abc-br"', '"abc-br", "abc"'),
        ('"abc--gzip"', '"abc--gzip", "abc"'),
        ('"abc;gzip"', '"abc;gzip", "abc"'),
        ('"gzip"', '"gzip"'),
        ("abc-gzip", "abc-gzip"),
        ('"a-gzip-b"', '"a-gzip-b"'),
    ],
)
def test_the_tag_of_a_compressed_answer_goes_back_twice(tag: str, sent: str) -> None:
    """Apache does not know its own tag again; the list holds what it was before, too."""
    state = after(response({"etag": tag}))
    assert polling.validators(state, NOW) == (("If-None-Match", sent),)


@pytest.mark.parametrize(("days", "full"), [(1, 9), (3, 7), (7, 9), (9, 7)])
def test_who_says_nothing_new_for_a_week_is_asked_for_everything(days: int, full: int) -> None:
    """However often it is read: a server may say "nothing new" for ever."""
    tag = {"etag": '"x"'}
    state, whole = after(response(tag)), 0
    for day in range(days, 70, days):
        now = NOW + timedelta(days=day)
        asked_for_all = not polling.validators(state, now)
        whole += asked_for_all
        status = 200 if asked_for_all else 304
        state = polling.succeeded(state, response(tag, status), None, "", now)
        assert polling.validators(state, now)
    assert whole == full


def test_who_answers_in_full_is_asked_with_validators() -> None:
    """Nothing has to be found out there; nor of a state that is older than the rule."""
    state = after(response({"etag": '"x"'}))
    for day in range(1, 20):
        now = NOW + timedelta(days=day)
        assert polling.validators(state, now) == (("If-None-Match", '"x"'),)
        state = polling.succeeded(state, response({"etag": '"x"'}), FEED, "", now)
    assert polling.validators(state._replace(whole=None), NOW + timedelta(days=99))


def test_what_broke_off_is_not_taken_for_the_whole() -> None:
    """No validators and no mark are kept, it is due soon, and that it broke off is told."""
    headers = {"etag": '"x"', "last-modified": "today", "cache-control": "max-age=7200"}
    state = after(response(headers)._replace(cut=True))
    assert (state.etag, state.modified, state.digest) == ("", "", "")
    assert state.due == NOW + polling.FIRST_BACKOFF
    assert state.failures == 0
    assert "its answer broke off" in state.error
    assert after(response(headers)).error == ""


AHEAD = NOW + timedelta(days=400)


def test_a_clock_that_was_ahead_does_no_lasting_harm() -> None:
    """What it wrote of the future is not believed: the source is due, and read not long ago."""
    read = polling.succeeded(Polling.new(SOURCE), response({"etag": "x"}), FEED, "", AHEAD)
    failed = polling.failed(Polling.new(SOURCE), SOURCE, "no", AHEAD)
    for state in (read, failed):
        assert polling.is_due(state, NOW)
        sober = polling.believed(state, NOW)
        assert sober.due is None
        assert sober.checked == NOW
    sober = polling.believed(read, NOW)
    assert sober.succeeded == NOW - polling.FIRST_READ
    assert polling.believed(failed, NOW).failing_since == NOW
    again = polling.succeeded(sober, response({"cache-control": "max-age=7200"}), FEED, "", NOW)
    assert again.due == NOW + 2 * HOUR


def test_what_a_clock_can_have_written_is_believed() -> None:
    """Nothing changes of a state of the past, or of a clock that is put right by minutes."""
    state = polling.succeeded(Polling.new(SOURCE), response({}), FEED, "", NOW)
    assert polling.believed(state, NOW) == state
    assert polling.believed(state, NOW - timedelta(minutes=10)) == state
    assert not polling.is_due(state, NOW - timedelta(minutes=10))


def test_a_permanent_move_is_believed_in_the_third_run() -> None:
    """Twice is chance; the third time the new address is asked directly."""
    state = Polling.new(SOURCE)
    for run in (1, 2, 3):
        assert state.url == URL
        state = polling.succeeded(state, response({}, moved="https://new.example/"), None, "", NOW)
        assert state.moved_runs == run % 3
    assert state.url == "https://new.example/"


def test_a_wavering_move_is_not_believed() -> None:
    """Another target, or none, starts the count anew."""
    state = Polling.new(SOURCE)
    for target in ("https://a.example/", "https://b.example/", "", "https://b.example/"):
        state = polling.succeeded(state, response({}, moved=target), None, "", NOW)
    assert (state.url, state.moved_runs) == (URL, 1)


def test_failures_are_asked_later_and_later() -> None:
    """The pause about doubles each time and never passes a day."""
    state, pauses = Polling.new(SOURCE), []
    for _ in range(12):
        state = polling.failed(state, SOURCE, "broken", NOW)
        assert state.due is not None
        pauses.append(state.due - NOW)
    assert pauses[0] <= timedelta(minutes=15)
    assert all(later > earlier * 1.4 for earlier, later in pairwise(pauses[:7]))
    assert max(pauses) <= timedelta(hours=23)


def test_failures_of_many_sources_are_spread_out() -> None:
    """Sources that fail together are not asked again all at once, yet by a plan that repeats."""
    pauses = {polling.backoff(3, f"https://{number}.example/") for number in range(50)}
    assert len(pauses) > 40
    assert polling.backoff(3, URL) == polling.backoff(3, URL)


@pytest.mark.parametrize(("wait", "expected"), [(7200, 2 * HOUR), (10**9, timedelta(days=7))])
def test_a_server_may_say_when(wait: float, expected: timedelta) -> None:
    """Retry-After is heeded up to a week."""
    state = polling.failed(Polling.new(SOURCE), SOURCE, "busy", NOW, wait=wait)
    assert state.due == NOW + expected


def test_a_source_is_broken_after_three_failures() -> None:
    """One bad night is nobody's business."""
    state = Polling.new(SOURCE)
    broken = []
    for _ in range(3):
        state = polling.failed(state, SOURCE, "broken", NOW)
        broken.append(polling.is_broken(state))
    assert broken == [False, False, True]
    assert state.failing_since == NOW


def test_success_forgives_all() -> None:
    """The count, the reason and the date of failing are gone."""
    state = polling.failed(Polling.new(SOURCE), SOURCE, "broken", NOW)
    healed = polling.succeeded(state, response({}), RawFeed(), "", NOW)
    assert (healed.failures, healed.error, healed.failing_since) == (0, "", None)


def test_gone_is_never_asked_again() -> None:
    """410 stops the polling; 404 does not."""
    fresh = Polling.new(SOURCE)
    gone = polling.refused(fresh, SOURCE, FetchError(URL, "answered 410 Gone", status=410), NOW)
    missing = polling.refused(fresh, SOURCE, FetchError(URL, "answered 404", status=404), NOW)
    assert not polling.is_due(gone, NOW + timedelta(days=365))
    assert polling.is_broken(gone)
    assert polling.is_due(missing, NOW + timedelta(days=2))


def test_a_found_address_that_keeps_failing_is_given_up() -> None:
    """After three failures the address that the reader wrote gets another chance."""
    state = polling.discovered(Polling.new(SOURCE), "https://example.org/other")
    for _ in range(3):
        state = polling.failed(state, SOURCE, "broken", NOW)
    assert state.url == URL


def dated(*ages: int) -> list[RawEntry]:
    """Entries published so many hours ago."""
    return [RawEntry(published=NOW - timedelta(hours=age)) for age in ages]


def test_pages_are_new_until_one_holds_what_was_read() -> None:
    """Older pages are worth asking for only while all of the last one came since."""
    state = Polling.new(SOURCE)._replace(succeeded=NOW - timedelta(hours=3))
    assert polling.all_new(state, dated(0, 2), NOW)
    assert not polling.all_new(state, dated(0, 4), NOW)
    assert not polling.all_new(state, [], NOW)


def test_a_first_read_goes_back_a_day() -> None:
    """A source that was never read is not read to its beginning."""
    state = Polling.new(SOURCE)
    assert polling.all_new(state, dated(1, 23), NOW)
    assert not polling.all_new(state, dated(1, 25), NOW)


def test_a_boost_counts_from_when_it_was_passed_on() -> None:
    """The date of the original does not end the reading; one without a date is new."""
    state = Polling.new(SOURCE)._replace(succeeded=NOW - timedelta(hours=3))
    boost = RawEntry(published=NOW - timedelta(days=9), updated=NOW - timedelta(hours=1))
    assert polling.all_new(state, [boost, RawEntry()], NOW)


def test_how_far_apart_reads_are_is_learnt_from_them() -> None:
    """The first pause as it was; later ones move it by a quarter; a failure is no read."""
    state, at = Polling.new(SOURCE), NOW
    known = []
    for pause in (0, 4, 4, 8):
        at += pause * HOUR
        state = polling.succeeded(state, response({}), FEED, "digest", at)
        known.append(state.apart)
        state = polling.failed(state, SOURCE, "timed out", at)
    assert known == [0, 4 * 3600, 4 * 3600, 5 * 3600]


def test_what_was_lost_of_a_document_is_remembered() -> None:
    """The reader may see it, and the source is fine all the same."""
    feed = RawFeed(note="only the newest 5,000 of 5,001 items are read")
    state = after(response({}), feed)
    assert state.error == feed.note
    assert polling.is_fine(state)
