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


# Precision first: the words stand as a label or as a call on the reader, not anywhere. A label is
# at the start of a line or in brackets and set off by a sign.
_LABEL = r"(?:^[^\w\n]{{0,8}}|[\[(|] *)(?:{}) *(?:[:\])|–—]|$)"
_SPONSORED = _Sign(
    (
        *("sponsored", "advertorial", "promoted", "anzeige", "werbung", "advertisement"),
        *("paid", "partner", "brand"),
    ),
    re.compile(
        _LABEL.format(
            r"sponsored(?: (?:content|post|article|story|feature))?|advertorial|promoted|anzeige"
            r"|werbung|advertisement|paid (?:post|content|partnership)|partner content"
            r"|brand(?:ed)? ?(?:voice|content|post)"
        )
        + r"|\b(?:this|the following) (?:\w+ )?(?:is|was) (?:a "
        r"|an )?(?:sponsored|paid|advertorial)\b"
        r"|\b(?:sponsored|paid) (?:content|post|article|story|feature) (?:by|from)\b|\bbrandvoice\b"
        r"|\b(?:content|article|post|story) (?:\w+ )?in (?:paid )?partnership with\b",
        re.MULTILINE,
    ),
)
_AFFILIATE = _Sign(
    ("affiliate", "commission", "deal", " code", "% off", "save "),
    re.compile(
        r"\b(?:affiliate (?:links?|commission)|earn (?:a|an affiliate) commission"
        r"|(?:best|black friday|cyber monday|prime day) deals?\b(?! with)"
        r"|(?:use|best|top|exclusive|working) (?:\w+ )?(?:coupon|promo) codes?"
        r"|(?:coupon|promo) codes? for"
        r"|\d+% off(?! (?:their|its|his|her|the|a|an|from|peaks?|highs?|records?)\b)"
        r"|save (?:up to )?\$\d+ on)\b",
    ),
)
_LISTICLE = re.compile(
    r"(?:(?:the|top|our) )*\d{1,2} (?:\w+[ -]){0,2}?(?:ways|tips|things|reasons|tools|best|tricks"
    r"|ideas|mistakes|steps|books|gifts|apps|lessons|facts|signs|habits|secrets|questions"
    r"|trends|predictions|examples|alternatives|takeaways)\b",
)
_PROMOTION = _Sign(
    (
        *("register ", "sign up ", "join us ", "save the date", "meet us at", "visit our booth"),
        *("last chance", " demo", "download ", "free trial", "early", "webinar"),
    ),
    re.compile(
        r"(?:^|[.!?:|–—] *)(?:register (?:now|today)|sign up (?:now|today)|join us (?:for|at|on)"
        r"|save the date|meet us at|visit our booth|last chance (?:to|for)\b|book (?:a|your) demo"
        r"|download (?:the|our) (?:e-?book|white ?paper|guide))\b"
        r"|\b(?:start|begin|get|claim) (?:your |a |our )?free trial\b"
        r"|\bearly[- ]bird (?:tickets?|prices?|rates?|registration|discounts?)\b"
        r"|\blast chance to (?:register|save|book|buy|join|apply)\b"
        r"|(?:^|[\[(] *)(?:\w+ )?webinar *[:|\])–—]|\b(?:free|upcoming|live|on-demand) webinar\b"
        r"|\b(?:join|register for|watch) (?:our|the|this) (?:\w+ )?webinar\b",
        re.MULTILINE,
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
