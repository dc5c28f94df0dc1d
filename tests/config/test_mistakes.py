"""Every mistake in feeds.toml is one line: where, what, what is allowed, and what was meant."""
# ruff: noqa: E501 - a table of messages reads best with one in a line

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import config
from cio_digest.errors import ConfigError

FEED = '[[feeds]]\nurl = "https://a.example/feed"\n'
BY_REFERENCE = '{ env = "NAME" } or { command = ["program", "argument"] }'
TIME = 'a whole number of minutes, hours or days, such as "30m", "12h" or "2d"'
LONG = 'a whole number of days or years, such as "180d" or "2y"'


def problems(text: str) -> tuple[str, ...]:
    """What is said about a configuration, if anything."""
    try:
        config.parse(text, "feeds.toml")
    except ConfigError as error:
        return error.problems
    return ()


def mistakes(text: str, env: dict[str, str] | None = None) -> list[str]:
    """What is said about a configuration that must not pass."""
    with pytest.raises(ConfigError) as error:
        config.parse(text, "feeds.toml", env or {})
    assert str(error.value).splitlines() == list(error.value.problems)
    return list(error.value.problems)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[digest]\nmax_stories = 0", "2:15: max_stories 0 is out of range; allowed: a whole number from 1 to 100"),
        ('[digest]\nlanguages = "en"', '2:13: languages "en" is not a list; allowed: a list of texts, such as ["one", "two"]'),
        ('[mute]\nlanguages = ["English"]', '2:14: languages "English" is not a language; allowed: a code such as "en" or "de"'),
        ('[mute]\nword = ["x"]', '2:1: unknown key "word" in [mute]; did you mean "words"?'),
        ('[mute]\nwords = [""]', '2:10: words "" is empty; allowed: text in quotes'),
        ('[topics.A]\nkeywords = ["a"]\nboost = { title = ["x"] }', '3:11: unknown key "title" in boost; did you mean "titles"?'),
        ('[topics.A]\nkeywords = ["a"]\nbury = ["x"]', "3:8: bury […] is not a table; allowed: a table with the keys titles, authors, sources"),
        ('[topics.A]\nkeywords = ["a"]\n[topics.A.bury]\nsources = "x"', '4:11: sources "x" is not a list; allowed: a list of texts, such as ["one", "two"]'),
        ("[digest]\nminutes = 2.5", "2:11: minutes 2.5 is not a whole number; allowed: a whole number from 1 to 240"),
        ("[digest]\nper_source = true", "2:14: per_source true is not a whole number; allowed: a whole number from 1 to 100"),
        ('[digest]\nmax_age = "12 hours"', f'2:11: max_age "12 hours" is not a length of time; allowed: {TIME}'),
        ("[digest]\nmax_age = 12", f"2:11: max_age 12 is not a length of time; allowed: {TIME}"),
        ('[digest]\nmax_age = "366d"', f'2:11: max_age "366d" is too long; allowed: {TIME}, up to a year'),
        (f'[digest]\nmax_age = "{"9" * 30}d"', f'2:11: max_age "{"9" * 30}d" is too long; allowed: {TIME}, up to a year'),
        ('[digest]\ntimezone = "CEST"', '2:12: timezone "CEST" is not a time zone; allowed: an IANA name such as "Europe/Berlin"'),
        ('[digest]\ntimezone = "Europe/Berln"', '2:12: timezone "Europe/Berln" is not a time zone; allowed: an IANA name such as "Europe/Berlin"; did you mean "Europe/Berlin"?'),
        ('[digest]\ntimezone = "../x"', '2:12: timezone "../x" is not a time zone; allowed: an IANA name such as "Europe/Berlin"'),
        ("[digest]\nmaxstories = 3", '2:1: unknown key "maxstories" in [digest]; did you mean "max_stories"?'),
        ('[store]\nkeep = "2m"', f'2:8: keep "2m" is not a length of time; allowed: {LONG}'),
        ('[store]\nkeep = "89d"', f'2:8: keep "89d" is too short; allowed: {LONG}, from 90 days to 100 years'),
        (f'[store]\nkeep = "{"9" * 30}y"', f'2:8: keep "{"9" * 30}y" is too long; allowed: {LONG}, from 90 days to 100 years'),
        ("digest = 3", "1:10: digest 3 is not a table; allowed: a table with the keys max_stories, minutes, max_age, per_source, timezone, languages, read_pages"),
        ("[summarize]\nseconds = 5", "1:1: [summarize] has no command, which it needs"),
        ('[summarize]\ncommand = "llm -s"', '2:11: command "llm -s" is not a list; allowed: a list of texts, such as ["one", "two"]'),
        ("[summarize]\ncommand = []", "2:11: command is an empty list; allowed: one text or more"),
        ('[summarize]\ncommand = ["llm"]\nseconds = 0', "3:11: seconds 0 is out of range; allowed: a number from 1 to 600"),
        ("max_stories = 3", '1:1: unknown key "max_stories"; it belongs under [digest]'),
        ('url = "https://a.example/f"', '1:1: unknown key "url"; it belongs under [[feeds]]'),
        ('keywords = ["x"]', '1:1: unknown key "keywords"; it belongs under [topics.NAME]'),
        ("[digets]", '1:2: unknown key "digets"; did you mean "digest"?'),
        ('"\\u001b[31m" = 1', '1:1: unknown key "\\u001b[31m"; known are digest, summarize, sections, topics, feeds, searches, voices, accounts, mail, deliver, hooks, watch, mute, store, stack, catalogues, vendors'),
        ("[topics.CRM]\nkeyword = []", '2:1: unknown key "keyword" in [topics.CRM]; did you mean "keywords"?'),
        ("[topics.CRM]\nkeywords = []", "2:12: keywords is an empty list; allowed: one text or more"),
        ('[topics.CRM]\nkeywords = "CRM"', '2:12: keywords "CRM" is not a list; allowed: a list of texts, such as ["one", "two"]'),
        ('[topics.CRM]\nkeywords = [\n"a", # one\n 3]', "4:2: keywords 3 is not text; allowed: text in quotes"),
        ('[topics.CRM]\nkeywords = ["a", " "]', '2:18: keywords " " is empty; allowed: text in quotes'),
        ('[topics.CRM]\nkeywords = ["a\\tb"]', '2:13: keywords "a\\u0009b" holds a control character; allowed: one line of plain text'),
        ("topics = 3", "1:10: topics 3 is not a table; write [topics.NAME]"),
        ('[topics]\nkeywords = ["a"]', "2:12: keywords […] is not a table; allowed: a table with the keys keywords, exclude, weight, search, boost, bury"),
        ('[topics.""]\nkeywords = ["a"]', '1:1: [topics.""] has no name that can be shown'),
        ("[feeds]", "1:1: feeds stands in single brackets; write [[feeds]] above each feed"),
        ("[feeds]\n[feeds]", "2:7: is not valid TOML: [feeds] stands here again; write [[feeds]] above each"),
        ('[topics.CRM]\nkeywords = ["CRM"]\n[[sections]]\ntitle = "A"\nsearch = "-topic:CRN seats"', '5:10: search names the topic "CRN", which there is not; did you mean "CRM"?'),
        ('[[sections]]\ntitle = "A"\nsearch = "topic:CRM"', '3:10: search names the topic "CRM", which there is not'),
        ('[[sections]]\ntitle = "A"\nsearch = "voice:ada"', '3:10: search names the voice "ada", which there is not'),
        ('[[sections]]\ntitle = "A"\nsearch = "role:boss"', '3:10: search names the role "boss", which there is not; there are peer, analyst, reporter, vendor, press'),
        ('[[sections]]\ntitle = "A"\nsearch = "network:mastodn"', '3:10: search names the network "mastodn", which there is not; did you mean "mastodon"?'),
        ('[[sections]]\ntitle = "A"\nsearch = "until:soon"', '3:10: search has "soon", which is no time; write it like 2026-11-22, yesterday, 12h, 7d or 2w'),
        ("feeds = 3", "1:9: feeds 3 is not a list; write [[feeds]] above each feed"),
        ("feeds = [3]", "1:10: feeds 3 is not a table; allowed: a table with the keys url, command, file, title, tags, role, weight, network, auth, headers, proxy, private, muted_until, languages"),
        ("[[feeds]]", "1:1: [[feeds]] has no url, which it needs; a command or a file of yours may stand in its place"),
        ('[[feeds]]\nfile = "a.xml"', '2:8: file "a.xml" is not a whole path; allowed: one that begins with "/" or "~/"'),
        ('[[feeds]]\ncommand = "ls"', '2:11: command "ls" is not a list; allowed: a list of texts, such as ["one", "two"]'),
        ('[[feeds]]\ncommand = ["a"]\nauth = { user = "u", password = { env = "P" } }', "3:8: auth goes with url alone"),
        ("searches = 3", "1:12: searches 3 is not a list; write [[searches]] above each search"),
        ('[[searches]]\nnetwork = "mastodon"', "1:1: [[searches]] has no query, which it needs"),
        ('[[searches]]\nnetwork = "wordpress"\nquery = "#crm"', "1:1: [[searches]] has no server, which this network needs"),
        ('[[searches]]\nnetwork = "reddit"\nquery = "r/crm"\nlanguage = "english"', '4:12: language "english" is not a language; allowed: a code such as "en" or "de"'),
        ('[[searches]]\nnetwork = "bluesky"\nquery = "crm"', "2:11: network needs your account there: add [accounts.bluesky] with user and password"),
        ('[topics.CRM]\nkeywords = ["a"]\nsearch = ["reddit", "bluesky"]', "3:21: search needs your account there: add [accounts.bluesky] with user and password"),
        ("[voices.a]", "1:1: voices stands in single brackets; write [[voices]] above each voice"),
        ('[[voices]]\nmastodon = "@a@b.example"', "1:1: [[voices]] has no name, which it needs"),
        ('[[voices]]\nname = "A"\nmastodon = "a"', '3:12: mastodon "a" is not an address there; allowed: @name@server'),
        ('[[voices]]\nname = "A"\nmastadon = "@a@b.example"', '3:1: unknown key "mastadon" in [[voices]]; did you mean "mastodon"?'),
        ('[[voices]]\nname = "A"\nfeeds = ["a.example"]', '3:10: feeds "a.example" is not the address of a feed; allowed: https://… or http://…'),
        ('[accounts.mastodon]\ntoken = "abc"', f"2:9: token is written out; give it by {BY_REFERENCE}"),
        ('[accounts.bluesky]\nuser = "a"', "1:1: [accounts.bluesky] has no password, which it needs"),
        ('[accounts.x]\ntoken = { env = "T" }\ncap = -1', "3:7: cap -1 is out of range; allowed: a number from 0 to 10000"),
        ('[accounts.x]\ntoken = { env = "T" }\ncap = "5 dollars"', '3:7: cap "5 dollars" is not a number; allowed: a number from 0 to 10000'),
        ('[accounts.github]\ntoken = { env = "T" }\ncap = 5', '3:1: unknown key "cap" in [accounts.github]; known are token, server, private'),
        ("[accounts.masto]", '1:11: unknown key "masto" in [accounts]; did you mean "mastodon"?'),
    ],
    ids=lambda value: value.partition(": ")[2][:40] or "given",
)  # fmt: skip
def test_mistake(text: str, line: str) -> None:
    """A mistake is told with its place, the value, what is allowed and the nearest known word."""
    more = "" if "eeds" in text else f"\n{FEED}"
    assert [m for m in mistakes(text + more) if "[topics.CRM] has no" not in m] == [
        f"feeds.toml:{line}"
    ]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ('weight = "high"', '3:10: weight "high" is not a number; allowed: a number from 0 to 10'),
        ("weight = nan", "3:10: weight nan is out of range; allowed: a number from 0 to 10"),
        (f"weight = 0x{'f' * 5000}", "3:10: weight (a huge number) is out of range; allowed: a number from 0 to 10"),
        ('role = "analist"', '3:8: role "analist" is not known; allowed: peer, analyst, reporter, vendor, press; did you mean "analyst"?'),
        ("role = []", "3:8: role […] is not known; allowed: peer, analyst, reporter, vendor, press"),
        ("title = 2020-01-01", "3:9: title 2020-01-01 is not text; allowed: text in quotes"),
        ("tags.a = 1", '3:1: tags {…} is not a list; allowed: a list of texts, such as ["one", "two"]'),
        ('"colour" = 1', '3:1: unknown key "colour" in [[feeds]]; known are url, command, file, title, tags, role, weight, network, auth, headers, proxy, private, muted_until, languages'),
        ("auth = 1", f'3:8: auth needs {{ user = "…", password = {BY_REFERENCE} }}'),
        ('auth = { user = "u" }', "3:8: auth has no password, which it needs"),
        ('auth = { user = "u", password = "hunter2" }', f"3:33: password is written out; give it by {BY_REFERENCE}"),
        ("auth = { user = 'u', password = {} }", f"3:33: password needs one of env and command: {BY_REFERENCE}"),
        ("auth.user = 'u'\nauth.password = { env = 'A', command = ['b'] }", f"4:17: password needs one of env and command: {BY_REFERENCE}"),
        ("auth = { user = 'u', password = { enf = 'A', env = 'A' } }", '3:35: unknown key "enf" in password; did you mean "env"?'),
        ('headers = { Cookie = "hunter2" }', f"3:22: Cookie is written out; give it by {BY_REFERENCE}"),
        ("headers = { x-API-key = 123 }", f"3:25: x-API-key is written out; give it by {BY_REFERENCE}"),
        ('headers = { "a b" = "c" }', '3:21: "a b" is not a name that a header can have'),
        ('headers = { Accept = "a\\r\\nb: c" }', '3:22: Accept "a\\u000d\\u000ab: c" holds a control character; allowed: one line of plain text'),
        ('proxy = "http://u:hunter2@p.example"', f"3:9: proxy holds a user or password; give all of it by {BY_REFERENCE}"),
        ('proxy = "p.example:80"', '3:9: proxy "p.example:80" is not the address of a feed; allowed: https://… or http://…'),
        ('muted_until = "2027-01-10"', '3:15: muted_until "2027-01-10" is not a day; allowed: one such as 2026-11-22, without quotes'),
        ("muted_until = 2027-01-10T00:00:00Z", "3:15: muted_until 2027-01-10 00:00:00+00:00 is not a day; allowed: one such as 2026-11-22, without quotes"),
        ('private = "yes"', '3:11: private "yes" is neither yes nor no; allowed: true or false'),
        ('file = "/a.xml"', "3:8: file stands beside url; keep one"),
        ("headers = 3", f'3:11: headers needs {{ Name = "text" }} or {{ Name = {BY_REFERENCE} }}'),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_mistake_in_a_feed(key: str, line: str) -> None:
    """The settings of a feed are checked, and what might be a password is never repeated."""
    found = mistakes(FEED + key)
    assert found == [f"feeds.toml:{line}"]
    assert "hunter2" not in found[0]


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/x", "a.example/feed", "https://", "https:///x", "javascript:alert(1)", "https://a b.example/", "https://a.example:99999/", "http://[::1/", "feed://a.example"],
)  # fmt: skip
def test_address(url: str) -> None:
    """Only a whole http(s) address is one of a feed."""
    assert mistakes(f'[[feeds]]\nurl = "{url}"') == [
        f'feeds.toml:2:7: url "{url}" is not the address of a feed; allowed: https://… or http://…'
    ]


