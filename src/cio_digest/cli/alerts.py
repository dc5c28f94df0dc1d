"""What watched keywords brought: to the reader's own program, else on stdout; else silence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cio_digest.cli import events
from cio_digest.cli.failures import say
from cio_digest.cli.setup import Setup, attended

if TYPE_CHECKING:
    from cio_digest.models.pages import Trends


def tell(started: Setup) -> None:
    """Tell what is new of the keywords under ``[watch]``, if anything is."""
    if not started.config.watch:
        if attended():
            say('no keyword is watched; add [watch] with keywords = ["…"] to feeds.toml')
        return
    from cio_digest.store import opened
    from cio_digest.trends import alerts

    with opened(started.store) as db:
        found = alerts.find(db, started.config, started.now)
    if not found.terms:
        return
    if started.config.hooks.on_keyword:
        events.keyword(started, found)
    else:
        _show(found)


def _show(found: Trends) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface

    show(render.trends(found, chosen(None), surface(os.environ)))
