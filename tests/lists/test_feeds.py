"""What becomes of each feed of a list: taken, known already, or refused, and never twice."""

from __future__ import annotations

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import config
from cio_digest.config import surgery
from cio_digest.lists import ImportDecision, Subscription, UnreadableError, feeds, read
from cio_digest.models import Polling

MINE = """
[[feeds]]
url = "https://www.followed.example/feed/"
"""


def line(
    url: str = "https://a.example/feed", *tags: str, at: int = 2, **parts: str
) -> Subscription:
    return Subscription(f"list:{at}", url, tags=tags, **parts)


def plan(*lines: Subscription, moved: str = "") -> list[ImportDecision]:
    mine = config.parse(MINE, "feeds.toml")
    states = {each.key: Polling.new(each)._replace(url=moved) for each in mine.sources}
    return feeds.plan(lines, mine, states)


def taken(*lines: Subscription) -> list[dict[str, Any]]:
    return [verdict.table for verdict in plan(*lines) if verdict.state == "taken"]


def test_a_feed_with_its_name_and_its_folders() -> None:
    """Markup is cleaned away, empty and repeated tags are left out."""
    given = line(
        "https://a.example/f?a=1&b=2", "Tech", " ", "<b>News</b>", "Tech", title="A &amp; B"
    )
    assert taken(given) == [
        {"url": "https://a.example/f?a=1&b=2", "title": "A & B", "tags": ["Tech", "News"]}
    ]
    assert taken(line()) == [{"url": "https://a.example/feed"}]


@pytest.mark.parametrize(
    "written",
    [
        "https://www.followed.example/feed/",
        "http://followed.example/feed",
        "feed://www.followed.example/feed/",
        "https://FOLLOWED.example/feed#top",
        "https://moved.example/there",
    ],
)
def test_what_is_followed_is_known(written: str) -> None:
    """By scheme, www., slash or redirect, one place is one; the line of feeds.toml is named."""
    (verdict,) = plan(line(written), moved="https://moved.example/there/")
    assert (verdict.state, verdict.why) == ("known", "is followed already (feeds.toml:2)")


def test_a_feed_in_two_folders_is_one_with_two_tags() -> None:
    """The second line adds its folder, and says so."""
    one, two = line("https://a.example/f", "CRM", at=2), line("http://a.example/f/", "Daily", at=9)
    first, second = plan(one, two)
    assert first.table == {"url": "https://a.example/f", "tags": ["CRM", "Daily"]}
    assert (second.state, second.why) == ("known", "is followed already (list:2); adds Daily")


def test_tags_have_an_end() -> None:
    """However many folders a list puts a feed in."""
    lines = [line("https://a.example/f", *map(str, range(n, n + 40)), at=n) for n in (1, 50)]
    first, second = plan(*lines)
    assert first.table["tags"] == [str(n) for n in range(1, 31)]
    assert second.why == "is followed already (list:1)"


def test_an_address_is_no_title() -> None:
    """A feed whose list knows no name for it keeps its own."""
    (verdict,) = plan(line("https://a.example/f", title="https://a.example/f"))
    assert verdict.table == {"url": "https://a.example/f"}


@pytest.mark.parametrize(
    "written", ["<https://a.example/f>", "https://a.example/f,", "a.example/f"]
)
def test_an_address_as_people_write_it(written: str) -> None:
    """In angle brackets, before a comma, without its scheme."""
    (verdict,) = plan(line(written))
    assert verdict.table == {"url": "https://a.example/f"}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("exec:~/bin/feed", "runs a program; if it is yours"),
        ("EXEC:rm -rf /", "runs a program; if it is yours"),
        ("filter:grep x:https://a.example/", "is filtered by a program"),
        ('query:Unread:unread = "yes"', "is a query of newsboat's"),
        ("file:///etc/passwd", "is a file of this computer"),
        ("|ls", "runs a program"),
        ("/etc/passwd", "is a file of this computer"),
        ("~/feed.xml", "is a file of this computer"),
        ("ftp://a.example/", "is no web address"),
        ("javascript:alert(1)", "is no web address"),
        ("command:ls", "is no web address"),
        ("Dear", "is no web address"),
        ("https://a.example/\u202egpj", "is not the address of a feed"),
        ("https://me:hunter2@a.example/", "holds a user or password"),
        ("https://192.168.1.1/feed", "lies inside a private network"),
        ("http://wiki.corp/feed", "lies inside a private network"),
        ("http://[64:ff9b::a00:1]/feed", "lies inside a private network"),
        ("http://[2002:a00:1::]/feed", "lies inside a private network"),
        ("http://224.0.0.1/feed", "lies inside a private network"),
        ("https://www.facebook.com/pages/feed", "is on Facebook, which cannot be read"),
        ("", "is no web address"),
        ("https://a.example/\x1b[31m", "holds a control character"),
    ],
)
def test_what_no_list_may_add(written: str, why: str) -> None:
    """Programs, files, private places and what is no address are refused in words."""
    (verdict,) = plan(line(written))
    assert (verdict.state, verdict.table) == ("refused", {})
    assert why in verdict.why
    assert verdict.where == "list:2"


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))))
def test_nothing_in_a_list_gets_out_of_its_place(rows: list[tuple[str, str, str]]) -> None:
    """Whatever a list says, feeds.toml has addresses, titles and tags more, and nothing else."""
    lines = [line(f"https://{url}.example/{url}", tag, title=title) for url, title, tag in rows]
    text = surgery.extended(MINE, "feeds", taken(*lines))
    document = tomli.loads(text)
    assert set(document) == {"feeds"}
    assert {key for table in document["feeds"] for key in table} <= {"url", "title", "tags"}
    assert all(each.url.startswith("https://") for each in config.parse(text, "f").sources)


