"""Ways that lead astray: redirects, and pages that name a feed (RFC 9110, section 15.4)."""

from __future__ import annotations

import itertools

from tests.hostile.answers import ITEM, answer, head, raw, redirect, rss
from tests.hostile.case import PUBLIC, Asked, Case

FEED = rss(ITEM)
PRIVATE = "inside a private network"
NOWHERE = "redirects"
INSIDE = {
    "loopback": "http://127.0.0.1/",
    "loopback by name": "http://localhost/",
    "loopback in IPv6": "http://[::1]/",
    "loopback, mapped": "http://[::ffff:127.0.0.1]/",
    "loopback as one number": "http://2130706433/",
    "loopback in octal": "http://0177.0.0.1/",
    "loopback in hexadecimal": "http://0x7f.1/",
    "loopback in NAT64": "http://[64:ff9b::7f00:1]/",
    "loopback in 6to4": "http://[2002:7f00:1::]/",
    "nowhere": "http://0.0.0.0/",
    "10/8": "http://10.0.0.1/",
    "192.168/16": "http://192.168.1.1/",
    "link-local": "http://169.254.169.254/latest/meta-data/",
    "carrier-grade NAT": "http://100.64.0.1/",
    "unique local": "http://[fd00::1]/",
    "multicast": "http://224.0.0.1/",
    "a name without dots": "http://router/",
}
ASTRAY = {
    "a script": "javascript:alert(1)",
    "a file": "file:///etc/passwd",
    "data": "data:text/xml,<rss/>",
    "ftp": "ftp://one.example/feed",
    "gopher": "gopher://127.0.0.1:25/_HELO",
    "half an IPv6 address": "http://[::1/feed",
    "no host": "http:///feed",
    "a port beyond all": "http://9.9.9.9:99999/",
    "a port of words": "http://9.9.9.9:port/",
    "nothing": "",
    "bytes beyond ASCII": "http://\xff\xfe.example/",
    "a host of control characters": "http://\x01\x02/",
}


def page(*links: str) -> str:
    """A page that names feeds."""
    tags = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links
    )
    return f"<!DOCTYPE html><html><head>{tags}</head><body><p>Welcome</p></body></html>"


def further(asked: Asked) -> str:
    """A path that is never asked twice."""
    count = int(asked.path or 0) + 1
    return f"{PUBLIC}/redirects-for-ever/{count}"


CASES = (
    *(
        Case(f"redirects to {name}", lambda _, url=url: redirect(url), 3, PRIVATE, 0, public=True)  # type: ignore[misc]
        for name, url in INSIDE.items()
    ),
    *(
        Case(f"redirects astray to {name}", lambda _, url=url: redirect(url), 3, "", 0)  # type: ignore[misc]
        for name, url in ASTRAY.items()
    ),
    *(
        Case(f"page names a feed at {name}", lambda _, url=url: answer(page(url)), 3,  # type: ignore[misc]
             PRIVATE, 0, public=True)
        for name, url in list(INSIDE.items())[:8]
    ),
    Case("redirects to itself", lambda _: redirect("/redirects-to-itself"), 3, NOWHERE, 0),
    Case("redirects for ever", lambda asked: redirect(further(asked)), 3, NOWHERE, 0, public=True),
    Case("redirects in five steps", lambda asked: answer(FEED) if asked.path == "5" else redirect(
        f"/redirects-in-five-steps/{int(asked.path or 0) + 1}")),
    Case("redirects to 1 MB", lambda _: redirect("http://9.9.9.9/" + "a" * 1_000_000), 3, "", 0),
    Case("redirects without a place", lambda _: raw(head(status="302 Found")), 3, "", 0),
    Case("redirects with another line", lambda _: redirect("/a\r\nX-Injected: 1"), 3, "", 0),
    Case("redirects to many slashes", lambda _: redirect("http://127.0.0.2:1/" + "/" * 5000 + "x"),
         3, "", 0),
    Case("redirects with a password", lambda _: redirect("http://a:secret@127.0.0.2:1/"), 3, "", 0),
    Case("redirects and sets 10,000 cookies", lambda asked: answer(FEED) if asked.path else answer(
        "", "Location: /redirects-and-sets-10-000-cookies/x",
        *(f"Set-Cookie: c{n}=1" for n in range(10_000)), status="302 Found")),
    Case("multiple choices", lambda _: answer("", "Location: /x", status="300 Choose"), 3, "300", 0),
    Case("page that names itself", lambda _: answer(page("/page-that-names-itself")), 3,
         "HTML page", 0),
    Case("page that names a page", lambda asked: answer(page(f"/page-that-names-a-page/{asked.path}x")),
         3, "HTML page", 0),
    Case("page that names a script", lambda _: answer(page("javascript:alert(1)")), 3,
         "HTML page", 0),
    Case("page that names a file", lambda _: answer(page("file:///etc/passwd")), 3, "HTML page", 0),
    Case("page that names 50,000 feeds", lambda _: answer(page(*("/x" * 9 for _ in range(50_000)))),
         3, "", 0),
    Case("page with a refresh inside", lambda _: answer(
        '<html><meta http-equiv="refresh" content="0; url=http://127.0.0.1/"></html>'), 3,
        "HTML page", 0),
    Case("page that names its feed", lambda asked: answer(
        FEED if asked.path else page("/page-that-names-its-feed/feed")), 0, "", 1,
        printed="is now read at"),
    Case("page of 14 MB of links", lambda _: itertools.chain(
        answer("<html>" + "<link rel=alternate href=x>" * 500_000)), 3, "HTML page", 0),
)  # fmt: skip
