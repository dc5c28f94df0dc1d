"""What somebody types becomes an expression for the index and filters, or one clear complaint."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.errors import QueryError
from cio_digest.search import query
from cio_digest.search.query import Filter


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        pytest.param("crm", '("crm" OR "crms")', id="a word and its plural"),
        pytest.param("banks", '("banks" OR "bank")', id="a plural and its word"),
        pytest.param('"customer data"', '"customer data"', id="a phrase as it stands"),
        pytest.param("share*", '"share" *', id="beginnings"),
        pytest.param("2024 2025", '("2024" AND "2025")', id="side by side"),
        pytest.param("2024 AND 2025", '("2024" AND "2025")', id="and"),
        pytest.param("2024 OR 2025", '("2024" OR "2025")', id="or"),
        pytest.param("2024 2025 OR 2026", '(("2024" AND "2025") OR "2026")', id="and first"),
        pytest.param("2024 (2025 OR 2026)", '("2024" AND ("2025" OR "2026"))', id="grouped"),
        pytest.param("2024 -2025", '(("2024") NOT ("2025"))', id="minus"),
        pytest.param("2024 NOT 2025", '(("2024") NOT ("2025"))', id="not"),
        pytest.param("title:2024", 'title : "2024"', id="in the title"),
        pytest.param("日本", '"日本"', id="another script"),
        pytest.param("a-b", '("a-b" OR "ab")', id="inner hyphen"),
        pytest.param("https://example.com/x", '"https://example.com/x"', id="an address"),
    ],
)
def test_words_become_an_expression(typed: str, expression: str) -> None:
    """Each way to write a search means what it means elsewhere."""
    assert query.read(typed).expression == expression


def test_filters_stand_beside_the_words() -> None:
    """They are taken out of the expression, with their place."""
    read = query.read('source:"The Ledger" crm -role:vendor since:7d')
    assert read.expression == '("crm" OR "crms")'
    assert read.filters == (
        Filter("source", "The Ledger", at=0),
        Filter("role", "vendor", without=True, at=25),
        Filter("since", "7d", at=37),
    )
    assert read.words == ("crm",)


def test_filters_alone_are_a_search() -> None:
    """Everything of one source is worth asking for."""
    assert query.read("source:ledger").expression == ""


@pytest.mark.parametrize(
    ("typed", "at", "reason"),
    [
        pytest.param("", 0, "a word is missing here", id="nothing"),
        pytest.param("(a", 0, "this parenthesis is never closed", id="open"),
        pytest.param("a)", 1, "no parenthesis is open here", id="close"),
        pytest.param('a "b', 2, "this quotation mark is never closed", id="quotation"),
        pytest.param("a AND", 5, "a word is missing here", id="and nothing"),
        pytest.param("OR a", 0, "a word is missing here", id="nothing or"),
        pytest.param("a NOT", 5, "a word is missing here", id="not nothing"),
        pytest.param("-a", 0, "say what to look for, not only what to leave out", id="only not"),
        pytest.param("a ...", 2, "there is no word in this", id="no word"),
        pytest.param('a ""', 2, "there is no word in this", id="empty phrase"),
        pytest.param('a since:""', 2, "since: needs a value", id="no value"),
    ],
)
def test_a_mistake_is_pointed_at(typed: str, at: int, reason: str) -> None:
    """The line says why, and the pointer stands under the spot."""
    with pytest.raises(QueryError) as caught:
        query.read(typed)
    assert (caught.value.at, caught.value.reason) == (at, reason)
    assert str(caught.value).split("\n") == [reason, f"  {typed}", "  " + " " * at + "^"]


def test_a_search_is_bounded() -> None:
    """The ways to part one word of 30,000 letters would fill gigabytes."""
    assert query.read("a" * query.LONGEST).words
    with pytest.raises(QueryError, match="a search has at most 2000 characters"):
        query.read("a" * (query.LONGEST + 1))


@pytest.mark.parametrize("typed", ["a OR source:b", "(a source:b) c", "source:b OR a"])
def test_a_filter_holds_for_all(typed: str) -> None:
    """One that would hold for a part only is refused rather than misread."""
    with pytest.raises(QueryError, match="a filter stands beside the words"):
        query.read(typed)


def test_an_unknown_filter_suggests_the_nearest() -> None:
    """A slip of the finger is told as such."""
    with pytest.raises(QueryError, match='no filter "sorce:"; did you mean "source:"'):
        query.read("crm sorce:ledger")


@given(st.text(max_size=40) | st.text('ab"()-:* ANDORNT', max_size=30))
def test_whatever_is_typed_the_index_understands_or_we_say_why(typed: str) -> None:
    """No text makes SQLite complain."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE f USING fts5 (title, text)")
    with suppress(QueryError):
        expression = query.read(typed).expression or '"anything"'
        assert db.execute("SELECT * FROM f WHERE f MATCH ?", (expression,)).fetchall() == []
    db.close()


@pytest.mark.parametrize("text", ["(" * 900, "(" * 900 + "crm" + ")" * 900, "crm -(a " * 40])
def test_too_many_parentheses_are_pointed_at(text: str) -> None:
    """No stack, Python's or SQLite's, is at the mercy of a search; the pointer stays in view."""
    with pytest.raises(QueryError) as caught:
        query.read(text)
    reason, shown, pointer = str(caught.value).splitlines()
    assert reason == f"more than {query.DEEPEST} parentheses are open here"
    assert shown[pointer.index("^")] == "("
    assert max(len(shown), len(pointer)) <= 80


@given(st.lists(st.sampled_from(["a", "b c", "OR", "-(", "(", "title:q", "-x", '"p q"', "w*"])))
def test_what_is_read_is_never_too_deep_for_the_index(parts: list[str]) -> None:
    """Whatever is typed within the bound, SQLite takes it."""
    text = " ".join(parts).replace("( ", "(")
    text += " z" + ")" * text.count("(")
    with closing(sqlite3.connect(":memory:")) as db, suppress(QueryError):
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (title, text)")
        found = db.execute("SELECT * FROM t WHERE t MATCH ?", (query.read(text).expression,))
        assert found.fetchall() == []


LEVELS = ["a OR b c -(d e OR f ", "a b -(c OR d ", "title:q OR title:b c ("]


@pytest.mark.parametrize("level", LEVELS)
def test_the_deepest_search_is_taken_by_the_index(level: str) -> None:
    """Each parenthesis with as much in it as SQLite's own parser has to remember."""
    parts = (level * query.DEEPEST).split("(")[: query.DEEPEST]
    text = "(".join([*parts, "z" + ")" * query.DEEPEST])
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (title, text)")
        found = db.execute("SELECT * FROM t WHERE t MATCH ?", (query.read(text).expression,))
        assert found.fetchall() == []