# --- the formats -------------------------------------------------------------------------------


def subscriptions(text: str) -> list[Subscription]:
    return read.subscriptions(text.encode(), "list")


def opml(*lines: str) -> str:
    return "\n".join(("<opml><body>", *lines, "</body></opml>"))


def test_folders_in_folders_and_categories_are_tags() -> None:
    """OPML 1.0 and 2.0: xmlUrl, else url; a category may be a path."""
    text = opml(
        '<outline text="Work"><outline title="CRM">',
        '<outline text="A" type="rss" xmlUrl="https://a.example/?x=1&amp;y=2" category="/b/c,d"/>',
        "</outline>",
        '<outline text="B" url="https://b.example/feed"></outline>',
        "</outline>",
        '<outline text="C" XMLURL="https://c.example/feed"/>',
    )
    assert subscriptions(text) == [
        Subscription("list:3", "https://a.example/?x=1&y=2", "A", ("Work > CRM", "b > c", "d")),
        Subscription("list:5", "https://b.example/feed", "B", ("Work",)),
        Subscription("list:7", "https://c.example/feed", "C"),
    ]


@pytest.mark.parametrize(
    ("outline", "why"),
    [
        ('<outline text="A" type="rss"/>', "has no address of a feed"),
        (
            '<outline text="A" htmlUrl="https://a.example/"/>',
            "has no address of a feed; sources add looks for one at https://a.example/",
        ),
        ('<outline text="A" type="link" url="https://a.example/"/>', "has no address of a feed"),
        (
            '<outline text="A" xmlUrl="https://a.example/" filtercmd="rm"/>',
            "is filtered by a program, which no list may name",
        ),
        (
            '<outline text="A" type="HTML+XPath" xmlUrl="https://a.example/" xPathItem="//a"/>',
            "is a page that FreshRSS makes a feed of, not a feed",
        ),
        ('<outline text="A "b" href/>', "its quotes or brackets do not match"),
    ],
)
def test_outlines_that_are_no_feeds(outline: str, why: str) -> None:
    """Each is refused with its reason."""
    (verdict,) = plan(*subscriptions(opml(outline)))
    assert (verdict.state, verdict.where) == ("refused", "list:2")
    assert why in verdict.why


def test_a_stray_quote_costs_no_feed() -> None:
    """What stands in quotes of its own is read; a name that cannot be told is left out."""
    text = opml(
        '<outline text="A" description="say "cheese" please" xmlUrl="https://a.example/?a&b"/>',
        '<outline text="say "cheese"" xmlUrl="https://b.example/" type="rss" /><outline text="C"'
        ' xmlUrl="https://c.example/"/>',
    )
    assert [(each.url, each.title) for each in subscriptions(text)] == [
        ("https://a.example/?a&b", "A"),
        ("https://b.example/", ""),
        ("https://c.example/", "C"),
    ]


def test_an_ampersand_without_a_semicolon_is_one() -> None:
    """Of "&region" no trade mark is made, as browsers would."""
    outline = '<outline text="A" xmlUrl="https://a.example/?a&region=b&copy=1"/>'
    (found,) = subscriptions(opml(outline))
    assert found.url == "https://a.example/?a&region=b&copy=1"


