"""The store of an earlier release in today's program: its days stay, and fetching goes on."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.released import build, world

import cio_digest
from cio_digest import config
from cio_digest.search import topical
from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.conftest import Site

SOURCE = str(Path(cio_digest.__file__).parents[1])
NOON = datetime(2026, 11, world.LAST, 12, tzinfo=timezone.utc)
NEXT = datetime(2026, 11, world.LAST + 1, 6, 30, tzinfo=timezone.utc)
WHY = re.compile(
    r"^ *Why: .*(\n +\S.*)*?(?=\n\s*(\n|https?://)|\Z)", re.MULTILINE
)  # to its block's end
# The age of the story that was added later, which was counted up to the morning.
AGED = re.compile(r"(new since\b.*?)(?:just now|\d+ h ago)", re.IGNORECASE | re.DOTALL)
TOTAL = re.compile(r"\b6 sources: (?=5 fine)")
DAYS = range(world.FIRST, world.LAST + 1)


@pytest.fixture
def home(tmp_path: Path, site: Site) -> Path:
    """A folder with the store and the configuration, the sources being served."""
    world.serve(site, NOON)
    feeds = world.CONFIG.replace("SITE", site.url(""))
    (tmp_path / "feeds.toml").write_text(feeds, encoding="utf-8")
    store = tmp_path / "store.db"
    store.write_bytes(gzip.decompress(build.STORE.read_bytes()))
    with closing(sqlite3.connect(store)) as db, db:
        for column in ("key", "url"):
            replaced = f"UPDATE sources SET {column} = replace({column}, ?, ?)"
            db.execute(replaced, (build.PLACE, site.url("")))
    return tmp_path


def pages(home: Path, now: datetime, *formats: str) -> dict[str, bytes]:
    """What is printed now of the days of then, in all formats by default."""
    return {
        f"{day}{asked}.{end}": build.run(
            *(SOURCE, home, now, "today", "--date", f"2026-11-{day}"),
            *("--format", format_, *options),
        )
        for day in DAYS
        for asked, options in build.ASKED.items()
        for format_, end in build.ENDS.items()
        if format_ in formats or not formats
    }


def kept() -> dict[str, bytes]:
    return {page.name: page.read_bytes() for page in build.PAGES.iterdir()}


def test_days_are_printed_as_they_were(home: Path) -> None:
    """On the day itself, in every format: reasons, a total, keys, an age and backquotes differ."""
    printed = pages(home, NOON)
    assert printed.keys() == kept().keys()
    for name, page in kept().items():
        assert told(name, page, printed[name]), name


def told(name: str, page: bytes, printed: bytes) -> bool:
    """Whether a page says what the kept one said, whatever else there is in it by now."""
    if name.endswith("json"):
        return holds(json.loads(printed), json.loads(page))
    text = TOTAL.sub("", WHY.sub("", printed.decode())).replace("`", "")
    return AGED.sub(r"\1", text).split() == AGED.sub(r"\1", page.decode()).split()


def holds(value: Any, part: Any) -> bool:
    """Whether a JSON value has all of a part, where objects may have more keys."""
    if isinstance(part, dict):
        return all(key in value and holds(value[key], each) for key, each in part.items())
    if isinstance(part, list):
        return len(value) == len(part) and all(map(holds, value, part))
    return bool(value == part)


def test_what_was_counted_and_learnt_stays(home: Path) -> None:
    """The counts of topics and the words that back them up are those of the same topics."""
    assert b"changed" not in build.run(SOURCE, home, NOON, "trends")
    loaded = config.load(home / "feeds.toml")
    with opened(str(home / "store.db")) as db:
        assert [topical.company(db, topic) for topic in loaded.topics] == [
            ["harbour"],
            ["bank", "password", "veldham"],
        ]


def test_fetching_goes_on(home: Path, site: Site) -> None:
    """Nothing that is stored is written again, nothing that was shown comes again."""
    before = rows(home)
    world.serve(site, NEXT)
    build.run(SOURCE, home, NEXT, "fetch")
    after = rows(home)
    assert [row[: len(old)] for row, old in zip(after, before, strict=False)] == before
    assert len(after) > len(before)
    shown = {title for day in DAYS for title in titles(build.PAGES.joinpath(f"{day}.json"))}
    morning = build.run(SOURCE, home, NEXT, "today", "--format", "json")
    new = [
        item["title"] for section in json.loads(morning)["sections"] for item in section["items"]
    ]
    assert "Our CRM went live today, two weeks before its time" in new
    assert shown.isdisjoint(new)
    for name, page in pages(home, NEXT, "json").items():
        assert told(name, kept()[name], page), name


def rows(home: Path) -> list[tuple[object, ...]]:
    """All that is stored of entries but their stories."""
    with closing(sqlite3.connect(home / "store.db")) as db:
        cursor = db.execute("SELECT * FROM entries ORDER BY id")
        place = [name for name, *_ in cursor.description].index("story")
        return [row[:place] + row[place + 1 :] for row in cursor]


def titles(page: Path) -> list[str]:
    document = json.loads(page.read_text(encoding="utf-8"))
    return [item["title"] for section in document["sections"] for item in section["items"]]
