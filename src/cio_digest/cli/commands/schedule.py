"""``cio-digest schedule``: fetches, the mail and the deliveries, by the machine's own means."""

from __future__ import annotations

import os
import sys
from datetime import time, timedelta
from typing import TYPE_CHECKING

import click

from cio_digest import files
from cio_digest.cli import groups, tables
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
  cio-digest schedule --fetch-at 05:00,12:30 --mail-at 07:00 --on workdays
  cio-digest schedule --fetch-at hourly        for alerts within the hour
  cio-digest schedule status                   when it last ran, what failed
  cio-digest schedule --remove                 take it away
"""
RUN = """\b
Examples:
  cio-digest schedule run fetch              fetch now, and note how it went
  cio-digest schedule run mail --at 06:30    what a scheduler calls
  cio-digest schedule run mail --at 06:30 --on mon-fri
"""

SPREAD = timedelta(minutes=15)  # so that not everybody asks at five sharp
# By job: the mail and the deliveries would wait for each other, if both had to read sources first.
AT = {"fetch": time(5), "mail": time(6, 30), "deliver": time(6, 35)}


def _times(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[time, ...]:
    """Read times of day such as 05:00,12:30."""
    from cio_digest.schedule import plan

    if value is None:
        return ()
    if found := plan.times(value):
        return found
    what = f'"{value}" is no time of day; write it like {plan.TIMES}'
    raise click.BadParameter(what, ctx, param)


def _days(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, ...]:
    """Read weekdays such as mon-fri."""
    from cio_digest.schedule import plan

    if found := plan.days(value or "daily"):
        return found
    what = f'"{value}" is no weekday; write it like {plan.DAYS}'
    raise click.BadParameter(what, ctx, param)


ON = click.option("--on", "days", callback=_days, metavar="DAYS", help="On which weekdays.")


@click.group("schedule", cls=groups.CommandGroup, invoke_without_command=True, epilog=EPILOG)
@click.option(
    "--with",
    "scheduler",
    type=click.Choice(["cron", "systemd", "launchd", "windows"]),
    help="The scheduler; else what this machine has.",
)
@click.option(
    "--fetch-at", "fetch", callback=_times, metavar="TIMES", help="When to fetch; else 05:00."
)
@click.option(
    "--mail-at", "mail", callback=_times, metavar="TIMES", help="When to mail; else 06:30."
)
@click.option(
    "--deliver-at", "deliver", callback=_times, metavar="TIMES", help="When to deliver; else 06:35."
)
@click.option(
    "--on", "days", callback=_days, metavar="DAYS", help="When to mail and deliver; else daily."
)
@click.option("--install", "doing", flag_value="install", help="Install the jobs.")
@click.option("--remove", "doing", flag_value="remove", help="Remove the jobs; do nothing else.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    scheduler: str | None,
    days: tuple[int, ...],
    doing: str | None,
    **at: tuple[time, ...],
) -> None:
    """Print the jobs that fetch every night and mail every morning, or install them.

    TIMES are 05:00, or several, 05:00,12:30, or hourly; DAYS are workdays, mon or mon,thu. A mail
    is scheduled where feeds.toml has [mail], a delivery where it has [deliver]. A job that was
    missed while the machine was off or asleep runs when it is back; one that failed is tried again.
    """
    if ctx.invoked_subcommand:
        return
    if doing == "remove":
        _remove(scheduler)
        return
    started = setup(ctx)
    jobs = _jobs(ctx, started, at, days)
    name = scheduler or _fittest()
    if doing == "install":
        _install(started, name, jobs)
    else:
        _preview(name, jobs)
    say(*_remarks(started, name))


@command.command("run", epilog=RUN)
@click.argument(
    "name", type=click.Choice(["fetch", "mail", "deliver"]), metavar="fetch|mail|deliver"
)
@click.option("--at", callback=_times, metavar="TIMES", help="Only if not done since one of them.")
@ON
@click.pass_context
def run(ctx: click.Context, name: str, at: tuple[time, ...], days: tuple[int, ...]) -> None:
    """Do a job as the scheduler does, and note how it ended.

    What it says goes to a log beside the store, too. A job that failed is due again.
    """
    from cio_digest.runs import job
    from cio_digest.schedule.plan import Timetable

    store = paths.store_file(paths.here(), ctx.find_root().obj[1])
    when = Timetable(at, days) if at else None
    finished = job.run(store, _program(ctx), name, when, now())
    if finished is None:
        return
    # What failed an hour ago for the same reason need not be told again.
    if not finished.repeated:
        say(*finished.lines)
    ctx.exit(finished.run.code)


@command.command("status", epilog=EPILOG)
@tables.FORMAT
@click.pass_context
def status(ctx: click.Context, format_name: str | None) -> None:
    """Say what is set up, when it last ran and what failed; exit code 1 if something is wrong."""
    from cio_digest.models.records import ScheduledPart
    from cio_digest.runs import status

    rows = status.rows(setup(ctx))
    parts = [ScheduledPart(*row) for row in rows]
    if not tables.show_records("schedule", ScheduledPart._fields, parts, format_name):
        tables.show_table(ScheduledPart._fields, rows, format_name)
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
    ctx: click.Context, started: Setup, at: dict[str, tuple[time, ...]], days: tuple[int, ...]
) -> list[Job]:
    """The fetch, and the mail and the deliveries where feeds.toml has any."""
    from cio_digest.schedule import Job
    from cio_digest.schedule.plan import Timetable

    program, config = _program(ctx), started.config
    jobs = [Job("fetch", Timetable(at["fetch"] or (AT["fetch"],)), program, SPREAD)]
    for name, table, given in (
        ("mail", "[mail]", config.mail),
        ("deliver", "[deliver.NAME]", config.deliveries),
    ):
        if given:
            jobs.append(Job(name, Timetable(at[name] or (AT[name],), days), program))
        elif at[name]:
            what = f"says no way to {name}, so nothing of it can be scheduled; add {table}"
            raise ConfigError(f"{config.path}: {what}")
    return jobs


def _preview(name: str, jobs: list[Job]) -> None:
    from cio_digest import schedule
    from cio_digest.cli.output import show

    show(schedule.way(name).preview(jobs, paths.here()))


def _install(started: Setup, name: str, jobs: list[Job]) -> None:
    """Set the jobs up with one scheduler, and take them from the others: nothing runs twice."""
    from cio_digest import schedule
    from cio_digest.runs import status
    from cio_digest.schedule import plan

    system = paths.here()
    schedule.way(name).install(jobs, system)
    for other in schedule.here(system):
        if other != name:
            schedule.way(other).remove(system)
    status.note_installation(started)
    found = schedule.way(name).installed(system)
    say(f"{name}: {'; '.join(f'{job} {plan.told(when)}' for job, when in found.items())}")


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
    if name == "windows":
        found.append("nobody has tried this on Windows yet; please tell how it went")
    if not (started.config.mail or started.config.deliveries):
        found.append("without [mail] or [deliver] in feeds.toml only the fetch is scheduled")
    config = started.config
    if unheard := sorted(
        variables((config.sources, config.accounts, config.mail, config.deliveries))
    ):
        found.append(
            f"{name} knows no {', '.join(unheard)}, which feeds.toml takes from the environment; "
            "docs/schedule.md says what to do"
        )
    return found
