"""What commands write for programs: by their schemas, as data, and into files of the right kind."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click
import jsonschema
import pytest
from tests.cli.test_help import TREE
from tests.conftest import NOW, Page
from tests.feeds import entry, item, rss
from tests.test_docs import DOCS, tool

if TYPE_CHECKING:
    from tests.cli.conftest import Program
    from tests.conftest import Site

DIGEST = json.loads((DOCS / "digest.schema.json").read_text("utf-8"))
# A command line of each schema, whose answer in the demo's world has records.
LINES = {
    "sources-list": ["sources", "list"],
    "sources-kinds": ["sources", "kinds"],
    "sources-score": ["sources", "score"],
    "topics-list": ["topics", "list"],
    "topics-show": ["topics", "show", "CRM"],
    "topics-test": ["topics", "test", "Northwind and its service agents"],
    "feedback-show": ["feedback", "show"],
    "feedback-list": ["feedback", "list"],
    "following": ["following"],
    "search": ["search", "northwind"],
    "voices-list": ["voices", "list"],
    "voices-show": ["voices", "show", "Ada Lindqvist"],
    "voices-suggest": ["voices", "suggest"],
    "vendors-list": ["vendors", "list"],
    "vendors-show": ["vendors", "show", "Corvane"],
    "doctor": ["doctor", "--offline"],
    "schedule-status": ["schedule", "status"],
}
# Those that need more than the demo's world, each with a test of its own.
APART = {"search-live", "sources-check", "sources-import", "version", "voices-import"}
PARTS = {
    "today": ([], ["today"]),
    "explain": (["$defs", "explanation"], ["explain", "1"]),
    "trends": (["$defs", "trends"], ["trends"]),
    "review": (["$defs", "review"], ["review", "--week"]),
    "story": (["$defs", "timeline"], ["story", "1"]),
    "dates": (["$defs", "timeline"], ["dates"]),
}


def schema(name: str) -> dict[str, Any]:
    """The schema of that name, by which no key may be there that it does not name."""
    path = DOCS / "schemas" / f"{name}.schema.json"
    found: dict[str, Any] = closed(json.loads(path.read_text("utf-8")))
    return found


def closed(value: Any) -> Any:
    if isinstance(value, list):
        return [closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: closed(each) for key, each in value.items()}
    return {**found, "additionalProperties": False} if "properties" in value else found


def check(text: str, by: dict[str, Any]) -> Any:
    """What the text holds; it is as its schema says, instants and dates included."""
    value = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(by)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(by, format_checker=checker).validate(value)
    return value


@pytest.mark.parametrize("name", LINES)
def test_output_is_as_its_schema_says(inhabited: Program, name: str) -> None:
    """What a command really writes: every key is documented, there, and of its type."""
    done = inhabited(*LINES[name], "--format", "json")
    assert done.code == (name in {"doctor", "schedule-status"}), done.err
    value = check(done.out, schema(name))
    assert value[next(reversed(value))], "no records to look at"
    assert not [key for key in keys(value) if not re.fullmatch(r"[a-z][a-z0-9_]*", key)]
    assert all(re.fullmatch(r"\S+Z", text) for text in instants(value))


def keys(value: Any) -> set[str]:
    """Every key of nested objects."""
    if isinstance(value, dict):
        return {*value, *(key for each in value.values() for key in keys(each))}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


def instants(value: Any) -> list[str]:
    """Every text that begins as an instant does."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return [text for each in parts for text in instants(each)]
    begins = isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT\d\d", value)
    return [value] if begins else []


@pytest.mark.parametrize("name", PARTS)
def test_pages_are_as_their_schema_says(inhabited: Program, name: str) -> None:
    """The digest, an explanation and trends, by the one schema that describes them."""
    path, line = PARTS[name]
    done = inhabited(*line, "--format", "json")
    root = DIGEST
    for key in path:
        root = root[key]
    check(done.out, closed({**root, "$defs": DIGEST["$defs"]}))


def test_live_answers_are_as_their_schema_says(program: Program, site: Site) -> None:
    """An object a line."""
    server = f'[[searches]]\nnetwork = "wordpress"\nserver = "{site.url("")}"\nquery = "x"\n'
    program.config.parent.mkdir(parents=True)
    program.config.write_text(server)
    site.pages["/?s=crm&feed=rss2"] = Page(rss(item("A CRM"), item("Two CRMs")))
    done = program("search", "--live", "--network", "wordpress", "crm", "--format", "json")
    titles = [check(line, schema("search-live"))["title"] for line in done.out.splitlines()]
    assert titles == ["A CRM", "Two CRMs"]


