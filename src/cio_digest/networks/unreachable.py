"""Networks that cannot be read without a bridge: their names in lists, and the reason."""

from __future__ import annotations

from typing import NamedTuple


class Unreachable(NamedTuple):
    """A network without a reading interface, and the reason in words.

    ``hosts`` are where its profiles are, ``headings`` the words above its column in a list.
    """

    title: str
    reason: str
    hosts: tuple[str, ...]
    headings: str


UNREACHABLE = (
    Unreachable(
        "LinkedIn",
        "no public reading interface, groups included; its terms bar reading by machine",
        ("linkedin.com",),
        "linkedin",
    ),
    Unreachable(
        "Facebook",
        "no public reading interface; pages need an app that Facebook has reviewed",
        ("facebook.com", "fb.com"),
        "facebook fb",
    ),
    Unreachable(
        "Threads",
        "no public reading interface; its search needs a permission that Meta grants",
        ("threads.net", "threads.com"),
        "threads",
    ),
    Unreachable("Telegram", "no feed of its own", ("t.me", "telegram.me"), "telegram"),
    Unreachable("Instagram", "no public reading interface", ("instagram.com",), "instagram insta"),
    Unreachable("TikTok", "no public reading interface", ("tiktok.com",), "tiktok"),
)
