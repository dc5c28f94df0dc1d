"""A real store, a configuration and a clock to the digest of a day, made, kept and extended."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved, source

from cio_digest import digest, render
from cio_digest.config import Config
from cio_digest.config.schema import Settings
from cio_digest.digest import DigestOptions, explain, gather
from cio_digest.digest.items import shown
from cio_digest.models import Digest, Entry, Source, Topic
from cio_digest.store import Store, opened
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CRM = Topic("CRM", ("CRM", "Northwind"))
SECURITY = Topic("Security", ("ransomware",))
UTC = Settings(timezone=timezone.utc)
OUTLETS = ("a", "b", "c", "d", "e", "f", "g")


def config(*topics: Topic, **settings: Any) -> Config:
    """Topics over seven sources."""
    sources = tuple(source(f"https://{outlet}.example/feed") for outlet in OUTLETS)
    return Config("feeds.toml", UTC._replace(**settings), topics or (CRM, SECURITY), sources)


def by(outlet: str, title: str, at: datetime = NOW - HOUR, **parts: Any) -> Entry:
    """An entry of one outlet, which is also its source."""
    url = parts.pop("url", f"https://{outlet}.example/{title.replace(' ', '-')}")
    key = f"https://{outlet}.example/feed"
    return entry(
        title, source=key, outlet=outlet, url=url, surfaced=at, published=at, first_seen=at, **parts
    )


def make(db: Store, now: datetime = NOW, given: Config | None = None, **options: Any) -> Digest:
    return digest.make(db, given or config(), now, DigestOptions(**options))


def titles(made: Digest) -> list[str]:
    return [item.title for section in made.sections for item in section.items]


def late(made: Digest) -> list[str]:
    return [item.title for item in made.late]


MORNING = (
    by("a", "Northwind opens its agent pricing"),
    by("b", "Ransomware shuts the ports of Pellside", NOW - 2 * HOUR),
    by("c", "A recipe for plum cake", NOW - 3 * HOUR),
    by("d", "Why every CRM forgets its customers", NOW - 30 * HOUR),
)


@pytest.fixture
def morning(db: Store) -> Store:
    """A store with two stories for today, one that no topic wants, one that is too old."""
    saved(db, *MORNING)
    return db


def test_a_digest_holds_what_its_topics_want(morning: Store) -> None:
    """Under their topics in the reader's order, numbered through, counted."""
    made = make(morning)
    assert [(section.title, len(section.items)) for section in made.sections] == [
        ("CRM", 1),
        ("Security", 1),
    ]
    assert titles(made) == ["Northwind opens its agent pricing", MORNING[1].title]
    assert [item.number for item in shown(made)] == [1, 2]
    assert (made.sources, made.entries, made.stories) == (7, 3, 2)
    assert make(morning, given=config(SECURITY, CRM)).sections[0].title == "Security"


def test_a_story_stands_under_a_topic_of_its_headline(db: Store) -> None:
    """However much more another report has of another topic."""
    report = "Port of Pellside promotes its cargo chief after the ransomware attack"
    podcast = "Port of Pellside promotes its cargo chief: CRM, Northwind and ransomware"
    saved(db, by("a", report, canonical="https://h.example/1"))
    saved(db, by("b", podcast, NOW - HOUR / 2, canonical="https://h.example/1", network="mastodon"))
    given = config(CRM._replace(weight=3.0), SECURITY)
    (section,) = make(db, given=given).sections
    assert (section.title, titles(make(db, given=given))) == ("Security", [report])


def test_what_everyone_tells_needs_no_topic(db: Store) -> None:
    """A story of three outlets comes under "Beyond your topics", but not in one topic's view."""
    saved(db, *(by(outlet, "Plum cake wins the grand prize of Pellside") for outlet in "abc"))
    assert [section.title for section in make(db).sections] == ["Beyond your topics"]
    assert make(db, topic="CRM").sections == ()


def test_what_two_tell_needs_a_topic(db: Store) -> None:
    """Two outlets are no reason to read of what one did not ask for."""
    saved(db, *(by(outlet, "Plum cake wins the grand prize of Pellside") for outlet in "ab"))
    assert make(db).sections == ()