def test_checked_sources_are_as_their_schema_says(program: Program, site: Site) -> None:
    """One that moved, one that is gone; the exit code says that some failed."""
    program.follow(site.url("/old"), site.url("/gone"))
    site.pages["/new"] = Page(rss(item("One")))
    site.pages["/old"] = Page(status=301, headers=(("Location", "/new"),))
    site.pages["/gone"] = Page(status=410)
    done = program("sources", "check", "--all", "--format", "json")
    gone, moved = check(done.out, schema("sources-check"))["sources"]
    assert (done.code, gone["state"], moved["state"]) == (3, "failed", "moved")
    assert (moved["entries"], moved["moved_to"]) == (1, site.url("/new"))


def test_what_became_of_a_list_is_as_its_schema_says(program: Program) -> None:
    """Line by line, with where; the same of feeds and of people, and the exit code as ever."""
    program.follow("https://old.example/feed")
    outlines = ("https://old.example/feed", "https://new.example/feed", "ftp://no.example/")
    opml = "\n".join(f'<outline text="A" xmlUrl="{url}"/>' for url in outlines)
    (program.home / "a.opml").write_text(f"<opml><body>\n{opml}\n</body></opml>")
    dry = program("sources", "import", "a.opml", "--dry-run", "--format", "json")
    assert (dry.code, check(dry.out, schema("sources-import"))["dry_run"]) == (3, True)
    done = check(
        program("sources", "import", "a.opml", "--format", "json").out, schema("sources-import")
    )
    states = [(row["state"], row["line"]) for row in done["sources"]]
    assert states == [("taken", "a.opml:3"), ("known", "a.opml:2"), ("refused", "a.opml:4")]
    assert done["backup"].endswith(".bak")
    (program.home / "a.csv").write_text("name,mastodon\nAda Byron,@ada@example.social\n")
    people = program("voices", "import", "a.csv", "--format", "json")
    (person,) = check(people.out, schema("voices-import"))["voices"]
    assert (person["name"], person["state"]) == ("Ada Byron", "taken")
    assert rows(program("voices", "import", "a.csv", "--format", "csv").out)[0]["state"] == "known"


def test_versions_are_as_their_schema_says(program: Program) -> None:
    """A program that reports a fault needs no regular expression for it."""
    told = check(program("version", "--format", "json").out, schema("version"))
    assert told["store_version"] is None
    assert {row["name"] for row in told["libraries"]} >= {"aiohttp", "click"}
    assert all(row["version"] for row in told["libraries"])
    program.fill(entry("A CRM"))
    assert check(program("version", "--format", "json").out, schema("version"))["store_version"] > 1


def test_schemas_are_up_to_date() -> None:
    """Python docs/tools/schemas.py makes them, and each has a test."""
    made = tool("schemas")
    files = {path.name: path.read_text("utf-8") for path in made.FOLDER.iterdir()}
    assert files == {f"{name}.schema.json": made.text(each) for name, each in made.SCHEMAS.items()}
    assert made.SCHEMAS.keys() == LINES.keys() | APART


def test_every_command_that_writes_json_has_a_schema() -> None:
    """Whoever adds a command documents what it writes."""
    written = {
        "-".join(path)
        for path, command in TREE.items()
        for option in command.params
        if isinstance(option.type, click.Choice) and "json" in option.type.choices
    }
    described = {*tool("schemas").SCHEMAS, *PARTS} - {"search-live"}
    assert written - {"voices", "vendors"} == described  # which alone are voices list, vendors list


def test_a_search_names_everybody_who_tells_a_story(inhabited: Program) -> None:
    """By address, with the whole title."""
    done = inhabited("search", "northwind charge resolved case", "--format", "json")
    found = json.loads(done.out)["results"][0]
    explained = json.loads(inhabited("explain", found["url"], "--format", "json").out)
    assert found["title"] in {each["title"] for each in explained["entries"]}
    assert [each["url"] for each in found["tellers"]] == [e["url"] for e in explained["entries"]]
    assert len(found["tellers"]) > 5


def test_a_digest_names_everybody_who_tells_a_story(inhabited: Program) -> None:
    """By address, the headline's own first; the page links to each of the others."""
    (story,) = (
        item
        for section in json.loads(inhabited("today", "--format", "json").out)["sections"]
        for item in section["items"]
        if item["title"].startswith("Northwind prices service agents")
    )
    first, *others = story["tellers"]
    assert (first["name"], first["url"]) == (story["publisher"], story["url"])
    assert [each["name"] for each in others] == story["others"]
    page = inhabited("today", "--format", "html").out
    assert all(each["url"] in page for each in others)
    explained = json.loads(inhabited("explain", str(story["number"]), "--format", "json").out)
    assert {each["url"] for each in others} <= {each["url"] for each in explained["entries"]}


