"""Turns labelled news into the stories, rankings and trends that the product would make of it.

    quality.py cluster GOLD.tsv > pred.tsv                               id, story
    quality.py rank GOLD.tsv TOPICS.json [--keywords seed|expanded] > run.tsv
                                                                         topic, id, score
    quality.py trends STREAM.tsv > run.tsv                               date, rank, term, ids
    quality.py brief GOLD.tsv > pred.tsv                                 story, headline, summary
    quality.py links GOLD.tsv [--rounds 4]                               links of stories cut by day
    quality.py pairs                                                     what one shared name joins
    quality.py table [FOLDER]                                            all of it on all dev sets

Everything goes through the product's own functions with its shipped defaults; nothing is set for
a set. Entries are fed in order of time, six hours at once, as a reader who fetches would get them.
``table`` wants the folder of labelled news, with its ``score.py``; mornings are made and judged by
the ``morning/`` in it, new stores by its ``first.py``, briefs by ``brief/`` where rouge-score is
installed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import datetime, time, timezone
from importlib.util import find_spec
from itertools import combinations, groupby, product
from math import comb
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from typing import TYPE_CHECKING

from cio_digest.digest import affair, items
from cio_digest.models import Entry, Polling, Story, Topic
from cio_digest.ranking import topics
from cio_digest.ranking.companions import companions
from cio_digest.runs import update
from cio_digest.store import clues as clue_table
from cio_digest.store import entries as entry_table
from cio_digest.store import opened
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.stories import cluster
from cio_digest.text import frequency, summary
from cio_digest.trends import titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NEWS = Path(__file__).resolve().parents[2] / "shared" / "news"
HOURS = 6.0  # one fetch brings what came in this time; 0: one entry at a time
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """A labelled file: tab-separated, unquoted, with a line of names."""
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def entries(labelled: Iterable[Row]) -> list[tuple[str, Entry]]:
    """Rows as entries in order of time, each with the id it has in the file."""
    ordered = sorted(labelled, key=lambda row: (row.get("timestamp") or row["date"], row["id"]))
    return [(row["id"], _entry(number, row)) for number, row in enumerate(ordered, 1)]


def _entry(number: int, row: Row) -> Entry:
    time = datetime.fromisoformat((row.get("timestamp") or row["date"]).replace("Z", "+00:00"))
    time = time.replace(tzinfo=timezone.utc)
    url = row.get("url", "")
    publisher = row.get("publisher") or row.get("source") or urlsplit(url).hostname or ""
    return Entry(
        source=publisher or f"unnamed-{number}",  # as unlike any other as can be
        guid=row["id"],
        url=url,
        # Some files name a site where the page should be; only a page identifies an entry.
        canonical=url if urlsplit(url).path.strip("/") else "",
        title=row["title"],
        text=row.get("summary", ""),
        published=time,
        first_seen=time,
        surfaced=time,
        publisher=publisher,
        id=number,
    )


def stories(found: list[tuple[str, Entry]], hours: float = HOURS) -> dict[str, int]:
    """The story of each entry in a store of its own, after runs of so many hours."""
    with opened(":memory:") as db:
        for batch in _batches([entry for _, entry in found], hours):
            for source, own in groupby(sorted(batch, key=_source), key=_source):
                row = source_table.save(db, Polling(source, source))
                entry_table.save(db, row, own)
            update.digestible(db)
        return dict(db.execute("SELECT guid, story FROM entries ORDER BY id"))


def _source(entry: Entry) -> str:
    return entry.source


def _batches(ordered: list[Entry], hours: float) -> Iterator[list[Entry]]:
    def slot(entry: Entry) -> float:
        return entry.surfaced.timestamp() // (hours * 3600) if hours else entry.id

    for _, batch in groupby(ordered, key=slot):
        yield list(batch)


def ranking(
    found: list[tuple[str, Entry]], wanted: list[dict[str, list[str]]], keywords: str
) -> Iterator[tuple[str, str, float]]:
    """Topic, entry and score of every entry that a topic matches."""
    asked = [Topic(str(topic["topic"]), tuple(topic[keywords])) for topic in wanted]
    statistics = topics.statistics(entry for _, entry in found)
    company = companions(asked, (entry for _, entry in found), statistics)
    matcher = topics.compile(asked, statistics, company)
    for key, entry in found:
        for match in matcher.match(entry):
            yield match.topic, key, match.score


def rising(found: list[tuple[str, Entry]]) -> Iterator[tuple[str, int, str, str]]:
    """Day, rank, term and entries of every term that rises, asked at the end of each day."""
    name = {entry.id: key for key, entry in found}
    kept, recent = titles.Tally({}, {}), list[Entry]()
    for day, batch in groupby([entry for _, entry in found], key=lambda e: e.surfaced.date()):
        today = list(batch)
        kept = titles.prune(titles.add(kept, titles.tally(today)), day)
        recent = [e for e in recent if (day - e.surfaced.date()).days < titles.RECENT] + today
        evening = datetime.combine(day, time.max, timezone.utc)
        for rank, burst in enumerate(titles.bursts(titles.carried(recent), kept, evening), 1):
            yield str(day), rank, burst.term, ",".join(name[number] for number in burst.entries)


def table(folder: Path) -> Iterator[str]:
    """One line of figures for every dev set, by the folder's own ``score.py``."""
    for gold in sorted(folder.glob("clustering/*_dev.tsv")):
        labelled = rows(gold)
        said = stories(entries(labelled))
        lines = (f"{key}\t{story}" for key, story in said.items())
        yield f"cluster {gold.stem:22} {_scored(folder, 'cluster', [gold], lines)}"
        if len({row["lang"] for row in labelled}) > 1:
            yield f"cluster {gold.stem:22} {languages(labelled, said)}"
    for name in ("allsides", "og2021_en"):
        yield f"links {name} {linking(rows(folder / f'clustering/{name}_dev.tsv'))}"
    yield from pairs()
    for gold in sorted(folder.glob("ranking/*_dev.tsv")):
        asked = gold.with_name(gold.name.replace("_dev.tsv", "_topics.json"))
        found, wanted = entries(rows(gold)), json.loads(asked.read_text(encoding="utf-8"))
        for kind in ("seed", "expanded"):
            lines = (f"{t}\t{key}\t{score}" for t, key, score in ranking(found, wanted, kind))
            yield f"rank {kind:8} {gold.stem:16} {_scored(folder, 'rank', [gold, asked], lines)}"
    for stream in sorted(folder.glob("trends/*_dev.tsv")):
        lines = ("\t".join(map(str, line)) for line in rising(entries(rows(stream))))
        yield f"trends {stream.stem:23} {_scored(folder, 'trends', [stream], lines)}"
    yield from _whole(folder)


