"""Entries become stories: what says the same thing gets the same story, and nothing else does."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models import Entry
from cio_digest.stories import cluster

if TYPE_CHECKING:
    from collections.abc import Sequence

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)
_NUMBERS = count(1)

# Entries of other stories, without which no word of a small window is rare.
CROWD = (
    "Quantum startup raises funding for cryogenic chips",
    "Port strike halts container traffic in Rotterdam",
    "Central bank leaves interest rates unchanged again",
    "Museum recovers stolen Flemish painting after decades",
    "Tennis final postponed because of heavy rain",
    "Researchers map the genome of an ancient wheat",
    "Airline orders forty electric regional aircraft",
    "Parliament debates stricter rules for rental scooters",
    "Volcano erupts near Icelandic fishing village",
    "Chess champion loses title match against teenager",
)


_DEATH = "The body of a man of {} was found on Thursday night in {} in Northwick, police say."


def entry(title: str, **fields: object) -> Entry:
    """An entry of a source of its own at noon, unless told otherwise."""
    number = int(str(fields.pop("id", 0))) or next(_NUMBERS)
    hours = float(str(fields.pop("hours", 0)))
    time = NOON + timedelta(hours=hours)
    made = Entry(
        source=f"source-{number}",
        guid=str(number),
        url=f"https://example.com/{number}",
        canonical=f"https://example.com/{number}",
        title=title,
        text="",
        published=time,
        first_seen=time,
        surfaced=time,
        id=number,
    )
    return made._replace(**fields)  # type: ignore[arg-type]


class Run(NamedTuple):
    """What a run decided, and what a store would give to the next one."""

    stories: dict[int, int]
    merged: tuple[tuple[int, int], ...]
    open: dict[int, bytes]
    traces: cluster.Traces
    rarity: cluster.Rarity


def run(entries: Sequence[Entry], before: Run | None = None) -> Run:
    """Cluster entries after those of an earlier run."""
    before = before or Run({}, (), {}, {}, cluster.Rarity())
    prints, rarity = cluster.learn(entries, {}, before.rarity)
    drafts = cluster.drafts(entries, prints, rarity)
    near = cluster.nearby(drafts, before.traces)
    known = {story: value for story, value in before.open.items() if story in near}
    made = cluster.assign(drafts, rarity, before.traces, cluster.Known(known, {}))
    traces: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for clue, found in before.traces.items():
        traces[clue] += found
    for draft in drafts:
        for clue in cluster.clues(draft):
            traces[clue].append((int(draft.time), made.stories[draft.id]))
    return Run(made.stories, made.merged, {**before.open, **made.open}, traces, rarity)


def stories(*entries: Entry) -> list[int]:
    """The stories of these entries, told in a crowd of others."""
    made = run([*entries, *crowd()])
    return [made.stories[each.id] for each in entries]


def crowd() -> list[Entry]:
    return [entry(title, id=9000 + number) for number, title in enumerate(CROWD)]


def grouped(result: Run) -> set[frozenset[int]]:
    """Stories as sets of entry ids."""
    groups: dict[int, set[int]] = {}
    for number, story in result.stories.items():
        groups.setdefault(story, set()).add(number)
    return {frozenset(group) for group in groups.values()}


def test_two_tellings_of_one_event_are_one_story() -> None:
    """Different words for one event, with its names in common, make one story."""
    one, other = stories(
        entry("Northwind buys Fabrikam for 4 billion dollars"),
        entry("Fabrikam sold to Northwind in 4 billion dollar deal", hours=3),
    )
    assert one == other


def test_a_story_has_the_id_of_its_first_entry() -> None:
    """The id is the oldest entry's, whatever the order of arrival in one batch."""
    late = entry("Fabrikam sold to Northwind in 4 billion dollar deal", id=8, hours=3)
    early = entry("Northwind buys Fabrikam for 4 billion dollars", id=7)
    assert stories(late, early) == [7, 7]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Northwind buys Fabrikam", "Chess champion opens a school", id="unrelated"),
        pytest.param("Untitled", "Untitled", id="no title"),
        pytest.param("Photo", "Photo", id="one word"),
        pytest.param("Open thread", "Open thread", id="two words"),
        pytest.param("", "", id="empty"),
        pytest.param("Ubuntu 26.04 released", "Fedora 44 released", id="one word shared"),
    ],
)
def test_what_tells_no_common_event_stays_apart(first: str, second: str) -> None:
    """Too little to tell an event by never makes one story."""
    one, other = stories(entry(first), entry(second))
    assert one != other


