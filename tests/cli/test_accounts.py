"""Accounts as their owner uses them: sessions that last, money with a cap, the doctor's word."""

from __future__ import annotations

import base64
import json
import os
import re
import stat
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import NOW, Page, Seen, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Done, Program

XRPC = "/xrpc/com.atproto.server."


def page(body: Any, status: int = 200) -> Page:
    return Page(json.dumps(body).encode(), status, (("Content-Type", "application/json"),))


class Answering(dict[str, Any]):
    """Pages by the path without its parameters."""

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key.partition("?")[0], default)


def follow(program: Program, toml: str) -> None:
    program.config.parent.mkdir(parents=True, exist_ok=True)
    program.config.write_text(toml, encoding="utf-8")


def fetch(program: Program, now: datetime = NOW, **env: str) -> Done:
    return program("fetch", env=program.env(now, PW="s3cret-pw", XT="s3cret-x", **env))


# --- Bluesky ----------------------------------------------------------------------------------


def jwt(until: datetime) -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"exp": int(until.timestamp())}).encode())
    return f"h.{claims.decode().rstrip('=')}.s"


@pytest.fixture
def bluesky(site: Site, program: Program) -> Site:
    """A server that opens and renews sessions, and three searches of it."""

    def opened(seen: Seen) -> Page:
        number = len([each for each in site.seen if "Session" in each.path])
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


# --- X ----------------------------------------------------------------------------------------


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
    site.pages["/feed"] = Page(b'<rss version="2.0"><channel><title>F</title></channel></rss>')
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
    all_three = f"cio-digest: X: 2 sources {reason}\n"
    assert fetch(program, NOW + timedelta(days=1)) == (0, "", all_three)
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
    assert "1 sources read, 3 left" in plain(sent)
    listed = program("sources", "list").out
    assert listed.count("not asked: $0.00 of this month") == 3
    assert "failed" not in listed
    doctor = program("doctor", env=program.env(XT="t"))
    assert doctor.code == 1
    assert "too much for another read; the cap stands under \\[accounts.x\\]" in doctor.out
    follow(program, capped(x, "cap = 2\n"))
    assert fetch(program, NOW + timedelta(days=5)).code == 0
    assert len(asked(x)) == 3


# --- doctor -----------------------------------------------------------------------------------


def doctor(program: Program, *args: str, **env: str) -> list[str]:
    """The rows that are about credentials."""
    out = re.sub(r"\\(?=[][])", "", program("doctor", *args, env=program.env(**env)).out)
    words = ("| account", "| credential", "| private feed")
    return [" ".join(line.split()) for line in out.splitlines() if line.startswith(words)]


ERRORS = {
    "bluesky": (401, {"error": "AuthenticationRequired", "message": "Invalid identifier"}),
    "mastodon": (401, {"error": "The access token is invalid"}),
    "x": (401, {"title": "Unauthorized", "detail": "Unauthorized"}),
}
FINE = {
    "bluesky": "signed in as @me.example",
    "mastodon": "signed in as @ada",
    "x": "the token is good; X counts 1,204 posts read in its own month",
}
WRONG = {
    "bluesky": "Invalid identifier; check user and password under [accounts.bluesky]",
    "mastodon": "The access token is invalid; the server wants a token: check or put one",
    "x": "Unauthorized; is the bearer token under [accounts.x] still good?",
}
PATHS = {
    "bluesky": (f"{XRPC}createSession", {"accessJwt": "a", "refreshJwt": "r"}),
    "mastodon": ("/api/v1/accounts/verify_credentials", {"username": "ada"}),
    "x": ("/2/usage/tweets", {"data": {"project_usage": "1204"}}),
}


def account(site: Site, name: str) -> str:
    user = 'user = "me.example"\npassword' if name == "bluesky" else "token"
    return (
        f'[[feeds]]\nurl = "{site.url("/feed")}"\n'
        f'[accounts.{name}]\nserver = "{site.url("")}"\n{user} = {{ env = "PW" }}\n'
    )


@pytest.mark.parametrize("name", PATHS)
def test_an_account_is_tried(program: Program, site: Site, name: str) -> None:
    """A good one says whose it is, a refused one what to do, and one without a secret names it."""
    path, body = PATHS[name]
    site.pages = Answering(
        {
            path: page(body),
            f"{XRPC}getSession": page({"handle": "me.example"}),
            "/api/v2/search": page({"statuses": []}),
        }
    )
    follow(program, account(site, name))
    title = {"bluesky": "Bluesky", "mastodon": "Mastodon", "x": "X"}[name]
    at = f"{title} at {site.url('')}"
    assert doctor(program, PW="s3cret") == [f"| account | fine | {at}: {FINE[name]} |"]
    status, said = ERRORS[name]
    site.pages[path] = page(said, status)
    (row,) = doctor(program, PW="s3cret")
    assert row.startswith(f"| account | wrong | {at}: answered 401 Unauthorized")
    assert WRONG[name] in row
    site.pages[path] = Page(b"<html><title>Down</title></html>")
    (row,) = doctor(program, PW="s3cret")
    assert "an HTML page where an answer in JSON should be" in row
    site.seen.clear()
    missing = f"| account | wrong | {at}: environment variable PW is not set |"
    assert doctor(program) == doctor(program, "--offline") == [missing]
    (row,) = doctor(program, "--offline", PW="s3cret")
    assert row == f"| account | fine | {at}: the credential is at hand, and was not tried |"
    assert [seen.path for seen in site.seen if seen.path != "/feed"] == []


