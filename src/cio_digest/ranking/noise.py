"""Turns an entry into the kinds of noise it is, such as "sponsored" or "listicle"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import sites

if TYPE_CHECKING:
    from cio_digest.models import Entry


class _Sign(NamedTuple):
    """A pattern for lower-case text, and ``words`` of which whatever it matches holds one.

    Looking for a few words costs a fifth of searching with the pattern, and most texts hold none.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        """Whether a text in lower case has it."""
        for word in self.words:
            if word in text:
                return self.pattern.search(text) is not None
        return False


# What publishers write on paid or promotional pieces: title, start of text or address.
_SPONSORED = _Sign(
    ("sponsored", "advertorial", "paid ", "partner", "brand", "promoted by", "anzeige"),
    re.compile(
        r"(?:^\W*|[\[(|:] *)sponsored\b|\bsponsored (?:content|post|article|story|feature)\b"
        r"|\b(?:advertorial|paid (?:post|content|partnership)|partner content"
        r"|brand(?:ed)? ?(?:voice|content|post)|in partnership with|promoted by|anzeige)\b"
    ),
)
_AFFILIATE = _Sign(
    ("affiliate", "commission", "deal", "coupon", "promo code", "% off", "save "),
    re.compile(
        r"\b(?:affiliate (?:links?|commission)|earn (?:a|an affiliate) commission"
        r"|(?:best|black friday|cyber monday|prime day) deals?|coupon codes?|promo codes?"
        r"|\d+% off|save (?:up to )?\$\d+ on)\b"
    ),
)
_LISTICLE = re.compile(
    r"(?:(?:the|top|our) )*\d{1,2} (?:\w+[ -]){0,4}?(?:ways|tips|things|reasons|tools|best|tricks"
    r"|ideas|mistakes|steps|books|gifts|apps|lessons|facts|signs|habits|secrets|questions"
    r"|trends|predictions|examples|alternatives|takeaways)\b"
)
_PROMOTION = _Sign(
    (
        *("register ", "sign up ", "join us ", "free trial", "book a demo", "save the date"),
        *("early", "last chance", "webinar", "meet us at", "visit our booth", "download "),
    ),
    re.compile(
        r"\b(?:register (?:now|today)|sign up (?:now|today)|join us (?:for|at|on)|free trial"
        r"|book a demo|save the date|early[- ]bird|last chance|webinar|meet us at|visit our booth"
        r"|download (?:the|our) (?:e-?book|white ?paper|guide))\b"
    ),
)
# Press-release wires; the dateline "/PRNewswire/" names them where the address does not.
_WIRES = (
    "prnewswire.com", "prnewswire.co.uk", "businesswire.com", "globenewswire.com", "prweb.com",
    "accesswire.com", "newsfilecorp.com", "einpresswire.com", "prlog.org", "openpr.com",
    "presseportal.de", "newswire.ca", "newswire.com",
)  # fmt: skip
_WIRE_HOSTS = tuple(f".{name}" for name in _WIRES)
_DATELINES = (
    "/prnewswire", "(business wire)", "globe newswire", "/prweb", "accesswire", "einpresswire",
)  # fmt: skip
_HEAD = 300  # characters of text that are looked at


def kinds(entry: Entry) -> tuple[str, ...]:
    """The kinds of noise an entry is; empty for most."""
    title, head = entry.title.lower(), entry.text[:_HEAD].lower()
    both = f"{title}\n{head}"
    found = {
        "sponsored": _SPONSORED.is_in(both) or "sponsored" in {t.casefold() for t in entry.tags},
        "press release": _is_wire(entry) or any(name in head for name in _DATELINES),
        "affiliate": _AFFILIATE.is_in(both),
        "listicle": _LISTICLE.match(title),
        "self-promotion": _PROMOTION.is_in(both),
    }
    return tuple(kind for kind, seen in found.items() if seen)


def _is_wire(entry: Entry) -> bool:
    """Whether it stands at a press-release wire."""
    return f".{sites.host(entry.canonical or entry.url)}".endswith(_WIRE_HOSTS)
