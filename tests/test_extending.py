"""docs/extending.md followed to the letter: a network and a format by a file and a line each."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cio_digest
from tests.cli.conftest import Done, Program
from tests.conftest import NOW, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Seen, Site

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "extending.md"
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
NETWORK, NETWORK_LINE, FORMAT, FORMAT_LINE = BLOCKS
MAN = GUIDE.parent / "tools" / "man.py"

FEEDS = """
[digest]
timezone = "UTC"

[topics.CRM]
keywords = ["Social CRM", "CRM"]

[[searches]]
network = "corkboard"
server = "{}"
query = "CRM"
"""
EVERYWHERE = """
[topics.CRM]
keywords = ["Social CRM", "SharePoint"]
search = ["corkboard"]

[[searches]]
network = "corkboard"
query = "CRM"

[[voices]]
name = "Ada Byron"
corkboard = "ada"
"""


def note(number: int, text: str, by: str = "bob") -> dict[str, object]:
    """A note as Corkboard's API has it."""
    url = f"https://corkboard.example/{number}"
    return {"url": url, "text": text, "by": by, "likes": 3, "pinned": f"{NOW:%Y-%m-%dT05:%M:%SZ}"}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program to which somebody added a network and a format."""
    package = Path(cio_digest.__file__).parent
    copy = tmp_path_factory.mktemp("tree") / "src"
    shutil.copytree(package, copy / package.name)
    # What the wheel puts beside the code.
    shutil.copy(package.parents[1] / "feeds.example.toml", copy / package.name)
    add(copy / package.name / "networks", "corkboard.py", NETWORK, "registry.py", NETWORK_LINE)
    add(copy / package.name / "render", "org.py", FORMAT, "formats.py", FORMAT_LINE)
    return copy


def add(folder: Path, file: str, code: str, registry: str, line: str) -> None:
    """Put a file into a folder, and a line at the beginning of the registry's table."""
    (folder / file).write_text(code, encoding="utf-8")
    table = folder / registry
    text = table.read_text(encoding="utf-8")
    more = re.sub(r"(?m)^((?:KINDS|FORMATS): dict\[.*\] = \{\n)", lambda m: m[1] + line, text)
    assert more != text
    table.write_text(more, encoding="utf-8")


@pytest.fixture
def run(tmp_path: Path, tree: Path, site: Site) -> Callable[..., Done]:
    """The program of that tree, which follows Corkboard at a server on loopback."""
    program = Program(tmp_path)
    program.config.parent.mkdir(parents=True)
    program.config.write_text(FEEDS.format(site.url("")), encoding="utf-8")
    pages: dict[str, Page | Callable[[Seen], Page]] = {
        "/notes?q=CRM": Page(json.dumps([note(1, "CRM for all"), note(2, "My cat")]).encode()),
        "/notes?q=%23crm": Page(json.dumps([note(3, "A #crm of ours")]).encode()),
    }
    site.pages.update(pages)

    def run(*args: str, **env: str) -> Done:
        return program.process(*args, env={**program.env(), "PYTHONPATH": str(tree), **env})

    return run


def test_feeds_toml_may_name_the_network(run: Callable[..., Done], tmp_path: Path) -> None:
    """In searches, in the search of a topic, and as a key of voices."""
    everywhere = tmp_path / "everywhere.toml"
    everywhere.write_text(EVERYWHERE, encoding="utf-8")
    done = run("--config", str(everywhere), "sources", "list", "--format", "csv")
    assert (done.code, done.err) == (0, "")
    titles = [row["name"] for row in csv.DictReader(done.out.splitlines())]
    assert sorted(titles) == [
        "Ada Byron (Corkboard)",
        'Corkboard: "Social CRM"',
        "Corkboard: CRM",
        "Corkboard: SharePoint",
    ]


def test_a_mistake_names_the_network(run: Callable[..., Done], tmp_path: Path) -> None:
    """What is allowed is known from the registry."""
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[searches]]\nnetwork = "corkbord"\nquery = "x"\n', encoding="utf-8")
    done = run("--config", str(wrong), "sources", "list")
    assert done.code == 2
    assert 'did you mean "corkboard"' in done.err


def test_only_what_was_asked_for_is_kept(run: Callable[..., Done]) -> None:
    """A server that answers loosely brings nothing that has not to do with the query."""
    run("fetch")
    assert "https://corkboard.example/1" in run("search", "crm").out
    assert run("search", "cat").code == 1


def test_networks_are_asked_now(run: Callable[..., Done]) -> None:
    """For a tag as a tag, at the server that is named."""
    done = run("search", "--live", "--network", "corkboard", "#crm")
    assert (done.code, done.err) == (0, "")
    assert "A #crm of ours" in done.out.replace("\\", "")


def test_lists_of_people_may_have_it(run: Callable[..., Done], tmp_path: Path) -> None:
    """By the heading of a column, and by the address of a profile."""
    people = tmp_path / "people.csv"
    people.write_text(
        "name,Corkboard handle,address\nBob,bob,\nCleo,,https://corkboard.example/by/cleo\n",
        encoding="utf-8",
    )
    done = run("voices", "import", "--dry-run", str(people))
    assert done.code == 0
    assert "bob at Corkboard" in done.out
    assert "cleo at Corkboard" in done.out


def test_it_is_in_the_list_of_kinds(run: Callable[..., Done]) -> None:
    """With what it reads, needs and cannot do."""
    told = run("sources", "kinds", "--format", "csv").out
    kinds = {row["kind"]: row for row in csv.DictReader(told.splitlines())}
    assert kinds["corkboard"]["cannot"] == "no notes older than 50"


def test_the_format_can_be_asked_for(run: Callable[..., Done], tmp_path: Path) -> None:
    """By its name, and by the end of a file's name."""
    run("fetch")
    told = run("today", "--format", "org").out
    assert told.startswith("#+TITLE: cio-digest 2026-11-22\n")
    assert "** [[https://corkboard.example/1][CRM for all]]" in told
    assert run("today", "--output", str(tmp_path / "x.org")).code == 0
    assert (tmp_path / "x.org").read_text(encoding="utf-8") == told


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("cio-digest today --format o", "org"),
        ("cio-digest search --live --network co", "corkboard"),
    ],
)
def test_shells_complete_them(run: Callable[..., Done], words: str, completed: str) -> None:
    """The names of both."""
    number = str(len(words.split()) - 1)
    env = {"_CIO_DIGEST_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": number}
    assert run(**env).out == f"plain,{completed}\n"


def test_the_man_page_has_the_format(tree: Path, tmp_path: Path) -> None:
    """As docs/tools/man.py makes it."""
    shutil.copytree(MAN.parent, tmp_path / "docs" / "tools")
    script = tmp_path / "docs" / "tools" / "man.py"
    subprocess.run([sys.executable, str(script)], env={"PYTHONPATH": str(tree)}, check=True)
    page = (tmp_path / "docs" / "cio-digest.1").read_text(encoding="utf-8")
    assert "\\-\\-format [org|terminal|" in page
