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
# at the start of a line or in brackets and set off by a sign; one that is also a plain subject of
# news ("Werbung: Gericht verbietet ...") is in brackets or before a bar.
_LABEL = r"(?:^[^\w\n]{{0,8}}|[\[(|] *)(?:{}) *(?:[:\])|–—]|$)"
_BARRED = r"(?:[\[(|] *(?:{0}) *[\])|]|^(?:{0}) *(?:\||$))"
_SPONSORED = _Sign(
    (
        *("sponsor", "promoted", "anzeige", "werbung", "paid", "partner", "brand", "adv"),
        *("presented by", "brought to you", "publi-r", "publir", "publicit", "publicid"),
        *("patrocinad", "gesponser"),
    ),
    re.compile(
        _LABEL.format(
            r"sponsor(?:ed)?(?: (?:content|post|article|story|feature))?|advertorial|anzeige"
            r"|paid (?:post|content|partnership)|partner content|partnerinhalt|publi-?r[eé]portage"
            r"|brand(?:ed)? ?(?:voice|content|post)|adv|publirreportaje|publir?r[eé]dactionnel"
            r"|(?:(?:contenu|article) )?sponsoris[eé]|gesponsert(?:er (?:beitrag|artikel|inhalt))?"
            r"|gesponsord(?: artikel)?|(?:contenido|conte[uú]do|artículo|artigo) patrocinado"
            r"|patrocinado|contenuto sponsorizzato|sponsorizzato"
        )
        + "|"
        + _BARRED.format(r"promoted|werbung|advertisement|publicit[eé]|publicidad")
        + r"|^(?:presented|brought to you) by [^:|\n]{1,40}[:|]"
        r"|^in (?:paid )?partnership with [^|\n]{1,40}\|"
        r"|\b(?:this|the following) (?:\w+ )?(?:is|was) (?:a "
        r"|an )?(?:sponsored|paid|advertorial)\b"
        r"|\b(?:sponsor(?:ed)?|paid) (?:content|post|article|story|feature) (?:by|from)\b"
        r"|\bbrandvoice\b"
        r"|\b(?:content|article|post|story) (?:\w+ )?in (?:paid )?partnership with\b",
        re.MULTILINE,
    ),
)
_EVENT = r"(?:black friday|cyber monday|prime day)"
_AFFILIATE = _Sign(
    (
        *("affiliate", "commission", "deal", "% off", "save ", "for just ", "for only "),
        *("coupon code", "promo code", "discount code"),
        *("schnäppchen", "bon plan", "bons plan", "chollo", "lifetime", "+ free "),
    ),
    re.compile(
        r"\b(?:contains?|are|uses?|through|our) affiliate links?\b|\baffiliate commission\b"
        r"|\b(?:we|i|may|might|can|could) (?:\w+ )?earn (?:a|an affiliate) commission\b"
        rf"|\b(?:best|{_EVENT}) (?:\w+ ){{0,4}}?deals(?= (?:on|for|you|live|still|under|right)\b"
        r"| ?[:–—|!]|$)"
        r"|^deals? (?:of the day|des tages)\b|^daily deals?\b"
        r"|^(?:schnäppchen|bons? plans?|chollo) ?:"
        r"|^deals?: [^\n]{1,120} (?:for|at) [$€£]\d{1,4}(?:[.,]\d\d)?$"
        r"|\blifetime\b[^\n]{1,120} for (?:just |only )?[$€£]\d{1,4}(?:[.,]\d\d)?$"
        r"|\buse (?:the |our |my |this )?(?:coupon|promo|discount) code\b"
        r"|\b(?:best|top|exclusive|working) (?:\w+ )?(?:coupons? and )?(?:coupon|promo) codes?\b"
        r"|\b(?:coupon|promo) codes? for\b"
        r"|\b(?:get|save|take|now|extra|is) (?:up to )?\d\d% off"
        r"(?= (?:right now|this|these|your|everything)\b|[!|]|$)"
        r"|^(?:get|save|take) (?:up to )?\d\d% off\b"
        r"|^save (?:up to )?\$\d+ on\b|\bfor (?:just|only) \$\d+$"
        r"|\+ free (?:shipping|delivery|store pick-?up)\b",
        re.MULTILINE,
    ),
)
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
# A list to follow goes on with what it is good for; one of facts, with what happened.
_LISTICLE = re.compile(
    rf"(?:(?:the|top|our|my) ){{0,3}}{_COUNT} (?:of the )?(?:[\w-]+ (?:& )?){{0,3}}?"
    r"(?:(?:ways|tips|things|reasons|tools|tricks|ideas|mistakes|steps|books|gifts|apps|lessons"
    r"|facts|signs|habits|secrets|questions|trends|predictions|examples|alternatives|takeaways"
    r"|statistics|stats|plugins|templates|hacks|resources)"
    r"(?: (?:to (?!the\b|an?\b)|for\b|you\b|your\b|every\b|that (?:will|make|can)\b|in 20\d\d"
    r"|of (?:highly|great|the most|successful)\b)|[!?:]|$)"
    r"|best (?!paid\b)(?:[\w-]+ (?:& )?){0,4}"
    r"(?:for|in 20\d\d|of 20\d\d|of the year|to (?:buy|get|try))\b)"
)
_PROMOTION = _Sign(
    (
        *("register ", "sign up ", "join ", "save the date", "save your seat", "meet us "),
        *("last chance", " demo", "download ", "free trial", "early-bird", "early bird"),
        *("webinar", "webcast"),
        *("hiring", " booth", "whitepaper", "white paper", "ebook", "e-book", "giveaway"),
    ),
    re.compile(
        r"(?:^|[.!?:|–—] *)(?:register (?:now|today)|sign up (?:now|today|for our)"
        r"|join us (?:for|at|on)|join our (?:\w+ )?(?:team|community|newsletter)"
        r"|meet us (?:at|in) (?:booth|stand|hall|our)|visit our booth|book (?:a|your) demo"
        r"|download (?:the|our|your) (?:e-?book|white ?paper|guide)"
        r"|we(?: are|'re|’re) hiring(?= *(?:[:!.–—|]|an? |for |now\b|$))|save your seat)\b"
        r"|^(?:free )?(?:whitepaper|e-?book|giveaway) *:|^[\[(] *(?:white ?paper|e-?book) *[\])]"
        r"|(?:^|[.!?:|–—] *)save the date *(?:[:!|–—]|$)"
        r"|\b(?:start|begin|get|claim) your free trial\b"
        r"|\bearly[- ]bird (?:tickets?|prices?|rates?|registration|discounts?)"
        r"(?: (?:ends?|now|until|available|on sale|close|expires?)\b|[:!.]|$)"
        r"|\blast chance to (?:register|apply|join (?:us|our)|save (?:on|up)|get your|book your)\b"
        r"|(?:^|[\[(] *)(?:(?:free|upcoming|live|on-demand|tech talk) )?web(?:inar|cast)"
        r" *(?:[:|\])–—]|(?:recap|replay) *:)"
        r"|^(?:free|upcoming|live|on-demand|kostenloses) webinar (?:on|with|for|about)\b"
        r"|^kostenloses webinar\b"
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
    "(newsfile corp",
)  # fmt: skip
# How a press release begins wherever it is printed: what the firm is proud of, between commas.
_RELEASE = _Sign(
    (" announce", "announced "),
    re.compile(
        r", (?:(?:an?|the) (?:[\w’'-]+ ){0,4}?(?:leading|leader|premier|pioneer|innovator)\b"
        r"|an? (?:[\w-]+ ){0,3}?provider of )[^.\n]{0,150}, "
        r"(?:(?:has )?today announced|announced today|is (?:pleased|proud|excited) to announce)\b"
    ),
)
_HEAD = 300  # characters of text that are looked at


def kinds(entry: Entry) -> tuple[str, ...]:
    """The kinds of noise an entry is; empty for most."""
    title, head = entry.title.lower(), entry.text[:_HEAD].lower()
    both = f"{title}\n{head}"
    found = {
        "sponsored": _SPONSORED.is_in(both) or "sponsored" in {t.casefold() for t in entry.tags},
        "press release": _is_wire(entry)
        or any(name in head for name in _DATELINES)
        or _RELEASE.is_in(head),
        "affiliate": _AFFILIATE.is_in(both),
        "listicle": _LISTICLE.match(title),
        "self-promotion": _PROMOTION.is_in(both),
    }
    return tuple(kind for kind, seen in found.items() if seen)


def _is_wire(entry: Entry) -> bool:
    """Whether it stands at a press-release wire."""
    return f".{sites.host(entry.canonical or entry.url)}".endswith(_WIRE_HOSTS)
