"""What was read is found again: by words, by who said it, where and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest import config
from cio_digest.errors import QueryError
from cio_digest.models.pages import Piece, SearchResult
from cio_digest.search import lookup, query
from cio_digest.search.lookup import Scope, SearchOptions

if TYPE_CHECKING:
    from cio_digest.models import Entry
    from cio_digest.store import Store

CONFIG = config.parse(
    """
[topics.CRM]
keywords = ["CRM"]
exclude = ["cockpit"]
[[feeds]]
url = "https://ledger.example/feed"
title = "The Ledger"
role = "press"
[[feeds]]
url = "https://vendor.example/feed"
title = "Northwind Blog"
role = "vendor"
[[voices]]
name = "Ada Byron"
role = "peer"
mastodon = "@ada@social.example"
""",
    "feeds.toml",
)
SCOPE = Scope(CONFIG.sources, CONFIG.topics, CONFIG.settings.timezone, ("mastodon", "x"))
LEDGER, VENDOR, ADA = (source.key for source in CONFIG.sources)


def told(title: str, source: str = LEDGER, days: float = 0, **parts: object) -> Entry:
    time = NOW - timedelta(days=days)
    parts = {"outlet": source, "surfaced": time, "published": time, **parts}
    return entry(title, source=source, **parts)


@pytest.fixture
def store(db: Store) -> Store:
    """Six entries of three sources."""
    saved(
        db,
        told("Agents change CRM pricing", text="Seats are over. Prices follow the solved case."),
        told("Northwind CRM now with agents", VENDOR, days=1, text="Try it in a webinar today."),
        told("Crew and cockpit CRM training", days=2),
        told(
            "CRM seats, again", ADA, days=3, network="mastodon", handle="@ada@social.example",
            language="en",
        ),
        told("SharePoint limits raised", days=40, text="Libraries may hold more files."),
        told("Résumé of a quiet year", days=100, language="fr"),
    )  # fmt: skip
    return db


def found(db: Store, typed: str, **asked: object) -> list[str]:
    """The titles that a search finds, in order."""
    hits = lookup.find(db, SCOPE, query.read(typed), NOW, SearchOptions(**asked))  # type: ignore[arg-type]
    return [title(hit) for hit in hits]


def title(hit: SearchResult) -> str:
    return "".join(f"{' ' if piece.spaced else ''}{piece.text}" for piece in hit.title).strip()


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        pytest.param("crm", 4, id="a word"),
        pytest.param("crm agents", 2, id="two words"),
        pytest.param("agent", 2, id="singular finds plural"),
        pytest.param("crm -webinar", 3, id="without"),
        pytest.param("pricing OR limits", 2, id="or"),
        pytest.param('"solved case"', 1, id="phrase"),
        pytest.param('"case solved"', 0, id="not in that order"),
        pytest.param("share*", 1, id="beginning"),
        pytest.param("resume", 1, id="accents are one"),
        pytest.param("title:webinar", 0, id="not in a title"),
        pytest.param("crm source:ledger", 2, id="source by name"),
        pytest.param("crm -source:ledger", 2, id="not that source"),
        pytest.param("source:vendor.example", 1, id="source by address"),
        pytest.param("crm role:vendor", 1, id="role"),
        pytest.param("crm voice:ada", 1, id="voice"),
        pytest.param("voice:@ada@social.example", 1, id="voice by handle"),
        pytest.param("network:mastodon", 1, id="network"),
        pytest.param("language:fr", 1, id="language"),
        pytest.param("since:2d", 2, id="since a span"),
        pytest.param("since:2026-11-20", 3, id="since a date"),
        pytest.param("until:2026-11-20", 4, id="until the end of a date"),
        pytest.param("-since:30d", 2, id="before"),
        pytest.param("topic:crm", 3, id="topic less its exclusions"),
        pytest.param("topic:CRM -role:vendor", 2, id="topic and role"),
        pytest.param("-topic:crm", 3, id="anything else"),
    ],
)
def test_filters_and_words(store: Store, typed: str, count: int) -> None:
    """Each means what it says."""
    assert len(found(store, typed)) == count


def test_the_title_and_the_newer_come_first(store: Store) -> None:
    """A word in the title weighs more, and of equals the newer is first."""
    saved(
        store,
        told("Nothing to see", days=0.5, text="But an intranet, in passing, among other things."),
        told("Intranet", days=6, text="Old and new."),
        told("Intranet", days=5, text="New and old.", guid="later", url="https://l.example/2"),
    )
    hits = lookup.find(store, SCOPE, query.read("intranet"), NOW, SearchOptions(single=True))
    assert [(NOW - hit.published).days for hit in hits] == [5, 6, 0]


def test_by_date(store: Store) -> None:
    """The newest first, however well it fits."""
    assert found(store, "crm", newest=True) == [
        "Agents change CRM pricing",
        "Northwind CRM now with agents",
        "Crew and cockpit CRM training",
        "CRM seats, again",
    ]
    assert found(store, "crm", newest=True, most=1) == ["Agents change CRM pricing"]


def test_a_story_comes_once(store: Store) -> None:
    """With how many others tell it; as entries each comes for itself."""
    saved(store, told("Agents change CRM pricing", VENDOR, guid="copy", url="https://v.example/1"))
    [hit] = lookup.find(store, SCOPE, query.read("pricing"), NOW, SearchOptions())
    assert (hit.publisher, hit.others) in {("The Ledger", 1), ("Northwind Blog", 1)}
    assert len(found(store, "pricing", single=True)) == 2


def test_what_matched_is_marked(store: Store) -> None:
    """In the title and in the words around it."""
    [hit] = lookup.find(store, SCOPE, query.read('crm "solved case"'), NOW, SearchOptions())
    assert Piece("CRM", matched=True, spaced=True) in hit.title
    assert [piece.text for piece in hit.snippet if piece.matched] == ["solved case"]


def test_a_source_without_a_title_is_called_by_its_host(db: Store) -> None:
    """Nobody is no publisher."""
    saved(db, told("A CRM story", "https://plain.example/feed"))
    [hit] = lookup.find(db, SCOPE, query.read("crm"), NOW, SearchOptions())
    assert hit.publisher == "plain.example"


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("C++", {"C++26 is complete", "Both C++ and C#"}),
        ('"c#"', {"C# 14 is out", "Both C++ and C#"}),
        ("title:C#", {"C# 14 is out", "Both C++ and C#"}),
        ("C++ -C#", {"C++26 is complete"}),
        ("-C# C++ since:7d", {"C++26 is complete"}),
        (".NET", {".NET 10 is here", "What .NET10 means"}),
        ("net -.NET", {"Net profits rise"}),
        ("C++ OR 14", {"C++26 is complete", "C# 14 is out", "Both C++ and C#"}),
    ],
)  # fmt: skip
def test_a_name_keeps_its_signs(db: Store, typed: str, titles: set[str]) -> None:
    """The index knows none; after OR a name stands for what the index takes it for."""
    names = ("C++26 is complete", "C# 14 is out", "Both C++ and C#", ".NET 10 is here")
    saved(db, *map(told, (*names, "What .NET10 means", "Net profits rise")))
    assert set(found(db, typed)) == titles


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("crm network:mastodn", 'there is no network "mastodn"; did you mean "mastodon"?'),
        ("network:telex", 'there is no network "telex"; see cio-digest sources kinds'),
        ("crm source:leger", 'no source is called "leger"; did you mean "The Ledger"?'),
        ("crm voice:grace", 'no voice is called "grace"; see cio-digest voices'),
        ("crm role:vendors", 'no source has the role "vendors"; did you mean "vendor"?'),
        ("topic:CRN", 'there is no topic "CRN"; did you mean "CRM"?'),
        ("crm since:soon", '"soon" is no time; write it like 2026-11-22, yesterday, 12h, 7d or 2w'),
    ],
)
def test_a_filter_that_names_nothing_is_pointed_at(store: Store, typed: str, reason: str) -> None:
    """The pointer stands under the filter, not under the words."""
    with pytest.raises(QueryError) as caught:
        found(store, typed)
    assert (caught.value.reason, typed[caught.value.at :].split(":", maxsplit=1)[0]) == (
        reason,
        typed.rsplit(maxsplit=1)[-1].split(":", maxsplit=1)[0],
    )


@pytest.mark.parametrize(
    ("marked", "pieces"),
    [
        pytest.param("a \x02b\x03 c", [("a", False, False), ("b", True, True), ("c", False, True)]),
        pytest.param("\x02b\x03, c", [("b", True, False), (", c", False, False)]),
        pytest.param("x\n\x02b c\x03", [("x", False, False), ("b c", True, True)]),
        pytest.param("", []),
    ],
    ids=["between", "beside a comma", "a line break", "nothing"],
)
def test_marks_become_pieces(marked: str, pieces: list[tuple[str, bool, bool]]) -> None:
    """With the spaces between them."""
    assert list(lookup.pieces(marked)) == [Piece(*each) for each in pieces]
