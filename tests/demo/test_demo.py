"""The demo world, as its readers see it: over HTTP."""

from __future__ import annotations

import re
import socket
from collections import Counter
from datetime import datetime, timedelta, timezone
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from cio_digest import config, demo, parse
from cio_digest.cli.commands.demo import command as demo_command
from cio_digest.demo import answers, feeds, world
from cio_digest.models import Enclosure, RawEntry, RawFeed

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
PUBLISHERS = {publisher.name: publisher for publisher in world.publishers(NOW)}
ENTRIES = [entry for publisher in PUBLISHERS.values() for entry in publisher.feed.entries]


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The address of a served world."""
    with demo.serve(NOW) as url:
        yield url


def get(url: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """One answer, no redirect followed."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", parts.path, headers=named)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def address(base: str, name: str) -> str:
    return base + answers.path(PUBLISHERS[name])


# --- the world --------------------------------------------------------------------------------


def test_the_world_has_its_size() -> None:
    """54 sources publish some forty entries a day, for four weeks before the given instant."""
    assert len(PUBLISHERS) == 54
    assert 900 <= len(ENTRIES) <= 1200
    assert all(
        entry.published and NOW - timedelta(weeks=4) <= entry.published < NOW for entry in ENTRIES
    )


def test_the_world_moves_with_the_instant_and_stays_the_same_otherwise() -> None:
    """The same instant gives the same world; a day later everything is a day later."""
    later = world.publishers(NOW + timedelta(days=1))
    shifted = [entry.published for publisher in later for entry in publisher.feed.entries]
    assert world.publishers(NOW) == tuple(PUBLISHERS.values())
    assert shifted == [e.published + timedelta(days=1) for e in ENTRIES if e.published]


def test_instants_of_other_zones_and_fractions_make_no_difference() -> None:
    """An instant is an instant, told in whichever zone."""
    told = NOW.astimezone(timezone(timedelta(hours=9))) + timedelta(microseconds=5)
    assert world.publishers(told) == tuple(PUBLISHERS.values())


def test_everything_leads_nowhere() -> None:
    """Every address is under a reserved name, so that nobody real is ever visited (RFC 2606)."""
    urls = [e.url for e in ENTRIES] + [link for e in ENTRIES for link in e.links]
    hosts = {urlsplit(url).hostname or "" for url in urls}
    assert {host.rpartition(".")[2] for host in hosts} <= {"example", "social"}
    assert {host for host in hosts if host.endswith(".social")} == {"example.social"}


def test_posts_point_to_what_is_there() -> None:
    """Each link of a post is the address of an entry, so that a story can be followed."""
    known = {entry.url for entry in ENTRIES}
    links = {link for entry in ENTRIES for link in entry.links}
    assert links
    assert links <= known


def test_addresses_are_told_apart() -> None:
    """No publisher uses an address twice."""
    urls = [entry.url for entry in ENTRIES]
    assert len(urls) == len(set(urls))


def test_no_week_is_empty() -> None:
    """Each of the 28 days has enough entries to be compared with."""
    days = Counter((NOW - entry.published).days for entry in ENTRIES if entry.published)
    assert set(days) == set(range(28))
    assert min(days.values()) >= 20


