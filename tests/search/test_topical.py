"""Topics against a real store: what matches, what is counted, what is learnt beside keywords."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.models import Topic
from cio_digest.search import topical
from cio_digest.text import normalize

if TYPE_CHECKING:
    from cio_digest.store import Store

WEEK = timedelta(days=7)
COFFEE = Topic("Coffee", ("coffee",))
ARABICA = [f"Coffee exporters meet the arabica quota in week {n}" for n in range(8)]
OTHERS = [f"City council discusses budget item {n} in its session" for n in range(80)]


@pytest.fixture
def learnt(db: Store) -> Store:
    """A store whose entries on coffee speak of arabica, and what was learnt from it."""
    saved(db, *map(entry, [*ARABICA, *OTHERS]))
    topical.learn(db, [COFFEE], NOW)
    return db


def hits(db: Store, *topics: Topic, most: int = 100) -> set[int]:
    """The entries of the last week with a word of the topics."""
    return {*topical.hits(db, topics, topical.matcher(db, topics), NOW - WEEK, NOW, most=most)}


@pytest.mark.parametrize(
    ("keyword", "title"), [("PC", "PCs sell"), ("UI", "Old UIs die"), ("AI", "生成ＡＩ活用")]
)
def test_what_matches_is_looked_up(db: Store, keyword: str, title: str) -> None:
    """The plural of two letters, and letters that are as wide as Han."""
    topic = Topic("T", (keyword,))
    written = normalize.title(title)
    saved(db, entry(written))
    assert topical.test(db, [topic], written)
    assert hits(db, topic)


@pytest.mark.parametrize("keyword", ["AI", "A.I."])
def test_initials_are_looked_up_with_and_without_points(db: Store, keyword: str) -> None:
    """An index has them as one word or as many."""
    saved(db, entry("Its own law for its towns"))
    assert not hits(db, Topic("T", ("IT",)))
    saved(db, entry("A.I. writes laws"), entry("AI writes letters"), entry("I wrote a law"))
    assert len(hits(db, Topic("T", (keyword,)))) == 2


# --- companions -------------------------------------------------------------------------------


def test_companions_are_learnt_and_kept(learnt: Store) -> None:
    """Words that stand beside the keyword, the weightiest first; neither it nor common words."""
    company = topical.company(learnt, COFFEE)
    assert {"arabica", "quota", "exporter"} <= {*company}
    assert not {"coffee", "council", "the", "in"} & {*company}


def test_companions_back_the_keywords_up(learnt: Store) -> None:
    """They lift what has a keyword, with far less weight than the keyword itself."""
    (plain,) = topical.test(learnt, [COFFEE], "Coffee at noon")
    (backed,) = topical.test(learnt, [COFFEE], "Coffee and its arabica quota at noon")
    assert plain.score < backed.score < 2 * plain.score
    assert [hit.kind for hit in plain.hits] == ["whole"]
    assert {hit.keyword for hit in backed.hits if hit.kind == "companion"} >= {"arabica", "quota"}


def test_companions_are_for_these_keywords_only(learnt: Store) -> None:
    """Another list of keywords starts without; a new weight or exclusion changes nothing."""
    changed = COFFEE._replace(keywords=("coffee", "espresso"))
    assert topical.company(learnt, changed) == []
    assert topical.test(learnt, [changed], "Arabica quota agreed") == []
    assert topical.company(learnt, COFFEE._replace(name="Tea")) == []
    assert "arabica" in topical.company(learnt, COFFEE._replace(weight=3.0, exclude=("decaf",)))


def test_a_rare_topic_is_learnt_from_all_of_its_entries(learnt: Store) -> None:
    """What a store has of a topic teaches, however old: on a first day all of it is."""
    topical.learn(learnt, [COFFEE], NOW + timedelta(days=300))
    assert "arabica" in topical.company(learnt, COFFEE)


def test_the_field_of_a_source_is_learnt(db: Store) -> None:
    """From its entries with a word of a topic; its next one needs no other word of technology."""
    topic = Topic("Threats", ("ransomware", "CVE", "attack"))
    titles = [f"Servers of pier {n} under attack" for n in range(6)]
    saved(db, *map(entry, titles), *(entry(f"Attack on pier {n}", source="b") for n in range(6)))
    told = entry("How to tell an attack")
    assert [match.doubt for match in topical.matcher(db, [topic]).match(told)] != [""]
    topical.learn(db, [topic], NOW)
    matcher = topical.matcher(db, [topic])
    assert [match.doubt for match in matcher.match(told)] == [""]
    assert [match.doubt for match in matcher.match(told._replace(source="b"))] != [""]


def test_learning_anew_forgets(learnt: Store) -> None:
    """What is learnt is what the last entries with a topic's words say, and no more."""
    saved(learnt, *(entry(f"Coffee and number {n}") for n in range(200)))
    topical.learn(learnt, [COFFEE], NOW + timedelta(days=60))
    assert "arabica" not in topical.company(learnt, COFFEE)


