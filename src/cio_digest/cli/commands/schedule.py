"""``cio-digest schedule``: the nightly fetch and the morning mail, by the machine's own means."""

from __future__ import annotations

import os
import sys
from datetime import time, timedelta
from typing import TYPE_CHECKING

import click

from cio_digest import files
from cio_digest.cli import groups
from cio_digest.cli.failures import say
from cio_digest.cli.setup import now, setup
from cio_digest.config import paths
from cio_digest.errors import ConfigError, ScheduleError

if TYPE_CHECKING:
    from cio_digest.runs import Setup
    from cio_digest.schedule import Job

EPILOG = """\b
Examples:
  cio-digest schedule                          what would be set up here
  cio-digest schedule --install                set it up
  cio-digest schedule --with cron --fetch-at 04:30 --mail-at 07:00
  cio-digest schedule status                   when it last ran, what failed
  cio-digest schedule --remove                 take it away
"""
RUN = """\b
Examples:
  cio-digest schedule run fetch              fetch now, and note how it went
  cio-digest schedule run mail --at 06:30    what a scheduler calls
"""

SPREAD = timedelta(minutes=15)  # so that not everybody asks at five sharp
FETCH_AT, MAIL_AT = time(5), time(6, 30)


def _clock(ctx: click.Context, param: click.Parameter, value: str | None) -> time | None:
    """Read a time of day such as 05:00."""
    if value is None:
        return None
    hour, colon, minute = value.partition(":")
    figures = (hour + minute).isascii() and (hour + minute).isdecimal()
    if colon and figures and len(minute) == 2 and int(hour[:3]) < 24 and int(minute) < 60:
        return time(int(hour), int(minute))
    raise click.BadParameter(f'"{value}" is no time of day; write it like 05:00', ctx, param)


@click.group("schedule", cls=groups.CommandGroup, invoke_without_command=True, epilog=EPILOG)
@click.option(
    "--with",
    "scheduler",
    type=click.Choice(["cron", "systemd", "launchd"]),
    help="The scheduler; else what this machine has.",
)
@click.option("--fetch-at", callback=_clock, metavar="TIME", help="When to fetch; else 05:00.")
@click.option("--mail-at", callback=_clock, metavar="TIME", help="When to mail; else 06:30.")
@click.option("--install", "doing", flag_value="install", help="Install the jobs.")
@click.option("--remove", "doing", flag_value="remove", help="Remove the jobs; do nothing else.")
@click.pass_context
def command(
    ctx: click.Context,
    scheduler: str | None,
    fetch_at: time | None,
    mail_at: time | None,
    doing: str | None,
) -> None:
    """Print the jobs that fetch every night and mail every morning, or install them.

    A mail is scheduled only where feeds.toml has a [mail] section. A job that was missed while the
    machine was off or asleep runs when it is back; a job that failed is tried again.
    """
    if ctx.invoked_subcommand:
        return
    if doing == "remove":
        _remove(scheduler)
        return
    started = setup(ctx)
    jobs = _jobs(ctx, started, fetch_at, mail_at)
    name = scheduler or _fittest()
    if doing == "install":
        _install(name, jobs)
    else:
        _preview(name, jobs)
    say(*_remarks(started, name))


@command.command("run", epilog=RUN)
@click.argument("name", type=click.Choice(["fetch", "mail"]), metavar="fetch|mail")
@click.option("--at", callback=_clock, metavar="TIME", help="Only if not done since this time.")
@click.pass_context
def run(ctx: click.Context, name: str, at: time | None) -> None:
    """Do a job as the scheduler does, and note how it ended.

    What it says goes to a log beside the store, too. A job that failed is due again.
    """
    from cio_digest.runs import job

    store = paths.store_file(paths.here(), ctx.find_root().obj[1])
    finished = job.run(store, _program(ctx), name, at, now())
    if finished is None:
        return
    # What failed an hour ago for the same reason need not be told again.
    if not finished.repeated:
        say(*finished.lines)
    ctx.exit(finished.run.code)


