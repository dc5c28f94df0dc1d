"""endoflife.date: when the support of a product that the reader runs ends.

API: https://endoflife.date/docs/api/v1/. The list of products is asked once for the product's
place; from then on that alone is asked. A notice comes a year, half a year, three months and a
month before a date, and on it; what stands when a product is first read comes at once.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest.models import RawEntry, RawFeed, marks
from cio_digest.models.wire import Request
from cio_digest.networks import answers, catalogue, links, polling
from cio_digest.networks.kind import Conversation, Kind, Reading, Task
from cio_digest.parse import loose
from cio_digest.text import products

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from cio_digest.models import Product
    from cio_digest.models.wire import Response

_PRODUCTS, _RELEASES = 5_000, 500  # of an answer that are looked at
_LONGEST = 100  # characters of a name
_MISSED = timedelta(days=31)  # a notice that became due so long before the last read may be new yet
_NEVER = "9999-12-31"
# Days before an end that it is said on, with how the time is called.
_BEFORE = ((365, "a year"), (182, "six months"), (91, "three months"), (30, "a month"), (0, ""))
# What ends, by the key that says when: before the day, and from then on.
_ENDS = {
    "eoasFrom": ("active support ends", ": active support has ended"),
    "eolFrom": ("end of life", " has reached its end of life"),
    "eoesFrom": ("extended support ends", ": extended support has ended"),
}


class End(NamedTuple):
    """One date of a release: the ``key`` that says what ends, and when."""

    key: str
    day: date


def read(task: Task) -> Conversation:
    """The notices that are due on the product's release, asked in full where one is."""
    state, [product] = task.state, task.source.stack
    known = state.newest[:1].isdigit()
    place = state.url if known and state.url != task.source.url else ""
    if not place:
        place, missed = yield from _located(task, product)
        if missed:
            return missed
    quiet = known and state.newest > f"{task.now:%Y-%m-%d}"
    headers = polling.validators(state, task.now) if quiet else ()
    response = yield Request(place, headers, origin=task.source.url)
    if quiet and polling.unchanged(state, response):
        return catalogue.unchanged(task, response)
    details = loose.table(answers.table(response).get("result"))
    if not isinstance(details.get("releases"), list):
        raise answers.odd(response, "releases")
    since = (state.succeeded or task.now) - _MISSED if known else None
    made, coming = feed(product, details, task.now, since)
    return Reading(response, made, place, coming)


def _located(
    task: Task, product: Product
) -> Generator[Request, Response, tuple[str, Reading | None]]:
    """Where the product is asked for, or what comes of a list that does not name it."""
    state, mark = task.state, f"list {marks.mark(product)}"
    same = state.newest == mark
    headers = polling.validators(state, task.now) if same else ()
    address = links.address(task.source.url, "/api/v1/products")
    response = yield Request(address, headers, origin=task.source.url)
    if same and polling.unchanged(state, response):
        return "", catalogue.unchanged(task, response)
    rows = answers.table(response).get("result")
    if not isinstance(rows, list):
        raise answers.odd(response, "products")
    wanted = products.names(product) | {products.plain(product.name)}
    known = {name: slug for slug, names in _named(rows) for name in names}
    for name, slug in known.items():
        if name in wanted:
            return f"{address}/{links.part(slug)}", None
    near = products.near(product, known)
    meant = f"; is “{near}” an alias of it?" if near else ""
    note = catalogue.remark(f"endoflife.date knows no product “{product.name}”{meant}")
    return "", Reading(response, RawFeed(note=note, ttl=catalogue.DAILY), newest=mark)


def _named(rows: list[Any]) -> Iterable[tuple[str, set[str]]]:
    """Each product's name in addresses, with the plain names that it is known by."""
    for row in loose.tables(rows[:_PRODUCTS]):
        slug = loose.text(row.get("name"))[:_LONGEST]
        names = (slug, loose.text(row.get("label")), *loose.texts(row.get("aliases"))[:20])
        yield slug, {products.plain(name[:_LONGEST]) for name in names} - {""}


