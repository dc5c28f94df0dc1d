"""News of the watched keywords; given to the reader's own program where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cio_digest.models.pages import Trends
    from cio_digest.runs import Setup


class Alerts(NamedTuple):
    """What watched keywords brought, if anything, in ``page``.

    ``told`` means that it went to the program under ``[hooks]``, ``hook_failures`` how that failed.
    """

    page: Trends | None = None
    told: bool = False
    hook_failures: tuple[str, ...] = ()


def look(setup: Setup) -> Alerts:
    """Look for what is new of the keywords under ``[watch]`` since it was last looked.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.runs import hooks
    from cio_digest.store import opened
    from cio_digest.trends import alerts

    with opened(setup.store) as db:
        page = alerts.find(db, setup.config, setup.now)
    if not page.terms:
        return Alerts()
    if not setup.config.hooks.on_keyword:
        return Alerts(page)
    return Alerts(page, told=True, hook_failures=tuple(hooks.keywords_found(setup, page)))
