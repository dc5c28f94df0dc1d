"""Digests made by hand, small by default and full for the golden pages."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from cio_digest.models import (
    Digest,
    Entry,
    Failing,
    Headline,
    Health,
    Item,
    Lead,
    Quote,
    Section,
    Talk,
    Term,
    Trend,
)
from cio_digest.models.pages import (
    Explanation,
    Figure,
    FirstTeller,
    Happening,
    Review,
    Risen,
    Timeline,
    TrendAffair,
    Trends,
)

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
GOLDEN = Path(__file__).parent / "golden"


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def item(**changes: Any) -> Item:
    terms = (
        Term("topic", 3.1, "“CRM” in the title"),
        Term("coverage", 1.6, "7 sources tell it"),
        Term("recency", 0.92, "2 hours old"),
    )
    plain = Item(
        number=1,
        story=11,
        title="Northwind opens its agent pricing to seat-free plans",
        url="https://ledger.example/agents",
        published=ago(2),
        publisher="The Ledger",
        others=(),
        summary="The vendor drops per-seat fees for service agents and bills by resolved case.",
        topic="CRM",
        terms=terms,
        score=5.62,
        days=(0, 0, 0, 0, 0, 1, 6),
    )
    return plain._replace(**changes)


def entry(**changes: Any) -> Entry:
    plain = Entry(
        source="the-ledger",
        guid="1",
        url="https://ledger.example/agents",
        canonical="https://ledger.example/agents",
        title="Northwind opens its agent pricing",
        text="The vendor drops per-seat fees.",
        published=ago(2),
        first_seen=ago(1),
        surfaced=ago(2),
        publisher="The Ledger",
    )
    return plain._replace(**changes)


def digest(*items: Item, **changes: Any) -> Digest:
    plain = Digest(
        date=date(2026, 11, 22),
        now=NOW,
        since=NOW - timedelta(days=1),
        until=NOW,
        sources=54,
        entries=1204,
        stories=len(items),
        minutes=9,
        sections=(Section("CRM", items),) if items else (),
        health=Health(fine=54, last_fetch=NOW),
    )
    return plain._replace(**changes)


def full_digest() -> Digest:
    """A page with every kind of block and every kind of writing."""
    crm = (
        item(
            others=("a", "b", "c", "d", "e", "f"),
            lead=Lead("@handle@example.social", "mastodon", timedelta(hours=3)),
            talks=(
                Talk("Hacker News", "https://news.ycombinator.com/item?id=1", 1240, 870),
                Talk("c/sysadmin@lemmy.example", "https://lemmy.example/post/2", 412, 9),
                Talk("r/sysadmin", "https://www.reddit.com/r/sysadmin/comments/1/a_b/"),
            ),
            quotes=(
                Quote(
                    "Ada [red] Byron",
                    "We leave at the next renewal, if *nobody* defines what counts as resolved.",
                    "https://example.social/@ada/1",
                ),
            ),
            summary="The vendor drops per-seat fees for service agents and bills by resolved "
            "case; analysts expect rivals to follow before year end.",
        ),
        item(
            number=2,
            title="Halyard keeps customer records in the country they were made in, after two "
            "years of asking by European buyers",
            published=ago(26),
            publisher="Northwind Weekly",
            others=("a",),
            grown=6,
            days=(0, 1, 0, 0, 3, 6, 1),
            languages=("French", "German"),
            summary="Regional storage comes to every plan in January, they say." + " And so." * 30,
        ),
    )
    sharepoint = (
        item(
            number=3,
            title="SharePoint の共有リンクに有効期限、管理者が既定値を決められるように "
            "[red]x[/] :smile:",
            url="https://tokyo.example/日本語;a b",
            published=ago(70),
            publisher="Tokyo IT",
            summary="共有リンクの有効期限を組織全体で決められる。" * 8,
        ),
        item(number=4, title="שיתוף קבצים בלי קישורים", publisher="קול", summary="קצר."),
        item(
            number=5,
            title="👍 “Cafe\u0301 déjà vu” … 5\u22123 \xd7 2",
            url="ftp://example.org/",
            published=ago(400),
            summary="",
        ),
    )
    return digest(
        sections=(Section("CRM", crm), Section("SharePoint", sharepoint)),
        stories=6,
        late=(item(number=6, title="A late story", published=ago(0.5)),),
        rising=(
            Trend("seat-free pricing", 6.0, (0, 0, 0, 1, 2, 5, 8)),
            Trend("passkeys", 3.24, tuple(range(28))),
            Trend("Haltepunkt", float("inf"), (0, 0, 4)),
        ),
        health=Health(
            52,
            (Failing("example.com", "403", ago(5 * 24)), Failing("Quay", "timed out", ago(72))),
            ago(49),
        ),
        notes=("Two sources were read for the first time; their old entries are left out.",),
        clock="07:10",
    )


def explanation(**changes: Any) -> Explanation:
    post = entry(
        handle="@ada@example.social",
        network="mastodon",
        title="So Northwind goes seat-free. It had to come.",
        url="https://example.social/@ada/1",
        published=ago(5),
    )
    shown = item(others=("a",), lead=Lead("@ada@example.social", "mastodon", timedelta(hours=3)))
    plain = Explanation(shown, (post, entry()), NOW, "Shown as number 1 today.")
    return plain._replace(**changes)


def trends(**changes: Any) -> Trends:
    """A page of trends with every kind of block."""
    day = date(2026, 11, 22)
    quiet = (0.0,) * 20
    stories = (
        Headline(
            11, "Northwind opens its agent pricing", "https://ledger.example/1", "The Ledger", 1
        ),
        Headline(
            12, "SharePoint の共有リンクに有効期限 [red]x[/]", "https://tokyo.example/2", "Tokyo IT"
        ),
    )
    rising = (
        Trend("seat-free pricing", 6.04, (*quiet, 0, 1, 2, 1, 4, 7, 9, 20), day, 8, 2, stories),
        Trend("Haltepunkt", float("inf"), (*quiet, *(0.0,) * 7, 4.0), date(2026, 11, 17), 3, 0),
        Trend(
            "the long name of an uncommonly wordy thing",
            12.5,
            tuple(map(float, range(28))),
            date(2026, 11, 3),
            1,
            1,
        ),
    )
    growing = Trend(stories[0].title, 3.0, (*quiet, *(1.0,) * 8), day, 4, 0, stories[:1])
    topics = (
        Trend("CRM", 2.5, tuple(float(n % 5) for n in range(28)), date(2026, 11, 21)),
        Trend("SharePoint", 0.9, (2.0,) * 28),
    )
    began = Headline(9, "Northwind tests a price by case", "https://ledger.example/0", "The Ledger")
    page = Trends(day, NOW, 27, "Rising", rising, topics, (growing,), ("All is well.",))
    page = page._replace(affairs=(TrendAffair("seat-free pricing", 9, began),))
    return page._replace(**changes)


def timeline(**changes: Any) -> Timeline:
    """A page of days with every kind of block."""
    day = date(2026, 11, 22)
    happenings = (
        Happening(
            date(2026, 11, 14), "Northwind *tests* prices", "The Ledger", "https://a.example/1"
        ),
        Happening(day, "Northwind opens its agent pricing", "Tokyo IT +3", "https://a.example/2"),
        Happening(
            date(2027, 1, 1),
            "From January, customers of Northwind in all of Europe and in Asia pay for each case.",
            "The Ledger",
            "https://a.example/3",
            "No more seats",
            whole=True,
        ),
        Happening(date(2027, 6, 30), "Seats end on 30 June 2027.", "The Ledger", "", "No seats"),
    )
    figures = (
        Figure("About 900 customers use it.", "The Ledger", "https://a.example/1"),
        Figure("1,200 customers use it.", "Tokyo IT", ""),
    )
    page = Timeline(
        "Northwind opens its agent pricing",
        day,
        "https://a.example/2",
        (1, 0, 0, 0, 0, 0, 0, 0, 4),
        happenings,
        (figures,),
        ("2 stories, linked by the names and figures that they share.",),
    )
    return page._replace(**changes)


def review(**changes: Any) -> Review:
    """A week with every kind of block."""
    lasting = Term("lasting", 1.5, "told on 4 days, first by The Ledger on Monday")
    story = item(terms=(*item().terms, lasting), days=(0, 1, 2, 0, 0, 4, 1))
    pricing = Headline(11, "Northwind opens its agent pricing", story.url, "The Ledger", 1)
    recall = Headline(40, "Calder recalls *keyboards*", "https://metro.example/e", "Metro IT")
    plain = Review(
        first=date(2026, 11, 16),
        last=date(2026, 11, 22),
        now=NOW,
        since=NOW - timedelta(days=7),
        until=NOW,
        sources=54,
        entries=1204,
        found=18,
        stories=2,
        minutes=3,
        sections=(
            Section("CRM", (story,)),
            Section("Beyond your topics", (item(number=2, story=12, title="Tides & _IT_"),)),
        ),
        rose=(
            Risen("seat-free pricing", 3, *_days(20, 22), 5, (0.0, 0.0, 3.0, 9.0), (pricing,)),
            Risen("DSI", 1, *_days(17, 17), 3, (0.0, 2.0, 0.0, 0.0)),
        ),
        stayed=(Risen("passkeys", 6, *_days(12, 21), 4, (2.0, 3.0, 1.0, 4.0), (recall,)),),
        faded=(Risen("Calder keyboards", 2, *_days(10, 11), 6, (9.0, 4.0, 0.0, 0.0), (recall,)),),
        coming=(
            Happening(
                date(2027, 1, 1),
                "From January, customers of Northwind in all of Europe pay for each case.",
                "The Ledger",
                "https://a.example/3",
                "No more seats",
                whole=True,
            ),
            Happening(date(2026, 12, 3), "CRM day is on 3 December.", "Metro IT", ""),
        ),
        firsts=(FirstTeller("The Ledger", 5, 7), FirstTeller("@ada@example.social", 2, 2)),
        starred=(pricing, Headline(41, "No source of it is left", "", "")),
        notes=("Sources have been read since 2026-11-18.",),
    )
    return plain._replace(**changes)


def _days(first: int, last: int) -> tuple[date, date]:
    return date(2026, 11, first), date(2026, 11, last)


def assert_golden(name: str, text: str) -> None:
    """The text equals the golden file; ``UPDATE_GOLDEN=1`` writes it anew, to be looked at.

    Of a page of HTML, what stands in its head is left out.
    """
    path = GOLDEN / name
    text = re.sub(r"<head>.*</head>\n", "", text, flags=re.DOTALL)
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
