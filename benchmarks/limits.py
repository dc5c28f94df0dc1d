"""One run over 60 feeds and 40 searches against servers that enforce limits, and count.

    python -m benchmarks.limits

prints for three runs how long each took, what was read, left and failed, and for each host how
often it was asked and how often its limit was broken: a first run, one twelve hours later, and, to
show that the servers do mind, the first one again without queues. Time runs ten times as fast as in
the world, on the servers and in the queues; limits are told in the world's seconds.
"""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.networks import ANY, LIMITS, SPEED, Host, World

from cio_digest import config
from cio_digest.fetch import hosts, sessions
from cio_digest.fetch.client import Limits, client
from cio_digest.runs import spending, update
from cio_digest.runs.connection import over
from cio_digest.store import Store, opened

if TYPE_CHECKING:
    from cio_digest.models import Session, Source
    from cio_digest.models.wire import Request, Response

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
TOPICS = """
[topics.CRM]
keywords = ["CRM", "Social CRM", "Dynamics 365"]
search = ["bluesky", "hackernews", "googlenews", "gdelt", "x"]
[topics.SharePoint]
keywords = ["SharePoint", "Microsoft 365"]
search = ["bluesky", "hackernews", "stackexchange", "lemmy", "github"]
[topics.Leadership]
keywords = ["CIO", "IT leadership"]
search = ["mastodon", "bluesky", "arxiv", "gdelt"]
[accounts.bluesky]
user = "me.example"
password = { env = "PW" }
[accounts.x]
token = { env = "PW" }
"""
SEARCHES = [
    *(("reddit", query) for query in ("r/sysadmin", "r/crm", "r/cio", "sharepoint", "crm", "erp")),
    *(("reddit", "intranet"), ("arxiv", "crm"), ("arxiv", "knowledge management")),
    *(("stackexchange", "#crm"), ("stackexchange", "#intranet"), ("lemmy", "c/technology")),
]
SMALL = ["#crm", "#ai", "#cio", "#erp"]  # at a server with a small limit
HOSTS = ["down.example", "storm.example", "medium.com", "blog.example"]  # with several feeds each


def configuration() -> str:
    """The reader's feeds.toml: 60 feeds, of them five at each of four hosts, and 40 searches."""
    tables = [
        f'[[searches]]\nnetwork = "{network}"\nquery = "{query}"\n' for network, query in SEARCHES
    ]
    tables += [
        f'[[searches]]\nnetwork = "mastodon"\nserver = "https://small.example"\nquery = "{query}"\n'
        for query in SMALL
    ]
    feeds = [f"https://{name}/feed/{number}" for name in HOSTS for number in range(5)]
    feeds += [f"https://publisher{number}.example/feed" for number in range(60 - len(feeds))]
    tables += [f'[[feeds]]\nurl = "{url}"\n' for url in feeds]
    return TOPICS + "\n".join(tables)


async def run(
    db: Store,
    world: World,
    wanted: tuple[Source, ...],
    known: dict[str, Session],
    *,
    polite: bool,
) -> str:
    """One run in words; if it is not polite, no queue has a gap or a limit on who is in it."""
    hosts.REST = 60 / SPEED
    hosts.AT_ONCE = 2 if polite else 1000
    limits = Limits(gap=hosts.GAP / SPEED if polite else 0.0, patience=hosts.PATIENCE / SPEED)
    async with client(limits) as opened_client:
        opened_client.loopback_queues = opened_client.queues  # as if it were the world

        async def get(request: Request) -> Response:
            url, origin = world.moved(request.url), world.moved(request.origin)
            gap = request.gap / SPEED
            return await opened_client.get(request._replace(url=url, origin=origin, gap=gap))

        due = update.due(db, wanted, world.now)
        start = time.perf_counter()
        done: dict[str, float] = {}

        def progress(outcome: update.Outcome) -> None:
            done[outcome.source.kind] = time.perf_counter() - start

        def keep(source: Source, session: Session) -> None:
            known[sessions.name(source)] = session

        paying = spending.paying(get, db, {"x": 5.0}, world.now)
        connection = over(paying, {"PW": "secret"}, known)._replace(keep=keep)
        outcomes = await update.run(db, due, connection, world.now, progress)
        seconds = time.perf_counter() - start
    failed = sum(outcome.failed for outcome in outcomes)
    left = sum(bool(outcome.left) for outcome in outcomes)
    return (
        f"{len(due)} of {len(wanted)} sources due: {len(outcomes) - failed - left} read, "
        f"{failed} failed, {left} left for the next run, {sum(each.new for each in outcomes)} "
        f"entries new; {seconds:.1f} s, which are {seconds * SPEED:.0f} s of the world, all but "
        f"Reddit done after {max(took for kind, took in done.items() if kind != 'reddit'):.1f} s"
    )


def table(world: World) -> str:
    """Who was asked how often, the busiest first; publishers with one feed each in one line."""
    asked = sorted((host for host in world.hosts.values() if host.asked), key=lambda h: -h.asked)
    others = [host for host in asked if host.name.startswith("publisher")]
    rows = [
        (host.name, host.asked, host.refused, host.broken, LIMITS.get(host.name, ANY))
        for host in asked
        if host not in others
    ]
    rows.append((f"{len(others)} publishers", *_sums(others), ANY))
    lines = [
        f"  {name:22} {requests:8} {refused:5} {broken:7}  {limit.requests} in {limit.seconds:g} s"
        for name, requests, refused, broken, limit in rows
    ]
    requests, _, broken = _sums(asked)
    head = f"  {'host':22} {'requests':>8} {'429s':>5} {'broken':>7}  limit"
    return "\n".join([head, *lines, f"  {requests} requests, {broken} limits broken"])


def _sums(found: list[Host]) -> tuple[int, int, int]:
    counts = [(host.asked, host.refused, host.broken) for host in found]
    asked, refused, broken = (sum(column) for column in zip(*counts, strict=True))
    return asked, refused, broken


async def main() -> None:
    """Two runs on one store, then one without queues on another."""
    found = config.parse(configuration(), "feeds.toml").sources
    names = {urlsplit(source.url).netloc for source in found}
    names |= {"api.stackexchange.com", "api.github.com"}
    searches = sum(bool(source.query) for source in found)
    print(f"{len(found) - searches} feeds and {searches} searches at {len(names)} hosts")
    runs = {"politely": [0, 12], "without queues": [0]}
    for title, hours in runs.items():
        with opened(":memory:") as db:
            known: dict[str, Session] = {}
            for later in hours:
                world = World(NOW + timedelta(hours=later))
                runner = await world.open(names)
                polite = title == "politely"
                said = await run(db, world, found, known, polite=polite)
                print(f"\n{title}, after {later} hours: {said}\n{table(world)}")
                await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