def test_without_topics_the_latest_is_shown(morning: Store) -> None:
    """A reader who names no topic still gets a page."""
    given = config()._replace(topics=())
    assert [section.title for section in make(morning, given=given).sections] == ["Latest"]
    assert len(titles(make(morning, given=given))) == 3


@pytest.mark.parametrize("to", ["terminal", "markdown", "json", "plain"])
def test_same_store_same_config_same_clock_same_bytes(to: str) -> None:
    """Two stores filled alike give the same page, and printing it again the same once more."""
    surface = render.Surface(80, color=True, links=True)
    pages = set()
    for _ in range(2):
        with opened(":memory:") as db:
            saved(db, *MORNING)
            pages |= {render.digest(make(db), to, surface) for _ in range(2)}
    assert len(pages) == 1


def test_a_voice_is_called_by_its_name_wherever_it_speaks(db: Store) -> None:
    """A post that a hashtag brought is told by whoever feeds.toml says has the account."""
    ada = Source(
        "mastodon://h.example/@ada", "mastodon", "https://h.example", handle="@ada@h.example",
        voice="Ada Byron",
    )  # fmt: skip
    saved(db, by("a", "Northwind opens its CRM", network="mastodon", handle="@Ada@h.example"))
    given = config()._replace(sources=(*config().sources, ada))
    (section,) = make(db, given=given).sections
    assert section.items[0].publisher == "Ada Byron"


def test_printing_again_changes_nothing(morning: Store) -> None:
    """Not a minute later, not in the evening."""
    first = make(morning)
    assert make(morning, NOW + timedelta(minutes=1)) == first
    assert make(morning, NOW + 12 * HOUR) == first


def test_what_comes_later_is_added_at_the_end(morning: Store) -> None:
    """What was read keeps its place and number; the new is under it, and stays there."""
    first = make(morning)
    saved(morning, by("e", "Northwind buys Halyard, a maker of CRM", NOW + HOUR))
    second = make(morning, NOW + 2 * HOUR)
    assert second.sections == first.sections
    assert [(item.number, item.title) for item in second.late] == [
        (3, "Northwind buys Halyard, a maker of CRM")
    ]
    saved(morning, by("f", "Ransomware at a bank", NOW + 3 * HOUR))
    third = make(morning, NOW + 4 * HOUR)
    assert third.late[:1] == second.late
    assert [item.number for item in shown(third)] == [1, 2, 3, 4]
    assert make(morning, NOW + 5 * HOUR) == third


def test_a_flood_after_the_morning_is_for_the_next_one(morning: Store) -> None:
    """A few stories are added, the best; what is left comes tomorrow, each of them once."""
    make(morning)
    names = ("ferry", "harbour", "bakery", "tram", "museum", "library", "market", "bridge", "canal")
    came = [f"CRM at the {name} of {name[::-1]}" for name in names]
    saved(morning, *(by(OUTLETS[n % 7], title, NOW + HOUR) for n, title in enumerate(came)))
    added = late(make(morning, NOW + 2 * HOUR))
    assert 3 <= len(added) <= 6
    rest = titles(make(morning, NOW + DAY))
    assert sorted([*added, *rest]) == sorted(came)


def test_a_story_that_goes_on_is_not_new(morning: Store) -> None:
    """Further tellings of a story that was shown today are not added, even if it was merged."""
    first = make(morning)
    saved(morning, by("e", "Northwind opens its agent pricing", NOW + HOUR))
    assert late(make(morning, NOW + 2 * HOUR)) == []
    saved(morning, by("f", "Northwind, again and again", NOW + 3 * HOUR))
    newest = morning.execute("SELECT max(id) FROM stories").fetchone()[0]
    story_table.assign(morning, {}, [(shown(first)[0].story, newest)])
    assert late(make(morning, NOW + 4 * HOUR)) == []
    assert explain.number(morning, config(), 1).entries[-1].title == "Northwind, again and again"


