"""Answers of networks for the program to meet, and the program that fetches them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW, Page

if TYPE_CHECKING:
    from datetime import datetime

    from tests.cli.conftest import Done, Program

XRPC = "/xrpc/com.atproto.server."
FEED = Page(b'<rss version="2.0"><channel><title>F</title></channel></rss>')


def page(body: Any, status: int = 200) -> Page:
    """An answer in JSON."""
    return Page(json.dumps(body).encode(), status, (("Content-Type", "application/json"),))


class Answering(dict[str, Any]):
    """Pages by the path without its parameters."""

    def get(self, key: str, default: Any = None) -> Any:
        """What stands at an address."""
        return super().get(key.partition("?")[0], default)


def follow(program: Program, toml: str) -> None:
    """Write a feeds.toml."""
    program.config.parent.mkdir(parents=True, exist_ok=True)
    program.config.write_text(toml, encoding="utf-8")


def fetch(program: Program, now: datetime = NOW) -> Done:
    """Fetch as cron does, with the credentials that it needs."""
    return program("fetch", env=program.env(now, PW="s3cret-pw", XT="s3cret-x"))
