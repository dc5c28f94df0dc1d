"""cio-digest from Python: a fetch and a digest in this process, from a server on loopback."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import cio_digest
from cio_digest import api, models
from cio_digest.errors import ConfigError
from tests.conftest import NOW, Page, Site
from tests.feeds import item, rss

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def places(tmp_path: Path, site: Site) -> dict[str, Any]:
    """A feeds.toml that follows one feed that is fine and one that is not, and an instant."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    config = tmp_path / "feeds.toml"
    config.write_text(
        '[topics.CRM]\nkeywords = ["CRM"]\n'
        f'[[feeds]]\nurl = "{site.url("/a")}"\ntitle = "A"\n'
        f'[[feeds]]\nurl = "{site.url("/missing")}"\ntitle = "B"\n',
        encoding="utf-8",
    )
    return {"config": config, "store": tmp_path / "store.db", "now": NOW}


def test_a_fetch_and_its_digest_are_values(
    places: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    """An outcome for each source, and the stories; nothing is printed."""
    steps: list[api.Progress] = []
    fetched = api.fetch(**places, progress=steps.append)
    outcomes = {outcome.source.title: outcome for outcome in fetched.outcomes}
    assert (outcomes["A"].new, outcomes["A"].failed) == (1, False)
    assert "404" in outcomes["B"].after.error
    assert (fetched.failed, fetched.sources, fetched.offline) == (1, 2, False)
    assert [step.done for step in steps] == [0, 1, 2]
    digest = api.today(**places)
    assert isinstance(digest, models.Digest)
    assert [item.title for section in digest.sections for item in section.items] == [
        "All about CRM"
    ]
    assert api.today(topic="crm", **places).sections
    assert capfd.readouterr() == ("", "")


def test_named_sources_are_read_due_or_not(places: dict[str, Any], site: Site) -> None:
    """As on the command line."""
    for _ in range(2):
        assert [each.source.title for each in api.fetch(["a"], **places).outcomes] == ["A"]
    assert [seen.path for seen in site.seen] == ["/a", "/a"]


def test_a_program_with_a_loop_of_its_own_calls_it_in_a_thread(places: dict[str, Any]) -> None:
    """On the loop's own thread it would wait for itself, and says so."""

    async def main() -> int:
        with pytest.raises(RuntimeError, match="running event loop"):
            api.fetch(**places)
        return len((await asyncio.to_thread(api.fetch, **places)).outcomes)

    assert asyncio.run(main()) == 2


def test_what_is_wrong_is_raised(places: dict[str, Any]) -> None:
    """A clear error each, before anything is asked."""
    with pytest.raises(ConfigError, match="no source is called"):
        api.fetch(["nobody"], **places)
    with pytest.raises(ConfigError, match="there is no topic"):
        api.today(topic="cats", **places)
    with pytest.raises(ConfigError, match="still to come"):
        api.today((NOW + timedelta(days=2)).date(), **places)
    with pytest.raises(ValueError, match="time zone"):
        api.today(**{**places, "now": datetime(2026, 11, 22)})  # noqa: DTZ001
    places["config"].write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="follows nothing yet"):
        api.fetch(**places)


def test_the_functions_stay_whatever_is_imported(places: dict[str, Any]) -> None:
    """``cio_digest.fetch`` is a package, before and after; ``api.fetch`` is the function."""
    api.fetch(**places)
    assert api.fetch.__module__ == "cio_digest.api"
    assert cio_digest.fetch.__name__ == "cio_digest.fetch"
    assert hasattr(cio_digest.fetch, "client")


def test_importing_it_is_light() -> None:
    """Nothing heavy is imported before a function is called."""
    code = "import sys, cio_digest, cio_digest.api; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"aiohttp", "asyncio", "click", "feedparser", "logging", "rich", "sqlite3", "tomli"}
    assert not heavy & set(done.stdout.split())
