"""A raw entry to a clean one."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models import Enclosure, Engagement, Entry, RawEntry, RawFeed
from cio_digest.text import normalize

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
OLD = datetime(1970, 1, 1, tzinfo=timezone.utc)


def raw(**fields: Any) -> RawEntry:
    return RawEntry(**{"id": "1", "url": "https://example.com/1", "title": "One", **fields})


def clean(*, first_fetch: bool = False, **fields: Any) -> Entry:
    return normalize.entry(raw(**fields), source="feed:x", now=NOW, first_fetch=first_fetch)


def test_an_entry_without_a_link_opens_its_file_or_its_feeds_page() -> None:
    """The page is no address of its own: several entries may open it."""
    file = Enclosure("https://cdn.example/1.mp3", "audio/mpeg", 5)
    found = clean(url="", enclosures=(file,))
    assert (found.url, found.canonical) == (file.url, file.url)
    found = normalize.entry(
        raw(url=""), source="feed:x", now=NOW, first_fetch=True, home="https://example.com/"
    )
    assert (found.url, found.canonical) == ("https://example.com/", "")


def test_a_date_that_cannot_be_hides_no_other() -> None:
    """Neither one before there were feeds nor one in the future."""
    assert clean(published=OLD, updated=NOW - HOUR).published == NOW - HOUR
    assert clean(published=NOW + 9 * HOUR, updated=NOW - HOUR).published == NOW - HOUR


def test_references_that_a_feed_escaped_twice_are_no_text() -> None:
    """A post says what was typed, and about markup ``<`` is written as it is."""
    twice = "<p>It&amp;#8217;s &amp;ldquo;so&amp;rdquo;.&amp;nbsp; So</p><p>&amp;nbsp;</p>"
    assert clean(content=twice).text == "It\u2019s \u201cso\u201d. So"
    assert clean(content="Write &amp;lt;b&amp;gt; so").text == "Write &lt;b&gt; so"
    assert clean(content="a &amp;amp; b", network="bluesky").text == "a &amp; b"


@pytest.mark.parametrize("value", ["https://a.example/\ud800", "https://\ud800.example/"])
def test_an_address_has_no_half_characters(value: str) -> None:
    """JSON can hold them, a database cannot."""
    address = clean(url=value).url
    assert address.encode().decode() == address


def test_an_entry_is_cleaned_whole() -> None:
    """Every field arrives, clean, in its place."""
    found = normalize.entry(
        RawEntry(
            id=" tag:1\n",
            url="http://www.example.com/1?utm_source=rss",
            title="<b>AT&amp;T</b>",
            content="<p>Hello <a href='https://b.example/x?fbclid=1'>there</a></p>",
            summary="s",
            published=NOW - HOUR,
            author="ann@example.com (Ann Other)",
            tags=("#CRM", "crm", " ", "<i>AI</i>", "https://schema.example/x"),
            links=("https://c.example/",),
            enclosures=(
                Enclosure("https://a.example/f.mp3", "audio/mpeg", 3),
                Enclosure("file:///x"),
            ),
            publisher="The <b>Paper</b>",
            network="mastodon",
            handle="@ann@example.social",
            engagement=Engagement(likes=3),
            bot=True,
        ),
        source="feed:x",
        now=NOW,
        first_fetch=False,
        language="EN-us",
    )
    assert found._replace(hash="") == Entry(
        source="feed:x",
        guid="tag:1",
        url="http://www.example.com/1?utm_source=rss",
        canonical="https://example.com/1",
        title="AT&T",
        text="Hello there",
        published=NOW - HOUR,
        first_seen=NOW,
        surfaced=NOW,
        author="Ann Other",
        publisher="The Paper",
        outlet="@ann@example.social",
        language="en-us",
        tags=("CRM", "AI"),
        links=("https://c.example", "https://b.example/x"),
        enclosures=(Enclosure("https://a.example/f.mp3", "audio/mpeg", 3),),
        network="mastodon",
        handle="@ann@example.social",
        engagement=Engagement(likes=3),
        bot=True,
    )


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ({"network": "bluesky", "handle": "Ann.Example", "publisher": "P"}, "ann.example"),
        ({"publisher": "The Paper"}, "the paper"),
        ({}, "example.com"),
        ({"url": ""}, "feed:x"),
    ],
)
def test_the_outlet_is_who_speaks(fields: dict[str, Any], outlet: str) -> None:
    """A person on a network, else the publisher, else the site, else the source."""
    assert clean(**fields).outlet == outlet


def test_an_author_is_called_by_name() -> None:
    """Mail addresses go where there is a name; a profile's address is called by its end."""
    assert clean(author="ann@example.com (Ann)").author == "Ann"
    assert clean(author="Ann <ann@example.com>").author == "Ann"
    assert clean(author="ann@example.com").author == "ann@example.com"
    assert clean(author="https://lemmy.example/u/ann").author == "ann"
    assert clean(author="By Ann Other").author == "Ann Other"
    assert clean(author="By").author == "By"