@command.command("status", epilog=EPILOG)
@click.pass_context
def status(ctx: click.Context) -> None:
    """Say what is set up, when it last ran and what failed; exit code 1 if something is wrong."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.runs import status

    rows = status.rows(setup(ctx))
    columns = ("what", "state", "last")
    show(render.table(columns, rows, chosen(None), surface(os.environ)))
    ctx.exit(0 if all(state in {"fine", ""} for _, state, _ in rows) else 1)


def _program(ctx: click.Context) -> tuple[str, ...]:
    """How to call this program from anywhere: its place, its feeds.toml and its store.

    Those two are named only where a scheduler, which has not the reader's environment, would look
    elsewhere.
    """
    config, store = ctx.find_root().obj
    here = paths.here()
    bare = here._replace(env={})
    words = list(_itself())
    mine = os.path.abspath(paths.config_file(here, config))  # noqa: PTH100 - a text is wanted
    if mine != paths.config_file(bare):
        words += ["--config", mine]
    kept = paths.store_file(here, store)
    if not files.on_server(kept):
        kept = os.path.abspath(kept)  # noqa: PTH100
    if kept != paths.store_file(bare):
        words += ["--store", kept]
    return tuple(words)


def _itself() -> tuple[str, ...]:
    """The program that runs now; as the shell found it, so that an update does not move it."""
    import shutil
    from pathlib import Path

    script = shutil.which(sys.argv[0])
    if script and Path(script).name.startswith("cio-digest"):
        return (str(Path(script).absolute()),)
    return (sys.executable, "-m", "cio_digest")


def _fittest() -> str:
    from cio_digest import schedule

    found = schedule.here(paths.here())
    if not found:
        raise ScheduleError(
            "this machine has neither launchd nor a systemd of yours nor crontab; "
            "--with prints what one of them would be given"
        )
    return found[0]


def _jobs(
    ctx: click.Context, started: Setup, fetch_at: time | None, mail_at: time | None
) -> list[Job]:
    """The fetch, and the mail where there is a way to send it."""
    from cio_digest.schedule import Job

    program = _program(ctx)
    jobs = [Job("fetch", fetch_at or FETCH_AT, program, SPREAD)]
    if started.config.mail:
        jobs.append(Job("mail", mail_at or MAIL_AT, program))
    elif mail_at:
        raise ConfigError(
            f"{started.config.path}: says no way to send mail, so none can be scheduled; add [mail]"
        )
    return jobs


def _preview(name: str, jobs: list[Job]) -> None:
    from cio_digest import schedule
    from cio_digest.cli.output import show

    show(schedule.way(name).preview(jobs, paths.here()))


def _install(name: str, jobs: list[Job]) -> None:
    """Set the jobs up with one scheduler, and take them from the others: nothing runs twice."""
    from cio_digest import schedule

    system = paths.here()
    schedule.way(name).install(jobs, system)
    for other in schedule.here(system):
        if other != name:
            schedule.way(other).remove(system)
    found = schedule.way(name).installed(system)
    say(f"{name}: {' and '.join(f'{job} at {at:%H:%M}' for job, at in found.items())}, every day")


def _remove(scheduler: str | None) -> None:
    from cio_digest import schedule

    system = paths.here()
    names = [scheduler] if scheduler else schedule.here(system)
    found = [name for name in names if schedule.way(name).remove(system)]
    say(*(f"{name}: taken away" for name in found) if found else ["nothing was set up"])


def _remarks(started: Setup, name: str) -> list[str]:
    """What a person should know who sets this up."""
    from cio_digest.config.access import variables
    from cio_digest.schedule import systemd

    found = []
    if name == "systemd" and not systemd.lingers():
        found.append("systemd runs it while you are logged in; loginctl enable-linger: always")
    if not started.config.mail:
        found.append("without [mail] in feeds.toml only the fetch is scheduled")
    config = started.config
    if unheard := sorted(variables((config.sources, config.accounts, config.mail))):
        found.append(
            f"{name} knows no {', '.join(unheard)}, which feeds.toml takes from the environment; "
            "docs/schedule.md says what to do"
        )
    return found