def feed(
    product: Product, details: dict[str, Any], now: datetime, since: datetime | None = None
) -> tuple[RawFeed, str]:
    """The notices on the product's release, and the day (ISO) on which the next is due.

    They are those that became due after ``since``; on a first read, without it, what stands.
    """
    releases = loose.tables(details["releases"][:_RELEASES])
    label = answers.literal(details.get("label"))[:_LONGEST]
    release = _release(product.version, releases)
    if release is None:
        names = [products.plain(loose.text(each.get("name"))) for each in releases[:6]]
        has = ", ".join(names) or "no release"
        note = f"endoflife.date knows no {product.name} “{product.version}”; it has {has}"
        return RawFeed(note=catalogue.remark(note), ttl=catalogue.DAILY), _NEVER
    ends = [End(key, day) for key in _ENDS if (day := _day(release.get(key)))]
    days = [_told(end.day, before) for end in ends for before, _ in _BEFORE]
    page = loose.text(loose.table(details.get("links")).get("html"))
    name = f"{label} {answers.literal(release.get('name'))[:_LONGEST]}"
    made = [_notice(product, name, page, end, now, since) for end in ends]
    if release.get("isEol") is True and not _day(release.get("eolFrom")):
        made.append(_over(product, name, page, now))
    coming = min((day for day in days if day > now.date()), default=None)
    entries = tuple(entry for entry in made if entry)
    found = RawFeed(entries, "endoflife.date", "", "en", catalogue.DAILY)
    return found, coming.isoformat() if coming else _NEVER


def _release(version: str, releases: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The release of this version: of this name, else the longest that the version goes on from.

    Version ``15.4`` is of release ``15``, and ``22.04.3`` of ``22.04``.
    """
    wanted = version.casefold()
    fitting = [
        each
        for each in releases
        if (name := loose.text(each.get("name")).casefold())
        and (wanted == name or wanted.startswith(f"{name}."))
    ]
    return max(fitting, key=lambda each: len(loose.text(each["name"])), default=None)


def _notice(
    product: Product, name: str, page: str, end: End, now: datetime, since: datetime | None
) -> RawEntry | None:
    """The last notice that is due of an end, if any."""
    due = [(days, ago) for days, ago in _BEFORE if _told(end.day, days) <= now.date()]
    if not due:
        return None
    days, ago = due[-1]
    told = _told(end.day, days)
    over = end.key != "eolFrom" and end.day <= now.date()
    if (told < since.date()) if since else over:
        return None
    before, after = _ENDS[end.key]
    on = f"on {end.day.day} {end.day:%B %Y}"
    left = f"in {ago}, " if since else ""
    at = datetime(told.year, told.month, told.day, tzinfo=timezone.utc) if since else now
    return RawEntry(
        id=f"{name} {end.key} {end.day} {days}",
        url=page if page.startswith(("https://", "http://")) else "",
        title=f"{name}: {before} {left}{on}" if days else f"{name}{after}, {on}",
        content=f"<p>{name}, which you run: {before} {on}, says endoflife.date.</p>",
        published=at,
        publisher="endoflife.date",
        tags=(products.shown(product),),
    )


def _over(product: Product, name: str, page: str, now: datetime) -> RawEntry:
    """The notice of an end of which nobody knows the day; its name stays, so that it comes once."""
    return RawEntry(
        id=f"{name} eol",
        url=page if page.startswith(("https://", "http://")) else "",
        title=f"{name} has reached its end of life",
        content=f"<p>{name}, which you run, has reached its end of life, says endoflife.date, "
        "which knows no day of it.</p>",
        published=now,
        publisher="endoflife.date",
        tags=(products.shown(product),),
    )


def _told(end: date, days: int) -> date:
    """The day so many days before an end; the first day there is where that is none."""
    return date.fromordinal(max(1, end.toordinal() - days))


def _day(value: Any) -> date | None:
    """A day as the API writes it; ``None`` for what is none."""
    try:
        return date.fromisoformat(loose.text(value))
    except ValueError:
        return None


KIND = Kind(
    title="endoflife.date",
    reads="ends of support of the products under [[stack]] that have a version",
    read=read,
    needs="[[stack]] in feeds.toml",
    lacks="dates are those that its contributors keep; once a day",
    hints={404: "is the product still in its list?"},
    server="https://endoflife.date",
)
