"""Answers that look like success but are errors to a reason in words.

A bridge reports its failure as an entry, a shared instance turns feed readers away with one, and a
bot check is a page that asks for a browser: each comes as HTTP 200.
"""

from __future__ import annotations

import re

from cio_digest.parse import encoding
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.models import RawFeed

# Titles of entries that are no news. Each is a whole phrase, at the start, of a feed that holds
# nothing else, so that an article about captchas or bridges passes.
_ENTRIES = (
    # RSS-Bridge: "Bridge returned error 0! (20779)"
    (re.compile(r"bridge returned error\b", re.IGNORECASE), "the bridge reports an error"),
    # Nitter instances: "RSS reader not yet whitelisted!"
    (re.compile(r"(?:your )?rss reader (?:is )?not (?:yet )?(?:white|allow)-?listed", re.IGNORECASE),
     "this instance does not let feed readers in; ask its owner"),
    (re.compile(r"(?:just a moment|attention required|verify (?:that )?you are (?:a )?human|"
                r"are you (?:a )?robot|access denied|forbidden|too many requests|"
                r"rate limit(?:ed| exceeded))[\s.!…|]*", re.IGNORECASE),
     "the answer is a refusal, not news"),
)  # fmt: skip
_FEW = 3

# Signs in a page's own machinery rather than in its words.
_PAGES = (
    (re.compile(r"<title>\s*(?:just a moment|attention required|one moment, please|"
                r"ddos-guard|access denied|verify(?:ing)? you are human|security check|"
                r"please wait\.\.\. \| cloudflare|are you a robot|pardon our interruption)", re.IGNORECASE),
     "a bot-check page instead of a feed: the site wants a browser"),
    (re.compile(r"cdn-cgi/challenge-platform|cf[-_]chl[-_]|_incapsula_resource|"
                r"captcha-delivery\.com|geo\.captcha|/_sec/cp_challenge|anubis_challenge|"
                r"px-captcha|aws-?waf-?(?:token|captcha)|g-recaptcha|h-captcha|cf-turnstile", re.IGNORECASE),
     "a bot-check page instead of a feed: the site wants a browser"),
    (re.compile(r"""<input\b[^>]{0,200}\btype\s*=\s*["']?password""", re.IGNORECASE),
     "a login page instead of a feed: the address needs credentials"),
)  # fmt: skip
_HEAD = 200_000


def refusal(feed: RawFeed) -> str:
    """Why a parsed feed is an error in disguise, or ``""`` when it is a feed."""
    if not feed.entries or len(feed.entries) > _FEW:
        return ""
    reasons = [_entry_refusal(entry.title) for entry in feed.entries]
    if not all(reasons):
        return ""
    return f"{reasons[0]}: {' '.join(feed.entries[0].title.split())[:100]}"


def _entry_refusal(title: str) -> str:
    title = title.strip()
    for number, (pattern, reason) in enumerate(_ENTRIES):
        whole = number == len(_ENTRIES) - 1  # common words: they must be all there is
        if pattern.fullmatch(title) if whole else pattern.match(title):
            return reason
    return ""


def refusal_page(body: bytes) -> str:
    """Why a page turns the reader away (bot check, login), or ``""`` when it does not say so."""
    text = encoding.text(body[:_HEAD])
    return next((reason for pattern, reason in _PAGES if pattern.search(text)), "")
