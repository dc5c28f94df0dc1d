"""Answers that look like success but are errors, to a reason in words.

A bridge reports its failure as an entry, a shared instance turns feed readers away with one, and a
bot check is a page that asks for a browser: each comes as HTTP 200.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.parse import LOGIN, encoding

if TYPE_CHECKING:
    from cio_digest.models import RawFeed


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


# Titles of entries that are no news. They count only in a feed that holds nothing else, so that
# an article about captchas or bridges passes.
_FEW = 3
_ENTRIES = (
    # RSS-Bridge: "Bridge returned error 0! (20779)"
    (_any(r"bridge returned error\b.*"), "the bridge reports an error"),
    # Nitter: "RSS reader not yet whitelisted!"
    (
        _any(r"(?:your )?(?:rss|feed) reader (?:is )?not (?:yet )?(?:white|allow)-?listed\b.*"),
        "this instance lets no unknown feed reader in; ask its owner",
    ),
    (
        _any(
            r"(?:just a moment|attention required|access denied|forbidden|too many requests)\W*",
            r"(?:please )?verify (?:that )?you are (?:a )?human\W*",
            r"rate limit(?:ed| exceeded)\W*",
        ),
        "the answer is a refusal, not news",
    ),
)

_BOT_CHECK = "a bot-check page instead of a feed: the site wants a browser"
_HEAD = 200_000  # bytes of a page looked at
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_BOT_TITLES = _any(
    r"just a moment",
    r"attention required",
    r"one moment, please",
    r"ddos-guard",
    r"access denied",
    r"security check",
    r"pardon our interruption",
    r"are you a robot",
    r"verify(?:ing)? (?:that )?you are (?:a )?human",
    r"making sure you(?:'|&#39;|’)re not a bot",
    r"before you continue to (?:google|youtube)",  # asks to be allowed cookies
    r"sorry\W*$",  # Google, of "unusual traffic"
    r"(?:you(?:'|&#39;|’)ve been |you have been )?blocked\W*$",
)
# The machinery of checks that stand instead of a page, not of those that guard a form in it.
_BOT_MACHINERY = _any(
    r"cdn-cgi/challenge-platform/h/",
    r"window\._cf_chl_opt",
    r"_incapsula_resource",
    r"geo\.captcha-delivery\.com",
    r"/_sec/cp_challenge",
    r'id="anubis_challenge"',
    r"awswafintegration",
)
_LOGIN_TITLES = _any(
    r"\b(?:log|sign)[ -]?in\b", r"\banmeld", r"\bse connecter\b", r"\binici(?:ar|o)"
)
_PASSWORD = re.compile(r"""<input\b[^>]{0,200}\btype\s*=\s*["']?password""", re.IGNORECASE)


def refusal(feed: RawFeed) -> str:
    """Why a parsed feed is an error in disguise, or ``""`` when it is a feed."""
    if not feed.entries or len(feed.entries) > _FEW:
        return ""
    titles = [" ".join(entry.title.split()) for entry in feed.entries]
    reasons = [_reason(title) for title in titles]
    return f"{reasons[0]}: {titles[0][:100]}" if all(reasons) else ""


def _reason(title: str) -> str:
    return next((reason for pattern, reason in _ENTRIES if pattern.fullmatch(title)), "")


def refusal_page(body: bytes) -> str:
    """Why a page turns the reader away (bot check, login), or ``""`` when it does not say so."""
    page = encoding.text(body[:_HEAD])
    match = _TITLE.search(page)
    title = " ".join(match[1].split()) if match else ""
    if _BOT_TITLES.match(title) or _BOT_MACHINERY.search(page):
        return _BOT_CHECK
    return LOGIN if _LOGIN_TITLES.search(title) and _PASSWORD.search(page) else ""
