"""Networks on loopback that enforce their limits: they count, and answer 429 when one is broken.

Each host has a loopback address of its own. Time runs ``SPEED`` times as fast as in the world, so
that a minute's limit can be kept, or broken, within a run that is bounded.
"""

from __future__ import annotations

import json
import time
from collections import deque
from datetime import datetime, timezone
from email.utils import format_datetime
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from aiohttp import web

SPEED = 10.0
SLACK = 0.02  # seconds, for what lies between sending a request and its arrival
PORT = 8402
_NUMBERS = count(1)


class Limit(NamedTuple):
    """So many requests in so many seconds; ``told`` in headers, or kept to itself."""

    requests: int
    seconds: float
    told: str = ""


# As documented by the networks, or as seen (the facts' sources stand in src/cio_digest/networks/).
LIMITS = {
    "mastodon.social": Limit(300, 300, "x-ratelimit"),
    "small.example": Limit(3, 300, "x-ratelimit"),  # a small server, to be used up
    "bsky.social": Limit(3000, 300, "ratelimit"),
    "bsky.social/createSession": Limit(30, 300),
    "api.x.com": Limit(450, 900, "x-rate-limit"),
    "www.reddit.com": Limit(1, 60),
    "api.github.com": Limit(10, 60, "x-ratelimit"),
    "export.arxiv.org": Limit(1, 3),
    "api.gdeltproject.org": Limit(1, 5),
    "lobste.rs": Limit(30, 60),
    "lemmy.world": Limit(2, 30, "x-ratelimit"),  # less than it takes, to be used up
    "api.stackexchange.com": Limit(30, 1),
    "news.google.com": Limit(30, 60),
    "storm.example": Limit(0, 3600),
}
ANY = Limit(200, 60)  # of any other host
BACKOFF = 10.0  # seconds, that Stack Exchange asks for in its third answer


class Host:
    """One host: what it was asked, when, and how often that was too often."""

    def __init__(self, name: str, now: datetime) -> None:
        """Nothing was asked yet."""
        self.name, self.now = name, now
        self.asked = self.broken = self.refused = 0
        self.times: dict[str, deque[float]] = {}
        self.closed_until = 0.0

    def spent(self, limit: Limit, what: str) -> int:
        """How many requests of a kind lie in the window that ends now."""
        times = self.times.setdefault(what, deque())
        while times and times[0] <= time.monotonic() - limit.seconds / SPEED + SLACK:
            times.popleft()
        return len(times)

    def answer(self, request: web.Request) -> web.Response:
        """Count, then answer or refuse."""
        self.asked += 1
        now = time.monotonic()
        limit = LIMITS.get(self.name, ANY)
        session = f"{self.name}/{request.path.rpartition('.')[2]}"
        windows = [(self.name, limit), *([(session, LIMITS[session])] if session in LIMITS else [])]
        for what, each in windows:
            if self.spent(each, what) >= each.requests or now < self.closed_until - SLACK:
                return self._refusal(each)
            self.times[what].append(now)
        left = limit.requests - self.spent(limit, self.name)
        headers = _told(limit, left, self.times[self.name][0]) if limit.told else {}
        if self.name == "down.example":
            return web.Response(status=503, reason="Service Unavailable")
        if self.name == "api.stackexchange.com" and self.asked == 3:
            self.closed_until = now + BACKOFF / SPEED
        body = reply(self, request)
        return web.Response(body=body, content_type="application/json", headers=headers)

    def _refusal(self, limit: Limit) -> web.Response:
        self.refused += 1
        self.broken += limit.requests > 0  # who allows nothing is not to be satisfied
        wait = max(1, round(limit.seconds / SPEED))
        return web.Response(status=429, headers={"Retry-After": str(wait)})


def _told(limit: Limit, left: int, oldest: float) -> dict[str, str]:
    reset = time.time() + oldest + limit.seconds / SPEED - time.monotonic()
    moment = datetime.fromtimestamp(reset, timezone.utc).isoformat()
    return {f"{limit.told}-remaining": str(left), f"{limit.told}-reset": moment}