@pytest.mark.parametrize(
    "url", ["https://me:hunter2@a.example/x", "http://hunter2@a.example", "me:hunter2@a.example/x"]
)
def test_password_in_an_address(url: str) -> None:
    """A password in an address is refused and not repeated, not even when the feed is twice there."""
    feed = f'[[feeds]]\nurl = "{url}"\n'
    says = "url holds a user or password; give them by auth instead"
    assert mistakes(feed * 2) == [f"feeds.toml:2:7: {says}", f"feeds.toml:4:7: {says}"]


def test_feed_twice() -> None:
    """The same address twice is one source with the tags of both, and told with both lines."""
    text = f'{FEED}tags = ["a", "b"]\n[[feeds]]\nurl = " https://a.example/feed "\ntitle = "A"\ntags = ["c", "a"]\n'
    loaded = config.parse(text, "feeds.toml")
    [source] = loaded.sources
    assert (source.title, source.tags, source.where) == ("A", ("a", "b", "c"), "feeds.toml:1")
    [warning] = loaded.warnings
    assert warning.startswith(
        'feeds.toml:4: "https://a.example/feed" is followed twice, here and in'
    )
    assert warning.endswith("line 1; it is one source, with the tags of both")


@pytest.mark.parametrize(
    "other", ["http://a.example/feed", "https://a.example/feed/", "https://www.a.example/feed"]
)
def test_a_feed_written_in_two_ways(other: str) -> None:
    """Both are read, for they may be two, and a line says that they may be one."""
    loaded = config.parse(f'{FEED}[[feeds]]\nurl = "{other}"\n', "feeds.toml")
    assert len(loaded.sources) == 2
    [warning] = loaded.warnings
    assert warning == (
        f'feeds.toml:3: "{other}" may be the feed of line 1, "https://a.example/feed"; '
        "if it is, take one of them out"
    )


