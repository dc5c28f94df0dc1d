"""What is half typed to the names it may become: sources, topics, tags, and stories by number.

A shell asks between two key strokes, so a configuration that is wrong or a store that is not there
just completes nothing.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.config import paths
from cio_digest.errors import CioDigestError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import click
    from click.shell_completion import CompletionItem

    from cio_digest.config import Config

_SPECIAL = re.compile(r"[^\w@%+=:,./-]")


def sources(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The titles of sources; their addresses once one is being typed."""
    found = _config(ctx)
    if found is None:
        return []
    if typed.startswith("http"):
        return _fitting(((source.url, source.title) for source in found.sources), typed)
    own = dict.fromkeys(source.title for source in found.sources)
    printed = dict.fromkeys((*own, *_titles(ctx, {source.key for source in found.sources})))
    return _fitting(((title, "") for title in printed), typed)


def _titles(ctx: click.Context, keys: Collection[str]) -> Iterable[str]:
    """What the sources with these keys call themselves, as lists of them print it."""
    from cio_digest.store import opened
    from cio_digest.store import sources as table

    try:
        store = paths.store_file(paths.here(), ctx.find_root().params.get("store"))
        if not (files.on_server(store) or os.path.exists(store)):  # noqa: PTH110 - quick
            return []
        with opened(store) as db:
            found = table.titles(db).items()
        return [title for key, title in found if key in keys and "://" not in title]
    except CioDigestError:
        return []


def topics(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The names of topics."""
    found = _config(ctx)
    return _fitting(((topic.name, "") for topic in found.topics), typed) if found else []


def voices(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The names of voices."""
    found = _config(ctx)
    named = dict.fromkeys(source.voice for source in found.sources) if found else {}
    return _fitting(((name, "") for name in named), typed)


def commands(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The commands below those that are typed already, each with what it does."""
    context = ctx.find_root()
    for name in ctx.params.get("path") or ():
        below = getattr(context.command, "get_command", lambda *_: None)(context, name)
        if below is None:
            return []
        context = below.context_class(below, info_name=name, parent=context)
    group = context.command
    names: list[str] = group.list_commands(context) if hasattr(group, "list_commands") else []
    return _fitting(((name, "") for name in names), typed)


def vendors(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The names of vendors."""
    found = _config(ctx)
    named = [each.name for each in found.vendors] if found else []
    named += [each.vendor for each in found.stack] if found else []
    return _fitting(((name, "") for name in dict.fromkeys(named)), typed)


def keywords(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The keywords of the topic that is named, each with the sign that takes it away."""
    found, name = _config(ctx), str(ctx.params.get("name") or "").casefold()
    topics = [topic for topic in found.topics if topic.name.casefold() == name] if found else []
    return _fitting(((f"-{word}", "") for each in topics for word in each.keywords), typed)


def tags(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The tags of sources."""
    found = _config(ctx)
    from cio_digest.lists import folders

    tags = {tag for source in found.sources for tag in source.tags} if found else set()
    given = tags | {step for tag in tags for step in folders.steps(tag)}
    return _fitting(((tag, "") for tag in sorted(given)), typed)


def deliveries(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The names of deliveries."""
    found = _config(ctx)
    return _fitting(((each.name, each.to) for each in found.deliveries), typed) if found else []


def searched(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """The names of networks that can be searched."""
    from cio_digest.networks import registry

    names = registry.names(lambda kind: kind.search)
    return _fitting(((name, registry.kind(name).title) for name in names), typed)


def stories(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The numbers of the digest printed last, each with its story's title."""
    from cio_digest.digest import items, saved
    from cio_digest.store import digests, opened

    try:
        store = paths.store_file(paths.here(), ctx.find_root().params.get("store"))
        if not (files.on_server(store) or os.path.exists(store)):  # noqa: PTH110 - quick
            return []
        with opened(store) as db:
            kept = digests.latest(db)
    except CioDigestError:
        return []
    shown = items.shown(saved.load(kept)) if kept else []
    return _fitting(((str(item.number), item.title) for item in shown), typed)


def _config(ctx: click.Context) -> Config | None:
    from cio_digest import config

    try:
        return config.current(paths.here(), ctx.find_root().params.get("config"))
    except CioDigestError:
        return None


def _fitting(names: Iterable[tuple[str, str]], typed: str) -> list[CompletionItem]:
    """Those that begin with what is typed, in any case, each once and as the shell can take it."""
    from click.shell_completion import CompletionItem

    begin = typed.casefold()
    fitting = {name: note for name, note in names if name and name.casefold().startswith(begin)}
    return [CompletionItem(_written(name), help=note or None) for name, note in fitting.items()]


def _written(name: str) -> str:
    """The name with what bash needs before a space; zsh and fish see to that themselves.

    Of two backslashes, click's script for bash reads one.
    """
    if os.environ.get("_CIO_DIGEST_COMPLETE") == "bash_complete":
        return _SPECIAL.sub(r"\\\\\g<0>", name)
    return name
