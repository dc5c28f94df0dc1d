"""What the sources of the stored release said on four days of November 2026.

The store beside it was made of the first three days; a word changed here is no longer the one in
it.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import NamedTuple

from tests.conftest import Page, Site
from tests.feeds import item, rss

CONFIG = """\
[digest]
timezone = "Europe/Berlin"
minutes = 20
[topics.CRM]
keywords = ["CRM", "Halyard"]
weight = 1.5
[topics.Security]
keywords = ["ransomware", "passkeys"]
exclude = ["quiz"]
[[sections]]
title = "Harbours"
search = "harbour"
[[feeds]]
url = "SITE/ledger.xml"
title = "The Ledger"
[[feeds]]
url = "SITE/courier.xml"
title = "The Courier"
[[feeds]]
url = "SITE/gazette.xml"
title = "The Gazette"
[[feeds]]
url = "SITE/closed.xml"
title = "The Closed"
[[feeds]]
url = "SITE/quiet.xml"
title = "The Quiet"
[[searches]]
network = "mastodon"
server = "SITE"
query = "#crm"
"""
FIRST, LAST = 20, 22  # the days that the store holds; on the next one fetching goes on
SOURCES = ("ledger", "courier", "gazette", "quiet")
_SUBJECTS = {
    "ledger": ("Wheat", "Copper", "Timber", "Wool", "Salt", "Tin", "Barley"),
    "courier": ("Bus line four", "The night tram", "A footbridge", "The ring road", "Lift nine"),
    "gazette": ("The choir", "A rowing club", "The museum", "An amateur circus", "The library"),
    "quiet": ("Chess", "Origami", "Falconry"),
}
_NEWS = {
    "ledger": ("gains a little", "is traded quietly", "falls at noon", "holds its price"),
    "courier": ("is late for a week", "gets new lamps", "closes for repairs"),
    "gazette": ("looks for members", "celebrates thirty years", "moves next door"),
    "quiet": ("for beginners", "in the park"),
}


class Told(NamedTuple):
    """One entry: who has it, on which day of the month, at which hour."""

    source: str
    day: int
    hour: int
    title: str
    text: str = ""


NEWS = (
    Told("ledger", 20, 3, "Halyard opens its CRM to partners of the harbour", "A price list."),
    Told("courier", 20, 4, "Halyard opens CRM to harbour partners", "It names <b>nine</b> firms."),
    Told("gazette", 20, 2, "Ransomware shuts the ferry office of Arnmouth", "Tickets by hand."),
    Told("quiet", 20, 1, "CRM for choirs", "It sings."),
    Told("ledger", 21, 3, "Passkeys replace passwords at Veldham bank", "From May on."),
    Told("courier", 21, 2, "Veldham bank replaces passwords by passkeys", "All branches."),
    Told("gazette", 21, 4, "Veldham bank drops passwords, passkeys come in May"),
    Told("courier", 21, 1, "A CRM quiz about ransomware", "Ten questions."),
    Told("ledger", 22, 3, "Skylark satellites lose contact over Lowdale", "Halyard is silent."),
    Told("courier", 22, 2, "Contact lost with Skylark satellites", "Over Lowdale."),
    Told("gazette", 22, 1, "Skylark satellites silent since midnight"),
    Told("gazette", 22, 10, "Halyard buys a maker of CRM in Tarn", "Late news."),
    Told("courier", 21, 3, "A harbour seal moves into the port of Arnmouth", "It sleeps."),
    Told("ledger", 23, 3, "Ransomware gang of Arnmouth caught in Tarn", "Four arrests."),
)
POSTS = (
    Told("@ada@social.example", 20, 3, "Harbour people get Halyard CRM at last, a list of prices"),
    Told("@bo@social.example", 21, 4, "Who moved off a CRM this year, and was it worth the pain?"),
    Told("@cy@social.example", 22, 2, "Halyard has a CRM outage, all regions since an hour"),
    Told("@di@social.example", 23, 4, "Our CRM went live today, two weeks before its time"),
)


def serve(site: Site, until: datetime) -> None:
    """What the sources say at an instant."""
    for source in SOURCES:
        told = [each for each in (*_ordinary(source), *NEWS) if each.source == source]
        items = [_item(each) for each in reversed(told) if _time(each) <= until]
        site.pages[f"/{source}.xml"] = Page(rss(*items, title=f"The {source.title()}"))
    posts = [_status(each) for each in reversed(POSTS) if _time(each) <= until]
    page = Page(json.dumps(posts).encode(), headers=(("Content-Type", "application/json"),))
    site.pages["/api/v1/timelines/tag/crm?limit=40"] = page


def _time(told: Told) -> datetime:
    day = timedelta(days=told.day - 1, hours=told.hour)
    return datetime(2026, 11, 1, tzinfo=timezone.utc) + day


def _ordinary(source: str) -> list[Told]:
    """Two entries a day since October, so that there is a history to compare with."""
    subjects, news, place = _SUBJECTS[source], _NEWS[source], SOURCES.index(source)
    hours = [(day, hour) for day in range(-13, LAST + 2) for hour in (place, place + 9)]
    return [
        Told(source, day, hour, f"{subjects[n % len(subjects)]} {news[n % len(news)]} ({n})")
        for n, (day, hour) in enumerate(hours)
    ]


def _item(told: Told) -> str:
    slug = f"https://{told.source}.example/{told.day}/{told.title.replace(' ', '-')}"
    more = {"comments": f"{slug}#comments"} if told.source == "courier" else {}
    date = format_datetime(_time(told))
    parts = {"link": slug, "guid": slug, "description": told.text, "pubDate": date, **more}
    enclosure = f'<enclosure url="{slug}.mp3" type="audio/mpeg" length="{told.hour + 1}"/>'
    whole = item(told.title, **parts)
    return whole.replace("</item>", f"{enclosure}</item>") if told.source == "gazette" else whole


def _status(told: Told) -> dict[str, object]:
    name = told.source.split("@")[1]
    address = f"https://social.example/@{name}/{told.day}"
    return {
        "uri": address,
        "url": address,
        "content": f"<p>{told.title}</p>",
        "created_at": _time(told).isoformat(),
        "account": {"acct": told.source.removeprefix("@"), "display_name": name.title()},
        "tags": [{"name": "crm"}],
        "language": "en",
        "favourites_count": told.day - 15,
        "reblogs_count": 1,
        "replies_count": 0,
    }