TWO = "Fabrikam Ledger 9 lets strangers in without a password"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("CVE-2026-4411", "CVE-2026-4412", False, id="two weaknesses"),
        pytest.param("CVE-2026-4411", "CVE-2026-4411", True, id="one weakness"),
        pytest.param("CVE-2026-4411の問題", "CVE-2026-4412の問題", False, id="no spaces"),
        pytest.param("CVE-2026-4411, CVE-2026-4412", "CVE-2026-4412", True, id="one of two"),
        pytest.param("CVE-2026-4411", "ICSA-26-120-01", True, id="two publishers"),
        pytest.param("CVE-2026-4411", "Warning", True, id="no number"),
    ],
)
def test_advisories_are_told_apart_by_their_numbers(first: str, second: str, *, same: bool) -> None:
    """However alike they are told, and whoever joins them on the way."""
    one, other = stories(entry(f"{first}: {TWO}"), entry(f"{second}: {TWO}", hours=1))
    assert (one == other) is same


@pytest.mark.parametrize(
    ("mark", "hours", "same"),
    [
        ("Correction: ", 24, False),
        ("CORRECTED-", 24, False),
        ("Berichtigung – ", 24, False),
        ("Correction: ", 1, True),
        ("Update: ", 24, True),
        ("Corrections chief says: ", 24, True),
    ],
)
def test_a_correction_of_what_earlier_digests_told_is_a_story(
    mark: str, hours: int, *, same: bool
) -> None:
    """Who was told the other thing has to hear it; within the day it is the story's."""
    one, other = stories(entry(TWO), entry(f"{mark}{TWO}", outlet="b", hours=hours))
    assert (one == other) is same


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "Lagerbestände: Behörde verhängt Rekordstrafe gegen Müller",
            "Rekordstrafe gegen Müller: Behörde rügt Lagerbestände",
            id="german",
        ),
        pytest.param(
            "東京五輪の開会式が国立競技場で開催", "国立競技場で東京五輪の開会式", id="japanese"
        ),
        pytest.param("มหาวิทยาลัยเชียงใหม่เปิดตัวดาวเทียม", "ดาวเทียมมหาวิทยาลัยเชียงใหม่เปิดตัว", id="thai"),
        pytest.param(
            "दिल्ली मेट्रो नई लाइन शुरू करेगी सोमवार", "सोमवार शुरू होगी दिल्ली मेट्रो नई लाइन", id="hindi"
        ),
        pytest.param(
            "Пожар на заводе Уралмаш потушен ночью", "Потушен пожар на заводе Уралмаш", id="russian"
        ),
    ],
)
def test_any_language_that_writes_words_is_clustered(first: str, second: str) -> None:
    """Stories form in scripts with and without spaces."""
    one, other = stories(entry(first), entry(second))
    assert one == other


def test_one_address_is_one_story() -> None:
    """The same canonical address joins, whatever the titles."""
    address = "https://example.com/report"
    one, other = stories(
        entry("Read this", canonical=address), entry("Our yearly report", canonical=address)
    )
    assert one == other


@pytest.mark.parametrize("first", ["article", "post"])
def test_a_social_post_tells_the_story_it_links_to(first: str) -> None:
    """The order in which post and article come does not matter."""
    article = entry("Northwind buys Fabrikam", hours=0 if first == "article" else 1)
    post = entry("Wow.", network="mastodon", links=(article.canonical,), hours=0.5)
    one, other = stories(article, post)
    assert one == other


