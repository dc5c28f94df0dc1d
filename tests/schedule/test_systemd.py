"""Units that systemd itself finds right, and files that come and go."""

from __future__ import annotations

import shutil
import subprocess
from datetime import time
from typing import TYPE_CHECKING

import pytest
from tests.schedule.jobs import fetch, mail, system

from cio_digest.errors import ScheduleError
from cio_digest.schedule import plan, systemd

if TYPE_CHECKING:
    from pathlib import Path

    from cio_digest.schedule import Job

ODD = "a b%h$HOME\"\\'é;#&"


def verified(folder: Path) -> str:
    """What systemd-analyze has to say of the units in a folder."""
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("needs systemd-analyze")
    units = sorted(str(path) for path in folder.iterdir() if path.suffix in {".service", ".timer"})
    done = subprocess.run(
        [analyze, "verify", "--user", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def written(folder: Path, *program: str, jobs: tuple[Job, ...] = ()) -> Path:
    """The units of fetch and mail in a folder."""
    for name, text in systemd.units(jobs or [fetch(*program), mail(*program)]).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("argument", ["plain", ODD], ids=["plain", "odd"])
def test_systemd_finds_the_units_right(tmp_path: Path, argument: str) -> None:
    """Not a word about a key, a value or a command line."""
    said = verified(written(tmp_path, "/bin/sh", "--store", argument))
    assert [line for line in said.splitlines() if "cio-digest" in line] == []


def test_a_word_is_quoted_as_systemd_reads_it() -> None:
    """systemd.service(5), "Command lines": specifiers, variables, quotes and backslashes."""
    assert systemd.quoted("/opt/a-b_c.1:2,3@x") == "/opt/a-b_c.1:2,3@x"
    assert systemd.quoted("100%") == "100%%"
    assert systemd.quoted(ODD) == '"a b%%h$$HOME\\"\\\\\'é;#&"'


def test_a_timer_catches_up_and_spreads() -> None:
    """Missed times are made up for; the fetch comes up to a quarter of an hour later."""
    timer = systemd.units([fetch()])["cio-digest-fetch.timer"]
    for line in ("OnCalendar=*-*-* 05:00:00", "RandomizedDelaySec=900", "Persistent=true"):
        assert f"\n{line}\n" in timer


@pytest.mark.parametrize(
    ("job", "lines"),
    [
        (mail(days=(0, 1, 2, 3, 4)), ["Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00"]),
        (mail(days=(0,)), ["Mon *-*-* 06:30:00"]),
        (fetch(at=(time(5), time(12, 30))), ["*-*-* 05:00:00", "*-*-* 12:30:00"]),
        (fetch(at=plan.times("hourly") or ()), ["*-*-* *:00:00"]),
    ],
    ids=["working days", "a weekday", "twice a day", "hourly"],
)
def test_a_calendar_that_systemd_reads(job: Job, lines: list[str], tmp_path: Path) -> None:
    """systemd.time(7); the unit says the same in words."""
    timer = systemd.units([job])[f"cio-digest-{job.name}.timer"]
    assert [line[11:] for line in timer.splitlines() if line.startswith("OnCalendar=")] == lines
    jobs = (job._replace(program=("/bin/sh",)),)
    said = verified(written(tmp_path, jobs=jobs))
    assert [line for line in said.splitlines() if "cio-digest" in line] == []


def test_what_is_installed_is_read_from_the_files(tmp_path: Path) -> None:
    """Also in a folder that XDG_CONFIG_HOME names."""
    machine = system()._replace(env={"XDG_CONFIG_HOME": str(tmp_path)})
    assert systemd.installed(machine) == {}
    assert systemd.remove(machine) is False
    systemd.folder(machine).mkdir(parents=True)
    written(systemd.folder(machine))
    assert systemd.installed(machine) == {"fetch": fetch().plan, "mail": mail().plan}


def test_where_no_timer_can_be_started_no_unit_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Units that nothing starts would look like a schedule."""
    program = tmp_path / "systemctl"
    program.write_text("#!/bin/sh\necho Failed to connect to bus >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    here = system(tmp_path)
    with pytest.raises(ScheduleError, match="Failed to connect to bus"):
        systemd.install([fetch("/bin/true")], here)
    assert systemd.installed(here) == {}
    assert list(systemd.folder(here).iterdir()) == []


def test_who_lingers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has a file of that name; for the others it runs while they are logged in."""
    monkeypatch.setenv("LOGNAME", "ada")
    assert not systemd.lingers(tmp_path)
    (tmp_path / "ada").touch()
    assert systemd.lingers(tmp_path)
