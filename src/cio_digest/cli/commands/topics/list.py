"""``cio-digest topics list``, ``show``, ``test``: what of a topic came in, and what would."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, moods, tables
from cio_digest.cli.setup import setup
from cio_digest.runs import naming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cio_digest.models import Topic
    from cio_digest.models.records import KeywordCount, MatchedTopic
    from cio_digest.ranking.topics import Match
    from cio_digest.runs import Setup
    from cio_digest.search.reaches import Counts
    from cio_digest.search.topical import Name

LIST = """\b
Examples:
  cio-digest topics list                 your topics, and what came in
  cio-digest topics list --format csv    for a spreadsheet
"""
SHOW = """\b
Examples:
  cio-digest topics show CRM           what each keyword matched
  cio-digest topics show CRM --mood    and how many posts complain
"""
TEST = """\b
Examples:
  cio-digest topics test "CRM for everyone"
"""

WEEK = timedelta(days=7)
NOISY = 0.1  # of all entries: a keyword that is everywhere tells nothing


@click.command("list", epilog=LIST)
@tables.FORMAT
@click.pass_context
def list_(ctx: click.Context, format_name: str | None) -> None:
    """List your topics with the entries of the last seven days that they match.

    The remark names a topic that matches everything or nothing, and its worst keyword.
    """
    from cio_digest.models.records import ListedTopic
    from cio_digest.search import kept
    from cio_digest.store import opened

    started = setup(ctx)
    since = started.now - WEEK
    with opened(started.store) as db:
        reached = kept.reach(db, started.config.topics, since, started.now)
    topics = [
        ListedTopic(each.name, each.weight, each.keywords, each.exclude, *reached[each.name])
        for each in started.config.topics
    ]
    if tables.show_records("topics", ListedTopic._fields, topics, format_name, since=since):
        return
    rows = [
        (each.name, f"{each.weight:g}", str(len(each.keywords)), str(each.entries), each.remark)
        for each in topics
    ]
    head = ("topic", "weight", "keywords", "entries in 7 days", "remark")
    tables.show_table(head, rows, format_name, "No topics yet: cio-digest topics add makes one.")


@click.command("show", epilog=SHOW)
@click.argument("topic", shell_complete=completing.topics)
@moods.option
@tables.FORMAT
@click.pass_context
def show_(ctx: click.Context, topic: str, mood: bool, format_name: str | None) -> None:
    """Show what each keyword of a topic matched in the last seven days.

    Silent keywords matched nothing; noisy ones stand in more than a tenth of all entries; "3 not
    about it" hold the keyword in passing or in another sense. Below stand keywords that may be
    names or common words, and the words that keep the keywords' company in your own feeds.
    """
    from cio_digest.models.records import AmbiguousKeyword, KeywordCount
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
        reached = topical.reach(db, [asked], started.now - WEEK, started.now)
        found = of_topic(db, started.config, asked, started.now) if mood else []
    _, reach = reached[asked.name]
    facts = {
        "topic": asked.name,
        "since": started.now - WEEK,
        "read": total,
        "exclude": asked.exclude,
        "companions": tuple(company),
        "remark": reach,
        "ambiguous": tuple(AmbiguousKeyword(*name) for name in names),
    }
    keywords = _counted(asked, counts, total)
    if tables.show_records("keywords", KeywordCount._fields, keywords, format_name, **facts):
        return
    head = (asked.name, "entries", "in titles", "remark")
    tables.show_table(head, [*map(_row, keywords)], format_name)
    if not tables.for_people(format_name):
        return
    remarks = (
        f"not: {', '.join(asked.exclude)}" if asked.exclude else "",
        *_ruled(started, asked),
        f"{asked.name} {reach}" if reach else "",
        *map(_ambiguous, names),
        f"backed up by: {', '.join(company)}" if company else "",
    )
    parts = [remark.split("\n") for remark in remarks if remark]
    tables.show_legend([line for part in parts for line in ("", *part)][1:], format_name)
    if mood:
        moods.show(found, format_name)


@click.command("test", epilog=TEST)
@click.argument("text", nargs=-1, required=True)
@tables.FORMAT
@click.pass_context
def test_(ctx: click.Context, text: tuple[str, ...], format_name: str | None) -> None:
    """Say which topics a headline would match, and why."""
    from cio_digest.models.records import MatchedTopic
    from cio_digest.search import topical
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        found = topical.test(db, started.config.topics, " ".join(text))
    topics = [_matched(match) for match in found]
    if tables.show_records("topics", MatchedTopic._fields, topics, format_name):
        return
    rows = [(match.topic, f"{match.score:.1f}", _because(match)) for match in found]
    tables.show_table(
        ("topic", "score", "because"), rows, format_name, "No topic of yours matches."
    )


def _ruled(started: Setup, topic: Topic) -> Iterator[str]:
    """The rules of a topic, one line for each kind; sources that nobody is called are said so."""
    known: set[str] = set()
    if topic.boost.sources or topic.bury.sources:
        known = {name.casefold() for name in naming.names(started)}
    for name, rules in (("boost", topic.boost), ("bury", topic.bury)):
        sources = [
            f"“{each}”" if each.casefold() in known else f"“{each}” (no source is called so)"
            for each in rules.sources
        ]
        parts = (
            ("titles with", [f"“{each}”" for each in rules.titles]),
            ("authors", [f"“{each}”" for each in rules.authors]),
            ("sources", sources),
        )
        written = [f"{what} {', '.join(several)}" for what, several in parts if several]
        if written:
            yield f"{name}: {'; '.join(written)}"


def _counted(topic: Topic, counts: Mapping[str, Counts], total: int) -> list[KeywordCount]:
    """What each keyword matched among so many entries, with what is to be said of it."""
    from cio_digest.models.records import KeywordCount
    from cio_digest.search import topical

    same = topical.same(topic)
    return [
        KeywordCount(word, *count, _remark(word, count, total, same[word]))
        for word, count in counts.items()
    ]


def _row(count: KeywordCount) -> tuple[str, str, str, str]:
    return count.keyword, str(count.entries), str(count.titles), count.remark or _passing(count)


def _remark(word: str, count: Counts, total: int, same: str) -> str:
    if same != word:
        return f"the same as “{same}”"
    if not count.entries:
        return "silent"
    return "noisy" if count.entries > NOISY * total else ""


def _passing(count: KeywordCount) -> str:
    return f"{count.passing} not about it" if count.passing else ""


def _matched(match: Match) -> MatchedTopic:
    from cio_digest.models.records import KeywordHit, MatchedTopic

    hits = (KeywordHit(hit.keyword, hit.kind, hit.where, hit.value) for hit in match.hits)
    return MatchedTopic(match.topic, match.score, match.excluded, match.doubt, tuple(hits))


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
    phrased = "“{}” in the {}, as part of “{}”"
    because = ", ".join(
        (phrased if hit.phrase else words[hit.kind]).format(hit.keyword, hit.where, hit.phrase)
        for hit in match.hits
    )
    return f"not about it, {match.doubt}: {because}" if match.doubt else because