def test_a_round_up_joins_none_of_the_stories_it_links_to() -> None:
    """A post that links to two stories makes them neither one nor its own."""
    first, second = entry("Northwind buys Fabrikam"), entry("Contoso opens a data centre")
    post = entry("My links", network="mastodon", links=(first.canonical, second.canonical), hours=1)
    assert len(set(stories(first, second, post))) == 3


def test_links_of_the_press_join_nothing() -> None:
    """An article cites another without telling its story."""
    first = entry("Northwind buys Fabrikam")
    second = entry("Contoso opens a data centre", links=(first.canonical,), hours=1)
    one, other = stories(first, second)
    assert one != other


def test_a_story_closes_four_days_after_its_last_entry() -> None:
    """The same words a week later are another event, at the same address too."""
    title = "Northwind buys Fabrikam for 4 billion dollars"
    one, other = stories(
        entry(title, canonical="https://example.com/a"),
        entry(title, canonical="https://example.com/a", hours=24 * 7),
    )
    assert one != other


def test_a_syndicated_copy_joins_within_the_window() -> None:
    """A copy of one text in another paper joins days later, when a new telling would not."""
    text = "The board of Fabrikam agreed to be bought by its rival Northwind on Tuesday."
    one, other = stories(
        entry("Northwind buys Fabrikam for 4 billion dollars", text=text),
        entry("Northwind buys Fabrikam for 4 billion dollars", text=text, hours=80),
    )
    assert one == other


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param([f"Weekly tooling update {n}" for n in range(11, 17)], id="numbered"),
        pytest.param(["Morning links and reading notes"] * 5, id="same title"),
    ],
)
def test_a_source_s_series_does_not_chain(titles: list[str]) -> None:
    """Each issue of a series is a story of its own."""
    told = [entry(title, source="blog", hours=24 * day) for day, title in enumerate(titles)]
    assert len(set(stories(*told))) == len(told)


def test_what_a_source_hangs_on_its_titles_does_not_count() -> None:
    """Titles that share only their source's boilerplate are different stories."""
    told = [
        entry(f"{title} | The Northwind Ledger Online Edition", source="ledger")
        for title in ("Rain ahead", "Mayor resigns", "Bridge closed", "Bakery wins", "Dog found")
    ]
    assert len(set(stories(*told))) == len(told)


def test_undated_entries_do_not_meet_by_their_words() -> None:
    """Entries without a believable time may be years apart."""
    old = datetime(1970, 1, 1, tzinfo=timezone.utc)
    title = "Northwind buys Fabrikam for 4 billion dollars"
    one, other = stories(entry(title, surfaced=old), entry(title, surfaced=old))
    assert one != other


def test_two_stories_that_turn_out_one_keep_the_older_id() -> None:
    """A bridging entry merges two known stories; the newer id becomes an alias."""
    first = entry("Northwind and Fabrikam announce merger talks", id=11)
    second = entry("Shareholders of Fabrikam cheer takeover rumours", id=12)
    before = run([first, second, *crowd()])
    assert before.stories[11] != before.stories[12]
    address = second.canonical
    text = "Northwind and Fabrikam announce merger talks. Shareholders of Fabrikam cheer rumours."
    bridges = [
        entry("Northwind and Fabrikam announce merger talks, shareholders of Fabrikam cheer",
              id=20 + n, canonical=address, text=text, hours=1)
        for n in range(4)
    ]  # fmt: skip
    after = run(bridges, before)
    assert after.merged == ((12, 11),)
    assert set(after.stories.values()) == {11}


def test_state_is_reloaded_not_recomputed() -> None:
    """Members read back from the store take new entries in as they would in one run."""
    first = entry("Northwind buys Fabrikam for 4 billion dollars")
    before = run([first, *crowd()])
    second = entry("Fabrikam sold to Northwind in 4 billion dollar deal", hours=3)
    after = run([second], before)
    assert after.stories == {second.id: before.stories[first.id]}


