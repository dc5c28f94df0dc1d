"""Money with a cap: what it will cost, what it did, and what is not asked for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.cli.answers import FEED, Answering, fetch, follow, page
from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import NOW, Site

if TYPE_CHECKING:
    from tests.cli.conftest import Program


@pytest.fixture
def x(site: Site, program: Program) -> Site:
    """X with a post for every search, and three searches of it."""
    post = {"id": "1", "text": "CRM", "author_id": "7", "created_at": "2026-11-22T06:00:00Z"}
    found = {
        "data": [post],
        "includes": {"users": [{"id": "7", "username": "ada"}]},
        "meta": {"newest_id": "2124374816977846272"},
    }
    site.pages = Answering({"/2/tweets/search/recent": page(found)})
    follow(program, capped(site))
    return site


def capped(site: Site, cap: str = "") -> str:
    """Three searches, and a feed that is always fine."""
    site.pages["/feed"] = FEED
    tables = [
        f'[[searches]]\nnetwork = "x"\nserver = "{site.url("")}"\nquery = "{word}"\n'
        for word in ("crm", "sharepoint", "leadership")
    ]
    return (
        "".join(tables)
        + f'[[feeds]]\nurl = "{site.url("/feed")}"\n'
        + f'[accounts.x]\nserver = "{site.url("")}"\ntoken = {{ env = "XT" }}\n{cap}'
    )


def asked(site: Site) -> list[str]:
    seen = [each.path for each in site.seen if each.path.startswith("/2/tweets/search")]
    site.seen.clear()
    return seen


def test_what_x_costs_is_told_before_and_after(program: Program, x: Site) -> None:
    """To who watches; a cron job hears nothing of it."""
    code, sent = on_terminal(program, "fetch", XT="t")
    assert code == 0
    assert "X: 3 sources for up to $1.125; $0.00 of this month's $5.00 spent\n" in plain(sent)
    assert sent.endswith(
        "cio-digest: X: 3 posts read for $0.045; $0.045 of this month's $5.00 spent\n"
    )
    assert len(asked(x)) == 3
    assert fetch(program, NOW + timedelta(days=1)) == (0, "", "")
    assert all("since_id=2124374816977846272" in path for path in asked(x))
    dry = program("fetch", "--dry-run", "--all")
    assert "X: 3 sources for up to $1.125; $0.09 of this month's $5.00 spent" in dry.err


def test_the_cap_is_never_exceeded(program: Program, x: Site) -> None:
    """Not one request that might; it is told once, and it makes nothing fail or broken."""
    follow(program, capped(x, "cap = 0.39\n"))
    reason = (
        "not asked: $0.03 of this month's $0.39 are spent, and a read may cost more than the rest; "
        "the cap stands under [accounts.x]"
    )
    assert fetch(program) == (0, "", f"cio-digest: X: leadership: {reason}\n")
    assert len(asked(x)) == 2
    both = f"cio-digest: X: 2 sources {reason}\n"
    assert fetch(program, NOW + timedelta(days=1)) == (0, "", both)
    assert asked(x) == []


def test_a_cap_that_is_used_up(program: Program, x: Site) -> None:
    """The rest of the run goes on, a watcher sees the line, and the doctor says what to do."""
    follow(program, capped(x, "cap = 0.3\n"))
    line = (
        "X: 3 sources not asked: $0.00 of this month's $0.30 are spent, and a read may cost more "
        "than the rest; the cap stands under [accounts.x]\n"
    )
    assert fetch(program) == (0, "", f"cio-digest: {line}")
    assert asked(x) == []
    for day in (1, 2, 3, 4):
        assert fetch(program, NOW + timedelta(days=day)) == (0, "", "")
    code, sent = on_terminal(program, "fetch", "--all", XT="t", columns=200)
    assert (code, asked(x)) == (0, [])
    assert line in plain(sent)
    assert "1 source read, 3 left" in plain(sent)
    listed = program("sources", "list").out
    assert listed.count("not asked: $0.00 of this month") == 3
    assert "failed" not in listed
    doctor = program("doctor", env=program.env(XT="t"))
    assert doctor.code == 1
    assert "too much for another read; the cap stands under [accounts.x]" in doctor.out
    follow(program, capped(x, "cap = 2\n"))
    assert fetch(program, NOW + timedelta(days=5)).code == 0
    assert len(asked(x)) == 3


def test_a_live_search_pays_from_the_same_purse(program: Program, x: Site) -> None:
    """It says what it paid; beyond the cap it asks nothing."""
    ask = ("search", "--live", "--network", "x", "--format", "plain", "crm")
    follow(program, capped(x, "cap = 0.38\n"))
    done = program(*ask, env=program.env(XT="t"))
    assert (done.code, len(asked(x))) == (0, 1)
    assert "CRM" in done.out
    assert "X: 1 post read for $0.015; $0.015 of this month's $0.38 spent" in done.err
    again = program(*ask, env=program.env(XT="t"))
    assert (again.code, asked(x)) == (1, [])
    assert "not asked: $0.015 of this month's $0.38 are spent" in again.err
