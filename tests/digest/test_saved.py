"""A digest to the store's text and back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cio_digest.digest import saved
from cio_digest.models import (
    Digest,
    Failing,
    Headline,
    Health,
    Item,
    Lead,
    Section,
    Teller,
    Term,
    Trend,
)

DAY = datetime(2026, 11, 22, tzinfo=timezone.utc)
texts = st.text(max_size=30)
numbers = st.floats(allow_nan=False, width=32)
counts = st.integers(0, 10**6)
moments = st.integers(0, 4_000_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, timezone.utc)
)
spans = st.integers(-(10**7), 10**7).map(lambda seconds: timedelta(seconds=seconds))
items = st.builds(
    Item,
    *(counts, counts, texts, texts, moments, texts),
    others=st.lists(texts, max_size=3).map(tuple),
    summary=texts,
    topic=texts,
    terms=st.lists(st.builds(Term, texts, numbers, texts, st.just(())), max_size=3).map(tuple),
    score=numbers,
    lead=st.none() | st.builds(Lead, texts, texts, spans),
    grown=counts,
    minutes=numbers,
    days=st.lists(counts, max_size=7).map(tuple),
    tellers=st.lists(st.builds(Teller, texts, texts, moments), max_size=2).map(tuple),
)
headlines = st.builds(Headline, counts, texts, texts, texts, counts)
trends = st.builds(
    Trend,
    texts,
    st.none() | numbers,
    st.lists(numbers, max_size=3).map(tuple),
    since=st.none() | st.dates(),
    outlets=counts,
    voices=counts,
    stories=st.lists(headlines, max_size=2).map(tuple),
)
several = st.lists(items, max_size=2).map(tuple)
digests = st.builds(
    Digest,
    st.dates(),
    *(moments, moments, moments, counts, counts, counts, counts),
    sections=st.lists(st.builds(Section, texts, several), max_size=2).map(tuple),
    late=several,
    rising=st.lists(trends, max_size=2).map(tuple),
    health=st.builds(
        Health,
        counts,
        st.lists(st.builds(Failing, texts, texts, moments, counts), max_size=2).map(tuple),
        st.none() | moments,
        counts,
    ),
    notes=st.lists(texts, max_size=2).map(tuple),
)


@given(digests)
def test_nothing_is_lost(digest: Digest) -> None:
    """Every digest comes back equal, with the same types all through."""
    loaded = saved.load(saved.dump(digest))
    assert loaded == digest
    assert repr(loaded) == repr(digest)


LATER = {"version", "talks", "quotes", "languages", "tellers"}  # what came after the first release


def untold(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Stories of which nobody knew where they are discussed, or in which languages."""
    return tuple(item._replace(talks=(), quotes=(), languages=(), tellers=()) for item in items)


def rows(value: Any) -> Any:
    """What the first release kept: the values of named tuples in rows, without their names."""
    if isinstance(value, dict):
        return [rows(part) for name, part in value.items() if name not in LATER]
    return [rows(part) for part in value] if isinstance(value, list) else value


@given(digests)
def test_a_digest_of_the_first_release_is_read(digest: Digest) -> None:
    """It had no names, and neither counted what was not read nor knew of discussions."""
    digest = digest._replace(
        health=digest.health._replace(unread=0, silent=0),
        clock="",
        away=0,
        muted=0,
        sections=tuple(each._replace(items=untold(each.items)) for each in digest.sections),
        late=untold(digest.late),
    )
    text = json.dumps(rows(json.loads(saved.dump(digest))))
    assert repr(saved.load(text)) == repr(digest)


def test_a_digest_that_was_kept_before_failures_were_counted() -> None:
    """Each was one source."""
    health = Health(1, (Failing("a", "403", DAY),))
    digest = Digest(DAY.date(), DAY, DAY, DAY, 1, 1, 1, 1, health=health)
    text = json.dumps(rows(json.loads(saved.dump(digest))))
    assert text.count(", 1]]") == 1
    assert saved.load(text.replace(", 1]]", "]]")) == digest


def test_a_digest_that_was_kept_before_days_were() -> None:
    """Its stories have none."""
    item = Item(1, 1, "CRM", "", DAY, "The Ledger", (), "", "CRM", (), 1.0, days=(0, 7))
    digest = Digest(DAY.date(), DAY, DAY, DAY, 1, 1, 1, 1, late=(item,))
    text = json.dumps(rows(json.loads(saved.dump(digest))))
    assert text.count(", [0, 7]]") == 1
    assert saved.load(text.replace(", [0, 7]]", "]")).late == (item._replace(days=()),)


def test_fields_of_another_release_do_no_harm() -> None:
    """What a kept digest lacks has its default, what is gone by now is passed over."""
    digest = Digest(DAY.date(), DAY, DAY, DAY, 1, 1, 1, 1, notes=("One note",))
    document = json.loads(saved.dump(digest))
    del document["rising"], document["health"]["failing"]
    document["health"]["weather"] = document["weather"] = ["fair"]
    assert saved.load(json.dumps(document)) == digest
