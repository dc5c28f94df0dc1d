"""One run over real HTTP into a real store: what is kept, what is passed over, what fails alone."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Seen, Site
from tests.feeds import item, rss, source

from cio_digest import parse
from cio_digest.fetch.client import Limits, client
from cio_digest.models import Entry, Polling, RawEntry, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import polling
from cio_digest.runs import update
from cio_digest.runs.connection import over
from cio_digest.store import Store, opened
from cio_digest.store.connect import SQLite
from cio_digest.text import normalize

if TYPE_CHECKING:
    from pathlib import Path


from typing import Any

QUICK = Limits(connect=10, total=20, gap=0)


def run(
    db: Store, *wanted: Source, now: datetime = NOW, insist: bool = True
) -> list[update.Outcome]:
    """One run as the command line does it."""

    async def ask() -> list[update.Outcome]:
        due = update.due(db, wanted, now, insist=insist)
        async with client(QUICK) as opened_client:
            return await update.run(db, due, over(opened_client.get, {}), now)

    outcomes = asyncio.run(ask())
    update.digestible(db)
    return outcomes


def titles(db: Store) -> list[str]:
    return [row[0] for row in db.execute("SELECT title FROM entries ORDER BY id")]


def test_entries_come_in_once(site: Site, db: Store) -> None:
    """What is known is not new; what is new is."""
    site.pages["/feed.xml"] = Page(rss(item("One"), item("Two")))
    assert run(db, source(site.url()))[0].new == 2
    site.pages["/feed.xml"] = Page(rss(item("Three"), item("One"), item("Two")))
    assert run(db, source(site.url()))[0].new == 1
    assert titles(db) == ["One", "Two", "Three"]


@pytest.mark.sqlite
def test_an_unchanged_body_is_not_read_again(site: Site, db: Store) -> None:
    """A server without validators that sends the same bytes costs no parsing."""
    site.pages["/feed.xml"] = Page(rss(item("One")))
    run(db, source(site.url()))
    assert isinstance(db, SQLite)
    before = db.total_changes
    assert run(db, source(site.url()))[0].new == 0
    assert db.execute("SELECT failures, checked FROM sources").fetchone()[0] == 0
    assert db.total_changes - before <= 3


def test_validators_travel_through_the_store(site: Site, db: Store) -> None:
    """The second request is conditional, and 304 is a success."""

    def answer(seen: Seen) -> Page:
        if seen.headers.get("if-none-match") == 'W/"1"':
            return Page(status=304)
        return Page(rss(item("One")), headers=(("ETag", 'W/"1"'),))

    site.pages["/feed.xml"] = answer
    run(db, source(site.url()))
    outcome = run(db, source(site.url()))[0]
    assert (outcome.new, outcome.after.failures) == (0, 0)
    assert site.seen[1].headers["if-none-match"] == 'W/"1"'


def test_an_edit_changes_the_entry_but_not_its_age(site: Site, db: Store) -> None:
    """A corrected title is kept and found; old news does not become new."""
    first = item("Speling", guid="1")
    site.pages["/feed.xml"] = Page(rss(first))
    run(db, source(site.url()))
    again = item("Spelling", guid="1", pubDate="Sun, 22 Nov 2026 06:29:00 +0000")
    site.pages["/feed.xml"] = Page(rss(again))
    assert run(db, source(site.url()), now=NOW + timedelta(hours=1))[0].new == 0
    row = db.execute("SELECT title, first_seen, published FROM entries").fetchall()
    assert row == [("Spelling", NOW.timestamp(), (NOW - timedelta(hours=1)).timestamp())]
    assert db.text.frequencies(db, ["spelling", "speling"]) == {"spelling": 1, "speling": 0}
    assert db.text.titled(db, "spelling") == 1


def test_one_bad_source_never_stops_the_rest(site: Site, db: Store) -> None:
    """Whatever the others do, the good one is read and each failure has its own reason."""
    pages = {
        "/good": Page(rss(item("Good"))),
        "/gone": Page(status=410),
        "/error": Page(status=500),
        "/empty": Page(b""),
        "/html": Page(b"<html><body>Sorry</body></html>"),
        "/binary": Page(bytes(range(256)) * 50),
        "/broken": Page(rss(item("Half"))[:-40]),
        "/loop": Page(status=302, headers=(("Location", "/loop"),)),
    }
    site.pages.update(pages)
    outcomes = run(db, *(source(site.url(path)) for path in pages))
    errors = {outcome.source.url: outcome.after.error for outcome in outcomes}
    assert errors[site.url("/good")] == ""
    for path in ("/gone", "/error", "/empty", "/html", "/binary", "/loop"):
        assert errors[site.url(path)], path
        assert "internal fault" not in errors[site.url(path)]
    assert "Good" in titles(db)


def test_a_fault_of_our_own_stays_with_its_source(
    site: Site, db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even an unforeseen exception is one line of one source."""
    from cio_digest.networks import registry

    def fail(_: registry.Task) -> registry.Conversation:
        raise ZeroDivisionError("oops")

    feed, odd_kind = registry.kind("feed"), registry.Kind("Odd", "nothing", fail)
    monkeypatch.setattr(registry, "kind", lambda name: odd_kind if name == "odd" else feed)
    site.pages["/feed.xml"] = Page(rss(item("One")))
    odd = Source("odd", "odd", site.url())
    outcomes = {each.source.key: each for each in run(db, odd, source(site.url()))}
    error = outcomes["odd"].after.error
    assert "internal fault while reading it at " in error
    assert titles(db) == ["One"]