def test_the_next_day_repeats_nothing(morning: Store) -> None:
    """Not even where the windows overlap."""
    make(morning, NOW)
    saved(morning, by("e", "Northwind opens its agent pricing", NOW + HOUR))
    saved(morning, by("f", "Yet another CRM", NOW + 2 * HOUR))
    assert titles(make(morning, NOW + 20 * HOUR)) == ["Yet another CRM"]


def test_who_looks_back_sees_what_earlier_days_showed(morning: Store) -> None:
    """The best of three days would be missing from three days else."""
    today = titles(make(morning))
    assert {*today} <= {*titles(make(morning, NOW + DAY, since=3 * DAY))}
    assert titles(make(morning, NOW + DAY)) == []


def test_what_was_shown_is_known_under_another_number(morning: Store) -> None:
    """A story that turned out to be one with another is not news by that."""
    first = make(morning)
    saved(morning, by("f", "Northwind, again and again", NOW + HOUR))
    newest = morning.execute("SELECT max(id) FROM stories").fetchone()[0]
    story_table.assign(morning, {}, [(shown(first)[0].story, newest)])
    assert titles(make(morning, NOW + DAY)) == []


def test_a_story_that_grew_by_three_comes_again(morning: Store) -> None:
    """It says by how many it grew; two are not enough."""
    make(morning)
    tellings = [by(outlet, "Northwind opens its agent pricing", NOW + HOUR) for outlet in "efg"]
    saved(morning, *tellings[:2])
    assert titles(make(morning, NOW + DAY)) == []
    saved(morning, tellings[2]._replace(surfaced=NOW + DAY + HOUR))
    item = shown(make(morning, NOW + 2 * DAY))[0]
    assert (item.title, item.grown) == ("Northwind opens its agent pricing", 3)


def test_a_story_is_told_day_by_day(db: Store) -> None:
    """Each outlet counts once on each of the week's days; what was told before is left out."""
    title, hours = "Northwind opens its agent pricing", (1, 2, 26, 26, 200)
    tellings = zip("aabcd", hours, strict=True)
    saved(
        db,
        *(
            by(outlet, title, NOW - ago * HOUR, url=f"https://x.example/{outlet}{ago}")
            for outlet, ago in tellings
        ),
    )
    ids = [row[0] for row in db.execute("SELECT id FROM entries ORDER BY id")]
    first = db.execute("SELECT min(story) FROM entries").fetchone()[0]
    story_table.assign(db, dict.fromkeys(ids, first), [])
    assert shown(make(db))[0].days == (0, 0, 0, 0, 0, 2, 1)


def test_days_without_a_digest_are_caught_up_with(morning: Store) -> None:
    """What came since the last digest is there after a weekend; what was shown is not."""
    make(morning)
    saved(morning, by("e", "CRM on a Saturday", NOW + 5 * HOUR))
    assert titles(make(morning, NOW + 3 * DAY)) == ["CRM on a Saturday"]


@pytest.mark.parametrize(
    "options",
    [
        {"topic": "CRM"},
        {"since": 12 * HOUR},
        {"stories": 5},
        {"minutes": 20},
    ],
    ids=lambda options: next(iter(options)),
)
def test_a_view_does_not_count_as_shown(morning: Store, options: dict[str, Any]) -> None:
    """A glance at a part takes nothing out of the next digest, and does not move its start."""
    assert make(morning, NOW - DAY, **options) is not None
    first = make(morning, NOW, **options)
    assert "Northwind opens its agent pricing" in titles(first)
    assert titles(make(morning, NOW + 20 * HOUR)) == titles(make(morning, NOW))
    assert make(morning, NOW, **options) == first


def test_options_bound_the_page(db: Store) -> None:
    """``--max``, ``--minutes`` and per_source."""
    saved(db, *(by(OUTLETS[n % 7], f"CRM {n} {'abcdefghijklmn'[n] * 9}") for n in range(14)))
    assert len(titles(make(db, stories=4))) == 4
    assert sum(item.minutes for item in shown(make(db, minutes=2))) <= 2
    assert len(titles(make(db, given=config(CRM, per_source=1)))) == 7


