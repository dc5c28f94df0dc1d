"""What a server and the workers of a team are doing, for the checkup."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cio_digest.store.postgres.connection import PostgreSQL


class Tasks(NamedTuple):
    """Tasks that wait, the seconds that the first has waited, and each worker's last sign of life.

    That is in seconds ago.
    """

    waiting: int
    longest: int
    workers: tuple[int, ...]


def version(db: PostgreSQL) -> str:
    """The version of the server, such as 17.2."""
    return str(db.execute("SHOW server_version").fetchone()[0]).split()[0]


def tasks(db: PostgreSQL) -> Tasks | None:
    """What waits in the queue, None where the store is no team's, or not for this role to know."""
    place = db.execute(
        "SELECT quote_ident(current_schema() || '_tasks') "
        "WHERE has_schema_privilege(to_regnamespace(current_schema() || '_tasks'), 'USAGE')"
    ).fetchone()
    if place is None:
        return None
    waiting, longest = db.execute(
        "SELECT count(DISTINCT j.id), coalesce(max(extract(epoch FROM now() - e.at)), 0) "
        f"FROM {place[0]}.procrastinate_jobs j "
        f"LEFT JOIN {place[0]}.procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred' "
        "WHERE j.status = 'todo'"
    ).fetchone()
    beats = db.execute(
        f"SELECT extract(epoch FROM now() - last_heartbeat) FROM {place[0]}.procrastinate_workers "
        "ORDER BY last_heartbeat DESC"
    )
    return Tasks(waiting, int(longest), tuple(int(row[0]) for row in beats))