def test_an_entry_meets_the_stories_of_its_own_time() -> None:
    """On a first fetch an old entry comes when many newer ones that share its words are known."""
    title = "Fabrikam sold to Northwind in 4 billion dollar deal"
    newer = [entry(title, hours=24 * (30 + 5 * n)) for n in range(60)]
    first, second = entry(title), entry(title, hours=3)
    before = run([first, *newer])
    after = run([second], before)
    assert after.stories == {second.id: before.stories[first.id]}


def test_a_story_kept_in_another_format_is_ignored() -> None:
    """Bytes of an unknown format count as no words at all, not as an error."""
    first = entry("Northwind buys Fabrikam")
    before = run([first])._replace(open={first.id: b"\xffrubbish"})
    second = entry("Northwind buys Fabrikam")
    assert run([second], before).stories == {second.id: second.id}


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_gets_a_story(titles: list[str]) -> None:
    """Whatever titles the world sends, each entry has one story, of an entry that exists."""
    told = [entry(title, id=number) for number, title in enumerate(titles, 1)]
    result = run(told)
    assert set(result.stories) == {each.id for each in told}
    assert set(result.stories.values()) <= set(result.stories)


@given(st.permutations(range(6)))
def test_order_within_a_batch_changes_nothing(order: list[int]) -> None:
    """A batch is a set: its order on arrival does not matter."""
    titles = (
        "Northwind buys Fabrikam for 4 billion dollars",
        "Fabrikam sold to Northwind in 4 billion dollar deal",
        "Contoso opens a data centre in Oslo",
        "Oslo gets Contoso data centre",
        "Chess champion loses title match against teenager",
        "Museum recovers stolen painting",
    )
    told = [entry(title, id=number, hours=number / 10) for number, title in enumerate(titles, 1)]
    assert grouped(run([told[i] for i in order])) == grouped(run(told))


PAGE = "https://harbour.example/changes"
CHANGES = (
    "Pilots are ordered by radio from May on",
    "Pilots are ordered by telephone in storms",
    "Anchorage dues rise by four per cent",
)


def test_entries_of_one_source_at_one_address_are_stories_of_their_own() -> None:
    """A page of changes, a programme's home, a watched page: in one document, or day by day."""
    told: Run | None = None
    found = []
    for number, title in enumerate(CHANGES):
        time = NOON + timedelta(days=number)
        new = entry(title, canonical=PAGE, source="harbour", surfaced=time, first_seen=time)
        told = run([new, *(crowd() if told is None else [])], told)
        found.append(told.stories[new.id])
    same = [entry(title, canonical=PAGE, source="h", first_seen=NOON) for title in CHANGES]
    assert len(set(found)) == len(set(stories(*same))) == 3


def test_two_texts_of_one_source_need_more_in_common_than_its_way_of_telling() -> None:
    """Two deaths in one town are told alike; that neither headline is told there parts them."""
    crane = "Harbour crane falls on a lorry driver"
    flat = "Mystery about an old sailor"
    first = entry(crane, text=_DEATH.format(41, "Elm Street"), publisher="Northwick Gazette")
    other = entry(flat, text=_DEATH.format(63, "Mill Street"), publisher="Northwick Gazette")
    again = f"The old sailor was 63. {other.text}"
    more = entry("Neighbours heard nothing", text=again, publisher="Northwick Gazette")
    found = stories(*crowd(), first, other)
    assert found[-1] != found[-2]
    found = stories(*crowd(), other, more)
    assert found[-1] == found[-2]


def test_who_links_to_a_page_of_several_entries_tells_none_of_them() -> None:
    """Nor does another source that names the page, whichever is read first."""
    changes = [entry(title, canonical=PAGE, source="h", first_seen=NOON) for title in CHANGES]
    post = entry("Look at this", network="mastodon", links=(PAGE,), hours=-0.5)
    other = entry("Harbour notices", canonical=PAGE, hours=-0.5)
    made = stories(*changes, post, other)
    assert len(set(made)) == 5


