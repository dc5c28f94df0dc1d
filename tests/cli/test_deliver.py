"""``cio-digest deliver`` as its users start it: to real servers, or printed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Seen
from tests.deliver.services import ROOM, TOKEN, matrix, ntfy, slack, teams
from tests.feeds import entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.cli.conftest import Done, Program
    from tests.conftest import Site

HOOK, CARD = "/services/T0/B0/s3cr3t", "/workflows/1/triggers?sig=s3cr3t"
SECRET = "s3cr3t"


class Delivering:
    """The program with one story, and what it is told of services."""

    def __init__(self, program: Program, site: Site) -> None:
        self.program = program
        self.site = site
        self.secrets = {"HOOK": site.url(HOOK), "CARD": site.url(CARD), "TOKEN": TOKEN}
        site.pages[HOOK], site.pages[CARD] = slack, teams

    def configure(self, toml: str) -> None:
        with self.program.config.open("a", encoding="utf-8") as file:
            file.write(toml)

    def __call__(self, *args: str, now: datetime = NOW, **more: str) -> Done:
        env = self.program.env(now, **(self.secrets | more))
        return self.program("deliver", *args, env=env)


@pytest.fixture
def deliver(program: Program, site: Site) -> Delivering:
    program.fill(entry("All about CRM"))
    return Delivering(program, site)


SLACK = '[deliver.team]\nto = "slack"\nurl = { env = "HOOK" }\n'
TEAMS = '[deliver.office]\nto = "teams"\nurl = { env = "CARD" }\n'


def test_the_digest_is_delivered(deliver: Delivering, site: Site) -> None:
    """To all that are configured, silently, so that cron has nothing to say."""
    deliver.configure(SLACK + TEAMS)
    assert deliver() == (0, "", "")
    assert sorted(seen.path for seen in site.seen) == [HOOK, CARD]
    assert all("All about CRM" in seen.body.decode() for seen in site.seen)


def test_to_a_room_and_a_phone(deliver: Delivering, site: Site) -> None:
    """With a token in the header, which no other service gets."""
    deliver.configure(
        f'[deliver.room]\nto = "matrix"\nurl = "{site.url("")}"\nroom = "{ROOM}"\n'
        f'token = {{ env = "TOKEN" }}\n'
        f'[deliver.phone]\nto = "ntfy"\nurl = "{site.url("/my-topic")}"\n'
        f'auth = {{ user = "ada", password = {{ env = "TOKEN" }} }}\n'
    )
    site.pages["/"] = ntfy
    answered: list[str] = []

    def room(seen: Seen) -> Page:
        answered.append(seen.path)
        return matrix(seen)

    path = re.compile(r"/_matrix/.*")
    site.pages = Matching(site.pages, path, room)
    assert deliver() == (0, "", "")
    phone = next(seen for seen in site.seen if seen.method == "POST")
    assert phone.headers["authorization"].startswith("Basic ")
    assert json.loads(phone.body)["topic"] == "my-topic"
    deliver("room", "--resend")
    first, again = answered
    assert first != again  # else the room would show it once


class Matching(dict):  # type: ignore[type-arg]
    """Pages by their paths, and one for all paths of a pattern."""

    def __init__(self, pages: object, path: re.Pattern[str], page: Callable[[Seen], Page]) -> None:
        super().__init__(pages)  # type: ignore[call-overload]
        self.path, self.page = path, page

    def get(self, key: str, default: object = None) -> object:
        return self.page if self.path.fullmatch(key) else super().get(key, default)


def test_a_webhook_of_ones_own(deliver: Delivering, site: Site) -> None:
    """Whatever 2xx it answers; a header of the reader's goes along."""
    deliver.configure(
        f'[deliver.own]\nto = "webhook"\nurl = "{site.url("/take")}"\n'
        'headers = { X-Api-Key = { env = "TOKEN" } }\n'
    )
    site.pages["/take"] = Page(status=204)
    assert deliver() == (0, "", "")
    (seen,) = site.seen
    assert seen.headers["x-api-key"] == TOKEN
    assert json.loads(seen.body)["digest"]["sections"][0]["items"][0]["title"] == "All about CRM"


def test_once_a_day(deliver: Delivering, site: Site) -> None:
    """Each delivery by itself, so that one that failed is made up for and no other comes twice."""
    deliver.configure(SLACK + TEAMS)
    site.pages[CARD] = Page(b"no such workflow", 404)
    done = deliver()
    assert done.code == 3
    assert "office (Microsoft Teams)" in done.err
    site.pages[CARD] = teams
    assert deliver(now=NOW + timedelta(hours=1)) == (0, "", "")
    assert [seen.path for seen in site.seen].count(HOOK) == 1
    assert [seen.path for seen in site.seen].count(CARD) == 2
    assert deliver() == (0, "", "")
    assert len(site.seen) == 3
    assert deliver("team", "--resend") == (0, "", "")
    assert len(site.seen) == 4


def test_nothing_new_is_not_delivered(program: Program, site: Site) -> None:
    """Unless it is asked for."""
    program.fill(entry("Nothing of interest"))
    deliver = Delivering(program, site)
    deliver.configure(SLACK)
    assert deliver() == (0, "", "")
    assert site.seen == []
    assert deliver("--always").code == 0
    assert len(site.seen) == 1


