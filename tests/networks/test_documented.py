"""Networks of which no live answer was at hand: answers as their documentation and code have them.

Feeds of Lobsters and Discourse by their templates (rss.erb, list.rss.erb), DEV's articles by
https://developers.forem.com/api/v1, GDELT's by the description of its DOC API.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.networks.conversations import answer, entry, hold, source

from cio_digest.errors import ParseError
from cio_digest.models import Engagement
from cio_digest.networks import registry
from cio_digest.networks.kind import AS_DOCUMENTED

LOBSTERS = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"><channel><title>lobste.rs: tagged databases</title>
<description>Stories</description><link>https://lobste.rs/</link>
<item>
  <title>A ledger that&#39;s one file</title>
  <link>https://ledger.example/one-file</link>
  <guid isPermaLink="false">https://lobste.rs/s/q1w2e3</guid>
  <author>ada</author>
  <pubDate>Sun, 22 Nov 2026 05:00:00 -0600</pubDate>
  <comments>https://lobste.rs/s/q1w2e3/a_ledger</comments>
  <description>
    &lt;p&gt;We moved it.&lt;/p&gt;
    &lt;p&gt;&lt;a href="https://lobste.rs/s/q1w2e3/a_ledger"&gt;Comments&lt;/a&gt;&lt;/p&gt;
  </description>
  <category>databases</category><category>practices</category>
</item></channel></rss>"""
DISCOURSE = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:discourse="http://www.discourse.org/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Sales</title>
<link>https://forum.example/c/sales/5</link><description>Topics</description>
<item>
  <title>Seats or outcomes?</title>
  <dc:creator><![CDATA[@ada]]></dc:creator>
  <category>Sales</category>
  <description><![CDATA[ <p>Who pays by the outcome by now?</p>
    <p><small>3 posts - 2 participants</small></p>
    <p><a href="https://forum.example/t/seats-or-outcomes/77">Read full topic</a></p>
  ]]></description>
  <link>https://forum.example/t/seats-or-outcomes/77</link>
  <pubDate>Sun, 22 Nov 2026 05:00:00 +0000</pubDate>
  <discourse:topicPinned>No</discourse:topicPinned>
  <guid isPermaLink="false">forum.example-topic-77</guid>
  <source url="https://forum.example/t/seats-or-outcomes/77.rss">Seats or outcomes?</source>
