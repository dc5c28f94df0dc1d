"""Noise is recognised by what publishers write on it, and honest news is not."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from cio_digest.models import Entry
from cio_digest.ranking import noise

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)


def entry(title: str = "News", text: str = "", url: str = "https://example.com/1") -> Entry:
    """An entry that says this."""
    return Entry("source", "1", url, url, title, text, NOON, NOON, NOON)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        pytest.param(entry("Sponsored: the future of work"), "sponsored", id="label"),
        pytest.param(entry("[Sponsored] The future"), "sponsored", id="brackets"),
        pytest.param(entry(text="This is a paid post by Northwind."), "sponsored", id="text"),
        pytest.param(entry(url="https://www.prnewswire.com/x"), "press release", id="wire"),
        pytest.param(entry(text="OSLO, March 4 /PRNewswire/ --"), "press release", id="dateline"),
        pytest.param(entry("The best Prime Day deals"), "affiliate", id="deals"),
        pytest.param(entry(text="We may earn a commission."), "affiliate", id="commission"),
        pytest.param(entry("7 tips for better meetings"), "listicle", id="tips"),
        pytest.param(entry("Top 10 CRM tools"), "listicle", id="top"),
        pytest.param(entry("Webinar: agents in service"), "self-promotion", id="webinar"),
    ],
)
def test_noise_is_named(told: Entry, kind: str) -> None:
    """Each kind by the words or address it comes with."""
    assert noise.kinds(told) == (kind,)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(entry("Senate passes bill sponsored by both parties"), id="sponsored bill"),
        pytest.param(entry("10 dead in factory fire"), id="a number"),
        pytest.param(entry("EPA rule would save $400 million a year"), id="saving"),
        pytest.param(entry("5 banks join payment network"), id="five banks"),
        pytest.param(entry("How Prime Day changed logistics"), id="prime day"),
    ],
)
def test_honest_news_is_not_noise(told: Entry) -> None:
    """Words that noise shares with news are not enough."""
    assert noise.kinds(told) == ()


HONEST = """
    Ada Brandt, promoted by the council, heads the port
    Ministry moves its files to the cloud in partnership with Northwind
    Parliament gives the railway a last chance
    Halyard shares 20% off their peak after a weak quarter
    Oil is 30% off its highs
    Anzeige gegen den Leiter der Stadtwerke erstattet
    State-sponsored hackers read the mayor's mail
    Sponsored by nobody: the library that pays for open source
    Teacher sues over recordings of a webinar
    Regulator ends subscriptions that begin as a free trial
    Court: promo codes are personal data
    7 ministers resign in row over facts
    How Best Buy deals with an outage
    Bill sponsored by both parties passes
    Coupon codes leak from a supermarket
    The webinar that went wrong
    Early birds sing longer near the airport
    Union calls last chance for talks
    Voters register today in record numbers
    Paid content of newspapers grows by a third
    Branded content is a billion-dollar business
    Northwind was promoted to the index
    Registered nurses strike for a day
    5 towns pilot a new tax
    12 dead as ferry sinks
    10 banks share one ledger
    Brand post offices close in villages
    Deals between ports are void, court says
    A guide dog joins the council
    Advertisement spending falls in Europe
""".strip().splitlines()

PROMOTED = """
    Sponsored: five roads to the cloud
    [Sponsored Content] Why agents need records
    Advertorial: a bank goes green
    Anzeige: Schneller zum Vertrag
    Paid Post | How Pellside saves water
    This is a sponsored article by Halyard
    Sponsored post by Northwind
    The best Black Friday deals on laptops
    Headphones now 40% off
    Use promo code SAVE at the till
    9 tips for calmer mornings
    Top 10 CRM tools
    Register now: the summit of the year
    Join us for an evening on data
    Start your free trial of Halyard
    Last chance to save on tickets
    Early-bird tickets end on Friday
    Webinar: records without tears
    [Webinar] What passkeys change
    Join our live webinar on Tuesday
    Save the date: 4 May in Oslo
    Download our white paper on tides
""".strip().splitlines()


@pytest.mark.parametrize("title", [line.strip() for line in HONEST])
def test_a_genuine_headline_is_no_noise(title: str) -> None:
    """The same words in news; precision comes first."""
    assert noise.kinds(entry(title)) == ()
    assert noise.kinds(entry(text=title)) == ()


@pytest.mark.parametrize("title", [line.strip() for line in PROMOTED])
def test_a_promotion_is_noise(title: str) -> None:
    """As labels and calls on the reader they are."""
    assert noise.kinds(entry(title)) != ()
