"""What every format promises."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import render
from cio_digest.models import Engagement, Failing, Headline, Health, Trend
from cio_digest.models.pages import Figure, Happening, Piece, SearchResult
from cio_digest.render import formats

from .factories import (
    NOW,
    assert_golden,
    digest,
    entry,
    explanation,
    full_digest,
    item,
    review,
    timeline,
    trends,
)

FORMATS = sorted(formats.making("entries"))
PAGES = sorted(formats.making("explanation"))
DIGESTS = sorted(name for name, each in formats.FORMATS.items() if "digest" in each.makes)
COLOR = render.Surface(80, color=True, links=True)
HOSTILE = "x\x1b]0;t\x07 \x9b31m \x00\x08\r\n\u202e\u2066\u200b\ufeff\ud800 [red]y[/red] :smile:"
# C0 but the line end, DEL, C1, separators, bidi, zero width, surrogates.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
COLUMNS = ("source", "state", "last entry")
ROWS = (
    ("The Ledger", "fine", "2 h ago"),
    ("Quay | Harbour", "failing: the server answered 403 for 5 days in a row", "6 d ago"),
)


@pytest.mark.parametrize("format_name", ["terminal", "markdown", "plain", "html"])
def test_what_came_later_is_as_old_as_it_is(format_name: str) -> None:
    """What a day showed stays; what is added has the age that it has then."""
    early = item(number=1, title="X", published=NOW - timedelta(hours=1))
    late = item(number=2, title="Y", published=NOW + timedelta(hours=3))
    page = digest(early, until=NOW + timedelta(hours=5), late=(late,))
    shown = render.digest(page, format_name, render.Surface(80)).replace("\u00a0", " ")
    assert [each for each in ("1 h ago", "2 h ago") if each in shown] == ["1 h ago", "2 h ago"]
    assert "just now" not in shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_terminal_page_at_a_width(width: int) -> None:
    """The page reads the same at every width and never gets wider than it or than 88 columns."""
    page = render.digest(full_digest(), "terminal", render.Surface(width))
    assert_golden(f"terminal-{width}.txt", page)


@pytest.mark.parametrize(
    ("name", "to", "surface"),
    [
        ("terminal-color.txt", "terminal", COLOR),
        ("terminal-no-color.txt", "terminal", COLOR._replace(color=False)),
        ("terminal-ascii.txt", "terminal", render.Surface(80, unicode=False)),
        ("digest.md", "markdown", render.Surface()),
        ("digest-ascii.md", "markdown", render.Surface(unicode=False)),
        ("digest.json", "json", render.Surface()),
        ("digest.html", "html", render.Surface()),
        ("letter.html", "letter", render.Surface()),
        ("plain.txt", "plain", COLOR),
    ],
)
def test_a_full_digest(name: str, to: str, surface: render.Surface) -> None:
    """A digest with every kind of block has the look that was once looked at and found good."""
    assert_golden(name, render.digest(full_digest(), to, surface))


@pytest.mark.parametrize("to", PAGES)
def test_an_explanation(to: str) -> None:
    """One story is shown with its score term by term, its sum, and the entries that tell it."""
    assert_golden(f"explanation.{to}", render.explanation(explanation(), to, render.Surface()))


@pytest.mark.parametrize("to", sorted(set(PAGES) - {"json"}))
def test_a_story_without_terms_has_no_score(to: str) -> None:
    """An empty sum says nothing."""
    plain = explanation(item=item(terms=(), score=0.0))
    page = render.explanation(plain, to, render.Surface())
    assert "told by" in page.casefold()
    assert "score</h2>" not in page.casefold()
    assert "0.00" not in page


@pytest.mark.parametrize("width", [60, 80, 120])
def test_trends_on_a_terminal(width: int) -> None:
    """Lines of days stand under each other at every width."""
    page = render.trends(trends(), "terminal", render.Surface(width))
    assert_golden(f"trends-{width}.txt", page)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_review_on_a_terminal(width: int) -> None:
    """Stories, what rose, stayed and faded, what is coming, who was first, what was starred."""
    page = render.review(review(), "terminal", render.Surface(width))
    assert_golden(f"review-{width}.txt", page)
    assert max(map(len, page.splitlines())) <= width


@pytest.mark.parametrize("to", ["markdown", "html", "json", "plain", "letter"])
def test_a_review(to: str) -> None:
    """The same in every format."""
    assert_golden(f"review.{to}", render.review(review(), to, render.Surface()))


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ((2026, 11, 16), (2026, 11, 22), "16 – 22 November 2026"),
        ((2026, 10, 26), (2026, 11, 1), "26 October – 1 November 2026"),
        ((2025, 12, 29), (2026, 1, 4), "29 December 2025 – 4 January 2026"),
        ((2026, 10, 1), (2026, 10, 31), "October 2026"),
        ((2026, 7, 1), (2026, 9, 30), "July – September 2026"),
        ((2026, 11, 22), (2026, 11, 22), "22 November 2026"),
    ],
)
def test_a_period_is_named(
    first: tuple[int, int, int], last: tuple[int, int, int], period: str
) -> None:
    """As people say it, whole months by their names."""
    page = review(first=date(*first), last=date(*last))
    assert f"review · {period}\n" in render.review(page, "markdown", render.Surface())


def test_a_review_of_nothing_says_why() -> None:
    """An empty page is no riddle."""
    page = render.review(review(sections=(), rose=(), firsts=()), "markdown", render.Surface())
    assert "No story was told on three days by two sources, or by three sources." in page


@pytest.mark.parametrize("to", ["markdown", "html", "json", "plain"])
def test_trends(to: str) -> None:
    """What rises is shown with its history, who tells it and its stories."""
    assert_golden(f"trends.{to}", render.trends(trends(), to, render.Surface()))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_timeline_on_a_terminal(width: int) -> None:
    """Its days stand in the margin at every width."""
    page = render.timeline(timeline(), "terminal", render.Surface(width))
    assert_golden(f"timeline-{width}.txt", page)


@pytest.mark.parametrize("to", ["markdown", "html", "json", "plain"])
def test_a_timeline(to: str) -> None:
    """Each day with what was said of it, by whom and where, verbatim."""
    assert_golden(f"timeline.{to}", render.timeline(timeline(), to, render.Surface()))


@pytest.mark.parametrize("to", PAGES)
def test_no_timeline_controls_the_output(to: str) -> None:
    """A hostile sentence is as harmless among days as in the digest."""
    said = Happening(NOW.date(), HOSTILE, HOSTILE, f"https://a/{HOSTILE}", HOSTILE)
    figures = ((Figure(HOSTILE, HOSTILE, HOSTILE),),)
    hostile = timeline(heading=HOSTILE, happenings=(said,), differences=figures, notes=(HOSTILE,))
    page = render.timeline(hostile, to, COLOR)
    own = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;;[!-~]*\x1b\\", "", page)
    assert not FORBIDDEN.findall(own)
    assert "x" in own


@pytest.mark.parametrize("to", PAGES)
def test_no_trend_controls_the_output(to: str) -> None:
    """A hostile title is as harmless in a list of trends as in the digest."""
    story = Headline(1, HOSTILE, f"https://a/{HOSTILE}", HOSTILE)
    moving = (Trend(HOSTILE, 2.0, (0.0, 1.0), None, 2, 1, (story,)),)
    hostile = trends(heading=HOSTILE, terms=moving, topics=moving, stories=moving, notes=(HOSTILE,))
    page = render.trends(hostile, to, COLOR)
    own = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;;[!-~]*\x1b\\", "", page)
    assert not FORBIDDEN.findall(own)
    assert "x" in own


@pytest.mark.parametrize("to", PAGES)
def test_a_table(to: str) -> None:
    """Rows stand in aligned columns, or as objects."""
    assert_golden(f"table.{to}", render.table(COLUMNS, ROWS, to, render.Surface(50)))


@pytest.mark.parametrize("to", FORMATS)
def test_entries_that_were_found(to: str) -> None:
    """Under a heading: title, who says it and when, what others did, where; in JSON one a line."""
    post = entry(
        title="Per-seat fees are gone, and what is in *it* for those of us who pay by the agent?",
        url="https://social.example/@ada/1?a=b&c=_d_",
        source="mastodon://social.example/#crm",
        handle="@ada@social.example",
        engagement=Engagement(likes=1, reposts=1204, replies=0),
    )
    article = entry(published=None, handle="", publisher="The Ledger", engagement=None)
    found = render.entries("Mastodon: #crm_", [post, article], NOW, to, render.Surface(60))
    assert_golden(f"entries.{to}", found)


@pytest.mark.parametrize("to", ["terminal", "markdown", "html", "plain"])
def test_an_empty_page_says_why(to: str) -> None:
    """A store never filled and a day without news each get one line, never a blank page."""
    quiet = render.digest(digest(), to, render.Surface())
    empty = render.digest(digest(health=Health()), to, render.Surface())
    noted = render.digest(digest(notes=("All is well.",)), to, render.Surface())
    assert "A quiet day" in quiet
    assert "cio-digest fetch" in empty.replace("\xa0", " ")
    assert "All is well." in noted
    assert "A quiet day" not in noted


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("color", [True, False], ids=["color", "bare"])
def test_nothing_from_outside_controls_the_output(to: str, color: bool) -> None:
    """No control, C1, bidi or zero-width character of anybody's text reaches an output."""
    page = render.digest(
        digest(
            item(title=HOSTILE, summary=HOSTILE, publisher=HOSTILE, url=f"https://a/{HOSTILE}"),
            health=Health(0, (Failing(HOSTILE, HOSTILE, NOW),)),
            rising=(Trend(HOSTILE, 2, (1, 2)),),
            notes=(HOSTILE,),
        ),
        to,
        render.Surface(80, color=color, links=color),
    )
    hostile = entry(title=HOSTILE, handle=HOSTILE, url=f"https://a/{HOSTILE}", text=HOSTILE)
    page += render.entries(
        HOSTILE, [hostile], NOW, to, render.Surface(80, color=color, links=color)
    )
    own = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;;[!-~]*\x1b\\", "", page)
    assert not FORBIDDEN.findall(own)
    assert "x" in own


