"""A crontab gets marked lines and loses nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.schedule.jobs import fetch, mail

from cio_digest.errors import ScheduleError
from cio_digest.schedule import calls, cron

BLOCK = cron.block([fetch(), mail()])
LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=40)
)


def test_each_job_has_a_line_that_calls_it_hourly() -> None:
    """Words are quoted for the shell; the minute is that of the time."""
    called = "/opt/reader/bin/cio-digest --store '/srv/news/a b.db' schedule run"
    assert BLOCK.splitlines()[1:3] == [
        f"0 * * * * {called} fetch --at 05:00",
        f"30 * * * * {called} mail --at 06:30",
    ]
    assert calls.plans(BLOCK) == {"fetch": fetch().plan, "mail": mail().plan}


@given(LINES, st.sampled_from(["", "\n"]))
def test_everything_else_stays(lines: list[str], end: str) -> None:
    """Whatever a crontab held, with or without a last line break, it holds after put and taken."""
    before = "\n".join(lines) + end
    put = cron.put(before, BLOCK)
    assert put.endswith(BLOCK)
    assert cron.put(put, BLOCK) == put
    whole = before if not before or before.endswith("\n") else before + "\n"
    assert cron.taken(put) == whole
    assert cron.taken(before) == before


def test_a_block_in_the_middle_is_replaced_in_its_place() -> None:
    """Lines of the reader's above and below keep their order."""
    crontab = f"MAILTO=ada\n{BLOCK}@daily backup\n"
    newer = cron.block([fetch()])
    assert cron.put(crontab, newer) == f"MAILTO=ada\n{newer}@daily backup\n"
    assert cron.taken(crontab) == "MAILTO=ada\n@daily backup\n"


def test_a_block_without_its_end_is_left_alone() -> None:
    """Nobody can tell where it ends, so nothing is touched, and the reader told what to do."""
    with pytest.raises(ScheduleError, match="crontab -e"):
        cron.taken(f"{cron.BEGIN}\n@daily backup\n")


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_a_path_reaches_the_program_as_it_is(name: str) -> None:
    """Through cron, to which an unescaped % is a line break, and through a real shell."""
    line = cron.block([mail("/x", name + " %")]).splitlines()[1]
    assert not re.search(r"(?<!\\)%", line)
    command = line.removeprefix("30 * * * * ").replace(r"\%", "%")
    shell = shutil.which("sh")
    if not shell:
        pytest.skip("needs sh")
    said = subprocess.run(
        [shell, "-c", f"printf '%s\\n' {command}"], capture_output=True, check=True
    )
    assert said.stdout.decode().split("\n")[1] == name + " %"


@pytest.mark.parametrize("path", ["/a\nb", "/" + "x" * 1000], ids=["line break", "too long"])
def test_what_no_crontab_can_hold(path: str) -> None:
    """Is refused before anything is written."""
    with pytest.raises(ScheduleError):
        cron.block([mail(path)])
