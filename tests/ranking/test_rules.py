"""A topic's rules by title, author and source, as addends of a score."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.models import Rules, Story
from cio_digest.ranking import rules

LIFT = Rules(titles=("roadmap",), authors=("Ada",), sources=("The Ledger",))
SINK = Rules(titles=("webinar",))


def added(*entries: tuple[str, str, str]) -> list[tuple[str, float, str]]:
    """What the rules add to a story that is told by these titles, authors and sources."""
    called = {"the ledger": ["ledger"]}
    both = rules.TopicRules(rules.ready(LIFT, called), rules.ready(SINK, called))
    told = tuple(entry(title, source=s)._replace(author=author) for title, author, s in entries)
    return [(term.name, term.value, term.reason) for term in rules.terms(both, Story(1, told))]


@pytest.mark.parametrize(
    ("title", "author", "source", "terms"),
    [
        ("The Roadmap", "", "a", [("boost", 3.0, "“roadmap” in the title")]),
        ("News", "Ada Byron", "a", [("boost", 3.0, "by Ada")]),
        ("News", "", "ledger", [("boost", 3.0, "from The Ledger")]),
        ("Join our webinars", "", "a", [("bury", -3.0, "“webinar” in the title")]),
        ("News", "", "a", []),
    ],
)
def test_each_kind_of_rule(
    title: str, author: str, source: str, terms: list[tuple[str, float, str]]
) -> None:
    """One addend for each kind, with its reason."""
    assert added((title, author, source)) == terms


def test_rules_add_up() -> None:
    """A source that is lifted and a title that is lowered come to nothing, both said."""
    assert [value for _, value, _ in added(("Webinar: roadmap", "Ada", "ledger"))] == [
        *(3.0, 3.0, 3.0),
        -3.0,
    ]


def test_one_telling_lifts_and_all_of_them_lower() -> None:
    """A report that a rule does not mean clears the story of it."""
    assert added(("Webinar", "", "a"), ("Product ends", "Ada", "b")) == [("boost", 3.0, "by Ada")]
    assert len(added(("Webinar", "", "a"), ("The webinar", "", "b"))) == 1