def test_an_item_that_stands_twice_in_a_document_is_one_story() -> None:
    """Under two ids, as papers list an article in two sections; however short its title."""
    one, other = (entry("Ahoy", canonical=PAGE, source="h", first_seen=NOON) for _ in range(2))
    made = stories(one, other)
    assert made[0] == made[1]


def test_an_article_under_a_new_address_each_day_is_one_story() -> None:
    """Its source's own words again; a line that stands for something new each day is not."""
    text = "Ferries cross the bay every hour from six until ten and twice an hour on market days, "
    text += "but not in storms, when a bus goes round by the bridge."
    told: Run | None = None
    found: dict[str, set[int]] = defaultdict(set)
    for day in range(6):
        time = NOON + timedelta(days=day)
        for title, words in (("How to cross the bay", text), ("Daily thread: the bay", "Talk!")):
            new = entry(title, text=words, source="h", surfaced=time, first_seen=time)
            new = new._replace(published=time)
            told = run([new, *(crowd() if told is None else [])], told)
            found[title].add(told.stories[new.id])
    assert {title: len(made) for title, made in found.items()} == {
        "How to cross the bay": 1,
        "Daily thread: the bay": 6,
    }


def test_what_could_be_read_only_late_joins_the_story_of_its_own_time() -> None:
    """A source that was away for five days tells what others told then."""
    first = entry("Northwind buys Fabrikam for 4 billion dollars")
    told = run([first, *crowd()])
    missed = entry("Fabrikam sold to Northwind in 4 billion dollar deal", hours=3)
    missed = missed._replace(surfaced=NOON + timedelta(days=5), first_seen=NOON + timedelta(days=5))
    assert run([missed], told).stories[missed.id] == told.stories[first.id]


def post(person: str, hours: float) -> Entry:
    """One sentence, found by one search."""
    title = "The new pricing of Northwind agents is out and nobody in retail understands it"
    return entry(title, hours=hours, source="#crm", network="mastodon", outlet=person)


def test_two_people_under_one_hashtag_tell_one_story() -> None:
    """A search is nobody who could repeat themselves."""
    crowd = [entry(title) for title in CROWD]
    one, other = post("@ada@social.example", 0), post("@bo@social.example", 14)
    made = run([*crowd, one, other])
    assert made.stories[one.id] == made.stories[other.id]


def test_a_person_who_says_it_again_begins_the_next_of_a_series() -> None:
    """As a source does whose column comes each day."""
    crowd = [entry(title) for title in CROWD]
    one, other = post("@ada@social.example", 0), post("@ada@social.example", 14)
    made = run([*crowd, one, other])
    assert made.stories[one.id] != made.stories[other.id]


def test_what_a_source_calls_the_same_again_is_the_next_of_a_series() -> None:
    """Each issue of a column is a story, though their words are much alike."""
    words = ("for harbour and ferry", "for harbour and bridge", "for the ferry alone")
    issues = [
        entry(
            "Harbour weather report", source="port", text=f"Wind and tides {text}", hours=24 * day
        )
        for day, text in enumerate(words)
    ]
    assert len(set(stories(*issues))) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour notes from readers #41", "Harbour notes from readers #42"),
        ("Catch of the day: turbot", "Catch of the day: halibut"),
        ("Ferry timetable changed", "Harbour timetable changed"),
    ],
)
def test_the_next_issue_of_a_column_is_a_story_of_its_own(one: str, other: str) -> None:
    """Also where it comes with a later fetch; within hours it may as well be a better headline."""
    text = "Wind and tides for the ferry, catches of the boats and what the harbour master says."
    for hours, several in ((24, 2), (2, 1)):
        first = entry(one, source="port", text=text)
        before = run([*(entry(title) for title in CROWD), first])
        second = entry(other, source="port", text=f"{text} Also: ropes.", hours=hours)
        after = run([second], before)
        assert len({before.stories[first.id], after.stories[second.id]}) == several


