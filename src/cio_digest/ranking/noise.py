"""Turns an entry into the kinds of noise it is, such as "sponsored" or "listicle"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from cio_digest.models import Entry

# Precision first: the words stand as a label or as a call on the reader, not anywhere. A label is
# at the start of a line or in brackets and set off by a sign.
_LABEL = r"(?:^[^\w\n]{{0,8}}|[\[(|] *)(?:{}) *(?:[:\])|–—]|$)"
_SPONSORED = re.compile(
    _LABEL.format(
        r"sponsored(?: (?:content|post|article|story|feature))?|advertorial|promoted|anzeige"
        r"|werbung|advertisement|paid (?:post|content|partnership)|partner content"
        r"|brand(?:ed)? ?(?:voice|content|post)"
    )
    + r"|\b(?:this|the following) (?:\w+ )?(?:is|was) (?:a |an )?(?:sponsored|paid|advertorial)\b"
    r"|\b(?:sponsored|paid) (?:content|post|article|story|feature) (?:by|from)\b|\bbrandvoice\b"
    r"|\b(?:content|article|post|story) (?:\w+ )?in (?:paid )?partnership with\b",
    re.IGNORECASE | re.MULTILINE,
)
_AFFILIATE = re.compile(
    r"\b(?:affiliate (?:links?|commission)|earn (?:a|an affiliate) commission"
    r"|(?:best|black friday|cyber monday|prime day) deals?\b(?! with)"
    r"|(?:use|best|top|exclusive|working) (?:\w+ )?(?:coupon|promo) codes?"
    r"|(?:coupon|promo) codes? for"
    r"|\d+% off(?! (?:their|its|his|her|the|a|an|from|peaks?|highs?|records?)\b)"
    r"|save (?:up to )?\$\d+ on)\b",
    re.IGNORECASE,
)
_LISTICLE = re.compile(
    r"^(?:(?:the|top|our) )*\d{1,2} (?:\w+[ -]){0,2}?(?:ways|tips|things|reasons|tools|best|tricks"
    r"|ideas|mistakes|steps|books|gifts|apps|lessons|facts|signs|habits|secrets|questions"
    r"|trends|predictions|examples|alternatives|takeaways)\b",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"(?:^|[.!?:|–—] *)(?:register (?:now|today)|sign up (?:now|today)|join us (?:for|at|on)"
    r"|save the date|meet us at|visit our booth|last chance (?:to|for)\b|book (?:a|your) demo"
    r"|download (?:the|our) (?:e-?book|white ?paper|guide))\b"
    r"|\b(?:start|begin|get|claim) (?:your |a |our )?free trial\b"
    r"|\bearly[- ]bird (?:tickets?|prices?|rates?|registration|discounts?)\b"
    r"|\blast chance to (?:register|save|book|buy|join|apply)\b"
    r"|(?:^|[\[(] *)(?:\w+ )?webinar *[:|\])–—]|\b(?:free|upcoming|live|on-demand) webinar\b"
    r"|\b(?:join|register for|watch) (?:our|the|this) (?:\w+ )?webinar\b",
    re.IGNORECASE | re.MULTILINE,
)
# Press-release wires; the dateline "/PRNewswire/" names them where the address does not.
_WIRES = (
    "prnewswire.com", "prnewswire.co.uk", "businesswire.com", "globenewswire.com", "prweb.com",
    "accesswire.com", "newsfilecorp.com", "einpresswire.com", "prlog.org", "openpr.com",
    "presseportal.de", "newswire.ca", "newswire.com",
)  # fmt: skip
_DATELINE = re.compile(
    r"/PRNewswire|\(BUSINESS WIRE\)|GLOBE NEWSWIRE|/PRWeb|ACCESSWIRE|EINPresswire", re.IGNORECASE
)
# One of these is in whatever the first two and the last pattern find: most entries have none.
_HINTS = (
    "sponsor", "adverti", "advertorial", "promot", "anzeige", "werbung", "paid", "partner", "brand",
    "affiliate", "commission", "deal", " code", "% off", "save", "register", "sign up", "join",
    "trial", "demo", "early", "last chance", "webinar", "meet us", "booth", "download", "watch",
)  # fmt: skip
_HEAD = 300  # characters of text that are looked at


def kinds(entry: Entry) -> tuple[str, ...]:
    """The kinds of noise an entry is; empty for most."""
    head = entry.text[:_HEAD]
    both = f"{entry.title}\n{head}"
    host = urlsplit(entry.canonical or entry.url).hostname or ""
    wire = any(host == name or host.endswith("." + name) for name in _WIRES)
    folded = both.lower()
    hinted = any(hint in folded for hint in _HINTS)
    found = {
        "sponsored": (hinted and _SPONSORED.search(both))
        or "sponsored" in {t.casefold() for t in entry.tags},
        "press release": wire or _DATELINE.search(head),
        "affiliate": hinted and _AFFILIATE.search(both),
        "listicle": _LISTICLE.search(entry.title),
        "self-promotion": hinted and _PROMOTION.search(both),
    }
    return tuple(kind for kind, seen in found.items() if seen)