@pytest.mark.parametrize(
    ("verify", "search", "row"),
    [
        (403, 200, "fine | {at}: the token is good |"),
        (200, 404, "fine | {at}: signed in as @ada; the server has no full-text search |"),
        (200, 403, "wrong | {at}: signed in as @ada, but may not search; make a token with the"),
        (200, 500, "wrong | {at}: answered 500"),
    ],
    ids=["narrow", "snac", "no search", "broken"],
)
def test_what_a_token_at_mastodon_is_good_for(
    program: Program, site: Site, verify: int, search: int, row: str
) -> None:
    """It may be narrower than its owner thinks."""
    site.pages = Answering(
        {
            "/api/v1/accounts/verify_credentials": page({"username": "ada"}, verify),
            "/api/v2/search": page({"statuses": []}, search),
        }
    )
    follow(program, account(site, "mastodon"))
    (found,) = doctor(program, PW="s3cret")
    assert found.startswith("| account | " + row.format(at=f"Mastodon at {site.url('')}"))


def test_a_github_token_is_at_hand(program: Program) -> None:
    """Without the network that is all that can be said."""
    follow(
        program,
        '[[searches]]\nnetwork = "github"\nquery = "crm"\n'
        f'[accounts.github]\ntoken = {{ command = ["{sys.executable}", "-c", "print(1)"] }}\n',
    )
    assert doctor(program, "--offline") == [
        "| account | fine | GitHub: the credential is at hand, and was not tried |"
    ]


NONE = "environment variable NONE is not set"


def test_credentials_of_feeds(program: Program, site: Site) -> None:
    """One row for each that cannot be had, and one private feed of each host is read."""
    rss = b'<rss version="2.0"><channel><title>F</title></channel></rss>'
    site.pages["/a"] = site.pages["/b?token=k3y"] = site.pages["/c"] = Page(rss)
    auth = 'auth = { user = "me", password = { env = "NONE" } }'
    tables = [
        f'[[feeds]]\ntitle = "A"\nurl = "{site.url("/a")}"\n{auth}\n',
        f'[[feeds]]\ntitle = "B"\nurl = "{site.url("/b?token=k3y")}"\n',
        f'[[feeds]]\ntitle = "C"\nurl = "{site.url("/c")}"\n',
        f'[[feeds]]\ntitle = "D"\nurl = "{site.url("/d")}"\n{auth}\n',
    ]
    follow(program, "".join(tables))
    assert doctor(program) == [
        f"| credential | wrong | {NONE}; wanted for A and 1 more (feeds.toml:1) |",
        "| private feed | fine | B: answered |",
    ]
    site.pages["/b?token=k3y"] = Page(status=403)
    assert doctor(program)[1] == "| private feed | wrong | B: answered 403 Forbidden |"
    assert "k3y" not in program("doctor").out


# --- one line -----------------------------------------------------------------------------------


def test_an_outage_is_one_line(program: Program, start_site: Callable[..., Site]) -> None:
    """In the report of the third failure, and in the digest's; the list has them all."""
    down, up = start_site("127.0.0.2"), start_site("127.0.0.1")
    down.pages = Answering(dict.fromkeys(TAGS, Page(status=500)))
    up.pages["/feed"] = Page(b'<rss version="2.0"><channel><title>F</title></channel></rss>')
    tables = [
        f'[[searches]]\nnetwork = "mastodon"\nserver = "{down.url("")}"\nquery = "#{n}"\n'
        for n in ("crm", "ai", "cio")
    ]
    follow(program, "".join(tables) + f'[[feeds]]\nurl = "{up.url("/feed")}"\n')
    done = [fetch(program, NOW + timedelta(days=day)) for day in range(4)]
    assert [each.code for each in done] == [3] * 4
    line = f"Mastodon at {down.host}: 3 sources failed: answered 500 Internal Server Error"
    assert [each.err for each in done] == [
        "",
        "",
        f"cio-digest: {line}, 3 times in a row\n",
        "",
    ]
    today = program("today", env=program.env(NOW + timedelta(days=3))).out
    assert "3 failing" in today
    assert f"Mastodon at {down.host}, 3 sources" in today
    assert program("sources", "list").out.count("failed 4 times: answered 500") == 3


TAGS = tuple(f"/api/v1/timelines/tag/{name}" for name in ("crm", "ai", "cio"))


def test_a_storm_of_429_is_one_line(program: Program, start_site: Callable[..., Site]) -> None:
    """One or two sources are told so by the host; the others wait, and have failed nobody."""
    busy, up = start_site("127.0.0.2"), start_site("127.0.0.1")
    limited = Page(status=429, headers=(("Retry-After", "7200"),))
    names = [f"tag{n}" for n in range(20)]
    busy.pages = Answering({f"/api/v1/timelines/tag/{name}": limited for name in names})
    up.pages["/feed"] = Page(b'<rss version="2.0"><channel><title>F</title></channel></rss>')
    tables = [
        f'[[searches]]\nnetwork = "mastodon"\nserver = "{busy.url("")}"\nquery = "#{name}"\n'
        for name in names
    ]
    follow(program, "".join(tables) + f'[[feeds]]\nurl = "{up.url("/feed")}"\n')
    code, sent = on_terminal(program, "fetch", columns=200)
    told = [line for line in plain(sent).splitlines() if ": Mastodon" in line]
    assert code == 3
    assert len(busy.seen) <= 2
    assert len(told) == 2
    left = f"Mastodon at {busy.host}: {20 - len(busy.seen)} sources left for the next run: its host"
    assert f"{left} answered 429 a moment ago" in told[1]
    assert program("sources", "list").out.count("left for the next run") == 20 - len(busy.seen)
    again = fetch(program, NOW + timedelta(hours=1))
    assert (again.code, len(busy.seen) <= 2) == (0, True)


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