def test_a_changed_topic_counts_at_once(morning: Store) -> None:
    """Scoring happens when the digest is made; the old digest comes back with the old topic."""
    first = make(morning)
    cake = make(morning, given=config(Topic("Cake", ("plum",))))
    assert titles(cake) == ["A recipe for plum cake"]
    assert make(morning) == first


def test_a_changed_weight_counts_at_once(morning: Store) -> None:
    """A source that is favoured from now on is; the old digest comes back with the old weight."""
    first = make(morning)
    heavy = [each._replace(weight=1 + 3 * ("//b." in each.key)) for each in config().sources]
    given = config()._replace(sources=tuple(heavy))
    favoured = [
        any(term.name == "source" for term in each.terms)
        for each in shown(make(morning, given=given))
    ]
    assert favoured == [False, True]
    assert make(morning) == first


def test_a_past_day_is_shown_as_it_was(morning: Store) -> None:
    """What came since does not show in it; without a digest kept it is that calendar day."""
    first = make(morning)
    saved(morning, by("e", "Northwind buys Halyard, a maker of CRM", NOW + HOUR))
    later = NOW + 3 * DAY
    assert make(morning, later, day=NOW.date()) == first
    old = make(morning, later, day=date(2026, 11, 21))
    assert titles(old) == ["Why every CRM forgets its customers"]
    assert old.until == datetime(2026, 11, 22, tzinfo=timezone.utc)


def test_reading_up_on_a_past_day_leaves_no_gap(morning: Store) -> None:
    """The next digest goes on from the last one of its own day."""
    make(morning)
    saved(morning, by("e", "CRM on a Sunday evening", NOW + 5 * HOUR))
    make(morning, NOW + 3 * DAY, day=date(2026, 11, 24))
    assert titles(make(morning, NOW + 3 * DAY)) == ["CRM on a Sunday evening"]


def test_the_same_day_by_name_is_today(morning: Store) -> None:
    """``--date`` with today's date prints today's digest."""
    assert make(morning, day=NOW.date()) == make(morning)


def test_an_empty_store_does_not_settle_the_day(db: Store) -> None:
    """Nothing was read yet, so the first digest of the day is still to come."""
    assert make(db).health.last_fetch is None
    saved(db, *MORNING)
    assert titles(make(db)) == ["Northwind opens its agent pricing", MORNING[1].title]


def test_sources_no_longer_followed_are_left_out(morning: Store) -> None:
    """Their entries stay in the store, but neither show nor count."""
    given = config()._replace(sources=(source("https://b.example/feed"),))
    made = make(morning, given=given)
    assert titles(made) == ["Ransomware shuts the ports of Pellside"]
    assert (made.sources, made.entries) == (1, 1)