def languages(gold: list[Row], said: dict[str, int]) -> str:
    """Pairs of tellings in different languages: how many are right, how many are found."""
    told: dict[object, list[Row]] = defaultdict(list)
    joined: dict[object, list[Row]] = defaultdict(list)
    for row in gold:
        told[row["story_id"]].append(row)
        joined[said[row["id"]]].append(row)
    true, found = (sum(len(_abroad(group)) for group in of.values()) for of in (told, joined))
    hits = sum(
        one["story_id"] == other["story_id"]
        for group in joined.values()
        for one, other in _abroad(group)
    )
    return f"pairs across languages P {hits / max(found, 1):.3f} R {hits / max(true, 1):.3f}"


def _abroad(group: list[Row]) -> list[tuple[Row, Row]]:
    return [(one, other) for one, other in combinations(group, 2) if one["lang"] != other["lang"]]


def links(
    found: list[tuple[str, Entry]], gold: dict[str, str], rounds: int = 1
) -> list[tuple[Story, Story, bool]]:
    """Pairs of linked stories where each day of a labelled story is one, and if they are right."""
    cut: dict[tuple[str, object], list[int]] = defaultdict(list)
    for key, entry in found:
        cut[gold[key], entry.surfaced.date()].append(entry.id)
    label = {ids[0]: story for (story, _), ids in cut.items()}
    with opened(":memory:") as db:
        for entry in (entry for _, entry in found):
            row = source_table.save(db, Polling(entry.source, entry.source))
            entry_table.save(db, row, [entry])
        story_table.assign(db, {entry: ids[0] for ids in cut.values() for entry in ids})
        entry_table.index(db)
        prints, rarity = cluster.learn([entry for _, entry in found], {}, cluster.Rarity())
        clue_table.keep_fingerprints(db, prints)
        clue_table.keep_rarity(db, rarity.kept())
        scope = affair.AffairScope(
            db, [entry.source for _, entry in found], found[-1][1].surfaced, rarity
        )
        made = []
        for seed, named in label.items():
            line = affair.of(scope, [seed], rounds)
            own = next(story for story in line if story.id == seed)
            days = [
                s for s in line if s.entries[0].surfaced.date() < own.entries[0].surfaced.date()
            ]
            made += [(own, other, named == label[other.id]) for other in days]
    return made


