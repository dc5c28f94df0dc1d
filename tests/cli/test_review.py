"""``review`` as somebody uses it: in every format, of every period, and by mail."""

from __future__ import annotations

import email
import json
from datetime import datetime, timedelta, timezone
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_mail import ADA, configure, through
from tests.conftest import NOW
from tests.feeds import saved
from tests.mail.servers import Server
from tests.trends.worlds import DAY, HOUR, OUTLETS, by, config

from cio_digest.store import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Program

TITLE = "Northwind opens its CRM to rivals"
TOPICS = '[digest]\ntimezone = "UTC"\n[topics.CRM]\nkeywords = ["CRM", "Northwind"]\n'
FRIDAY = datetime(2026, 11, 27, 6, 30, tzinfo=timezone.utc)


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.close()


@pytest.fixture
def week(program: Program) -> Program:
    """A store with a story of four outlets on as many days."""
    return lived(program, NOW)


def lived(program: Program, now: datetime) -> Program:
    program.follow(*(source.url for source in config().sources), more=TOPICS)
    program.store.parent.mkdir(parents=True, exist_ok=True)
    with opened(str(program.store)) as db:
        news = (by(OUTLETS[n], TITLE, now - n * DAY - HOUR) for n in range(4))
        saved(db, *news)
        db.execute("UPDATE sources SET checked = ?", (int((now + 30 * DAY).timestamp()),))
    return program


def at(program: Program, now: datetime, *args: str) -> tuple[int, str, str]:
    done = program(*args, env=program.env(now))
    return done.code, done.out, done.err


def test_the_last_seven_days(week: Program) -> None:
    """In a pipe as markdown, else as it is asked for; its numbers are taken by others."""
    done = week("review")
    assert done.code == 0, done.err
    assert done.out.startswith("# cio-digest review · 15 – 22 November 2026\n")
    assert f"[{TITLE}][1]" in done.out
    assert "told on 4 days, first by" in done.out
    for to in ("terminal", "plain"):
        assert f" 1  {TITLE}" in week("review", "--week", "--format", to).out
    assert week("review", "--format", "html").out.startswith("<!doctype html>")
    assert json.loads(week("review", "--format", "json").out)["stories"] == 1
    assert "told on 4 days" in week("explain", "1", "--format", "plain").out
    assert week("star", "1").code == 0
    assert f"## You starred\n\n- 1: {TITLE}" in week("review").out


def test_a_review_without_stories_leaves_the_numbers_as_they_are(week: Program) -> None:
    """Those that were printed before it are still what the reader sees."""
    assert week("review").code == 0
    assert "[1]:" not in week("review", "--month", "2026-09").out
    assert TITLE in week("explain", "1", "--format", "plain").out


def test_a_page_in_a_file(week: Program) -> None:
    """By the end of its name, as with a digest."""
    assert week("review", "--output", "week.html").out == ""
    assert (week.home / "week.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert week("review", "--output", "week.eml").code == 0
    mail = (week.home / "week.eml").read_text(encoding="utf-8")
    assert "Subject: Review: 15" in mail or "Subject: =?utf-8?" in mail


@pytest.mark.parametrize(
    ("args", "title"),
    [
        (["--week", "2026-W47"], "16 – 22 November 2026"),
        (["--month"], "23 October – 22 November 2026"),
        (["--month", "2026-11"], "1 – 22 November 2026"),
        (["--month", "2026-10"], "October 2026"),
        (["--quarter"], "23 August – 22 November 2026"),
        (["--quarter", "2026-Q3"], "July – September 2026"),
        (["--since", "2w"], "8 – 22 November 2026"),
        (["--since", "2026-11-20"], "20 – 22 November 2026"),
    ],
    ids=" ".join,
)
def test_periods(week: Program, args: list[str], title: str) -> None:
    """Up to now, or by name."""
    done = week("review", *args)
    assert done.code == 0, done.err
    assert done.out.startswith(f"# cio-digest review · {title}\n")


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (["--week", "47"], '"47" is no week; write it like 2026-W47'),
        (["--month", "October"], '"October" is no month; write it like 2026-10'),
        (["--quarter", "2026-Q9"], "write it like 2026-Q3"),
        (["--month", "2027-01"], "2027-01 is still to come"),
        (["--week", "--since", "2w"], "exclude each other"),
        (["--since", "soon"], "is no time"),
        (["--since", "2027-01-01"], "2027-01-01 is still to come"),
        (["--minutes", "0"], "--minutes"),
        (["--format", "atom"], "--format"),
    ],
    ids=" ".join,
)
def test_wrong_words(week: Program, args: list[str], answer: str) -> None:
    """One clear line, nothing on stdout."""
    done = week("review", *args)
    assert (done.code, done.out) == (2, "")
    assert answer in done.err