# --- counts -----------------------------------------------------------------------------------


def test_counts_by_keyword(db: Store) -> None:
    """Entries and titles for each keyword in the reader's order, beside all that came in."""
    saved(
        db,
        entry("Coffee is dear"),
        entry("Prices rise", text="Above all of coffee, and again of coffee."),
        entry("Council meets"),
        entry("Coffee of old", published=NOW - 2 * WEEK),
    )
    topic = Topic("Drinks", ("tea", "coffee"))
    counts, total = topical.counts(db, topic, NOW - WEEK, NOW)
    assert list(counts.items()) == [("tea", (0, 0, 0)), ("coffee", (2, 1, 0))]
    assert total == 3


def reached(db: Store, topic: Topic) -> int:
    """How many entries of the last week the topic is in."""
    found, _ = topical.reach(db, [topic], NOW - WEEK, NOW)[topic.name]
    return found


def test_matching_leaves_out_what_is_excluded(db: Store) -> None:
    """An entry counts once, however many keywords it has; companions alone do not count."""
    saved(db, entry("Coffee and tea"), entry("Coffee table books"), entry("Council meets"))
    topic = Topic("Drinks", ("coffee", "tea"), exclude=("coffee table",))
    assert reached(db, topic) == 1
    assert reached(db, topic._replace(exclude=())) == 2
    assert reached(db, Topic("Nothing", ("zeppelin",))) == 0


def test_matching_needs_a_keyword(learnt: Store) -> None:
    """Words that keep its company bring no entry in by themselves."""
    before = reached(learnt, COFFEE)
    assert before == len(ARABICA)
    saved(learnt, entry("Arabica quota: exporters meet"))
    assert reached(learnt, COFFEE) == before


def test_a_topic_that_is_only_mentioned_is_told_so(db: Store) -> None:
    """With the keyword that most of it is by; one entry about it is enough."""
    talk = "The harbour board met and spoke at length about its ferries, its piers, its "
    saved(db, *(entry(f"Ferry {n} is late", text=f"{talk} strategy {n}.") for n in range(3)))
    topic = Topic("Leadership", ("strategy", "Zeppelin"))
    assert topical.reach(db, [topic], NOW - WEEK, NOW)["Leadership"] == (
        3,
        (
            "is only mentioned, most by “strategy”; sharper: a phrase with “strategy” in it, "
            "or exclude what you do not want"
        ),
    )
    saved(db, entry("A strategy for ferries"))
    assert topical.reach(db, [topic], NOW - WEEK, NOW)["Leadership"] == (4, "")


# --- hits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keyword", "title"),
    [
        ("漏洞", "研究人员披露路由器严重漏洞"),
        ("生成AI", "政府、生成AIの指針を公表"),
        ("サイバー", "港がサイバー攻撃を受ける"),
        ("랜섬웨어", "대형병원, 랜섬웨어로 진료 중단"),
    ],
    ids=["chinese", "mixed", "katakana", "korean"],
)
@pytest.mark.parametrize("place", ["title", "text"])
def test_scripts_without_spaces_are_found(db: Store, keyword: str, title: str, place: str) -> None:
    """In the middle of what the index takes for one word, in titles and in texts."""
    held = entry(title) if place == "title" else entry("短い", text=f"前書き。{title}。")
    saved(db, held, entry("無関係な記事", text="別の話"), entry("Plum cake"))
    topic = Topic("Topic", (keyword,))
    assert hits(db, topic) == {1}
    assert reached(db, topic) == 1


def test_hits_are_bounded_to_the_newest(db: Store) -> None:
    """Of many entries the last that came in, within the span alone."""
    saved(db, *(entry(f"Coffee number {n}") for n in range(9)))
    assert hits(db, COFFEE, most=3) == {7, 8, 9}
    saved(db, entry("Coffee of tomorrow", surfaced=NOW + timedelta(days=1)))
    assert 10 not in hits(db, COFFEE)


def test_no_topic_has_no_hits(db: Store) -> None:
    """Not an error of the index."""
    saved(db, entry("Coffee"))
    assert hits(db) == set()
