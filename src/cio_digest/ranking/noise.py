"""Turns an entry into the kinds of noise it is, such as "sponsored" or "listicle"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from cio_digest.models import Entry

# What publishers write on paid or promotional pieces: title, start of text or address.
_SPONSORED = re.compile(
    r"(?:^\W*|[\[(|:] *)sponsored\b|\bsponsored (?:content|post|article|story|feature)\b"
    r"|\b(?:advertorial|paid (?:post|content|partnership)|partner content"
    r"|brand(?:ed)? ?(?:voice|content|post)|in partnership with|promoted by|anzeige)\b",
    re.IGNORECASE,
)
_AFFILIATE = re.compile(
    r"\b(?:affiliate (?:links?|commission)|earn (?:a|an affiliate) commission"
    r"|(?:best|black friday|cyber monday|prime day) deals?|coupon codes?|promo codes?"
    r"|\d+% off|save (?:up to )?\$\d+ on)\b",
    re.IGNORECASE,
)
_LISTICLE = re.compile(
    r"^(?:(?:the|top|our) )*\d{1,2} (?:\w+[ -]){0,4}?(?:ways|tips|things|reasons|tools|best|tricks"
    r"|ideas|mistakes|steps|books|gifts|apps|lessons|facts|signs|habits|secrets|questions"
    r"|trends|predictions|examples|alternatives|takeaways)\b",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"\b(?:register (?:now|today)|sign up (?:now|today)|join us (?:for|at|on)|free trial"
    r"|book a demo|save the date|early[- ]bird|last chance|webinar|meet us at|visit our booth"
    r"|download (?:the|our) (?:e-?book|white ?paper|guide))\b",
    re.IGNORECASE,
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
_HEAD = 300  # characters of text that are looked at


def kinds(entry: Entry) -> tuple[str, ...]:
    """The kinds of noise an entry is; empty for most."""
    head = entry.text[:_HEAD]
    both = f"{entry.title}\n{head}"
    host = urlsplit(entry.canonical or entry.url).hostname or ""
    wire = any(host == name or host.endswith("." + name) for name in _WIRES)
    found = {
        "sponsored": _SPONSORED.search(both) or "sponsored" in {t.casefold() for t in entry.tags},
        "press release": wire or _DATELINE.search(head),
        "affiliate": _AFFILIATE.search(both),
        "listicle": _LISTICLE.search(entry.title),
        "self-promotion": _PROMOTION.search(both),
    }
    return tuple(kind for kind, seen in found.items() if seen)