def reply(host: Host, request: web.Request) -> bytes:
    """An answer of the right shape with news in it, which is other news each time."""
    if request.path == "/api/v3/search":  # Lemmy's; its communities are feeds
        return b'{"posts": []}'
    numbers = [next(_NUMBERS) for _ in range(10)]
    statuses = _statuses if request.path.startswith("/api/v1/") else None
    if made := _ANSWERS.get(host.name) or statuses:
        return json.dumps(made(numbers, host, request)).encode()
    items = "".join(_item(number, host.now) for number in numbers)
    head = "<title>News</title><link>https://news.example/</link>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def _item(number: int, now: datetime) -> str:
    title = f"Story {number} about CRM and {number * 7919 % 1000} other things"
    link, date = f"https://news.example/{number}", format_datetime(now)
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def _statuses(numbers: list[int], host: Host, _: web.Request) -> Any:
    return [
        {
            "uri": f"https://m.example/{number}",
            "url": f"https://m.example/{number}",
            "created_at": host.now.isoformat(),
            "content": f"<p>CRM post {number}</p>",
            "account": {"acct": f"a{number}"},
        }
        for number in numbers
    ]


def _bluesky(numbers: list[int], host: Host, request: web.Request) -> Any:
    if request.path.endswith("Session"):
        return {"accessJwt": f"a{numbers[0]}", "refreshJwt": f"r{numbers[0]}"}
    posts = [
        {
            "uri": f"at://x/post/{number}",
            "author": {"handle": f"a{number}.example"},
            "record": {"text": f"CRM post {number}", "createdAt": host.now.isoformat()},
            "indexedAt": host.now.isoformat(),
        }
        for number in numbers
    ]
    page = int(request.query.get("cursor", "0"))
    return {"posts": posts, "cursor": str(page + 1)} if page < 3 else {"posts": posts}


def _x(numbers: list[int], host: Host, _: web.Request) -> Any:
    posts = [
        {"id": str(n), "text": f"CRM {n}", "author_id": "1", "created_at": host.now.isoformat()}
        for n in numbers
    ]
    return {"data": posts, "includes": {"users": [{"id": "1", "username": "ada"}]}, "meta": {}}


def _hits(numbers: list[int], host: Host, _: web.Request) -> Any:
    return {
        "hits": [
            {
                "objectID": str(number),
                "title": f"CRM {number}",
                "url": f"https://news.example/h{number}",
                "author": "ada",
                "created_at": host.now.isoformat(),
            }
            for number in numbers
        ]
    }


def _questions(numbers: list[int], host: Host, _: web.Request) -> Any:
    int(host.now.timestamp())
    items = [
        {
            "link": f"https://q.example/{n}",
            "title": f"CRM {n}",
            "creation_date": int(host.now.timestamp()),
        }
        for n in numbers
    ]
    # The field counts whole seconds: one of ours is SPEED of theirs.
    return {"items": items, **({"backoff": round(BACKOFF / SPEED)} if host.asked == 3 else {})}


def _repositories(numbers: list[int], host: Host, _: web.Request) -> Any:
    return {
        "items": [
            {
                "html_url": f"https://g.example/{n}",
                "full_name": f"a/crm{n}",
                "created_at": host.now.isoformat(),
            }
            for n in numbers
        ]
    }


_ANSWERS = {
    "bsky.social": _bluesky,
    "api.x.com": _x,
    "hn.algolia.com": _hits,
    "api.stackexchange.com": _questions,
    "api.github.com": _repositories,
    "api.gdeltproject.org": lambda *_: {"articles": []},
    "dev.to": lambda *_: [],
}


class World:
    """All hosts, each at its loopback address."""

    def __init__(self, now: datetime) -> None:
        """Nobody there yet; what is new there was published ``now``."""
        self.now = now
        self.hosts: dict[str, Host] = {}
        self.addresses: dict[str, str] = {}
        self.app = web.Application()
        self.app.router.add_route("*", "/{path:.*}", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        names = {address: name for name, address in self.addresses.items()}
        return self.hosts[names[request.host]].answer(request)

    def moved(self, url: str) -> str:
        """The same address on loopback."""
        parts = urlsplit(url)
        if not url or parts.netloc in self.addresses.values():
            return url
        return parts._replace(scheme="http", netloc=self.addresses[parts.netloc]).geturl()

    async def open(self, names: set[str]) -> web.AppRunner:
        """Listen at an address for each of these hosts."""
        runner = web.AppRunner(self.app, access_log=None)
        await runner.setup()
        for number, name in enumerate(sorted(names)):
            address = f"127.0.{2 + number // 250}.{1 + number % 250}"
            self.hosts[name], self.addresses[name] = Host(name, self.now), f"{address}:{PORT}"
            await web.TCPSite(runner, address, PORT).start()
        return runner