def test_all_mistakes_at_once() -> None:
    """One run tells every mistake, in the order of the file and then of the environment."""
    text = """\
[[feeds]]
titel = "x"
weight = 11
headers = { Authorization = "a", X-Token = 1, Fine = "yes", Q = 2 }
[topics.CRM]
exclude = [1, "a", 2]
[digest]
minutes = 0
[[feeds]]
url = "https://a.example/"
[[feeds]]
url = "https://a.example/"
"""
    found = mistakes(text, {"CIO_DIGEST_MAX_AGE": "soon", "CIO_DIGEST_MINUTES": "-1"})
    places = [line.partition(": ")[0].removeprefix("feeds.toml:") for line in found]
    assert places == [
        "1:1", "2:1", "3:10", "4:29", "4:44", "4:65", "5:1", "6:12", "6:20", "8:11",
        'CIO_DIGEST_MINUTES "-1" is not a whole number; allowed', 'CIO_DIGEST_MAX_AGE "soon" is not a length of time; allowed',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = Foo", ':1:5: is not valid TOML: a value is missing or cannot be read; text stands in "quotes"'),
        ('a = "x', ":1:7: is not valid TOML: a closing quote is missing"),
        ("a = 1\na = 2", ":2:6: is not valid TOML: this key was given before; keep one of the two"),
        ("= 3", ":1:1: is not valid TOML: this line is neither key = value nor a [table]"),
        ("[topics.Two words]", ':1:13: is not valid TOML: a ] is missing, or straight quotes around a name: [topics."Two words"]'),
        ("[topics.“CRM”]", ':1:9: is not valid TOML: a ] is missing, or straight quotes around a name: [topics."Two words"]'),
        ('[topics.CRM]\nkeywords = ["a" "b"]', ":2:17: is not valid TOML: the list goes on: a comma or the closing ] is missing"),
        ('[topics.CRM]\nkeywords = ["a]\n', ":2:16: is not valid TOML: a closing quote is missing"),
        ("[topics.A]\nweight = 1,5", ":2:11: is not valid TOML: the line goes on where its value ends; a decimal point is a dot, and each key has its line"),
        ("[digest]\n[digest]", ":2:8: is not valid TOML: this table was begun before; keep one of the two"),
        ("feeds = [1]\n[[feeds]]", ":2:8: is not valid TOML: this table was begun before; keep one of the two"),
        ("topics:", ':1:7: is not valid TOML: a "=" is missing; a line is key = value'),
        (r'a = "C:\quiet"', r":1:10: is not valid TOML: a \ within a text is written \\"),
        ("[feeds\n", ':1:7: is not valid TOML: a ] is missing, or straight quotes around a name: [topics."Two words"]'),
        ("a = " + "[" * 100_000, ": its lists and tables are nested too deeply"),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_unreadable_text(text: str, line: str) -> None:
    """What is not TOML is one clear line."""
    assert mistakes(text) == [f"feeds.toml{line}"]


def test_number_of_thousands_of_digits() -> None:
    """A number that no parser takes is told, not a traceback."""
    (line,) = mistakes(f"a = {'9' * 5000}")
    assert line.startswith("feeds.toml: is not valid TOML: ")


@given(st.text(st.sampled_from("[]{}=,.#\"'\\ \nabfeds1topicsurl\x00\x1b"), max_size=60))
def test_any_text(text: str) -> None:
    """Whatever the file holds, the outcome is a Config or lines without a control character."""
    assert all(problem.isprintable() for problem in problems(text))


VALUES = st.recursive(
    st.sampled_from(['""', '"a"', "0", "-1.5", "true", "inf", "2020-01-01", '"https://a.example"']),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda found: f"[{', '.join(found)}]")
        | st.lists(st.tuples(st.sampled_from(["env", "user", "Cookie", "x"]), inner), max_size=2, unique_by=lambda pair: pair[0])
        .map(lambda pairs: f"{{{', '.join(f'{key} = {value}' for key, value in pairs)}}}")
    ),
    max_leaves=5,
)  # fmt: skip
KEYS = ["max_age", "timezone", "keywords", "url", "title", "tags", "auth", "headers", "weight", "x"]


@given(
    st.lists(st.sampled_from(["[digest]", "[topics.A]", "[[feeds]]", "[voices]"]), unique=True),
    st.dictionaries(st.sampled_from(KEYS), VALUES),
)
def test_any_value(headers: list[str], values: dict[str, str]) -> None:
    """Whatever type stands where, each mistake has a place, and the places ascend."""
    body = "".join(f"{key} = {value}\n" for key, value in values.items())
    text = "".join(f"{header}\n{body}" for header in headers)
    tomli.loads(text)
    found = problems(text)
    if found and not found[0].startswith("feeds.toml: "):  # the one about the whole file
        places = [tuple(map(int, line.split(":")[1:3])) for line in found]
        assert sorted(places) == places
