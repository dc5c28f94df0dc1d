"""``cio-digest sources check``: sources asked now, and what is wrong with each in words."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, waiting
from cio_digest.cli.failures import say
from cio_digest.cli.setup import attended, setup
from cio_digest.models import Polling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.cli.setup import Setup
    from cio_digest.models import Source
    from cio_digest.runs.trial import Trial

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
@click.pass_context
def check(ctx: click.Context, names: tuple[str, ...], everything: bool) -> None:
    """Ask sources now, and say what is wrong.

    Those that you name are asked, else those whose last read failed. What they answer is not
    stored; fetch does that.

    Exit codes: 0 all well, 3 some failed, 1 none could be read.
    """
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface

    started = setup(ctx)
    wanted = _wanted(started, names, everything=everything)
    if not wanted:
        say("no source failed at its last read; --all asks every one")
        return
    trials = waiting.run(_run(started, wanted))
    order = {source.key: place for place, source in enumerate(wanted)}
    trials.sort(key=lambda trial: (*_worst_first(trial), order[trial.source.key]))
    rows = [_row(trial, started) for trial in trials]
    show(render.table(COLUMNS, rows, chosen(None), surface(os.environ)))
    failed = sum(bool(trial.fault) for trial in trials)
    ctx.exit(0 if not failed else 1 if failed == len(trials) else 3)


def _wanted(started: Setup, names: Sequence[str], *, everything: bool) -> list[Source]:
    from cio_digest.cli import naming
    from cio_digest.cli.states import states

    if everything:
        return list(started.config.sources)
    known = states(started)
    if names:
        return list(dict.fromkeys(naming.one(started.config, name, known) for name in names))
    return [each for each in started.config.sources if known[each.key].failures]


async def _run(started: Setup, wanted: Sequence[Source]) -> list[Trial]:
    from cio_digest.cli import bills
    from cio_digest.cli.kept import Sessions
    from cio_digest.fetch import client
    from cio_digest.fetch.keyring import Keyring
    from cio_digest.runs import trial

    kept = Sessions(started.config, started.store)
    trials: list[Trial] = []
    async with client() as opened:
        with bills.charged(started, [each.kind for each in wanted], opened.get) as get:
            _progress(0, len(wanted))
            keys = Keyring(os.environ, kept.known)
            async for each in trial.each(wanted, get, keys, started.now):
                kept.take(each.source, each.session)
                trials.append(each)
                _progress(len(trials), len(wanted))
    return trials


def _worst_first(trial: Trial) -> tuple[bool, ...]:
    return not trial.fault, not trial.left, not trial.moved


def _progress(done: int, total: int) -> None:
    """One line on a terminal's stderr that says how far it is; nothing elsewhere."""
    if attended():
        sys.stderr.write(f"\r\x1b[K{f'asking {done}/{total}' if done < total else ''}")
        sys.stderr.flush()


def _row(trial: Trial, started: Setup) -> tuple[str, ...]:
    from cio_digest.networks import health

    source = trial.source
    name = health.name(source, Polling.new(source)._replace(title=source.title or trial.title))
    if trial.fault:
        return name, "failed", _remedied(trial)
    if trial.left:
        return name, "not asked", trial.left
    if trial.moved:
        written, now = health.address(source.url), health.address(trial.moved)
        return name, "moved", f"to {now}; write that in {source.where}, not {written}"
    return name, "fine", _content(trial, started)


def _remedied(trial: Trial) -> str:
    """What is wrong, and what to do: look for its new feed, or look at how it is configured."""
    from cio_digest import parse

    source = trial.source
    web = source.url.startswith("http") and not (source.handle or source.query)
    if not (web and trial.gone):
        return f"{trial.fault}; see {source.where}"
    site = "/".join(source.url.split("/")[:3])
    fault = parse.PAGE if trial.fault.startswith(parse.PAGE) else trial.fault
    return f"{fault}; look for a new one: cio-digest sources add {site} ({source.where})"


def _content(trial: Trial, started: Setup) -> str:
    from cio_digest.render import words

    count = words.count(len(trial.entries), "entry")
    dated = [entry.surfaced for entry in trial.entries if entry.published]
    if not dated:
        return f"{count} without a date" if trial.entries else count
    return f"{count}, the newest {words.age(max(dated), started.now)}"
