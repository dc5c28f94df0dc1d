"""``cio-digest sources check``: sources asked now, and what is wrong with each in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, logs, progress, tables
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Source
    from cio_digest.models.records import CheckedSource
    from cio_digest.runs import Progress, Setup
    from cio_digest.runs.ask import Answer
    from cio_digest.runs.check import CheckResult

COLUMNS = ("source", "state", "what")
EPILOG = """\b
Examples:
  cio-digest sources check                 those whose last read failed
  cio-digest sources check --all           every source
  cio-digest sources check "The Ledger"    this one
"""


@click.command("check", epilog=EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=completing.sources)
@click.option("--all", "everything", is_flag=True, help="Ask every source.")
@tables.FORMAT
@click.pass_context
def check(
    ctx: click.Context, names: tuple[str, ...], everything: bool, format_name: str | None
) -> None:
    """Ask sources now, and say what is wrong.

    Those that you name are asked, else those whose last read failed. What they answer is not
    stored; fetch does that.

    Exit codes: 0 all well, 3 some failed, 1 none could be read.
    """
    from cio_digest.models.records import CheckedSource

    started = setup(ctx)
    wanted = _wanted(started, names, everything=everything)
    if not wanted:
        say("no source failed at its last read; --all asks every one")
        tables.show_records("sources", CheckedSource._fields, (), format_name)
        return
    checked = _checked(started, wanted)
    say(*map(str, checked.payments))
    records = [_record(answer, started) for answer in checked.answers]
    if not tables.show_records("sources", CheckedSource._fields, records, format_name):
        rows = [(each.name, each.state, each.what) for each in records]
        tables.show_table(COLUMNS, rows, format_name)
    failed = sum(bool(answer.fault) for answer in checked.answers)
    ctx.exit(0 if not failed else 1 if failed == len(checked.answers) else 3)


def _wanted(started: Setup, names: Sequence[str], *, everything: bool) -> list[Source]:
    from cio_digest.runs import naming
    from cio_digest.runs.naming import states

    if everything:
        return list(started.config.sources)
    known = states(started)
    if names:
        return list(dict.fromkeys(naming.one(started.config, name, known) for name in names))
    return [each for each in started.config.sources if known[each.key].failures]


def _checked(started: Setup, sources: Sequence[Source]) -> CheckResult:
    from cio_digest.runs import check

    logs.start(started.store)
    with progress.line() as show:

        def advance(now: Progress) -> None:
            show(f"asking {now.done}/{now.total}" if now.done < now.total else "")

        return check.check(started, sources, advance)


def _record(answer: Answer, started: Setup) -> CheckedSource:
    from cio_digest.models.records import CheckedSource
    from cio_digest.networks import health

    source = answer.source
    state, what = _judged(answer, started)
    return CheckedSource(
        name=health.name(source, answer.after),
        address=health.address(source.url),
        state=state,
        what=what,
        entries=len(answer.entries),
        newest=max((each.surfaced for each in answer.entries if each.published), default=None),
        moved_to=health.address(answer.moved) if answer.moved else "",
        where=source.where,
    )


def _judged(answer: Answer, started: Setup) -> tuple[str, str]:
    """The state of a source, and what it is in words."""
    from cio_digest.networks import health

    source = answer.source
    if answer.fault:
        return "failed", _remedied(answer)
    if answer.left:
        return "not asked", answer.left
    if answer.moved:
        written, now = health.address(source.url), health.address(answer.moved)
        return "moved", f"to {now}; write that in {source.where}, not {written}"
    if answer.after.error:
        return "incomplete", f"{answer.after.error}; it has {_content(answer, started)}"
    return "fine", _content(answer, started)


def _remedied(answer: Answer) -> str:
    """What is wrong, and what to do: look for its new feed, or look at how it is configured."""
    from cio_digest import parse

    source = answer.source
    web = source.url.startswith("http") and not (source.handle or source.query)
    if not (web and answer.gone):
        return f"{answer.fault}; see {source.where}"
    site = "/".join(source.url.split("/")[:3])
    fault = parse.PAGE if answer.fault.startswith(parse.PAGE) else answer.fault
    return f"{fault}; look for a new one: cio-digest sources add {site} ({source.where})"


def _content(answer: Answer, started: Setup) -> str:
    from cio_digest.render import words

    count = words.count(len(answer.entries), "entry")
    dated = [entry.surfaced for entry in answer.entries if entry.published]
    if not dated:
        return f"{count} without a date" if answer.entries else count
    return f"{count}, the newest {words.age(max(dated), started.now)}"
