"""The body of a page -> a whole HTML document that needs nothing but itself.

No script, no request: the policy in its head forbids both to the browser, too, whatever the body
holds. https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from cio_digest.render.markup import Markup, element, lines
from cio_digest.render.plots import LOOKS
from cio_digest.render.stylesheet import STYLESHEET


def document(title: str, *body: str) -> str:
    """The document with its title, its own stylesheet and this body."""
    return (
        lines(
            Markup("<!doctype html>"),
            element(
                "html",
                "\n",
                head(title),
                "\n",
                element("body", "\n", lines(*body), "\n"),
                lang="en",
            ),
            "",
        )
        + "\n"
    )


def head(title: str) -> Markup:
    """The head of a page: title, style sheet and content security policy."""
    style = f"\n{STYLESHEET}\n{LOOKS}"
    named = b64encode(sha256(style.encode()).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{named}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        "\n",
        lines(
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="generator", content="cio-digest"),
            element("link", rel="icon", href="data:,"),  # else a browser asks the server for one
            element("title", title),
            element("style", Markup(style)),
        ),
        "\n",
    )