def linking(labelled: list[Row], rounds: int = 1) -> str:
    """How many links are right, and how many of those that could be are made."""
    gold = {row["id"]: row["story_id"] for row in labelled}
    found = entries(labelled)
    days: dict[str, set[object]] = defaultdict(set)
    for key, entry in found:
        days[gold[key]].add(entry.surfaced.date())
    made = links(found, gold, rounds)
    hits, true = sum(right for _, _, right in made), sum(comb(len(d), 2) for d in days.values())
    return (
        f"links {len(made)} P {hits / max(len(made), 1):.3f} R {hits / max(true, 1):.3f} of {true}"
    )


def pairs() -> Iterator[str]:
    """Of 40 pairs of unrelated reports that share one new name or two, how many become one story.

    In a store that has seen 2,000 reports; every word but the names is drawn by its frequency.
    """
    for names, length in product(("one shared name", "two shared names"), (0, 10, 20, 40, 80)):
        chance = random.Random(7)
        terms, weights = zip(*((t, 10**z) for t, z in frequency.table().items()), strict=True)
        past = [_report(chance, terms, weights, length) for _ in range(2000)]
        twins = []
        for _ in range(40):
            own = [_name(chance) for _ in range(1 + names.startswith("two"))]
            twins += [_report(chance, terms, weights, length, own) for _ in range(2)]
        made = [_made(place, *report) for place, report in enumerate([*past, *twins], 1)]
        story = stories([(str(entry.id), entry) for entry in made])
        joined = sum(story[str(n)] == story[str(n + 1)] for n in range(len(past) + 1, len(made), 2))
        yield f"{names}, texts of {length:2} words: {joined} of 40 unrelated pairs joined"


def _name(chance: random.Random) -> str:
    return "".join(chance.choices("bdfgklmnprst", k=8)).title()


def _report(
    chance: random.Random,
    terms: Sequence[str],
    weights: Sequence[float],
    length: int,
    names: Sequence[str] = (),
) -> tuple[str, str]:
    """A title of eight words and a text; each name stands somewhere in either."""
    title, text = (chance.choices(terms, weights, k=count) for count in (8, length))
    for drawn in (title, text) if names else ():
        for name in names:
            drawn.insert(chance.randrange(len(drawn) + 1), name)
    return " ".join(title), " ".join(text) if length else ""


def _made(number: int, title: str, text: str) -> Entry:
    time = f"2026-01-01T{number // 250:02}:{number % 60:02}:00"
    return _entry(number, {"id": str(number), "title": title, "summary": text, "date": time})


