"""Lists as people make them, CSV and OPML, to rows with the line that each stands in."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.lists import ListRow, UnreadableError, outlines
from cio_digest.lists import read as lists

_LISTS = Path(__file__).resolve().parents[3] / "shared" / "opml"


def read(text: str | bytes) -> list[ListRow]:
    return lists.people(text.encode() if isinstance(text, str) else text, "list")


def opml(*lines: str) -> str:
    return "\n".join(("<opml><body>", *lines, "</body></opml>"))


ADA = "@ada@example.social"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"name,role,mastodon\nAda,CIO,{ADA}", id="commas"),
        pytest.param(f"Name;Role;Mastodon handle\nAda;CIO;{ADA}", id="semicolons"),
        pytest.param(f"NAME\tJob Title\tFediverse\nAda\tCIO\t{ADA}", id="tabs"),
        pytest.param(f'"Full name","Role","Mastodon URL"\n"Ada","CIO","{ADA}"', id="quotes"),
        pytest.param(f'"a;b",name,role,mastodon\n1,Ada,CIO,{ADA}', id="a delimiter in a heading"),
        pytest.param(f"name,role,network,handle\nAda,CIO,Mastodon,{ADA}", id="network and handle"),
        pytest.param(f"\ufeffname,role,mastodon\r\nAda,CIO,{ADA}\r\n", id="mark and CRLF"),
        pytest.param(f"name,role,mastodon\rAda,CIO,{ADA}", id="old line ends"),
        pytest.param(f"name,role,mastodon\nAda,CIO,{ADA}".encode("utf-16"), id="UTF-16"),
        pytest.param(f"name,shoe size,role,mastodon\nAda,44,CIO,{ADA},extra", id="other columns"),
    ],
)
def test_a_table_is_read_by_its_headings(text: str | bytes) -> None:
    """Whatever parts the cells, whoever named the columns."""
    assert read(text) == [ListRow("list:2", "Ada", "CIO", addresses=(("mastodon", ADA),))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"Account address,Show boosts,Notify on new posts,Languages\n{ADA[1:]},true,false,",
            "mastodon",
        ),
        (f"mastodon\n{ADA[1:]}", "mastodon"),
        (f"address\n{ADA[1:]}\n", ""),
        (f"{ADA[1:]}\n", ""),
    ],
    ids=["Mastodon's export", "a network", "addresses", "no heading"],
)
def test_accounts_alone_are_called_by_their_addresses(text: str, said: str) -> None:
    """A list without names is one of voices all the same."""
    (row,) = read(text)
    assert (row.name, row.addresses) == ("ada@example.social", ((said, "ada@example.social"),))


def test_first_and_last_name_are_one() -> None:
    """As address books have them."""
    (row,) = read(
        "First Name,Last Name,Company,Industry,Blog\nAda,Byron,Northwind,retail,a.example"
    )
    assert row == ListRow(
        "list:2", "Ada Byron", "", "retail", "Northwind", (("feeds", "a.example"),)
    )


def test_lines_are_those_of_the_file() -> None:
    """A cell of several lines and empty lines count as they are; a cell may hold two addresses."""
    rows = read('name,blog\n"Ada\nByron",https://a.example\n\n,\nBob,"b.example, c.example"\n')
    assert [(row.where, row.name) for row in rows] == [("list:2", "Ada Byron"), ("list:6", "Bob")]
    assert [address for _, address in rows[1].addresses] == ["b.example", "c.example"]


def test_a_list_from_before_utf_8() -> None:
    """An old spreadsheet's own encoding."""
    (row,) = read("name,blog\nJörg Müller,j.example".encode("cp1252"))
    assert row.name == "Jörg Müller"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "list: is empty"),
        (b" \n", "list: is empty"),
        (b"a,b\n1,2", "list:1: no column is called name"),
        (b"name,blog\n", "list: names nobody"),
        (b"<html><p>Not here</p>", "list: holds no outlines"),
        (b"<opml><body><outline text='Empty'></outline>", "list: names nobody"),
        (b"name,blog\nAda," + b"x" * 200_000, "list:2: is no table: field larger"),
        (b"x" * 5_000_001, "list: is larger than 5 MB"),
        (gzip.compress(b"https://a.example/feed"), "list: is packed, or a workbook; unpack it"),
        (b"PK\x03\x04name,blog\nAda,https://a.example", "list: is packed, or a workbook"),
        (b"SQLite format 3\0\x10\0\1\1\0 https://a.example/f\0\0\0\r", "list: is no text"),
    ],
    ids=[
        *("nothing", "blank", "no names", "headings only", "a page", "folders", "endless", "huge"),
        *("gzip", "a workbook", "a database"),
    ],
)
def test_what_is_no_list_is_said_in_one_line(data: bytes, why: str) -> None:
    """With the line where there is one."""
    with pytest.raises(UnreadableError) as caught:
        read(data)
    if "packed" in why or "no text" in why:  # whatever is looked for in it
        with pytest.raises(UnreadableError, match=why):
            lists.subscriptions(data, "list")
    assert str(caught.value).startswith(why)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("label", "size"),
    [
        ("Size: 5,000+", "5,000+"),
        ("employees = 51-200", "51-200"),
        ("/retail,/size/1,001–5,000,/cios", "1,001–5,000"),
        ("2,Size: 50", "50"),
        ("Sizes", ""),
    ],
)
def test_outlines_say_how_large_a_company_is(label: str, size: str) -> None:
    """In a category, where a comma within a number parts nothing."""
    (found,) = read(opml(f'<outline text="B" xmlUrl="https://b.example/" category="{label}"/>'))
    assert found.size == size


