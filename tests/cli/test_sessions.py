"""Sessions that last from run to run, in a file that nobody else can read."""

from __future__ import annotations

import base64
import json
import os
import stat
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from tests.cli.answers import XRPC, Answering, fetch, follow, page
from tests.conftest import NOW, Page, Seen, Site

if TYPE_CHECKING:
    from tests.cli.conftest import Program


def jwt(until: datetime) -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"exp": int(until.timestamp())}).encode())
    return f"h.{claims.decode().rstrip('=')}.s"


@pytest.fixture
def bluesky(site: Site, program: Program) -> Site:
    """A server that opens and renews sessions, and three searches of it."""
    numbers = count()

    def opened(seen: Seen) -> Page:
        number = next(numbers)
        return page(
            {
                "accessJwt": jwt(NOW + timedelta(hours=2)) + f"a{number}",
                "refreshJwt": jwt(NOW + timedelta(days=60)) + f"r{number}",
                "seen": seen.path,
            }
        )

    site.pages = Answering(
        {
            f"{XRPC}createSession": opened,
            f"{XRPC}refreshSession": opened,
            f"{XRPC}getSession": page({"handle": "me.example"}),
            "/xrpc/app.bsky.feed.searchPosts": page({"posts": []}),
        }
    )
    follow(program, searches(site, "me.example"))
    return site


def searches(site: Site, user: str) -> str:
    return f"""
        [topics.CRM]
        keywords = ["CRM", "Social CRM", "Dynamics 365"]
        search = ["bluesky"]
        [accounts.bluesky]
        server = "{site.url("")}"
        user = "{user}"
        password = {{ env = "PW" }}
    """


def doors(site: Site) -> list[str]:
    """Which sessions were asked for since last looked at."""
    seen = [each.path.removeprefix(XRPC) for each in site.seen if each.path.startswith(XRPC)]
    site.seen.clear()
    return seen


def test_a_session_lasts_from_run_to_run(program: Program, bluesky: Site) -> None:
    """Three searches open one; the next run goes on with it, a later one renews it, once each."""
    assert fetch(program).code == 0
    assert doors(bluesky) == ["createSession"]
    assert fetch(program, NOW + timedelta(hours=1.5)).code == 0
    assert doors(bluesky) == []
    assert fetch(program, NOW + timedelta(days=1)).code == 0
    assert doors(bluesky) == ["refreshSession"]
    assert fetch(program, NOW + timedelta(days=90)).code == 0
    assert doors(bluesky) == ["createSession"]


def test_a_live_search_goes_on_with_it(program: Program, bluesky: Site) -> None:
    """And keeps what it renews for the next fetch."""
    fetch(program)
    doors(bluesky)
    tomorrow = NOW + timedelta(days=1)
    ask = ("search", "--live", "--network", "bluesky", "crm")
    assert program(*ask, env=program.env(tomorrow, PW="s3cret-pw")).code == 0
    assert doors(bluesky) == ["refreshSession"]
    kept = program.store.with_name("cio-digest.db.sessions").read_text()
    assert ".sr1" in kept
    fetch(program, tomorrow)
    assert bluesky.seen[0].headers["authorization"].endswith(".sr1")


def test_its_file_is_for_its_owner_and_nothing_else_tells_it(
    program: Program, bluesky: Site
) -> None:
    """Not the outputs, not the store, not the doctor; the password stands nowhere at all."""
    done, doctor = fetch(program), program("doctor", env=program.env(PW="s3cret-pw"))
    kept = program.store.with_name("cio-digest.db.sessions")
    tokens = json.loads(kept.read_text())[f"bluesky {bluesky.url('')} me.example"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    said = done.out + done.err + doctor.out + doctor.err
    files = [each for each in program.home.rglob("*") if each.is_file() and each != kept]
    for text in (*tokens, "s3cret-pw"):
        assert text not in said
        assert all(text.encode() not in each.read_bytes() for each in files)
    assert "s3cret-pw" not in kept.read_text()


def test_another_user_does_not_go_on_with_it(program: Program, bluesky: Site) -> None:
    """And the old one's tokens are thrown away."""
    fetch(program)
    doors(bluesky)
    follow(program, searches(bluesky, "you.example"))
    fetch(program, NOW + timedelta(hours=1.5))
    assert doors(bluesky) == ["createSession"]
    kept = program.store.with_name("cio-digest.db.sessions").read_text()
    assert "you.example" in kept
    assert "me.example" not in kept


@pytest.mark.parametrize("text", ["{", '{"x": ["\\n", ""]}'])
def test_a_damaged_file_leads_to_a_new_session(program: Program, bluesky: Site, text: str) -> None:
    """Never to a failure."""
    kept = program.store.with_name("cio-digest.db.sessions")
    kept.parent.mkdir(parents=True)
    kept.write_text(text)
    assert fetch(program) == (0, "", "")
    assert doors(bluesky) == ["createSession"]


def test_a_session_that_the_server_forgot_is_opened_anew(program: Program, bluesky: Site) -> None:
    """One renewal is tried and one session opened, however many searches had the old one."""
    fetch(program)
    doors(bluesky)
    stale = page({"error": "ExpiredToken", "message": "Token has been revoked"}, 400)
    bluesky.pages[f"{XRPC}refreshSession"] = stale

    def search(seen: Seen) -> Page:
        return page({"posts": []}) if seen.headers["authorization"] != old else stale

    old = (
        "Bearer "
        + json.loads(program.store.with_name("cio-digest.db.sessions").read_text())[
            f"bluesky {bluesky.url('')} me.example"
        ][0]
    )
    bluesky.pages["/xrpc/app.bsky.feed.searchPosts"] = search
    assert fetch(program, NOW + timedelta(hours=1.5)) == (0, "", "")
    assert sorted(doors(bluesky)) == ["createSession", "refreshSession"]


@pytest.mark.skipif(os.name == "nt", reason="has no such modes")
def test_a_folder_that_cannot_be_written_is_no_failure(program: Program, bluesky: Site) -> None:
    """The session is not kept then, and the next run opens one."""
    assert fetch(program).code == 0
    kept = program.store.with_name("cio-digest.db.sessions")
    kept.unlink()
    kept.mkdir()
    doors(bluesky)
    assert fetch(program, NOW + timedelta(hours=1.5)) == (0, "", "")
    assert doors(bluesky) == ["createSession"]
