"""The lines of a list to what becomes of each feed: taken, known already, or refused and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.config.problems import shown
from cio_digest.lists import folders, profiles
from cio_digest.lists.followed import Followed
from cio_digest.lists.verdict import ImportDecision
from cio_digest.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.config import Config
    from cio_digest.lists.row import Subscription
    from cio_digest.models import Polling

_LONGEST = 100  # characters of a title or a tag
_MOST = 30  # tags of a feed


def plan(
    lines: Iterable[Subscription], config: Config, states: Mapping[str, Polling]
) -> list[ImportDecision]:
    """What becomes of the feeds that a list names, in its order; nothing is added twice.

    A feed that stands in several folders is one, with all their names as its tags.
    """
    followed = Followed(config.sources, states)
    taken: dict[str, ImportDecision] = {}
    verdicts = []
    for line in lines:
        verdict = _verdict(line, followed, taken)
        if verdict.state == "taken":
            taken[line.where] = verdict
            followed.add(verdict.table["url"], line.where)
        verdicts.append(verdict)
    return verdicts


def _verdict(
    line: Subscription, followed: Followed, accepted: Mapping[str, ImportDecision]
) -> ImportDecision:
    """What becomes of one line; ``accepted`` are those before it, by their places."""
    title, tags = _text("" if line.title == line.url else line.title), _tags(line)
    try:
        url = _address(line)
        if where := followed.where(url):
            more = _tagged(accepted[where].table, tags) if where in accepted else []
            why = f"is followed already ({where})" + (f"; adds {', '.join(more)}" if more else "")
            return ImportDecision(line.where, title or url, "known", why, {})
    except profiles.Refused as reason:
        return ImportDecision(line.where, title or shown(line.url), "refused", str(reason), {})
    facts = {"url": url, "title": title, "tags": tags}
    table = {key: value for key, value in facts.items() if value}
    return ImportDecision(line.where, title or url, "taken", url, table)


def _address(line: Subscription) -> str:
    if line.fault:
        raise profiles.Refused(line.fault)
    return profiles.public(line.url)


def _tagged(table: dict[str, Any], tags: list[str]) -> list[str]:
    """Give a feed that is taken more tags; those that it has not got yet."""
    had = table.get("tags", [])
    more = [tag for tag in tags if tag not in had][: max(0, _MOST - len(had))]
    if more:
        table["tags"] = [*had, *more]
    return more


def _tags(line: Subscription) -> list[str]:
    paths = (map(_text, folders.steps(tag)) for tag in line.tags[:_MOST])
    return list(dict.fromkeys(filter(None, map(folders.tag, paths))))


def _text(written: str) -> str:
    """A name as it may be shown."""
    return normalize.title(written[: 10 * _LONGEST])[:_LONGEST].strip()