@pytest.mark.parametrize("term", ["seat-free pricing", "passkeys"])
def test_a_term_rises_over_the_weeks(term: str) -> None:
    """Each week speaks more of it than the week before."""
    weeks = [0, 0, 0, 0]
    for entry in ENTRIES:
        if entry.published and term in f"{entry.title} {entry.content}".lower():
            weeks[3 - (NOW - entry.published).days // 7] += 1
    assert weeks == sorted(set(weeks))


def test_every_kind_of_entry_is_there() -> None:
    """Posts without a title, episodes with audio, other languages, sponsored posts and copies."""
    assert any(not entry.title for entry in PUBLISHERS["ada"].feed.entries)
    assert PUBLISHERS["changewindow"].feed.entries[0].enclosures[0].type == "audio/mpeg"
    assert {p.feed.language for p in PUBLISHERS.values()} == {"en", "de", "fr", "ja"}
    assert any("Sponsored" in entry.tags for entry in ENTRIES)
    wire = PUBLISHERS["presscircuit"].feed.entries[0]
    assert sum(entry.content == wire.content for entry in ENTRIES) == 4


# --- the documents ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(feeds.MEDIA_TYPES))
def test_a_document_reads_back_as_what_was_written(kind: str) -> None:
    """Title, address, time and text survive each format, whatever stands in them."""
    entry = RawEntry(
        id="https://a.example/?a=1&b=2",
        url="https://a.example/?a=1&b=2",
        title='Marrow & Pike say "5 < 6"',
        content="<p>It's <b>so</b> & more. 日本</p>",
        published=NOW,
        enclosures=(Enclosure("https://a.example/a.mp3?x&y", "audio/mpeg", 7),),
    )
    given = RawFeed((entry,), "A & B", "https://a.example/", "en", format=kind)
    body, kind = feeds.document(given), feeds.MEDIA_TYPES[kind]
    read = parse.feed(body, url="https://a.example/feed", content_type=kind)
    (back,) = read.entries
    assert read.title == "A & B"
    assert (back.url, back.published or back.updated) == (entry.url, NOW)
    assert (unescape(back.title), back.content) == (entry.title, entry.content)


# --- the server -------------------------------------------------------------------------------


def test_it_listens_on_loopback_alone(base: str) -> None:
    """The server is reached at 127.0.0.1 and at none of the machine's other addresses."""
    parts = urlsplit(base)
    assert parts.hostname == "127.0.0.1"
    with (
        pytest.raises(OSError, match=r".+"),
        socket.create_connection(("127.0.0.2", parts.port), 5),
    ):
        pass


def test_a_feed_is_not_sent_twice(base: str) -> None:
    """Who has the ETag or the date of a feed gets 304 and no body; who has another, the feed."""
    url = address(base, "ledger")
    first, body = get(url)
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert (first.status, body[:5]) == (200, b"<?xml")
    assert get(url, If_None_Match=f'"x", {tag}')[0].status == 304
    assert get(url, If_Modified_Since=changed)[1] == b""
    assert get(url, If_Modified_Since="Sun, 01 Nov 2026 00:00:00 GMT")[0].status == 200
    assert get(url, If_None_Match='"x"', If_Modified_Since=changed)[0].status == 200
    assert get(url, If_Modified_Since="yesterday")[0].status == 200


@pytest.mark.parametrize(
    ("name", "status", "content"),
    [
        ("intranetdigest", 404, b""),
        ("feedwright", 410, b""),
        ("serverside", 500, b""),
        ("sitewide", 301, b""),
        ("gatehouse", 200, b"Checking your browser"),
        ("photoboard", 200, b"Bridge returned error"),
        ("inland", 200, b"&nbsp;</description>"),
        ("fieldnotes", 200, b'rel="alternate"'),
        ("metro", 200, b"</rss>"),
    ],
)
def test_faults_are_those_of_the_wild(base: str, name: str, status: int, content: bytes) -> None:
    """Nine sources do not answer as they should."""
    response, body = get(address(base, name))
    assert response.status == status
    assert content in body


@pytest.mark.parametrize(
    ("name", "pointer"), [("sitewide", rb"()"), ("fieldnotes", rb'href="([^"]+)"')]
)
def test_what_moved_is_found_where_it_went(base: str, name: str, pointer: bytes) -> None:
    """A redirect and a page both lead to the feed."""
    response, body = get(address(base, name))
    found = re.search(pointer, body)
    assert found
    where = response.headers["Location"] or found[1].decode()
    assert PUBLISHERS[name].feed.title.encode() in get(base + where)[1]


def test_an_unknown_path_is_not_found(base: str) -> None:
    """Nothing else is served."""
    assert get(f"{base}/etc/passwd")[0].status == 404


def test_the_server_ends_with_its_context() -> None:
    """After the demo nobody listens any more."""
    with demo.serve(NOW) as url:
        port = urlsplit(url).port
    with pytest.raises(ConnectionError), socket.create_connection(("127.0.0.1", port), 5):
        pass


# --- the configuration ------------------------------------------------------------------------


def test_the_configuration_follows_the_whole_world() -> None:
    """Its feeds.toml is valid, has the six topics, all 54 sources, and the catalogues."""
    made = config.parse(demo.config("http://127.0.0.1:8080"), "feeds.toml")
    assert [t.name for t in made.topics] == [
        "CRM", "SharePoint", "Leadership", "Security", "Cloud", "AI",
    ]  # fmt: skip
    assert len([source for source in made.sources if not source.stack]) == 54
    assert [source.kind for source in made.sources[54:]] == ["kev", "endoflife", "endoflife"]
    assert f"Read {len(made.sources)} invented sources" in (demo_command.help or "")
    by_title = {source.title: source for source in made.sources}
    assert by_title["The Ledger"].url == "http://127.0.0.1:8080/ledger/feed.xml"
    ada = by_title["Ada Lindqvist (Mastodon)"]
    assert (ada.network, ada.voice, ada.role) == ("mastodon", "Ada Lindqvist", "peer")
    assert made.voices[0].organisation == "Marrow & Pike"
    assert by_title["Brightwater Research"].role == "analyst"