def test_minutes_bound_it(week: Program) -> None:
    """As they do a digest."""
    assert json.loads(week("review", "--minutes", "1", "--format", "json").out)["minutes"] <= 1


def subjects(server: Server) -> list[str]:
    messages = [email.message_from_bytes(got.data, policy=default) for got in server.got]
    return [message["Subject"] for message in messages]


def test_by_mail_on_its_weekday_once(program: Program, server: Server) -> None:
    """After the digest of that day; not again on it, not on the days that follow."""
    lived(program, FRIDAY)
    configure(program, f'{through(server)}\nreview = "friday"')
    for now in (FRIDAY - DAY, FRIDAY, FRIDAY + HOUR, FRIDAY + DAY):
        code, _, err = at(program, now, "mail", "--always")
        assert code == 0, err
    reviews = [subject for subject in subjects(server) if subject.startswith("Review")]
    assert reviews == ["Review: 20 – 27 November 2026"]
    assert len(server.got) == 5
    assert subjects(server)[2] == reviews[0]
    at(program, FRIDAY + 7 * DAY, "mail", "--always")
    assert "Review: 27 November – 4 December 2026" not in subjects(server)[:-1]


def test_a_review_that_was_missed_comes_later(program: Program, server: Server) -> None:
    """Where the machine was off on its day; the first one waits for its day."""
    lived(program, FRIDAY)
    configure(program, f'{through(server)}\nreview = "friday"')
    at(program, FRIDAY, "mail")
    with opened(str(program.store)) as db:
        saved(db, *(by(OUTLETS[n], "Harbour CRM sinks", FRIDAY + (n + 3) * DAY) for n in range(4)))
    at(program, FRIDAY + timedelta(days=9), "mail")
    named = [subject for subject in subjects(server) if subject.startswith("Review")]
    assert named == ["Review: 20 – 27 November 2026", "Review: 29 November – 6 December 2026"]


def test_a_review_that_fails_is_no_second_digest(program: Program) -> None:
    """It is said, and the job counts as done; the review alone is due again tomorrow."""
    lived(program, FRIDAY)
    script = program.home / "send"
    script.write_text(
        "#!/bin/sh\ngrep -q '^Subject: Review' && exit 64\nexit 0\n", encoding="utf-8"
    )
    script.chmod(0o700)
    configure(program, f'to = ["{ADA}"]\nsendmail = ["{script}"]\nreview = "friday"')
    code, _, err = at(program, FRIDAY, "mail")
    assert code == 3
    assert "cio-digest: the review was not sent: sendmail program" in err
    script.write_text(f"#!/bin/sh\ncat >> {program.home}/sent\n", encoding="utf-8")
    assert at(program, FRIDAY + HOUR, "mail", "--always")[0] == 0
    assert (program.home / "sent").read_text(encoding="utf-8").count("Subject: Review") == 1


def test_sent_by_hand(week: Program, server: Server) -> None:
    """Whatever the weekday; printed with --dry-run, and not with a date."""
    configure(week, through(server))
    done = week("mail", "--review")
    assert done.code == 0, done.err
    assert subjects(server) == ["Review: 15 – 22 November 2026"]
    assert "Message-ID: <cio-digest.review." in week("mail", "--review", "--dry-run").out
    assert week("mail", "--review", "--date", "yesterday").code == 2


def test_a_weekday_that_is_none(program: Program, server: Server) -> None:
    """The mistake and what is allowed."""
    lived(program, FRIDAY)
    configure(program, f'{through(server)}\nreview = "fryday"')
    code, _, err = at(program, FRIDAY, "mail")
    assert code == 2
    assert "review" in err
    assert "friday" in err