def test_a_fault_met_in_cleaning_stays_with_its_source(
    site: Site, db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The source is asked for everything again, the others are kept."""
    from cio_digest.text import normalize

    real = normalize.entry

    def fail(raw: RawEntry, **parts: Any) -> Entry:
        if raw.title == "Odd":
            raise ZeroDivisionError("oops")
        return real(raw, **parts)

    monkeypatch.setattr(normalize, "entry", fail)
    site.pages["/odd"] = Page(rss(item("Fine"), item("Odd")), headers=(("ETag", "x"),))
    site.pages["/good"] = Page(rss(item("Good")))
    outcomes = run(db, source(site.url("/odd")), source(site.url("/good")))
    errors = {each.source.url: each.after.error for each in outcomes}
    assert "internal fault" in errors[site.url("/odd")]
    assert titles(db) == ["Good"]
    assert db.execute("SELECT etag FROM sources WHERE failures = 1").fetchone() == ("",)


def test_an_error_is_as_clean_as_a_title(site: Site, db: Store) -> None:
    """A refusal that comes as an entry cannot send escapes to the terminal with its title."""
    site.pages["/feed.xml"] = Page(rss(item("Bridge returned error \u202e<b>403</b>\x9b31m!")))
    error = run(db, source(site.url()))[0].after.error
    assert "Bridge returned error 403" in error
    assert error.isprintable()


def test_a_page_leads_to_its_feed_once_and_for_all(site: Site, db: Store) -> None:
    """Autodiscovery costs one more request, and is remembered."""
    link = b'<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.pages["/"] = Page(b"<html><head>" + link + b"</head></html>")
    site.pages["/feed.xml"] = Page(rss(item("Found")))
    outcome = run(db, source(site.url("/")))[0]
    assert (outcome.new, outcome.after.url) == (1, site.url())
    run(db, source(site.url("/")))
    assert [seen.path for seen in site.seen] == ["/", "/feed.xml", "/feed.xml"]


def test_a_page_that_names_a_page_is_an_error(site: Site, db: Store) -> None:
    """One extra request and no more."""
    link = '<html><link rel="alternate" type="application/rss+xml" href="{}"></html>'
    site.pages["/a"] = Page(link.format("/b").encode())
    site.pages["/b"] = Page(link.format("/c").encode())
    assert "which is none" in run(db, source(site.url("/a")))[0].after.error
    assert [seen.path for seen in site.seen] == ["/a", "/b"]


def test_a_page_outlives_the_feed_that_it_names(site: Site, db: Store) -> None:
    """What failed is said by its address, and a feed that is gone ends no page."""
    link = b'<link rel="alternate" type="application/rss+xml" href="/gone.xml">'
    site.pages.update({"/": Page(b"<html>" + link), "/gone.xml": Page(status=410)})
    after = run(db, source(site.url("/")))[0].after
    named = f"names {site.url('/gone.xml')} as its feed, which failed (answered 410 Gone)"
    assert (after.error, after.gone) == (named, False)


def test_a_server_that_knows_no_conditions_is_asked_without(site: Site, db: Store) -> None:
    """One that answers them with 412, which RFC 9110 has for other methods."""

    def page(seen: Seen) -> Page:
        if "if-none-match" in seen.headers:
            return Page(status=412)
        return Page(rss(item(f"Item {len(site.seen)}")), headers=(("ETag", '"1"'),))

    site.pages["/feed.xml"] = page
    for _ in range(2):
        run(db, source(site.url()))
    assert titles(db) == ["Item 1", "Item 3"]


def test_a_moved_source_is_followed_after_three_runs(site: Site, db: Store) -> None:
    """A permanent redirect is believed at the third sight; the entries stay one source's."""
    site.pages["/old"] = Page(status=301, headers=(("Location", "/new"),))
    site.pages["/new"] = Page(rss(item("One")))
    for _ in range(4):
        run(db, source(site.url("/old")))
    assert [seen.path for seen in site.seen] == ["/old", "/new"] * 3 + ["/new"]
    assert titles(db) == ["One"]
    assert db.execute("SELECT count(*) FROM sources").fetchone() == (1,)


def test_what_is_not_due_is_not_asked(site: Site, db: Store) -> None:
    """A publisher that asks for two hours gets them."""
    site.pages["/feed.xml"] = Page(rss(item("One")), headers=(("Cache-Control", "max-age=7200"),))
    for hours in (0, 1, 3):
        run(db, source(site.url()), now=NOW + timedelta(hours=hours), insist=False)
    assert len(site.seen) == 2


def test_an_undated_entry_is_old_at_first_and_new_later(site: Site, db: Store) -> None:
    """The backlog of a new source is not today's news; what it adds is."""
    bare = "<item><title>{}</title><link>https://a.example/{}</link></item>"
    site.pages["/feed.xml"] = Page(rss(bare.format("Old", 1)))
    run(db, source(site.url()))
    site.pages["/feed.xml"] = Page(rss(bare.format("New", 2), bare.format("Old", 1)))
    later = NOW + timedelta(days=1)
    run(db, source(site.url()), now=later)
    rows = db.execute("SELECT title, surfaced FROM entries ORDER BY id").fetchall()
    assert rows == [("Old", 0), ("New", later.timestamp())]


@pytest.mark.sqlite
def test_credentials_come_from_where_the_reader_says(site: Site, db: Store) -> None:
    """Basic authentication and a header, revealed for the request and kept nowhere."""
    from cio_digest.models import Auth, Secret

    site.pages["/feed.xml"] = Page(rss(item("One")))
    key = Secret(command=(sys.executable, "-c", "print('k3y')"))
    private = source(
        site.url(),
        auth=Auth("ada", Secret(command=(sys.executable, "-c", "print('pass')"))),
        headers=(("X-Key", key), ("X-Plain", "p")),
    )
    assert run(db, private)[0].after.error == ""
    headers = site.seen[0].headers
    assert headers["authorization"] == "Basic YWRhOnBhc3M="
    assert (headers["x-key"], headers["x-plain"]) == ("k3y", "p")
    assert isinstance(db, SQLite)
    assert not any("k3y" in line or "YWRh" in line for line in db.iterdump())  # nowhere in the file


def test_a_missing_credential_is_that_sources_failure(site: Site, db: Store) -> None:
    """The line names the variable, the server is not asked."""
    from cio_digest.models import Secret

    private = source(site.url(), headers=(("X-Key", Secret(env="NOT_SET")),))
    assert "NOT_SET" in run(db, private)[0].after.error
    assert site.seen == []


@pytest.mark.skipif(os.name == "nt", reason="needs kill -9")
def test_a_killed_run_loses_nothing(site: Site, tmp_path: Path) -> None:
    """Killed while it waits for its last source, it has kept the others, each once."""
    for number in range(5):
        site.pages[f"/{number}"] = Page(rss(item(f"Entry {number}")))
    site.pages["/never"] = Page(site.hang())
    paths = [*(f"/{number}" for number in range(5)), "/never"]
    config, store = tmp_path / "feeds.toml", tmp_path / "store.db"
    config.write_text("\n".join(f'[[feeds]]\nurl = "{site.url(path)}"' for path in paths))
    places = ["--config", str(config), "--store", str(store)]
    command = [sys.executable, "-m", "cio_digest", *places, "fetch"]
    process = subprocess.Popen(command)
    _wait_for(store, entries=5)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    with opened(str(store)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        site.pages["/never"] = Page(rss(item("Late")))
        run(db, *(source(site.url(path)) for path in paths))
        assert sorted(titles(db)) == [*(f"Entry {number}" for number in range(5)), "Late"]
        assert db.execute("SELECT count(*) FROM entries WHERE story IS NULL").fetchone() == (0,)


def _wait_for(store: Path, *, entries: int) -> None:
    """Look until another process has committed so many entries."""
    import sqlite3
    import time

    end = time.monotonic() + 30
    while time.monotonic() < end:
        if store.exists():
            db = sqlite3.connect(store)
            try:
                if db.execute("SELECT count(*) FROM entries").fetchone()[0] >= entries:
                    return
            except sqlite3.OperationalError:
                pass  # not created yet, or busy
            finally:
                db.close()
    raise AssertionError("the run kept nothing")


def test_the_busiest_hosts_come_first() -> None:
    """As they take longest; of one host those that were read longest ago, or never."""
    one = [source(f"https://one.example/{n}") for n in range(3)]
    two = source("https://two.example/")
    states = {each.key: Polling.new(each)._replace(checked=NOW) for each in (*one, two)}
    states[one[2].key] = states[one[2].key]._replace(checked=None)
    states[one[1].key] = states[one[1].key]._replace(checked=NOW - timedelta(days=1))
    pairs = [(each, states[each.key]) for each in (two, *one)]
    asked = [each.url for each, _ in update.in_order(pairs)]
    assert asked == [one[2].url, one[1].url, one[0].url, two.url]


def test_what_is_left_for_the_next_run_is_first_then_and_has_not_failed(
    site: Site, db: Store
) -> None:
    """Its state is as it was, but for the word why and when it may be asked."""
    used_up = (("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "900"))
    wanted = [source(site.url(f"/{n}")) for n in range(5)]
    for n in range(5):
        site.pages[f"/{n}"] = Page(rss(item(f"Story {n}")), headers=used_up)
    outcomes = {outcome.source.key: outcome for outcome in run(db, *wanted)}
    read = [key for key, outcome in outcomes.items() if outcome.new]
    left = [outcome for outcome in outcomes.values() if outcome.left]
    assert len(read) + len(left) == 5
    assert 1 <= len(read) <= 2
    assert not any(outcome.failed for outcome in outcomes.values())
    for outcome in left:
        assert outcome.left == "left for the next run: its host takes no more for now"
        assert (outcome.after.failures, outcome.after.checked) == (0, None)
        assert outcome.after.error == outcome.left
        assert outcome.after.due is not None
        assert timedelta(minutes=14) < outcome.after.due - NOW <= timedelta(minutes=15)
    later = run(db, *wanted, now=NOW + timedelta(days=1))
    again = [outcome.source.key for outcome in later if not outcome.left]
    assert not set(again) & set(read)


def test_questions_of_all_sites_rest_together(site: Site, db: Store) -> None:
    """A ``backoff`` in one answer holds those that come after it at the same host."""
    site.pages["/q"] = Page(b'{"items": [], "backoff": 600}')
    wanted = [Source(str(n), "stackexchange", f"https://{n}.example") for n in range(6)]

    async def ask() -> list[update.Outcome]:
        async with client(QUICK) as opened_client:

            async def get(request: Request) -> Response:
                return await opened_client.get(request._replace(url=site.url("/q"), origin=""))

            due = update.due(db, wanted, NOW)
            return await update.run(db, due, over(get, {}), NOW)

    outcomes = asyncio.run(ask())
    assert len(site.seen) <= 2
    assert sum(bool(outcome.left) for outcome in outcomes) == 6 - len(site.seen)
    assert not any(outcome.failed for outcome in outcomes)


def test_a_source_that_was_down_for_days_has_what_it_brings_shown(site: Site, db: Store) -> None:
    """What it told meanwhile surfaces when it is back, whatever the dates; nothing else does."""
    day = timedelta(days=1)
    feed = source(site.url())

    def told(*days: int) -> Page:
        dates = {
            n: (NOW + n * day - timedelta(hours=1)).strftime("%a, %d %b %Y %T GMT") for n in days
        }
        return Page(rss(*(item(f"Day {n}", pubDate=date) for n, date in dates.items())))

    site.pages["/feed.xml"] = told(0)
    run(db, feed)
    site.pages["/feed.xml"] = Page(status=503)
    for n in (1, 2, 3):
        run(db, feed, now=NOW + n * day)
    site.pages["/feed.xml"] = told(4, 3, 2, 1, 0)
    assert run(db, feed, now=NOW + 4 * day)[0].new == 4
    back = (NOW + 4 * day).timestamp()
    rows = db.execute("SELECT title FROM entries WHERE surfaced = ? ORDER BY title", (back,))
    assert rows.fetchall() == [(f"Day {n}",) for n in (1, 2, 3, 4)]


def test_a_feed_that_is_empty_all_at_once_is_told(site: Site, db: Store) -> None:
    """It keeps what it had, is asked for everything again, and is fine once something is there."""
    site.pages["/feed.xml"] = Page(rss(item("One")), headers=(("ETag", '"1"'),))
    assert run(db, source(site.url()))[0].after.error == ""
    site.pages["/feed.xml"] = Page(rss(), headers=(("ETag", '"2"'),))
    for _ in range(2):
        after = run(db, source(site.url()))[0].after
        assert "no entries in it" in after.error
        assert (after.failures, after.etag) == (0, "")
    site.pages["/feed.xml"] = Page(rss(item("One")))
    outcome = run(db, source(site.url()))[0]
    assert (outcome.new, outcome.after.error) == (0, "")


def test_a_feed_that_never_had_entries_is_no_fault(site: Site, db: Store) -> None:
    """A blog that has not begun."""
    site.pages["/feed.xml"] = Page(rss())
    assert run(db, source(site.url()))[0].after.error == ""


def test_nothing_changed_is_no_answer_to_a_first_request(site: Site, db: Store) -> None:
    """A source that was never read cannot be fine."""
    site.pages["/feed.xml"] = Page(status=304)
    outcome = run(db, source(site.url()))[0]
    assert outcome.failed
    assert "nothing new" in outcome.after.error


def _document(**parts: Any) -> bytes:
    """A JSON Feed with one item, its halves of characters written as JSON escapes them."""
    whole = {"id": "1", "title": "Half", "url": "https://a.example/1", **parts}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": [whole]}
    return json.dumps(feed).encode()


HALF = "x\ud800y"
PLACE = f"https://a.example/{HALF}"


@pytest.mark.parametrize(
    "parts",
    [
        {"url": PLACE},
        {"external_url": PLACE},
        {"id": HALF},
        {"title": HALF, "content_text": HALF, "summary": HALF, "language": HALF, "tags": [HALF]},
        {"content_html": f'<a href="{PLACE}">x</a>', "authors": [{"name": HALF}]},
        {"attachments": [{"url": PLACE, "mime_type": HALF}]},
    ],
    ids=["url", "external", "id", "text", "links", "attachment"],
)
def test_half_a_character_ends_no_run(site: Site, db: Store, parts: dict[str, Any]) -> None:
    """The entry is kept without it, the other source too, in whatever order they come."""
    site.pages["/odd"] = Page(_document(**parts))
    site.pages["/good"] = Page(rss(item("Good")))
    outcomes = run(db, source(site.url("/odd")), source(site.url("/good")))
    assert [outcome.new for outcome in outcomes] == [1, 1]
    assert not any(outcome.after.error for outcome in outcomes)


def test_what_cannot_be_saved_is_that_sources_failure(
    site: Site, db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its state is kept as it was, with the failure; the run goes on."""
    real = polling.succeeded

    def damaged(state: Polling, *rest: Any) -> Polling:
        after = real(state, *rest)
        return after._replace(home="\udce9") if state.url.endswith("/odd") else after

    monkeypatch.setattr(polling, "succeeded", damaged)
    site.pages["/odd"] = Page(rss(item("Odd")), headers=(("ETag", '"x"'),))
    site.pages["/good"] = Page(rss(item("Good")))
    outcomes = run(db, source(site.url("/odd")), source(site.url("/good")))
    errors = {each.source.url: each.after.error for each in outcomes}
    assert "internal fault while reading it at store/" in errors[site.url("/odd")]
    assert titles(db) == ["Good"]
    assert db.execute("SELECT etag FROM sources WHERE failures = 1").fetchone() == ("",)


def test_bytes_in_a_validator_end_no_run(site: Site, db: Store) -> None:
    """An ETag that is no text is not kept, and the feed is read."""
    site.pages["/feed.xml"] = Page(rss(item("One")), headers=(("ETag", '"caf\xe9"'),))
    assert run(db, source(site.url()))[0].after.etag == ""
    assert titles(db) == ["One"]


def test_what_breaks_off_is_kept_and_asked_for_again(site: Site, db: Store) -> None:
    """Its entries stand, that it broke off is said, and the rest comes with the next read."""
    whole = rss(item("One"), item("Two"), item("Three"))
    packed = gzip.compress(whole)
    headers = (("ETag", '"1"'), ("Content-Encoding", "gzip"))

    def answer(seen: Seen) -> Page:
        if "if-none-match" in seen.headers:
            return Page(status=304)
        if len(site.seen) > 1:
            return Page(packed, headers=headers)
        packer = zlib.compressobj(wbits=31)
        half = packer.compress(whole[: whole.index(b"Three")]) + packer.flush(zlib.Z_SYNC_FLUSH)
        return Page(half, headers=headers)

    site.pages["/feed.xml"] = answer
    first = run(db, source(site.url()), insist=False)[0]
    assert (first.failed, first.after.etag) == (False, "")
    assert "its answer broke off" in first.after.error
    assert "One" in titles(db)
    later = NOW + polling.FIRST_BACKOFF
    second = run(db, source(site.url()), now=later, insist=False)[0]
    assert (second.after.error, second.after.etag) == ("", '"1"')
    assert titles(db)[-1] == "Three"


def test_a_key_that_a_server_repeats_is_masked(site: Site, db: Store) -> None:
    """Whether it came in a header or stands in the address, no word of it is kept."""
    site.pages["/a?token=open-sesame-1"] = Page(b'{"error":"no open-sesame-1"}', status=403)
    error = run(db, source(site.url("/a?token=open-sesame-1")))[0].after.error
    assert error.startswith("answered 403")
    assert "no …" in error
    assert "sesame" not in error


def test_a_run_with_a_clock_that_was_ahead_stops_nothing(site: Site, db: Store) -> None:
    """The next run asks again, and what has come since is new."""
    site.pages["/feed.xml"] = Page(rss(item("One")), headers=(("Cache-Control", "max-age=7200"),))
    run(db, source(site.url()), now=NOW + timedelta(days=3000))
    site.pages["/feed.xml"] = Page(rss(item("Two"), item("One")))
    outcomes = run(db, source(site.url()), insist=False)
    assert [outcome.new for outcome in outcomes] == [1]
    assert outcomes[0].after.checked == NOW


@pytest.mark.parametrize("private", [False, True])
def test_what_the_reader_says_of_a_source_goes_along(db: Store, private: bool) -> None:
    """That its public name leads into a private network, with each of its requests."""
    asked: list[bool] = []

    async def get(request: Request) -> Response:
        asked.append(request.inside)
        return Response(request.url, 200, {}, rss(item("One")))

    own = source("https://intranet.example.com/feed")._replace(private=private)
    asyncio.run(update.run(db, update.due(db, [own], NOW), over(get, {}), NOW))
    assert asked == [private]


def test_entries_of_the_first_release_are_known(site: Site, db: Store) -> None:
    """Its hashes count, so that an update of the program writes no stored entry again."""
    told = (item("One", comments="https://news.example/1#talk"), item("Two"))
    site.pages["/feed.xml"] = Page(rss(*told))
    run(db, source(site.url()))
    for raw in parse.feed(rss(*told), url=site.url()).entries:
        marks = (normalize.released_fingerprint(raw), normalize.fingerprint(raw))
        assert db.execute("UPDATE entries SET hash = ? WHERE hash = ?", marks).rowcount == 1
    before = db.execute("SELECT * FROM entries ORDER BY id").fetchall()
    site.pages["/feed.xml"] = Page(rss(item("Three"), *told))
    assert run(db, source(site.url()))[0].new == 1
    assert db.execute("SELECT * FROM entries ORDER BY id").fetchall()[:2] == before


def commented(*counts: int) -> bytes:
    """A feed whose items have so many comments."""
    slash = 'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" version'
    told = [
        item(
            f"Item {number}",
            comments=f"https://news.example/{number}#c",
            **{"slash:comments": str(count)},
        )
        for number, count in enumerate(counts)
    ]
    return rss(*told).replace(b"version", slash.encode())


def test_comments_are_counted_anew_though_entries_stay(site: Site, db: Store) -> None:
    """A feed that is read again brings new counts, and writes no entry for them."""
    counts = "SELECT comments, url FROM talks ORDER BY entry"
    site.pages["/feed.xml"] = Page(commented(0, 3))
    run(db, source(site.url()))
    assert db.execute(counts).fetchall() == [(3, "https://news.example/1#c")]
    before = db.execute("SELECT * FROM entries ORDER BY id").fetchall()
    site.pages["/feed.xml"] = Page(commented(5, 870))
    assert run(db, source(site.url()))[0].new == 0
    assert [count for count, _ in db.execute(counts)] == [5, 870]
    assert db.execute("SELECT * FROM entries ORDER BY id").fetchall() == before


def test_an_aggregator_is_one_speaker(site: Site, db: Store) -> None:
    """Its links lead to many sites; two of them that tell one story are no two outlets."""
    told = [
        item("Northwind opens its agent pricing to all", link=f"https://{name}.example/1")
        for name in "abc"
    ]
    home = b"<channel><link>https://links.example/</link>"
    site.pages["/feed.xml"] = Page(rss(*told).replace(b"<channel>", home))
    run(db, source(site.url()))
    rows = db.execute("SELECT entries, outlets FROM stories").fetchall()
    assert rows == [(3, 1)]


def test_what_a_search_finds_is_said_by_many(site: Site, db: Store) -> None:
    """The search's own page is nobody."""
    told = [item(f"Story {name * 9}", link=f"https://{name}.example/1") for name in "abc"]
    home = b"<channel><link>https://links.example/</link>"
    site.pages["/feed.xml"] = Page(rss(*told).replace(b"<channel>", home))
    run(db, source(site.url(), query="crm"))
    outlets = {row[0] for row in db.execute("SELECT outlet FROM entries")}
    assert outlets == {"a.example", "b.example", "c.example"}


def test_an_answer_is_kept_before_the_next_is_handed_out(site: Site, db: Store) -> None:
    """However many sources answer at once, no more than one document is held as entries."""
    paths = [f"/{number}" for number in range(30)]
    for path in paths:
        site.pages[path] = Page(rss(item(f"One of {path}"), item(f"Two of {path}")))
    held: list[int] = []

    async def ask() -> None:
        due = update.due(db, [source(site.url(path)) for path in paths], NOW)
        async with client(QUICK) as opened_client:
            connection = over(opened_client.get, {})

            async def get(request: Request) -> Response:
                response = await connection.get(request)
                (kept,) = db.execute("SELECT count(*) FROM sources").fetchone()
                held.append(len(held) + 1 - kept)
                return response

            await update.run(db, due, connection._replace(get=get), NOW)

    asyncio.run(ask())
    assert held == [1] * len(paths)
