"""README, docs, man page and picture say what the program does, and nothing else."""

from __future__ import annotations

import importlib.util
import re
import shlex
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from cio_digest import config
from cio_digest.models import Polling, Source
from cio_digest.networks.registry import Access, Task
from tests.cli.test_help import LEAVES, parse
from tests.conftest import NOW
from tests.networks.conversations import answer

if TYPE_CHECKING:
    import types
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_FILES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
PAGES = {path.name: path.read_text(encoding="utf-8") for path in _FILES}

# What follows a command in a shell's line: a comment, a pipe, a redirect, another command.
LINE = re.compile(r"(?:^|\s)(cio-digest(?: .*?)?)(?=\s+[#|>&]|$)", re.MULTILINE)


def tool(name: str) -> types.ModuleType:
    """One of the scripts that make docs."""
    spec = importlib.util.spec_from_file_location(name, DOCS / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(text: str) -> Iterator[str]:
    """The command lines of a page: in its blocks for shells, and between backquotes."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        yield from LINE.findall(block)
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for span in re.findall(r"`(cio-digest [^`]+)`", prose):
        yield from LINE.findall(" ".join(span.split()))


@pytest.mark.parametrize("name", PAGES)
def test_command_lines_parse(name: str) -> None:
    """Every command line that a page shows is one that the program understands."""
    faults = {line: misread(line) for line in lines(PAGES[name])}
    assert {line: fault for line, fault in faults.items() if fault} == {}


def misread(line: str) -> str:
    """What the program has against a command line, "" where it understands it."""
    words = shlex.split(line)[1:]
    if not words or words[0] in {"--version", "--help"}:
        return ""
    try:
        parse(words)
    except click.MissingParameter:  # of a command that prose names
        return ""
    except click.UsageError as error:
        return error.format_message()
    return ""


def test_every_command_is_in_the_docs() -> None:
    """By its whole name, or behind the group's name on one line with others."""
    text = "\n".join(PAGES.values())
    unnamed = [
        " ".join(path)
        for path in LEAVES
        if not re.search(rf"cio-digest {' '.join(path)}\b|`{' '.join(path)}[ `]", text)
    ]
    assert unnamed == []


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """To a file that is there and, in it, to a heading."""
    folder = ROOT if name == "README.md" else DOCS
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", PAGES[name]):
        path, _, anchor = target.partition("#")
        there = (folder / path) if path else folder / name
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), target


def anchors(text: str) -> set[str]:
    """What headings are called in a link: in lower case, without marks, dashes for spaces."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_readme_is_short() -> None:
    """A sentence, a picture, two commands, and not much more."""
    assert len(PAGES["README.md"].splitlines()) <= 120
    (picture,) = re.findall(r"!\[.+\]\((.*?)\)", PAGES["README.md"])
    assert (ROOT / picture).exists()


@pytest.mark.parametrize("name", ["README.md", "hooks.md", "mail.md", "config.md"])
def test_examples_of_feeds_toml_are_right(name: str) -> None:
    """Every block of TOML is valid, together with a feed where it has none."""
    blocks = re.findall(r"```toml\n(.*?)```", PAGES[name], re.DOTALL)
    assert blocks
    for block in blocks:
        feed = (
            ""
            if re.search(r"\[\[(feeds|voices|searches)", block)
            else '\n[[feeds]]\nurl = "https://a.example/"\n'
        )
        assert config.parse(block + feed, name).sources


@pytest.mark.parametrize("name", ["README.md", "start.md"])
def test_the_example_is_as_large_as_the_docs_say(name: str) -> None:
    """So many sources and topics it has."""
    example = config.load(ROOT / "feeds.example.toml")
    sizes = {"sources": len(example.sources), "topics": len(example.topics)}
    told = re.findall(r"example: (\d+) (sources)(?: and (\d+) (topics))?", PAGES[name])
    assert told
    for words in told:
        for number, what in zip(words[::2], words[1::2], strict=True):
            assert not what or int(number) == sizes[what]


def test_the_man_page_is_up_to_date() -> None:
    """Python docs/tools/man.py makes it."""
    made = tool("man")
    assert made.PAGE.read_text(encoding="utf-8") == made.page()


def test_the_picture_shows_the_demo() -> None:
    """Its text is what the demo prints now (else: python docs/tools/picture.py), all by itself."""
    made = tool("picture")
    drawn = made.PICTURE.read_text(encoding="utf-8")
    shown = re.sub(r"\x1b\][^\x1b\x07]*(\x1b\\|\x07)|\x1b\[[0-9;]*m", "", made.shown())
    letters = "".join(re.findall(r"<text[^>]*>(.*?)</text>", drawn, re.DOTALL))
    assert "".join(unescape(letters).split()) == "".join(shown.split())
    assert re.findall(r"https?://(?!www\.w3\.org/)[^\s\"'<]*", drawn) == []


def test_the_network_of_the_guide_works() -> None:
    """The example in docs/extending.md is read as a module and holds its conversation."""
    code, *_ = re.findall(r"```python\n(.*?)```", PAGES["extending.md"], re.DOTALL)
    module: dict[str, Any] = {"__name__": "corkboard"}
    exec(compile(code, "extending.md", "exec"), module)
    watched = Source("corkboard://x", "corkboard", "https://corkboard.example", query="CRM & co")
    talk = module["KIND"].read(Task(watched, Polling.new(watched), Access(), NOW))
    assert next(talk).url == "https://corkboard.example/notes?q=CRM+%26+co"
    note = {"url": "https://corkboard.example/1", "text": "A < B", "by": "ada", "likes": 3}
    with pytest.raises(StopIteration) as ended:
        talk.send(answer([{**note, "pinned": "2026-11-22T06:00:00Z"}]))
    (entry,) = ended.value.value.feed.entries
    assert (entry.handle, entry.engagement.likes, entry.content) == ("ada", 3, "A &lt; B")
