"""Lists that people keep, whole: what is well-formed and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import NOW

from cio_digest import config
from cio_digest.lists import feeds, opml, read

_LISTS = Path(__file__).resolve().parents[3] / "shared" / "opml"
MINE = config.parse('[[feeds]]\nurl = "https://mine.example/"\n', "feeds.toml")

pytestmark = pytest.mark.skipif(not _LISTS.exists(), reason="the lists lie beside the checkout")


@pytest.mark.parametrize(
    ("name", "outlines"),
    [("tech", 26), ("business", 16), ("programming", 50), ("startups", 23), ("news", 11)],
)
def test_lists_that_are_not_well_formed_lose_nothing(name: str, outlines: int) -> None:
    """Every feed of the five lists that an XML parser refuses."""
    data = (_LISTS / f"awesome-{name}.opml").read_bytes()
    verdicts = feeds.plan(read.subscriptions(data, "list"), MINE, {})
    assert len(verdicts) == outlines
    assert {verdict.state for verdict in verdicts} <= {"taken", "known"}


@pytest.mark.parametrize("path", sorted(_LISTS.glob("*.opml")), ids=lambda path: path.stem)
def test_what_is_taken_comes_back_from_an_export(path: Path) -> None:
    """Addresses, titles and tags, whatever is in them."""
    verdicts = feeds.plan(read.subscriptions(path.read_bytes(), path.name), MINE, {})
    taken = [verdict.table for verdict in verdicts if verdict.state == "taken"]
    if not taken:
        pytest.skip("no feed in it has an address")
    mine = config.parse(_toml(taken), "feeds.toml")
    again = read.subscriptions(opml.document(mine.sources, NOW).encode(), "export.opml")
    back = feeds.plan(again, MINE, {})
    found = {each.table["url"]: each.table for each in back if each.state == "taken"}
    assert found.keys() == {each["url"] for each in taken}
    for each in taken:
        same = found[each["url"]]
        assert same["title"] == each.get("title", each["url"])
        assert sorted(same.get("tags", [])) == sorted(each.get("tags", []))


def _toml(tables: list[dict[str, object]]) -> str:
    from cio_digest.config import writing

    return writing.tables("feeds", tables)