def test_who_dropped_most_sources_gets_what_the_rest_tells(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no longer followed fills no limit on what is looked at."""
    monkeypatch.setattr(gather, "MATCHING", 3)
    monkeypatch.setattr(gather, "TALKED_ABOUT", 1)
    quay = [by(o, "The old quay of Pellside is sold", NOW - 9 * HOUR) for o in "abc"]
    crane = [by(o, "A crane falls over at Brinmouth") for o in "defg"]
    few = [by("a", "Northwind opens an office", NOW - 8 * HOUR)]
    many = [by("d", f"Northwind has {word} again") for word in ("hired", "sued", "won", "lost")]
    saved(db, *quay, *crane, *few, *many)
    rest = config()._replace(sources=tuple(source(f"https://{o}.example/feed") for o in "abc"))
    assert set(titles(make(db, given=rest))) == {few[0].title, quay[0].title}


def test_a_specialist_has_a_morning(db: Store) -> None:
    """A keyword that every entry has was asked for all the same."""
    for days in range(10):  # none of them is a rare voice
        at = NOW - days * DAY - 20 * HOUR
        titles_of_day = (f"{o}{days}p opens {o}{days}q in SharePoint" for o in OUTLETS)
        saved(db, *(by(o, t, at) for o, t in zip(OUTLETS, titles_of_day, strict=True)))
    made = make(db, given=config(Topic("SharePoint", ("SharePoint",))))
    assert {f"{outlet}0p opens {outlet}0q in SharePoint" for outlet in OUTLETS} == {*titles(made)}


def test_what_a_fetch_brings_while_a_digest_is_made_comes_the_next_day(morning: Store) -> None:
    """Its entries have the time at which it began, which is before the digest's."""
    make(morning)
    saved(morning, by("e", "A CRM for lighthouse keepers", NOW - HOUR / 2))
    assert "A CRM for lighthouse keepers" in titles(make(morning, NOW + DAY))


@pytest.mark.parametrize(
    ("keyword", "title"),
    [
        ("生成AI", "政府、生成AIの指針を公表"),
        ("脆弱性", "ルーターに深刻な脆弱性が見つかる"),
        ("CRM", "大手銀行がCRM刷新を発表"),
        ("SharePoint", "SharePoint移行に三年かかった役所"),
        ("CRM", "은행이CRM을 교체한다"),
        ("漏洞", "研究人员披露路由器严重漏洞"),
        ("랜섬웨어", "대형병원, 랜섬웨어로 진료 중단"),
        ("サイバー", "港がサイバー攻撃を受ける"),
        ("программа", "Новая программа для банков"),
        ("अस्पताल", "बड़े अस्पताल पर हमला"),
        ("Künstliche Intelligenz", "Künstliche Intelligenz im Amt"),
    ],
)
def test_keywords_in_any_script(db: Store, keyword: str, title: str) -> None:
    """With or without spaces between the words, in title and text."""
    saved(
        db,
        by("a", title),
        by("b", "Something else", text=f"… {title} …", at=NOW - 2 * HOUR),
        by("c", "Neither", text="plum cake"),
    )
    found = [item.story for item in shown(make(db, given=config(Topic("Topic", (keyword,)))))]
    told = entry_table.of_stories(db, found, NOW).values()
    assert {each.id for entries in told for each in entries} == {1, 2}


@pytest.mark.parametrize(
    "keyword",
    """AND OR NOT "AND" NEAR(a_b) a"b * C++ C# .NET a'b title:x ^x - " '' x* ( {a} \\ %_ -- ; +
    é № 𝔄𝔦 ß""".split(),
)
def test_no_keyword_breaks_the_query(db: Store, keyword: str) -> None:
    """Signs that mean something to the index mean nothing here."""
    saved(db, by("a", f"All about {keyword} today"), by("b", "Plum cake"))
    assert "Plum cake" not in titles(make(db, given=config(Topic("Topic", (keyword,)))))


@pytest.mark.parametrize("keyword", ["C++", "C#", ".NET", "O'Neill", "é", "Straße", "U.S."])
def test_keywords_with_signs_are_found(db: Store, keyword: str) -> None:
    """As the reader wrote them."""
    saved(db, by("a", f"All about {keyword} today"))
    assert len(titles(make(db, given=config(Topic("Topic", (keyword,)))))) == 1


def rarity(db: Store, **source_parts: str) -> list[str]:
    """What the digest says of how rarely the teller of its first story posts."""
    given = config()._replace(sources=(source("tag", **source_parts),))
    return [term.reason for term in shown(make(db, given=given))[0].terms if "rare" in term.name]


def test_a_quiet_hashtag_makes_nobody_rare(db: Store) -> None:
    """What one search finds tells nothing of how often its people post."""
    told = [
        entry(f"CRM {n * 9}", source="tag", network="mastodon", outlet=person, surfaced=at)
        for n, person, at in (("a", "@ada", NOW - 29 * DAY), ("b", "@bo", NOW - HOUR))
    ]
    saved(db, *told)
    assert rarity(db) == rarity(db, query="#crm") == []
    db.execute("UPDATE entries SET outlet = '@bo'")
    db.execute("DELETE FROM digests")
    assert rarity(db, query="#crm") == []
    db.execute("DELETE FROM digests")
    assert rarity(db, handle="@bo") == ["posts 2× a month"]