def test_translated_tellings_are_one_story() -> None:
    """Names, figures and dates say so; another event of the same name in another tongue is none."""
    english = entry(
        "Halyard charges by the resolved case",
        text="From January customers of Halyard pay 90 cents for each case that its agents close.",
    )
    german = entry(
        "Halyard rechnet Agenten nach gelösten Fällen ab",
        text="Ab Januar werden für jeden Fall 90 Cent fällig, den ein Agent von Halyard löst.",
    )
    other = entry(
        "Halyard verlegt seinen Sitz nach Lyon",
        text="Der Umzug betrifft 400 Beschäftigte und beginnt im Sommer, teilt die Firma mit.",
    )
    crowd = [entry(title, text=f"{title}, officials said on the phone.") for title in CROWD]
    made = run([*crowd, english, german, other])
    assert made.stories[english.id] == made.stories[german.id] != made.stories[other.id]


def test_common_words_of_news_cross_languages() -> None:
    """Beside a name that both have; alone they are of any such event."""
    english = entry("Attack on Brinmouth hospital: surgery cancelled, patients moved")
    spanish = entry("Ataque al hospital de Brinmouth: anuladas cirugías, trasladan pacientes")
    other = entry("Attacco a un ospedale di Lurago: chirurgia annullata, pazienti trasferiti")
    crowd = [entry(title, text=f"{title}, officials said on the phone.") for title in CROWD]
    made = run([*crowd, english, spanish, other])
    assert made.stories[english.id] == made.stories[spanish.id] != made.stories[other.id]


def test_a_round_up_is_none_of_the_stories_it_tells() -> None:
    """A report of two affairs glues nothing together, and later reports don't join it."""
    first = [
        entry("Northwind buys Fabrikam stake"),
        entry("Northwind buys stake in Fabrikam", hours=1),
    ]
    other = [
        entry("Contoso datacentre flooded in Lyon", hours=1),
        entry("Flooded: the Lyon datacentre of Contoso", hours=2),
    ]
    both = entry("Northwind buys Fabrikam stake; Contoso datacentre flooded in Lyon", hours=3)
    later = entry("Contoso: datacentre in Lyon flooded", hours=4)
    made = stories(*first, *other, both, later)
    assert made[0] == made[1] != made[2] == made[3] == made[5]
    assert made[4] not in {made[0], made[2]}


def test_what_a_catalogue_lists_makes_no_report_a_round_up() -> None:
    """A report that names it tells its own event still: the catalogue's story takes none in."""
    first = entry("Northwind buys Fabrikam stake")
    listed = entry("Contoso datacentre flooded in Lyon", publisher="CISA KEV", hours=1)
    both = entry("Northwind buys Fabrikam stake; Contoso datacentre flooded in Lyon", hours=3)
    made = stories(first, listed, both)
    assert made[0] == made[2] != made[1]


def test_titles_of_one_document_that_differ_by_one_word_are_stories_of_their_own() -> None:
    """A watcher of pages, a list of jobs: each is news; another outlet's may join one of them."""
    source = {"source": "watcher", "publisher": "watcher"}
    price = entry("Fabrikam price page changed", text="It did.", **source)
    terms = entry("Fabrikam terms page changed", text="Too.", **source)
    one, other = stories(price, terms)
    assert one != other
    one, told = stories(price, entry("Fabrikam changed its price page"))
    assert one == told


def test_the_same_of_two_firms_is_two_stories_and_each_meets_its_own() -> None:
    """Results, layoffs and outages are told in one form of words, whoever they befall."""
    said = "It joins a wave of cuts as demand for servers and storage falls this winter."
    fabrikam = entry("Fabrikam to lay off 400 employees", text=said)
    contoso = entry("Contoso to lay off 1,500 employees", text=said, hours=1)
    again = entry("Layoffs: 400 employees to go at Fabrikam", text=said, hours=2)
    made = stories(fabrikam, contoso, again)
    assert made[0] == made[2] != made[1]
