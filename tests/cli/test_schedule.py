"""``schedule``: what it shows, sets up and takes away; what a scheduler's call does and notes."""

from __future__ import annotations

import re
import stat
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import TOPICS
from tests.conftest import NOW, Page, Site
from tests.feeds import entry, item, rss
from tests.store.unwritable import read_only

from cio_digest.cli import main
from cio_digest.runs import job
from cio_digest.store import opened, runs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Done, Program

MAIL = '[mail]\nto = ["ada@example.org"]\nsendmail = ["/bin/cat"]\n' + TOPICS
MINE = "MAILTO=ada\n0 3 * * * backup  # 100% mine"  # as crontab -l gave it, no line break

# What Debian's crontab does with -l and -, on a file of the test's.
CRONTAB = """#!{python}
import pathlib, sys
file = pathlib.Path({file!r})
if sys.argv[1:] == ["-l"]:
    if not file.exists():
        sys.exit("no crontab for ada")
    sys.stdout.write(file.read_text())
elif sys.argv[1:] == ["-"]:
    file.write_text(sys.stdin.read())
else:
    sys.exit("usage")
"""


@pytest.fixture
def crontab(program: Program) -> Path:
    """The file behind a ``crontab`` that is the only program on PATH."""
    file, tool = program.home / "crontab.txt", program.home / "bin" / "crontab"
    tool.parent.mkdir()
    tool.write_text(CRONTAB.format(python=sys.executable, file=str(file)))
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    return file


def run(program: Program, *args: str, at: timedelta = timedelta(), **more: str) -> Done:
    """A command on a machine whose clock is UTC and whose only scheduler is cron."""
    path = str(program.home / "bin")
    return program(*args, env=program.env(NOW + at, TZ="UTC", PATH=path, **more))


def schedule(program: Program, *args: str) -> Done:
    return run(program, "schedule", *args)


def test_install_and_remove_leave_the_rest(program: Program, crontab: Path) -> None:
    """Twice installed is once; what else the crontab held is there at the end."""
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    crontab.write_text(MINE)
    shown = schedule(program)
    assert (shown.code, shown.err) == (0, "")
    for _ in range(2):
        done = schedule(program, "--install")
        assert (done.code, done.out) == (0, "")
        assert done.err.startswith("cio-digest: cron: fetch at 05:")
        assert crontab.read_text() == f"{MINE}\n{shown.out}"
    assert schedule(program, "--remove") == (0, "", "cio-digest: cron: taken away\n")
    assert crontab.read_text() == MINE + "\n"
    assert schedule(program, "--remove") == (0, "", "cio-digest: nothing was set up\n")


def test_the_lines_name_what_cron_would_not_find(program: Program, crontab: Path) -> None:
    """A store and a feeds.toml that the environment or a flag chose, as absolute paths."""
    program.follow("http://127.0.0.1:9/a")
    plain = schedule(program).out
    assert "--config" not in plain
    assert "--store" not in plain
    (program.home / "mine.toml").write_text(program.config.read_text())
    done = run(program, "--config", "mine.toml", "schedule", CIO_DIGEST_STORE="here.db")
    assert f" --config {program.home}/mine.toml " in done.out
    assert f" --store {program.home}/here.db " in done.out
    assert not crontab.exists()


def test_times(program: Program, crontab: Path) -> None:
    """The mail is exact, the fetch up to a quarter of an hour later; nonsense is refused."""
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    done = schedule(program, "--with", "systemd", "--fetch-at", "4:15", "--mail-at", "07:05")
    assert "OnCalendar=*-*-* 04:15:00\nRandomizedDelaySec=900" in done.out
    assert "OnCalendar=*-*-* 07:05:00\nRandomizedDelaySec=0" in done.out
    assert " --at 07:05\n" in done.out
    assert not crontab.exists()
    for wrong in ("25:00", "5", "5:0", "x:00", "٥:00"):
        assert '"' + wrong + '" is no time of day' in schedule(program, "--fetch-at", wrong).err