def test_nothing_found_is_data_too(program: Program) -> None:
    """An empty list, and the exit code."""
    program.fill(entry("A CRM"))
    nothing = program("search", "zebra", "--format", "json")
    assert (nothing.code, json.loads(nothing.out)) == (1, {"version": 1, "results": []})


def test_a_source_is_data(program: Program) -> None:
    """Its state is one word, its times are instants, its tags a list."""
    program.fill(entry("A CRM"))
    program.config.write_text(program.config.read_text() + 'tags = ["a b", "c"]\n')
    (found,) = json.loads(program("sources", "list", "--format", "json").out)["sources"]
    assert (found["state"], found["tags"]) == ("fine", ["a b", "c"])
    assert found["last_read"] == f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
    (row,) = rows(program("sources", "list", "--format", "csv").out)
    assert (row["last_read"], row["tags"]) == (found["last_read"], "a b; c")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


BEGIN = {
    "html": "<!doctype html>",
    "HTM": "<!doctype html>",
    "json": '{\n  "version"',
    "md": "# cio-digest",
    "markdown": "# cio-digest",
    "txt": "cio-digest",
    "csv": '"number"',
    "atom": "<?xml",
    "xml": "<?xml",
    "eml": "Subject:",
}


@pytest.mark.parametrize("end", BEGIN)
def test_a_file_is_what_its_name_says(program: Program, end: str) -> None:
    """The end of the name chooses the format, in capitals, too."""
    program.fill(entry("All about CRM"))
    assert program("today", "--output", f"d.{end}") == (0, "", "")
    text = (program.home / f"d.{end}").read_text("utf-8")
    assert BEGIN[end] in text[:400]
    assert "All about CRM" in text


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["-o", "d.pdf"], "d.pdf: a digest cannot be written as .pdf; files may end in .ansi"),
        (["-o", "d.docx"], "d.docx: a digest cannot be written as .docx;"),
        (["-o", "d.backup"], "d.backup: a digest cannot be written as .backup;"),
        (["-o", "d.pdf", "--format", "markdown"], "d.pdf: markdown is not written to .pdf;"),
        (["-o", "d.html", "--format", "json"], "d.html: json is not written to .html;"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_a_file_of_another_kind_is_refused(program: Program, args: list[str], reason: str) -> None:
    """Never markdown in a .pdf: one line says what can be written, and no file is left."""
    program.fill(entry("All about CRM"))
    done = program("today", *args)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err
    assert not list(program.home.glob("d.*"))


def test_a_format_stands_above_a_name_that_promises_nothing(program: Program) -> None:
    """So that a log or a pipe may be called as one likes."""
    program.fill(entry("All about CRM"))
    assert program("today", "-o", "d.log", "--format", "plain").code == 0
    assert program("today", "-o", "feed.json", "--format", "jsonfeed").code == 0
    assert program("today", "-o", "digest").code == 0
    assert (program.home / "digest").read_text("utf-8").startswith("# cio-digest")
    assert "jsonfeed.org" in (program.home / "feed.json").read_text("utf-8")


def test_an_export_is_called_what_it_is(program: Program) -> None:
    """OPML in a file that ends in .csv would open as nonsense."""
    program.fill(entry("All about CRM"))
    done = program("sources", "export", "feeds.csv")
    assert (done.code, "a list of feeds is not written as .csv" in done.err) == (2, True)
    assert program("sources", "export", "feeds.opml").code == 0


def test_stories_in_a_spreadsheet(program: Program) -> None:
    """A row a story, whose title is no formula; the same of a search and of trends."""
    program.fill(entry('=HYPERLINK("https://x.example") CRM', text="+1 CRM"))
    (row,) = rows(program("today", "--format", "csv").out)
    assert row["title"].startswith("'=HYPERLINK")
    assert (row["number"], row["topic"]) == ("1", "CRM")
    (row,) = rows(program("search", "crm", "--format", "csv").out)
    assert row["title"].startswith("'=HYPERLINK")
    assert row["published"] == f"{NOW - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"


def test_trends_in_a_spreadsheet(inhabited: Program) -> None:
    """A row a term, topic or story, with where to read on."""
    found = rows(inhabited("trends", "--format", "csv").out)
    assert {row["kind"] for row in found} >= {"term", "topic"}
    assert found[0]["stories"].startswith("https://")


def test_a_live_search_has_no_table(program: Program) -> None:
    """It is refused before anything is asked."""
    program.follow("http://127.0.0.1:9/a")
    done = program("search", "--live", "crm", "--format", "csv")
    assert (done.code, "--live does not go with the format csv" in done.err) == (2, True)
