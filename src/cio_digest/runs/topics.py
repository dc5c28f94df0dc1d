"""A topic added to, changed in or taken out of the reader's feeds.toml, or why it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import ConfigError
from cio_digest.runs import naming
from cio_digest.text import spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.topics import ListChange
    from cio_digest.config.writing import Table
    from cio_digest.models import Topic
    from cio_digest.runs import Setup


class Change(NamedTuple):
    """Keywords and exclusions that a topic gets and loses, and its weight where that changes."""

    keywords: Sequence[str] = ()
    less_keywords: Sequence[str] = ()
    exclude: Sequence[str] = ()
    less_exclude: Sequence[str] = ()
    weight: float | None = None


class Edited(NamedTuple):
    """The topic that was changed, as it is and was; ``backup`` is the copy of feeds.toml."""

    topic: Topic
    backup: str
    before: Topic | None = None


def add(setup: Setup, name: str, table: Table) -> Edited:
    """Write a new topic below the others.

    Raises:
        ConfigError: there is one of that name, or the file cannot be changed so.
    """
    from cio_digest.config import topics

    names = [topic.name for topic in setup.config.topics]
    same = [each for each in names if each.casefold() == name.casefold()]
    if same:
        raise ConfigError(f'there is a topic "{same[0]}"; cio-digest topics edit changes it')
    if not name.strip() or not name.isprintable():
        raise ConfigError("a topic needs a name that can be shown")
    backup = topics.add(setup.config.path, name, table, names[-1] if names else None)
    return Edited(_current(setup, name), backup)


def remove(setup: Setup, name: str) -> Edited:
    """Take a topic out.

    Raises:
        ConfigError: there is none of that name, or the file cannot be changed so.
    """
    from cio_digest.config import topics

    topic = naming.topic(setup.config, name)
    return Edited(topic, topics.remove(setup.config.path, topic.name))


def edit(setup: Setup, name: str, change: Change) -> Edited:
    """Change keywords, exclusions and weight of a topic.

    Raises:
        ConfigError: there is none of that name, it has a word already or has it not, no keyword
            would be left, or the file cannot be changed so.
    """
    from cio_digest.config import topics

    topic = naming.topic(setup.config, name)
    lists = [
        _list(topic, "keywords", change.keywords, change.less_keywords),
        _list(topic, "exclude", change.exclude, change.less_exclude),
    ]
    if len(lists[0].less) == len(topic.keywords) and not lists[0].more:
        raise ConfigError(
            f"{topic.name} needs a keyword; cio-digest topics remove takes it out whole"
        )
    changed = [each for each in lists if each.more or each.less]
    backup = topics.change(setup.config.path, topic.name, changed, change.weight)
    return Edited(_current(setup, topic.name), backup, topic)


def _list(topic: Topic, key: str, more: Sequence[str], less: Sequence[str]) -> ListChange:
    """What a list of the topic gets and loses, the latter as it is written there."""
    from cio_digest.config.topics import ListChange

    written = {"keywords": topic.keywords, "exclude": topic.exclude}[key]
    what = {"keywords": "keyword", "exclude": "exclusion"}[key]
    known = {each.casefold(): each for each in written}
    faults = [
        f'{topic.name} has the {what} "{known[each.casefold()]}" already'
        for each in more
        if each.casefold() in known
    ]
    for each in less:
        if each.casefold() not in known:
            near = spelling.nearest(each, written)
            hint = f'; did you mean "{near}"?' if near else ""
            faults.append(f'{topic.name} has no {what} "{each}"{hint}')
    if faults:
        raise ConfigError(*faults)
    return ListChange(key, more, [w for w in written if w.casefold() in map(str.casefold, less)])


def _current(setup: Setup, name: str) -> Topic:
    from cio_digest import config

    loaded = config.load(setup.config.path)
    return next(topic for topic in loaded.topics if topic.name == name)