def test_an_ampersand_that_was_escaped_again_is_one() -> None:
    """No address means ``&amp;``."""
    outline = '<outline text="A" xmlUrl="https://a.example/?a&amp;amp;amp;b"/>'
    assert [each["url"] for each in taken(*subscriptions(opml(outline)))] == [
        "https://a.example/?a&b"
    ]


def test_episodes_are_no_feeds() -> None:
    """They stand within their podcast; a feed that never ends holds other feeds all the same."""
    text = opml(
        '<outline text="A" type="rss" xmlUrl="https://a.example/">',
        '<outline type="podcast-episode" title="One" url="https://a.example/1"/></outline>',
        '<outline text="B" xmlUrl="https://b.example/">',
        '<outline text="C" xmlUrl="https://c.example/">',
    )
    assert [each.title for each in subscriptions(text)] == ["A", "B", "C"]


def test_a_list_is_read_in_the_character_set_that_it_declares() -> None:
    """Names are not what another one makes of them."""
    outline = (
        '<outline text="\u041d\u043e\u0432\u043e\u0441\u0442\u0438" xmlUrl="https://a.example/"/>'
    )
    text = f'<?xml version="1.0" encoding="windows-1251"?>{opml(outline)}'
    (found,) = read.subscriptions(text.encode("cp1251"), "list")
    assert found.title == "\u041d\u043e\u0432\u043e\u0441\u0442\u0438"


def test_newsboats_urls() -> None:
    """Tags, quoted or not; ~ is the name, ! hides; comments and queries are no feeds."""
    text = """\
# mine

https://a.example/feed "Two words" daily "~The \\"A\\" # 1" !
https://b.example/feed#x # no tag
  https://c.example/feed
"query:All:unread = \\"yes\\""
"""
    assert subscriptions(text) == [
        Subscription("list:3", "https://a.example/feed", 'The "A" # 1', ("Two words", "daily")),
        Subscription("list:4", "https://b.example/feed#x"),
        Subscription("list:5", "https://c.example/feed"),
        Subscription("list:6", 'query:All:unread = "yes"'),
    ]


def test_several_addresses_in_a_line() -> None:
    """Each is a feed, with the tags behind it."""
    found = subscriptions("https://a.example/feed, https://b.example/feed daily\n")
    assert found == [
        Subscription("list:1", "https://a.example/feed,"),
        Subscription("list:1", "https://b.example/feed", tags=("daily",)),
    ]
    assert [each["url"] for each in taken(*found)] == [
        "https://a.example/feed",
        "https://b.example/feed",
    ]


def test_a_plain_list_of_addresses() -> None:
    """With or without a scheme; any kind of line end."""
    assert [each.url for each in subscriptions("a.example/feed\r\nhttps://b.example/\r")] == [
        "a.example/feed",
        "https://b.example/",
    ]
    assert taken(line("a.example/feed"))[0]["url"] == "https://a.example/feed"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "list: is empty"),
        ("# nothing\n", "list: is neither OPML nor"),
        ("Dear reader,\nhere are some words.", "list: is neither OPML nor a list with an address"),
        ("url,name\nhttps://a.example/f,Ada", "list: is a table; give its addresses alone"),
        ("<html><p>Not here</p>", "list: holds no outlines"),
        ("<opml><outline text='Empty'></outline>", "list: names no feed"),
    ],
    ids=["nothing", "comments", "prose", "a table", "a page", "a folder"],
)
def test_what_is_no_list_is_said_in_one_line(text: str, why: str) -> None:
    """And how it should look."""
    with pytest.raises(UnreadableError) as caught:
        subscriptions(text)
    assert str(caught.value).startswith(why)


@given(
    st.text(
        st.sampled_from("<outline text=\"a\" xmlUrl='https://a.io/'/>\n#~!\\ \x00é"), max_size=300
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    """In one of the two ways."""
    try:
        found = subscriptions(text)
    except UnreadableError:
        return
    assert all(verdict.state in {"taken", "known", "refused"} for verdict in plan(*found))


def test_states_of_polling_are_looked_at() -> None:
    """Where a source is read today, and where it is about to move, is followed, too."""
    mine = config.parse(MINE, "feeds.toml")
    state = Polling(mine.sources[0].key, mine.sources[0].url, moved_to="https://next.example/")
    (verdict,) = feeds.plan([line("http://next.example")], mine, {state.source: state})
    assert verdict.state == "known"
