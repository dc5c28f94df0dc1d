"""``cio-digest topics``: what one cares about, and what of it came in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, groups, moods, tables
from cio_digest.cli.setup import setup
from cio_digest.runs import naming

if TYPE_CHECKING:
    from cio_digest.ranking.topics import Match
    from cio_digest.search.topical import Counts, Name

EPILOG = """\b
Examples:
  cio-digest topics list                       your topics, and what came in
  cio-digest topics show CRM                   what each keyword matched
  cio-digest topics show CRM --mood            and how many posts complain
  cio-digest topics test "CRM for everyone"    what a headline would match
  cio-digest topics list --format csv          for a spreadsheet
"""

WEEK = timedelta(days=7)
NOISY = 0.1  # of all entries: a keyword that is everywhere tells nothing


@click.group("topics", cls=groups.CommandGroup, epilog=EPILOG)
def command() -> None:
    """List your topics and the entries that match them."""


@command.command("list", epilog=EPILOG)
@tables.FORMAT
@click.pass_context
def list_(ctx: click.Context, format_name: str | None) -> None:
    """List your topics with the entries of the last seven days that they match.

    The remark names a topic that matches everything or nothing, and its worst keyword.
    """
    from cio_digest.search import topical
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        rows = [
            (
                topic.name,
                f"{topic.weight:g}",
                str(len(topic.keywords)),
                *map(str, topical.reach(db, topic, started.now - WEEK, started.now)),
            )
            for topic in started.config.topics
        ]
    head = ("topic", "weight", "keywords", "entries in 7 days", "remark")
    tables.show_table(head, rows, format_name)


@command.command("show", epilog=EPILOG)
@click.argument("topic", shell_complete=completing.topics)
@moods.option
@tables.FORMAT
@click.pass_context
def show_(ctx: click.Context, topic: str, mood: bool, format_name: str | None) -> None:
    """Show what each keyword of a topic matched in the last seven days.

    Silent keywords matched nothing; noisy ones stand in more than a tenth of all entries; "3 in
    passing" are entries that hold the keyword and are not about it. Below stand keywords that may
    be names or common words, and the words that keep the keywords' company in your own feeds.
    """
    from cio_digest.cli.output import show
    from cio_digest.scorecards.moods import of_topic
    from cio_digest.search import topical
    from cio_digest.store import opened

    moods.possible(ctx, format_name, mood=mood)
    started = setup(ctx)
    asked = naming.topic(started.config, topic)
    with opened(started.store) as db:
        counts, total = topical.counts(db, asked, started.now - WEEK, started.now)
        company = topical.company(db, asked)
        names = topical.names(db, started.config.topics, asked)
        _, reach = topical.reach(db, asked, started.now - WEEK, started.now)
        found = of_topic(db, started.config, asked, started.now) if mood else []
    same = topical.same(asked)
    rows = [
        (word, str(count.entries), str(count.titles), _remark(word, count, total, same[word]))
        for word, count in counts.items()
    ]
    tables.show_table((asked.name, "entries", "in titles", "remark"), rows, format_name)
    if not tables.for_people(format_name):
        return
    if asked.exclude:
        show(f"\nnot: {', '.join(asked.exclude)}\n")
    if reach:
        show(f"\n{asked.name} {reach}\n")
    for name in names:
        show(f"\n{_ambiguous(name)}\n")
    if company:
        show(f"\nbacked up by: {', '.join(company)}\n")
    if mood:
        moods.show(found, format_name)


@command.command("test", epilog=EPILOG)
@click.argument("text", nargs=-1, required=True)
@tables.FORMAT
@click.pass_context
def test_(ctx: click.Context, text: tuple[str, ...], format_name: str | None) -> None:
    """Say which topics a headline would match, and why."""
    from cio_digest.search import topical
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        found = topical.test(db, started.config.topics, " ".join(text))
    rows = [(match.topic, f"{match.score:.1f}", _because(match)) for match in found]
    tables.show_table(
        ("topic", "score", "because"), rows, format_name, "No topic of yours matches."
    )


def _remark(word: str, count: Counts, total: int, same: str) -> str:
    if same != word:
        return f"the same as “{same}”"
    if not count.entries:
        return "silent"
    passing = f"{count.passing} in passing" if count.passing else ""
    return "noisy" if count.entries > NOISY * total else passing


def _ambiguous(name: Name) -> str:
    """How a keyword is read that may be a name, and what would be clearer."""
    word, small = name.keyword, name.keyword.lower()
    reading = "is read as a name" if name.sure else "is ambiguous"
    uses = f"your entries write “{word}” {name.written}×, “{small}” {name.small}×"
    only = "" if name.sure else f"; “{small}” counts beside other words of the topic only"
    sharper = (
        f"“{name.beside} {word}”" if name.beside else "a phrase, such as with its maker's name"
    )
    return f"“{word}” {reading}: {uses}{only}\nsharper: {sharper}"


def _because(match: Match) -> str:
    if match.excluded:
        return f"excluded by “not: {match.excluded}”"
    words = {
        "whole": "“{}” in the {}",
        "parts": "words of “{}” in the {}",
        "companion": "“{}” in the {}, which keeps its company",
        "unclear": "“{}” in the {}, perhaps as a common word",
        "common": "“{}” in the {}, as a common word",
    }
    because = ", ".join(words[hit.kind].format(hit.keyword, hit.where) for hit in match.hits)
    return f"not about it, {match.doubt}: {because}" if match.doubt else because