</item></channel></rss>"""
DEVTO: dict[str, Any] = {
    "type_of": "article",
    "id": 194541,
    "title": "Seats or outcomes?",
    "description": "Who pays by the outcome by now?",
    "readable_publish_date": "Nov 22",
    "slug": "seats-or-outcomes-37o1",
    "path": "/ada/seats-or-outcomes-37o1",
    "url": "https://dev.to/ada/seats-or-outcomes-37o1",
    "comments_count": 2,
    "public_reactions_count": 12,
    "positive_reactions_count": 12,
    "collection_id": None,
    "published_timestamp": "2026-11-22T05:00:00Z",
    "cover_image": None,
    "canonical_url": "https://ada.example/seats",
    "created_at": "2026-11-21T05:00:00Z",
    "edited_at": None,
    "crossposted_at": None,
    "reading_time_minutes": 3,
    "tag_list": ["crm", "sales"],
    "tags": "crm, sales",
    "user": {"name": "Ada Byron", "username": "ada", "twitter_username": None, "user_id": 1},
}
GDELT = {
    "articles": [
        {
            "url": "https://ledger.example/seats",
            "url_mobile": "",
            "title": "Seats or outcomes ? Vendors are split",
            "seendate": "20261122T050000Z",
            "socialimage": "https://ledger.example/seats.png",
            "domain": "ledger.example",
            "language": "English",
            "sourcecountry": "United States",
        }
    ]
}


def test_lobsters() -> None:
    """The text without the link to the comments, the submitter as who speaks."""
    (raw,) = hold(
        source("lobsters", "https://lobste.rs", query="#databases"), answer(LOBSTERS)
    ).entries
    found = entry(raw)
    assert (found.title, found.handle, found.author) == ("A ledger that's one file", "ada", "ada")
    assert found.tags == ("databases", "practices")
    assert found.text.startswith("We moved it.")
    assert raw.comments == "https://lobste.rs/s/q1w2e3/a_ledger"


def test_discourse() -> None:
    """The text without what the forum puts below it, the count of replies out of that."""
    forum = source("discourse", "https://forum.example", query="c/sales/5")
    found = entry(hold(forum, answer(DISCOURSE)).entries[0])
    assert (found.title, found.text) == ("Seats or outcomes?", "Who pays by the outcome by now?")
    assert (found.handle, found.publisher, found.network) == ("ada", "", "discourse")
    assert found.engagement == Engagement(replies=2)


def test_dev() -> None:
    """The article where it first appeared, reactions and comments counted."""
    found = entry(hold(source("devto", "https://dev.to", query="#crm"), answer([DEVTO])).entries[0])
    assert (found.url, found.guid) == ("https://ada.example/seats", DEVTO["url"])
    assert (found.author, found.handle, found.tags) == ("Ada Byron", "ada", ("crm", "sales"))
    assert found.engagement == Engagement(likes=12, replies=2)


def test_gdelt() -> None:
    """A headline with its publisher, of no network."""
    found = entry(hold(source("gdelt", query="seats"), answer(GDELT)).entries[0])
    assert (found.url, found.publisher) == ("https://ledger.example/seats", "ledger.example")
    assert found.published is not None
    assert f"{found.published:%H:%M}" == "05:00"


@pytest.mark.parametrize("name", ["lobsters", "discourse", "devto", "gdelt"])
def test_the_overview_says_so(name: str) -> None:
    """``sources kinds`` tells what rests on documents alone."""
    assert AS_DOCUMENTED in registry.kind(name).lacks


@pytest.mark.parametrize(
    "words",
    ["3 Beiträge - 2 Teilnehmer", "3 messages - 2 participant(e)s", "3 个帖子 - 2 位参与者"],
)
def test_a_forum_in_another_language(words: str) -> None:
    """What stands below a topic is no word of it, and counts all the same."""
    body = DISCOURSE.replace("3 posts - 2 participants", words)
    forum = source("discourse", "https://forum.example", query="c/sales/5")
    found = entry(hold(forum, answer(body)).entries[0])
    assert found.text == "Who pays by the outcome by now?"
    assert found.engagement == Engagement(replies=2)


def test_a_forum_that_says_account_and_name() -> None:
    """Each is its own."""
    body = DISCOURSE.replace("[@ada]", "[@ada Ada Byron]")
    forum = source("discourse", "https://forum.example", query="c/sales/5")
    found = entry(hold(forum, answer(body)).entries[0])
    assert (found.handle, found.author) == ("ada", "Ada Byron")


def test_a_forum_for_members_leads_to_a_login() -> None:
    """The line says so, rather than where feeds are."""
    page = answer("<html><title>Sales</title></html>", "https://forum.example/login")
    with pytest.raises(ParseError, match="a login page"):
        hold(source("discourse", "https://forum.example", query="c/sales/5"), page)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (rb"It\'s a \d day, \"so\" \u00e9", 'It\'s a d day, "so" é'),
        (b"A\ttab", "A tab"),
        (b"Northwind ' s seats , again", "Northwind's seats, again"),
        (b"Seats ' for all ' ,5 left", "Seats ' for all ' ,5 left"),
    ],
    ids=["escapes", "tab", "apart", "quotes"],
)
def test_gdelts_headlines_as_they_were(title: bytes, shown: str) -> None:
    """Escapes that JSON does not know, signs as they are, and words apart from their signs."""
    body = b'{"articles": [{"url": "https://a.example/1", "title": "%s"}]}' % title
    found = entry(hold(source("gdelt", query="x"), answer(body)).entries[0])
    assert found.title == shown


def test_gdelt_says_what_is_wrong_after_empty_lines() -> None:
    """In plain text."""
    with pytest.raises(ParseError, match="GDELT says: The specified phrase"):
        hold(source("gdelt", query="x"), answer("\n\nThe specified phrase is too short."))