def test_an_entry_is_named_by_id_else_address_else_words() -> None:
    """So that the same entry is the same tomorrow."""
    assert clean(id="x").guid == "x"
    assert clean(id="").guid == "https://example.com/1"
    nameless = clean(id="", url="", title="One").guid
    assert nameless == clean(id="", url="", title="One").guid
    assert nameless != clean(id="", url="", title="Two").guid
    assert len(clean(id="x" * 9999).guid) < 100


def test_only_web_addresses_are_shown() -> None:
    """Any other scheme leaves the entry without a link."""
    found = clean(url="javascript:alert(1)")
    assert (found.url, found.canonical) == ("", "")


def test_an_entry_without_title_is_called_by_its_first_sentence() -> None:
    """As social posts are; without words by its address."""
    assert clean(title="", content="<p>It has begun at last. More.</p>").title == (
        "It has begun at last."
    )
    assert clean(title="").title == "example.com/1"
    assert clean(title="", url="").title == "Untitled"


@pytest.mark.parametrize(
    "title", ["https://a.example/p/1", "(no title)", "Untitled", "Ohne Titel", "…", "- - -", "🎉🎉"]
)
def test_what_says_no_title_is_none(title: str) -> None:
    """An address or a placeholder, unless the entry says nothing else."""
    assert clean(title=title, content="<p>It has begun at last. More.</p>").title == (
        "It has begun at last."
    )
    assert clean(title=title, content="").title == title
    assert clean(title="Untitled no more", content="<p>It has begun.</p>").title == (
        "Untitled no more"
    )


def test_the_summary_serves_where_the_content_says_nothing() -> None:
    """A content that is only a picture."""
    assert clean(content="<img src=x>", summary="Words").text == "Words"


@pytest.mark.parametrize(
    ("published", "believed"),
    [
        (None, False),
        (NOW - HOUR, True),
        (NOW + timedelta(minutes=10), True),
        (NOW + HOUR, False),
        (datetime(1994, 12, 31, tzinfo=timezone.utc), False),
        (datetime(1995, 1, 1, tzinfo=timezone.utc), True),
    ],
)
def test_dates_that_cannot_be_are_not_believed(published: datetime, believed: bool) -> None:
    """Neither the future, but for a clock that goes ahead, nor a time before feeds."""
    assert clean(published=published).published == (published if believed else None)


def test_an_updated_entry_without_a_date_of_publication_is_as_old_as_its_update() -> None:
    """Atom asks for ``updated`` only."""
    assert clean(updated=NOW - HOUR).published == NOW - HOUR


@pytest.mark.parametrize(
    ("first_fetch", "published", "surfaced"),
    [
        (True, NOW - 99 * HOUR, NOW - 99 * HOUR),
        (True, None, OLD),
        (True, NOW + timedelta(minutes=5), NOW),
        (False, None, NOW),
        (False, NOW - 47 * HOUR, NOW),
        (False, NOW + timedelta(minutes=5), NOW),
        (False, NOW - 49 * HOUR, NOW),
        (True, NOW + 9 * HOUR, NOW),
        (True, NOW + 25 * HOUR, OLD),
        (False, NOW + 9 * HOUR, NOW),
    ],
)
def test_when_an_entry_became_news(
    first_fetch: bool, published: datetime, surfaced: datetime
) -> None:
    """A first fetch brings the past, but for a clock that goes ahead; later what is new is news."""
    assert clean(first_fetch=first_fetch, published=published).surfaced == surfaced


UNREAD = ("commented", "comments", "forum", "own")
LINKS = """<a href="https://other.example/story?utm_medium=x">1</a> <a href="/own">2</a>
<a href="https://www.example.com/own">3</a> <a href="https://other.example/story">4</a>
<a class="mention u-url" href="https://social.example/@ann">5</a>
<a class="hashtag" href="https://social.example/tags/x">6</a>
<a href="https://twitter.com/intent/tweet?url=x">7</a> <a href="mailto:a@b.example">8</a>
<a href="https://www.google.com/url?q=https%3A%2F%2Fpaper.example%2Fa">9</a>"""