@pytest.mark.usefixtures("crontab")
def test_without_a_way_to_mail(program: Program) -> None:
    """The fetch alone is scheduled, and said to be; asking for the mail says what is missing."""
    program.follow("http://127.0.0.1:9/a")
    done = schedule(program)
    assert "run fetch" in done.out
    assert "run mail" not in done.out
    assert (
        done.err
        == "cio-digest: without [mail] or [deliver] in feeds.toml only the fetch is scheduled\n"
    )
    assert schedule(program, "--mail-at", "07:00").code == 2


@pytest.mark.usefixtures("crontab")
def test_secrets_of_the_environment_are_named(program: Program) -> None:
    """Cron has not the reader's environment: better said now than found out at five."""
    auth = 'auth = { user = "me", password = { env = "FEED_PASSWORD" } }\n'
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    program.config.write_text(program.config.read_text() + auth)
    assert "cron knows no FEED_PASSWORD" in schedule(program).err


def test_a_machine_without_any(program: Program) -> None:
    """One line that says so; --with still prints."""
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    done = program("schedule", env=program.env(PATH=""))
    assert (done.code, done.out) == (1, "")
    assert "neither launchd nor a systemd of yours nor crontab" in done.err
    assert program("schedule", "--with", "launchd").out.count("<plist") == 2


def test_a_broken_crontab_program_is_told(program: Program, crontab: Path) -> None:
    """In its own words, and nothing is claimed."""
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    crontab.mkdir()
    done = schedule(program, "--install")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("cio-digest: crontab -l: ")


@pytest.mark.usefixtures("crontab")
def test_a_job_runs_once_a_day(program: Program, site: Site) -> None:
    """Hourly calls are silent until the time has come, and after it was done."""
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"))
    asked = []
    for hours in (-2, 0, 1, 2, 24, 25):
        args = ("schedule", "run", "fetch", "--at", "06:30")
        assert run(program, *args, at=timedelta(hours=hours)) == (0, "", "")
        asked.append(len(site.seen))
    assert asked == [0, 1, 1, 1, 2, 2]


@pytest.mark.usefixtures("crontab")
def test_a_job_that_failed_is_due_again(program: Program, site: Site) -> None:
    """Its words are told once, logged each time, and shown by status until it works."""
    program.follow("http://127.0.0.1:9/a")
    offline = "no network: none of the sources could be reached"
    args = ("schedule", "run", "fetch", "--at", "06:30")
    first, second = (run(program, *args, at=timedelta(hours=hours)) for hours in (0, 1))
    assert first == (1, "", f"cio-digest: {offline}\n")
    assert second == (1, "", "")
    log = (program.store.parent / "cio-digest.db.log").read_text().splitlines()
    assert [line for line in log if offline in line] == [
        f"2026-11-22T0{hour}:30:00Z fetch: {offline}" for hour in (6, 7)
    ]
    status = run(program, "schedule", "status", at=timedelta(hours=3))
    assert status.code == 1
    assert f"| fetch    | failed | 2 h ago, exit code 1: {offline}" in status.out
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"))
    assert run(program, *args, at=timedelta(hours=4)).code == 0
    assert "| fetch    | fine" in run(program, "schedule", "status", at=timedelta(hours=5)).out


