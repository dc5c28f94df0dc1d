"""Tasks as the Windows Task Scheduler takes them, held to [MS-TSCH] here for want of a Windows."""

from __future__ import annotations

import shutil
import stat
import sys
from datetime import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.schedule.jobs import fetch, mail, system

from cio_digest.errors import ScheduleError
from cio_digest.schedule import calls, windows

if TYPE_CHECKING:
    from pathlib import Path

    from cio_digest.schedule import Job

etree: Any = pytest.importorskip("lxml.etree", reason="needs lxml to hold XML to a schema")

# What we use of the schema, in the order in which it wants it: [MS-TSCH], 2.5.2 to 2.5.8.
RNG = "http://relaxng.org/ns/structure/1.0"
TYPES = "http://www.w3.org/2001/XMLSchema-datatypes"


def _element(name: str, *content: str) -> str:
    return f'<element name="{name}">{"".join(content) or "<text/>"}</element>'


def _value(*values: str) -> str:
    return f"<choice>{''.join(f'<value>{value}</value>' for value in values)}</choice>"


def _attribute(name: str, value: str) -> str:
    return f'<attribute name="{name}" ns=""><value>{value}</value></attribute>'


DURATION = '<data type="duration"/>'
SCHEMA = etree.RelaxNG(
    etree.fromstring(
        f'<element name="Task" ns="{windows.NAMESPACE}" xmlns="{RNG}" datatypeLibrary="{TYPES}">'
        + _attribute("version", "1.2")
        + _element("RegistrationInfo", _element("Description"))
        + _element(
            "Triggers",
            "<oneOrMore>",
            _element(
                "CalendarTrigger",
                _element("StartBoundary", '<data type="dateTime"/>'),
                _element(
                    "Repetition", _element("Interval", DURATION), _element("Duration", DURATION)
                ),
                _element("ScheduleByDay", _element("DaysInterval", '<data type="unsignedShort"/>')),
            ),
            "</oneOrMore>",
        )
        + _element(
            "Principals",
            _element(
                "Principal",
                '<attribute name="id" ns=""><data type="ID"/></attribute>',
                _element("LogonType", _value("InteractiveToken", "S4U", "Password")),
                _element("RunLevel", _value("LeastPrivilege", "HighestAvailable")),
            ),
        )
        + _element(
            "Settings",
            "<interleave>",
            _element("MultipleInstancesPolicy", _value("Parallel", "Queue", "IgnoreNew")),
            *(
                _element(name, '<data type="boolean"/>')
                for name in (
                    "DisallowStartIfOnBatteries",
                    "StopIfGoingOnBatteries",
                    "StartWhenAvailable",
                )
            ),
            _element("ExecutionTimeLimit", DURATION),
            "</interleave>",
        )
        + _element(
            "Actions",
            _attribute("Context", "Reader"),
            _element("Exec", _element("Command"), _element("Arguments")),
        )
        + "</element>"
    )
)
ODD = r'C:\Users\Ada B\"x" & <y>'


def parsed(job: Job) -> Any:
    """The task as Windows reads it, once the schema has taken it."""
    text = windows.task(job)
    tree = etree.fromstring(text.encode("utf-16"))  # declared and written alike
    SCHEMA.assertValid(tree)
    return tree


def texts(tree: Any, name: str) -> list[str]:
    return [each.text or "" for each in tree.iter(f"{{{windows.NAMESPACE}}}{name}")]


@pytest.mark.parametrize(
    "job",
    [fetch(), mail(days=(0,)), fetch(at=(time(5), time(12, 30))), mail(ODD, "--store", ODD)],
    ids=["fetch", "weekly mail", "twice", "odd"],
)
def test_a_task_is_as_the_schema_has_it(job: Job) -> None:
    """Started at each of its minutes, every hour; the command's words as they are."""
    tree = parsed(job)
    starts = [f"2026-01-01T00:{minute:02}:00" for minute in job.plan.minutes]
    assert texts(tree, "StartBoundary") == starts
    assert texts(tree, "Command") == [job.command[0]]
    assert calls.plans(texts(tree, "Arguments")[0]) == {job.name: job.plan}


def test_arguments_are_quoted_as_windows_takes_them_apart() -> None:
    """By what Microsoft says of parsing C command-line arguments."""
    (arguments,) = texts(parsed(mail("x.exe", "--store", r'C:\a b\"c"')), "Arguments")
    assert arguments.startswith('--store "C:\\a b\\\\\\"c\\"" schedule run mail')


def test_what_no_task_can_hold() -> None:
    """Is refused before anything is registered."""
    with pytest.raises(ScheduleError):
        windows.task(mail("/a\nb"))


SCHTASKS = """#!{python}
import pathlib, sys
folder = pathlib.Path({folder!r})
action, _, name, *rest = sys.argv[1:]
file = folder / name.replace("\\\\", "_")
if action == "/Create":
    file.write_bytes(pathlib.Path(rest[1]).read_bytes())
elif not file.exists():
    sys.exit("ERROR: The system cannot find the file specified.")
elif action == "/Delete":
    file.unlink()
else:
    sys.stdout.buffer.write(file.read_bytes())
"""


def test_tasks_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a program in place of ``schtasks`` that keeps what it is given."""
    if sys.platform == "win32" or not shutil.which("sh"):
        pytest.skip("needs a system whose scripts say what runs them")
    tool = tmp_path / "bin" / "schtasks"
    tool.parent.mkdir()
    tool.write_text(SCHTASKS.format(python=sys.executable, folder=str(tmp_path)))
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tool.parent))
    machine = system(tmp_path, "win32")
    assert windows.present(machine)
    assert windows.installed(machine) == {}
    windows.install([fetch(minutes=0), mail(days=(0, 1, 2, 3, 4))], machine)
    assert windows.installed(machine) == {
        "fetch": fetch().plan,
        "mail": mail(days=(0, 1, 2, 3, 4)).plan,
    }
    assert windows.remove(machine)
    assert windows.installed(machine) == {}
    assert not windows.remove(machine)