@pytest.mark.parametrize(
    "heading", ["size", "Company Size", "Employees", "Number of employees", "Headcount"]
)
def test_a_column_of_sizes(heading: str) -> None:
    """By what people write above it."""
    (found,) = read(f'name,{heading},blog\nBob,"5,000+",b.example\n')
    assert found.size == "5,000+"


def test_outlines_say_role_and_sector_by_folder_and_category() -> None:
    """The innermost that says so; other folders say nothing."""
    text = opml(
        '<outline text="Tech">',
        '<outline text="Analysts"><outline text="Sector: retail">',
        '<outline text="Ada" type="rss" xmlUrl="https://a.example/feed"/>',
        "</outline></outline>",
        '<outline text="Bob" htmlUrl="https://b.example/" category="/sector/banking,/cios" />',
        "</outline>",
        '<outline title="Carla" type="rss" xmlUrl="https://c.example/?a=1&amp;b=2"></outline>',
    )
    assert read(text) == [
        ListRow("list:4", "Ada", "Analysts", "retail", "", (("feeds", "https://a.example/feed"),)),
        ListRow("list:6", "Bob", "cios", "banking", "", (("feeds", "https://b.example/"),)),
        ListRow("list:8", "Carla", addresses=(("feeds", "https://c.example/?a=1&b=2"),)),
    ]


def test_outlines_that_are_not_well_formed() -> None:
    """Bare ampersands and brackets are read; a stray quote costs its own line only."""
    text = opml(
        '<outline text="R&D <weekly>" xmlUrl="https://a.example/?x&y"/>',
        '<outline text="say "cheese" xmlUrl="https://b.example/"/>',
        '<!-- <outline text="gone" xmlUrl="https://gone.example/"/>',
        "-->",
        "<outline text='Single' xmlUrl='https://c.example/'/>",
        '<outline text="A note of mine"/>',
        '<outline text="No address" type="rss"/>',
    )
    rows = read(text)
    assert [(row.where, row.name) for row in rows] == [
        ("list:2", "R&D <weekly>"),
        ("list:3", ""),
        ("list:6", "Single"),
        ("list:8", "No address"),
    ]
    assert "quotes" in rows[1].fault


def test_entities_of_its_own_are_not_expanded() -> None:
    """No file is read and nothing grows: what a document defines means nothing here."""
    text = '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + opml(
        '<outline text="&a;" xmlUrl="https://a.example/"/>'
    )
    assert [row.name for row in read(text)] == ["&a;"]


@pytest.mark.parametrize("name", [f"list-{n}" for n in range(17)])
def test_real_lists_are_read_as_an_xml_parser_reads_them(name: str) -> None:
    """Every feed of a well-formed list, in order; of the others, all but the broken lines."""
    files = sorted(_LISTS.glob("*.opml"))
    number = int(name.removeprefix("list-"))
    if number >= len(files):
        pytest.skip("no collection of lists beside this checkout")
    data = files[number].read_bytes()
    text = data.decode("utf-8", "replace")
    found = [each.attributes.get("xmlurl", "") for each in outlines.outlines(text)]
    try:
        tree = ET.fromstring(data)
    except ET.ParseError:
        assert text.count("xmlUrl=") - found.count("") <= len(list(filter(None, found)))
        return
    wanted = [each.get("xmlUrl", "").strip() for each in tree.iter("outline")]
    assert list(filter(None, found)) == list(filter(None, wanted))


@given(st.text() | st.text().map(lambda text: f"<outline {text}>") | st.binary())
def test_whatever_the_file_holds(text: str | bytes) -> None:
    """Rows or one clear error; no line is named that is not there."""
    try:
        rows = read(text.encode("utf-8", "replace") if isinstance(text, str) else text)
    except UnreadableError:
        return
    assert all(row.where.startswith("list:") for row in rows)