@pytest.mark.usefixtures("crontab")
def test_no_mail_of_old_news(program: Program, site: Site) -> None:
    """A machine that wakes up without a network mails when it has one, and what is new then."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    sent = program.home / "sent.eml"
    mail = MAIL.replace('["/bin/cat"]', f'["/bin/sh", "-c", "/bin/cat > {sent}"]')
    args = ("schedule", "run", "mail", "--at", "06:30")
    program.follow("http://127.0.0.1:9/a", more=mail)
    assert run(program, *args).code == 1
    assert not sent.exists()
    program.follow(site.url("/a"), more=mail)
    assert run(program, *args, at=timedelta(hours=1)) == (0, "", "")
    assert "All about CRM" in sent.read_text()
    sent.unlink()
    assert run(program, *args, at=timedelta(hours=2)) == (0, "", "")
    assert not sent.exists()


@pytest.mark.usefixtures("crontab")
def test_a_mail_after_a_night_without_a_fetch_reads_first(program: Program, site: Site) -> None:
    """What came in that night is in it, though a digest asked for by hand would do without."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    sent = program.home / "sent.eml"
    mail = MAIL.replace('["/bin/cat"]', f'["/bin/sh", "-c", "/bin/cat > {sent}"]')
    program.follow(site.url("/a"), more=mail.replace("[digest]", '[digest]\nmax_age = "3d"'))
    assert program("fetch").code == 0
    site.pages["/a"] = Page(
        rss(item("A CRM of the night", pubDate="Sun, 22 Nov 2026 22:00:00 GMT"))
    )
    args = ("schedule", "run", "mail", "--at", "06:30")
    assert run(program, *args, at=timedelta(days=1)) == (0, "", "")
    assert "A CRM of the night" in sent.read_text()