def test_dry_run(deliver: Delivering, site: Site) -> None:
    """Printed, sent to nobody, and without a secret being needed."""
    deliver.configure(SLACK)
    done = deliver("team", "--dry-run", HOOK="")
    assert done.code == 0
    assert json.loads(done.out)["blocks"][0]["type"] == "header"
    assert site.seen == []


def test_a_refusal_for_now_is_asked_again(deliver: Delivering, site: Site) -> None:
    """After as long as the service says."""
    deliver.configure(SLACK)
    answers = [Page(b"", 429, (("Retry-After", "0"),)), Page(b"", 503, (("Retry-After", "0"),))]
    site.pages[HOOK] = lambda seen: answers.pop() if answers else slack(seen)
    assert deliver() == (0, "", "")
    assert len(site.seen) == 3


def test_not_for_ever(deliver: Delivering, site: Site) -> None:
    """Four times, and not at all where the service wants more time than five minutes."""
    deliver.configure(SLACK)
    site.pages[HOOK] = Page(b"", 429, (("Retry-After", "0"),))
    assert deliver().code == 1
    assert len(site.seen) == 4
    site.pages[HOOK] = Page(b"", 429, (("Retry-After", "301"),))
    assert deliver().code == 1
    assert len(site.seen) == 5


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(b"no_service", 404), "answered 404 Not Found: no_service"),
        (Page(b"<html>Log in</html>"), "this is not what Slack answers to a message"),
        (Page(HOOK.encode(), 403), "answered 403 Forbidden: …"),
        (Page(HOOK.encode()), "this is not what Slack answers to a message: …"),
        (Page(b"\x1b]0;x\x07bad\r\nevil", 400), "answered 400 Bad Request: ]0;x bad evil"),
        (Page(b"x" * 10_000, 400), "x…"),
    ],
    ids=["gone", "portal", "echo", "echo as success", "escape", "long"],
)
def test_a_refusal_is_one_clear_line(
    page: Page, said: str, deliver: Delivering, site: Site
) -> None:
    """In the service's own words, without the secret, and it is asked no second time."""
    deliver.configure(SLACK)
    site.pages[HOOK] = page
    done = deliver()
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"cio-digest: team (Slack): http://{site.host}: answered") or (
        done.err.startswith("cio-digest: team (Slack): this is not")
    )
    assert said in done.err
    assert done.err.count("\n") == 1
    assert len(done.err) < 400
    assert SECRET not in done.err
    assert len(site.seen) == 1


def test_a_redirect_takes_nothing_along(
    deliver: Delivering, site: Site, start_site: Callable[..., Site]
) -> None:
    """Neither the secret nor the digest goes to another host, nor to another path."""
    deliver.configure(SLACK)
    other = start_site("127.0.0.2")
    site.pages[HOOK] = Page(status=307, headers=(("Location", other.url("/x?k=s3cr3t")),))
    done = deliver()
    assert done.code == 1
    assert f"redirects to http://{other.host}, where nothing was sent" in done.err
    assert SECRET not in done.err
    assert other.seen == []


@pytest.mark.parametrize(
    ("secrets", "said"),
    [
        ({"HOOK": ""}, "team (Slack): environment variable HOOK is not set"),
        ({"HOOK": "hello"}, "team (Slack): what url gives is no http(s) address"),
        ({"HOOK": "ftp://a.example/s3cr3t"}, "what url gives is no http(s) address"),
        ({"HOOK": "http://ada:s3cr3t@a.example/"}, "what url gives is no http(s) address"),
    ],
)
def test_a_secret_that_is_none(secrets: dict[str, str], said: str, deliver: Delivering) -> None:
    """One line that does not repeat it."""
    deliver.configure(SLACK)
    deliver.secrets |= secrets
    done = deliver()
    assert done.code == 1
    assert said in done.err
    assert SECRET not in done.err


def test_unknown_names(deliver: Delivering) -> None:
    """The nearest is offered; without any delivery it is said how to add one."""
    done = deliver()
    assert done.code == 2
    assert "add [deliver.NAME]" in done.err
    deliver.configure(SLACK)
    done = deliver("taem")
    assert (done.code, done.err) == (
        2,
        'cio-digest: there is no delivery "taem"; did you mean "team"?\n',
    )


def test_the_doctor_misses_a_secret(deliver: Delivering, site: Site) -> None:
    """And sends nothing to find out."""
    deliver.configure(SLACK + TEAMS)
    env = deliver.program.env(NOW, CARD=site.url(CARD))
    done = deliver.program("doctor", "--offline", env=env)
    assert "team (Slack): environment variable HOOK is not set" in done.out
    assert "office (Microsoft Teams): all that it takes is at hand" in done.out
    assert site.seen == []


def test_the_readers_program_hears_of_it(deliver: Delivering, site: Site) -> None:
    """As of a mail that nobody took."""
    told = deliver.program.home / "told"
    deliver.configure(SLACK + f'[hooks.on_failure]\ncommand = ["tee", "{told}"]\n')
    site.pages[HOOK] = Page(b"no_service", 404)
    deliver(PATH="/usr/bin:/bin")
    facts = json.loads(told.read_text())
    assert facts["command"] == "deliver"
    assert "no_service" in facts["reason"]
