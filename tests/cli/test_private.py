"""What the program makes for its reader is nobody else's to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.feeds import entry

if TYPE_CHECKING:
    from .conftest import Program


def test_every_file_is_its_owners_alone(program: Program) -> None:
    """The feeds.toml of init, the store, its lock, the log of the schedule and a backup."""
    assert program("init").code == 0
    assert program.config.stat().st_mode & 0o777 == 0o600
    program.fill(entry("A CRM story"))
    program("fetch")
    program("schedule", "run", "fetch")
    program("backup", str(program.store.parent / "copy.db"))
    modes = {each.name: each.stat().st_mode & 0o777 for each in program.store.parent.iterdir()}
    assert modes == dict.fromkeys(
        ("cio-digest.db", "cio-digest.db.lock", "cio-digest.db.log", "copy.db"), 0o600
    )


def test_a_file_that_others_may_read_stays_so(program: Program) -> None:
    """What its owner decided is theirs."""
    program.fill(entry("A CRM story"))
    for path in (program.config, program.store):
        path.chmod(0o644)
    program("fetch")
    program("sources", "rename", "a", "Another")
    assert program.config.stat().st_mode & 0o777 == 0o644
    assert program.store.stat().st_mode & 0o777 == 0o644