def test_a_job_that_does_not_end_is_stopped(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is noted as failed, so that the next call tries again and none pile up."""
    program.follow("http://127.0.0.1:9/a")
    for name, value in program.env(PATH="").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(job, "_LONGEST", 0.001)
    with pytest.raises(SystemExit) as ended:
        main(["schedule", "run", "fetch"])
    assert ended.value.code == 1
    log = (program.store.parent / "cio-digest.db.log").read_text()
    assert "fetch: did not end within" in log
    with opened(str(program.store)) as db:
        last = runs.last(db, "fetch")
    assert last is not None
    assert not last.done


def test_status_of_what_is_set_up(program: Program, crontab: Path) -> None:
    """All fine is exit code 0; without a schedule it says how to get one."""
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    program.fill()
    none = schedule(program, "status")
    assert none.code == 1
    assert "cio-digest schedule --install sets it up" in none.out
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    assert schedule(program, "--install").code == 0
    assert crontab.exists()
    done = schedule(program, "status")
    assert "mail at 06:30 every day by cron" in done.out
    assert "has not run yet" in done.out


@pytest.mark.usefixtures("crontab")
def test_status_before_the_first_night(program: Program) -> None:
    """Nothing was read yet, and nothing is wrong."""
    program.follow("http://127.0.0.1:9/a")
    schedule(program, "--install")
    done = schedule(program, "status")
    assert done.code == 0
    assert "not read yet" in done.out


@pytest.mark.usefixtures("crontab")
def test_status_of_a_scheduler_that_sleeps(program: Program, site: Site) -> None:
    """What should be done each day and was not for days is late, however well it went."""
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"))
    schedule(program, "--install")
    run(program, "schedule", "run", "fetch")
    assert run(program, "schedule", "status", at=timedelta(hours=47)).code == 0
    late = run(program, "schedule", "status", at=timedelta(days=3))
    assert late.code == 1
    assert "| late  | 3 d ago; does cron run on this machine?" in late.out


@pytest.mark.usefixtures("crontab")
def test_a_mistake_in_feeds_toml_is_noted(program: Program) -> None:
    """Also what stops a job before it begins stands in the log and in the store."""
    program.follow("http://127.0.0.1:9/a", more="[digets]\n")
    done = run(program, "schedule", "run", "fetch")
    assert done.code == 2
    assert 'unknown key "digets"' in (program.store.parent / "cio-digest.db.log").read_text()


def test_several_fetches_and_working_days(program: Program, crontab: Path) -> None:
    """As options; what is installed says the same, and so does the status."""
    program.follow("http://127.0.0.1:9/a", more=MAIL)
    done = schedule(program, "--fetch-at", "05:00,12:30", "--on", "workdays", "--install")
    assert done.code == 0
    fetch, mail = (line for line in crontab.read_text().splitlines() if " schedule run " in line)
    assert re.fullmatch(r"(\d+),(\d+) \* \* \* \* .* fetch --at 05:\d\d,12:\d\d", fetch)
    assert mail.startswith("30 * * * * ")
    assert mail.endswith("mail --at 06:30 --on mon-fri")
    assert "mail at 06:30 on mon-fri by cron" in schedule(program, "status").out


def test_hourly_fetches_for_alerts(program: Program, crontab: Path) -> None:
    """One line, at one minute of every hour."""
    program.follow("http://127.0.0.1:9/a")
    assert "fetch every hour at :" in schedule(program, "--fetch-at", "hourly", "--install").err
    assert re.search(r"^(\d+) \* .* fetch --at :\d\d$", crontab.read_text(), re.MULTILINE)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--fetch-at", "25:00", "no time of day"), ("--on", "someday", "no weekday")],
)
def test_times_that_are_none(option: str, value: str, said: str, program: Program) -> None:
    """What is allowed is said."""
    program.follow("http://127.0.0.1:9/a")
    done = program("schedule", "--with", "cron", option, value)
    assert done.code == 2
    assert said in done.err


def test_deliveries_are_scheduled(program: Program, crontab: Path, site: Site) -> None:
    """Where there are any; one that failed is due again, and the others got it once."""
    program.fill(entry("All about CRM"))
    with program.config.open("a", encoding="utf-8") as file:
        for name in "ab":
            file.write(f'[deliver.{name}]\nto = "webhook"\nurl = "{site.url(f"/{name}")}"\n')
    assert schedule(program, "--install").code == 0
    assert "deliver --at 06:35" in crontab.read_text()
    site.pages = {"/a": Page(), "/b": Page(b"not now", 403)}
    call = ("schedule", "run", "deliver", "--at", "06:30")
    assert run(program, *call).code == 1
    site.pages["/b"] = Page()
    assert run(program, *call, at=timedelta(hours=1)).code == 0
    assert run(program, *call, at=timedelta(hours=2)).code == 0
    assert [seen.path for seen in site.seen if seen.method == "POST"].count("/a") == 1
    assert [seen.path for seen in site.seen if seen.method == "POST"].count("/b") == 2


@pytest.mark.usefixtures("crontab")
def test_a_schedule_that_never_ran_is_told(program: Program) -> None:
    """By the status and by the doctor, once a time of it has passed; not on the first day."""
    program.follow("http://127.0.0.1:9/a")
    schedule(program, "--install")
    late = run(program, "schedule", "status", at=timedelta(days=4))
    assert late.code == 1
    assert "has never run, and was set up 4 d ago; does cron run on this machine?" in late.out
    doctor = run(program, "doctor", "--offline", at=timedelta(days=4))
    assert "has never run, and was set up 4 d ago" in doctor.out
    assert "has not run yet" in run(program, "doctor", "--offline", at=timedelta(hours=5)).out


def test_a_mail_is_sent_once_in_autumns_hour(program: Program, site: Site) -> None:
    """On 25 October 2026 it is half past two twice in Berlin."""
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"), more=MAIL)
    begun = []
    for hour in (0, 1, 2):
        now = NOW.replace(month=10, day=25, hour=hour, minute=30)
        env = program.env(now, TZ="Europe/Berlin", PATH="/usr/bin:/bin")
        program.process("schedule", "run", "mail", "--at", "02:30", env=env)
        with opened(str(program.store)) as db:
            begun.append(runs.last_done(db, "mail"))
    assert [each.hour for each in begun if each] == [0, 0, 0]


def test_a_folder_that_cannot_be_written(program: Program, site: Site) -> None:
    """One line, no traceback; a mail that could not be noted is not sent again each hour."""
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"), more=MAIL)
    run(program, "schedule", "run", "fetch")
    with read_only(program.store.parent):
        done = run(program, "schedule", "run", "mail", "--at", "06:30")
        assert done.code == 1
        assert "mail was not done, for it could not be noted" in done.err
        assert done.err.count("\n") == 1
        by_hand = run(program, "schedule", "run", "fetch")
    assert "Traceback" not in done.err + by_hand.err
    assert ".log: cannot be written" in by_hand.err