def test_links_are_those_to_other_sites() -> None:
    """Each once, opened and in order; not people, hashtags, share buttons or the site itself."""
    assert clean(content=LINKS).links == ("https://other.example/story", "https://paper.example/a")


def test_links_and_tags_are_bounded() -> None:
    """A page of a thousand links points nowhere in particular."""
    many = "".join(f'<a href="https://a{n}.example/">x</a>' for n in range(900))
    assert len(clean(content=many, tags=tuple(map(str, range(900)))).links) <= 20
    assert len(clean(tags=tuple(map(str, range(900)))).tags) <= 20


@pytest.mark.parametrize("field", sorted({*RawEntry._fields} - {*UNREAD}))
def test_any_change_changes_the_fingerprint(field: str) -> None:
    """So that what changed is cleaned and saved again, and nothing else."""
    changed: dict[str, Any] = {
        "published": NOW, "updated": NOW, "tags": ("x",), "links": ("x",), "bot": True,
        "enclosures": (Enclosure("x"),), "engagement": Engagement(likes=1),
    }  # fmt: skip
    other = RawEntry()._replace(**{field: changed.get(field, "x")})
    assert normalize.fingerprint(RawEntry()) == normalize.fingerprint(RawEntry())
    assert normalize.fingerprint(other) != normalize.fingerprint(RawEntry())


@pytest.mark.parametrize("field", UNREAD)
def test_what_is_said_of_comments_is_no_change(field: str) -> None:
    """It is kept beside the entry, whose counts would else make it anew at each read."""
    changed: dict[str, Any] = {field: "x"}
    assert normalize.fingerprint(raw()._replace(**changed)) == normalize.fingerprint(raw())


def test_the_fingerprint_of_the_first_release_stays() -> None:
    """Entries in stores of that time bear it; its comments' address was part of it."""
    full = RawEntry(
        *("id", "https://a.example/", "title", "content", "summary", NOW, None, "Ann"),
        tags=("x",), language="en", links=("https://b.example/",),
        enclosures=(Enclosure("https://c.example/", "audio/mpeg", 7),), comments="d",
        publisher="e", network="f", handle="g", engagement=Engagement(likes=1), bot=True,
    )  # fmt: skip
    assert normalize.released_fingerprint(full) == "351d134eb1bec76676fceec98b87adae"


def test_the_fingerprint_is_the_entrys_hash() -> None:
    """What was asked before cleaning is what is stored after it."""
    assert clean().hash == normalize.fingerprint(raw())


WORDS = st.text(st.characters(codec=None), max_size=60)


@given(
    st.builds(
        RawEntry, id=WORDS, url=WORDS | st.just("https://[x"), title=WORDS, content=WORDS,
        author=WORDS, tags=st.tuples(WORDS), links=st.tuples(WORDS), comments=WORDS,
        enclosures=st.tuples(st.builds(Enclosure, url=WORDS, type=WORDS)),
        updated=st.none(),
        published=st.none() | st.datetimes(timezones=st.just(timezone.utc)),
    )
)  # fmt: skip
def test_whatever_was_published_becomes_an_entry(hostile: RawEntry) -> None:
    """Nothing raises; there is always a name and a title, and all of it can be written as UTF-8."""
    found = normalize.entry(hostile, source="s", now=NOW, first_fetch=False)
    assert found.guid
    assert found.title
    assert OLD <= found.surfaced <= NOW
    repr(found).encode("utf-8")
    "".join([found.guid, found.url, found.title, found.text, found.author, *found.tags]).encode(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ({"url": "https://www.paper.example/1"}, "paper.example"),
        ({"url": "https://aggregator.example/1", "publisher": "The Paper"}, "the paper"),
        ({"network": "mastodon", "handle": "@Ann@example.social"}, "@ann@example.social"),
        ({"network": "x", "author": "Ann Other"}, "ann other"),
        ({"url": ""}, "feed:x"),
    ],
    ids=["site", "publisher", "handle", "person", "source"],
)
def test_who_speaks_is_known(fields: dict[str, Any], outlet: str) -> None:
    """Two feeds of one site are one outlet; two people on one network are two."""
    assert clean(**fields).outlet == outlet


def test_what_a_feed_says_of_itself_is_cleaned() -> None:
    """Its title reaches the screen too."""
    said = RawFeed(title="<b>News</b>\x1b[31m &amp; more", url="javascript:alert(1)", language="EN")
    assert normalize.feed(said) == RawFeed(title="News[31m & more", language="en")