def briefs(gold: list[Row]) -> Iterator[tuple[str, str, str]]:
    """Story, headline and summary of every story of three reports."""
    told: dict[str, list[Row]] = defaultdict(list)
    for row in gold:
        if row["order"] != "editor":
            told[row["story"]].append(row)
    for story, reports in told.items():
        found = [
            _entry(
                n,
                {
                    **r,
                    "id": str(n),
                    "url": f"https://{n}.example/a",
                    "summary": r["text"],
                    "date": "2026-01-01",
                },
            )
            for n, r in enumerate(reports, 1)
        ]
        first = items.headline(found, ())
        rest = [entry for entry in found if entry is not first]
        yield story, first.title, summary.sentences(Story(1, (first, *rest)))


def _whole(folder: Path) -> Iterator[str]:
    """What only the whole program shows: mornings, new stores, briefs."""
    program = Path(sys.executable).with_name("cio-digest")
    with tempfile.TemporaryDirectory() as world:
        build = [sys.executable, str(folder / "morning/build.py"), str(folder / "ranking"), "dev"]
        subprocess.run([*build, world], check=True, capture_output=True)
        yield from _lines_of("morning", folder / "morning/score.py", str(program), world)
    yield from _lines_of("first", folder / "first.py", str(Path(__file__).parents[1]))
    if find_spec("rouge_score"):
        gold = folder / "brief/dev.tsv"
        with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as run:
            run.writelines("\t".join(line) + "\n" for line in briefs(rows(gold)))
            run.flush()
            yield from _lines_of("brief", folder / "brief/score.py", str(gold), run.name)


def _lines_of(kind: str, script: Path, *arguments: str) -> Iterator[str]:
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    yield from (f"{kind} {line}" for line in done.stdout.splitlines())


def _scored(folder: Path, kind: str, files: list[Path], lines: Iterable[str]) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as run:
        run.write("\n".join(lines) + "\n")
        run.flush()
        command = [sys.executable, str(folder / "score.py"), kind, *map(str, files), run.name]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Read the arguments and print the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    kinds = parser.add_subparsers(dest="kind", required=True)
    kinds.add_parser("pairs")
    for name in ("cluster", "rank", "trends", "brief", "links"):
        kinds.add_parser(name).add_argument("path", type=Path)
    kinds.add_parser("table").add_argument("path", type=Path, nargs="?", default=NEWS)
    kinds.choices["rank"].add_argument("topics", type=Path)
    kinds.choices["rank"].add_argument(
        "--keywords", choices=("seed", "expanded"), default="expanded"
    )
    kinds.choices["links"].add_argument("--rounds", type=int, default=1)
    kinds.choices["cluster"].add_argument("--hours", type=float, default=HOURS)
    given = parser.parse_args()
    for line in _lines(given):
        print(line, flush=given.kind == "table")


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the description."""


def _lines(given: argparse.Namespace) -> Iterator[str]:
    if given.kind == "table":
        if not (given.path / "score.py").is_file():
            sys.exit(f"quality.py: {given.path} has no score.py; name the folder of labelled news")
        yield from table(given.path)
        return
    if given.kind == "pairs":
        yield from pairs()
        return
    if given.kind in {"brief", "links"}:
        gold = rows(given.path)
        lines = briefs(gold) if given.kind == "brief" else [(linking(gold, given.rounds),)]
        yield from ("\t".join(line) for line in lines)
        return
    found = entries(rows(given.path))
    if given.kind == "cluster":
        for key, story in stories(found, given.hours).items():
            yield f"{key}\t{story}"
        return
    if given.kind == "trends":
        for line in rising(found):
            yield "\t".join(map(str, line))
        return
    wanted = json.loads(given.topics.read_text(encoding="utf-8"))
    for topic, key, score in ranking(found, wanted, given.keywords):
        yield f"{topic}\t{key}\t{score:.6f}"


if __name__ == "__main__":
    main()