@pytest.mark.parametrize("to", DIGESTS)
@given(text=st.text(), url=st.text(), color=st.booleans(), signs=st.booleans())
def test_any_text_renders_clean_and_the_same_twice(
    to: str, text: str, url: str, color: bool, signs: bool
) -> None:
    """Whatever the publisher wrote, the page is clean UTF-8, and the same when printed again."""
    surface = render.Surface(70, color=color, links=color, unicode=signs)
    page = digest(item(title=text, summary=text, publisher=text, url="http://" + url))
    first = render.digest(page, to, surface)
    own = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;;[!-~]*\x1b\\", "", first)
    assert not FORBIDDEN.findall(own)
    assert first.encode("utf-8").endswith(b"\n")
    assert first == render.digest(page, to, surface)


@pytest.mark.parametrize("to", ["terminal", "markdown", "plain"])
def test_signs_are_ascii_where_the_output_has_no_others(to: str) -> None:
    """An ASCII output gets a page of ASCII when its titles are."""
    signs = full_digest()._replace(sections=(), notes=())
    assert render.digest(signs, to, render.Surface(unicode=False)).isascii()


def test_only_what_a_format_needs_is_imported() -> None:
    """Markdown and JSON come without the cost of Rich."""
    code = (
        "import sys; from cio_digest import render; import cio_digest.render.markdown,"
        "cio_digest.render.json; sys.exit(any(name.startswith('rich') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("to", ["terminal", "markdown", "json", "plain"])
@pytest.mark.parametrize("sign", ["\ue000", "\ue001", "\ue002"])
def test_private_characters_of_a_title_stay_what_they_are(to: str, sign: str) -> None:
    """Nothing that marks text within a renderer can come from outside."""
    hit = SearchResult(1, (Piece(f"a{sign}b"),), "", NOW, "The Ledger", 0, (Piece(f"c{sign}d"),))
    text = render.found([hit], NOW, to, render.Surface(60))
    assert text.count(sign) == 2
    assert "**" not in text
