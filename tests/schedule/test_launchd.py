"""Agents that are property lists, with the whole command line in them."""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING

from tests.schedule.jobs import fetch, mail, system

from cio_digest.schedule import launchd

if TYPE_CHECKING:
    from pathlib import Path


def test_an_agent_calls_the_job_each_hour() -> None:
    """Every word as it is: launchd starts no shell."""
    job = mail("/Users/a b/bin/cio-digest", "--store", "/x <&> y")
    agent = plistlib.loads(launchd.agents([job])["mail"].encode())
    assert agent["ProgramArguments"] == list(job.command)
    assert agent["StartCalendarInterval"] == [{"Minute": 30}]
    assert agent["Label"] == "cio-digest.mail"


def test_what_is_installed_is_read_from_the_files(tmp_path: Path) -> None:
    """By the names that launchd has for them."""
    mac = system(tmp_path, "darwin")
    assert launchd.installed(mac) == {}
    for name, text in launchd.agents([fetch(), mail()]).items():
        path = launchd.path(mac, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert launchd.installed(mac) == {"fetch": fetch().plan, "mail": mail().plan}
