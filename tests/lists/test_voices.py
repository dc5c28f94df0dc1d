"""What becomes of each voice of a list: taken, known already, or refused, and never twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import config
from cio_digest.config import check
from cio_digest.lists import ImportDecision, ListRow, roles, voices

MINE = """
[[feeds]]
url = "https://www.followed.example/feed/"
[[voices]]
name = "Ada Byron"
mastodon = "@ada@example.social"
"""


def row(name: str = "Bob", *addresses: tuple[str, str], line: int = 2, **facts: str) -> ListRow:
    return ListRow(f"list:{line}", name, addresses=addresses or (("feeds", "b.example"),), **facts)


def plan(*rows: ListRow, mine: str = MINE) -> list[ImportDecision]:
    return voices.plan(rows, config.parse(mine, "feeds.toml"))


def taken(*rows: ListRow, mine: str = MINE) -> list[dict[str, Any]]:
    return [verdict.table for verdict in plan(*rows, mine=mine) if verdict.state == "taken"]


def test_a_voice_with_all_it_says() -> None:
    """Keys in the order of docs/config.md; the role in the words of feeds.toml."""
    addresses = (
        ("mastodon", "@bob@example.social"),
        ("bluesky", "@bob.io"),
        ("feeds", "b.io"),
    )
    bob = row(
        "Bob",
        *addresses,
        role="Group CIO",
        sector="retail",
        organisation="R&amp;D <b>Ltd</b>",
        size="51-200 employees",
    )
    assert taken(bob) == [
        {
            "name": "Bob",
            "role": "peer",
            "sector": "retail",
            "organisation": "R&D Ltd",
            "size": "51–200",
            "mastodon": "@bob@example.social",
            "bluesky": "bob.io",
            "feeds": ("https://b.io",),
        }
    ]


def test_a_size_that_is_no_number_is_left_out() -> None:
    """The voice is taken without it, and the report says what is wrong with it."""
    (verdict,) = plan(row("Bob", size="enterprise"))
    assert verdict.state == "taken"
    assert "size" not in verdict.table
    assert verdict.why.endswith('; not: size "enterprise", which is no number of employees')


def test_lines_of_one_name_are_one_voice() -> None:
    """Whatever its case; the first line's facts, everybody's addresses."""
    rows = [
        row("Bob", ("feeds", "b.example")),
        row("BOB", ("feeds", "c.example"), line=3, sector="retail"),
    ]
    (verdict,) = plan(*rows)
    assert verdict.where == "list:2"
    assert verdict.table["feeds"] == ("https://b.example", "https://c.example")
    assert verdict.table["sector"] == "retail"


def test_a_voice_that_is_there_is_known() -> None:
    """What it has not yet is said, for the file is the reader's."""
    (verdict,) = plan(row("ada byron", ("mastodon", "@ada@example.social"), ("feeds", "a.example")))
    assert (verdict.state, verdict.table) == ("known", {})
    assert verdict.why == "is one of your voices; not there yet: https://a.example"


def test_an_address_is_followed_once() -> None:
    """Not again under another name, nor in another spelling, nor twice in one list."""
    first, second, third = plan(
        row("Zoe", ("", "https://example.social/@ADA")),
        row("Blog", ("feeds", "http://followed.example/feed"), ("feeds", "b.example"), line=3),
        row("Again", ("feeds", "https://www.b.example/"), line=4),
    )
    assert (first.state, third.state) == ("known", "known")
    assert "is followed already (feeds.toml:4)" in first.why
    assert second.table["feeds"] == ("https://b.example",)
    assert "is followed already (feeds.toml:2)" in second.why
    assert "is followed already (list:3)" in third.why


def test_what_wants_an_account_is_kept_for_the_day_there_is_one() -> None:
    """The report says what it waits for."""
    bob = row("Bob", ("x", "@bob"), ("feeds", "b.example"))
    (verdict,) = plan(bob)
    assert verdict.table["x"] == "@bob"
    assert "@bob at X (kept, and read once there is [accounts.x])" in verdict.why
    (again,) = plan(row("Rob", ("x", "@bob")), mine=MINE + '[[voices]]\nname = "Bob"\nx = "@bob"\n')
    assert "is followed already" in again.why
    account = '[accounts.x]\ntoken = { env = "T" }\n'
    assert taken(bob, mine=MINE + account)[0]["x"] == "@bob"


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        pytest.param(row(""), "has no name", id="nameless"),
        pytest.param(row("=1+1"), "is a formula", id="a formula"),
        pytest.param(row("\u202e\x00"), "has no name", id="invisible"),
        pytest.param(ListRow("list:2", "Bob"), "has no address", id="no address"),
        pytest.param(ListRow("list:2", "", fault="is broken"), "is broken", id="a broken line"),
        pytest.param(row("Bob", ("LinkedIn", "bob")), "LinkedIn, which cannot", id="unreachable"),
        pytest.param(row("Bob", ("", "javascript:alert(1)")), "is no", id="a script"),
    ],
)
def test_who_cannot_be_taken_is_refused(bad: ListRow, why: str) -> None:
    """And says why."""
    (verdict,) = plan(bad)
    assert verdict.state == "refused"
    assert why in verdict.why


def test_what_is_left_out_of_a_voice_is_said() -> None:
    """A second account, an unknown role, an address that cannot be read."""
    bob = row("Bob", ("github", "bob"), ("github", "bob2"), ("LinkedIn", "bob"), role="Wizard")
    (verdict,) = plan(bob)
    assert verdict.table == {"name": "Bob", "github": "bob"}
    assert verdict.why == (
        'bob at GitHub; not: "bob2" is a second account there; "bob" is on LinkedIn, which '
        'cannot be read without a bridge of your own; role "Wizard"'
    )


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("CIO", "peer"),
        ("Chief Information Officer", "peer"),
        ("VP of IT", "peer"),
        ("CIO and columnist", "peer"),
        ("Principal Analyst", "analyst"),
        ("Senior editor", "reporter"),
        ("press", "press"),
        ("Vendors", "vendor"),
        ("Wizard", ""),
        ("Vice President, Sales", ""),
        ("", ""),
    ],
)
def test_roles_are_told_by_titles(said: str, role: str) -> None:
    """A title says more than five words can."""
    assert roles.role(said) == role


@given(st.lists(st.tuples(st.text(), st.text(), st.text(), st.text()), max_size=5))
def test_whatever_a_list_says(cells: list[tuple[str, str, str, str]]) -> None:
    """What is taken is short, visible text at keys of a voice, and an address or more."""
    rows = [
        ListRow(f"list:{n}", name, role, sector, "", (("feeds", "a.example/" + address),))
        for n, (name, role, sector, address) in enumerate(cells)
    ]
    for table in taken(*rows):
        assert set(table) <= {"name", "role", "sector", "feeds"}
        assert table["feeds"]
        texts = [table["name"], table.get("sector", ""), *table["feeds"]]
        assert all(not text or check.text(text) == text for text in texts)
        assert len(table["name"]) <= 100
