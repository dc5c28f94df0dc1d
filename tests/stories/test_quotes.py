"""What voices say of a story: their own words, whole, and more than the headlines say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.feeds import entry

from cio_digest.models import Entry, Quote, Source
from cio_digest.stories import quotes

ACCOUNT = Source(
    "mastodon://a.example/@ada@a.example", "mastodon", "https://a.example",
    handle="@ada@a.example", voice="Ada Byron", role="peer",
)  # fmt: skip
BLOG = Source("https://ada.example/feed", "feed", "", voice="Ada Byron", role="peer")
HEADLINE = entry("Northwind opens its agent pricing to seat-free plans", id=1, outlet="ledger")
SENTENCE = "We leave at the next renewal if nobody defines what counts as resolved."


def post(text: str = SENTENCE, **parts: Any) -> Entry:
    """A post of Ada's, all of its words her own."""
    values: dict[str, Any] = {
        "id": 2, "source": ACCOUNT.key, "network": "mastodon", "handle": "@ada@a.example",
        "url": "https://a.example/@ada/1", "outlet": "@ada@a.example", "text": text,
        "own": len(text), **parts,
    }  # fmt: skip
    return entry(text[:60] or "A post", **values)


def of(*entries: Entry, sources: tuple[Source, ...] = (ACCOUNT, BLOG)) -> list[str]:
    """The sentences that are quoted."""
    found = quotes.of([HEADLINE, *entries], HEADLINE, quotes.voices(sources))
    return [each.text for each in found]


def test_a_voice_is_quoted_with_name_and_link() -> None:
    """Verbatim."""
    found = quotes.of([HEADLINE, post()], HEADLINE, quotes.voices([ACCOUNT]))
    assert found == (Quote("Ada Byron", SENTENCE, "https://a.example/@ada/1"),)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param(
            "So Northwind opens seat-free plans. " + SENTENCE, [SENTENCE], id="the second"
        ),
        pytest.param("Northwind opens its agent pricing: seat-free plans!", [], id="the headline"),
        pytest.param("Wow. Big if true. Hm. " + SENTENCE, [], id="the fourth"),
        pytest.param("Good read.", [], id="says nothing"),
        pytest.param("Good read. It says what resolved cases cost buyers.", [], id="leans on it"),
        pytest.param("RT @bob: Good read. " + SENTENCE, [], id="the rest of what is passed on"),
        pytest.param("“Cases cost 90 cents. " + SENTENCE + "”", [], id="the rest of a quotation"),
        pytest.param("Thanks! " + SENTENCE, [], id="an answer"),
        pytest.param("My clients ask what resolved means ledger.example/1", [], id="cut link"),
        pytest.param("- clients ask what resolved cases really mean", [], id="of a list"),
        pytest.param("Everything that every buyer of agents has to know now:", [], id="leads on"),
        pytest.param("My clients ask what resolved means here https://x.example/1", [], id="link"),
        pytest.param("@bob my clients ask what resolved really means", [], id="to somebody"),
        pytest.param("RT @bob My clients ask what resolved really means", [], id="somebody else"),
        pytest.param("“My clients ask what resolved really means”", [], id="a quotation"),
        pytest.param("> My clients ask what resolved really means", [], id="what it answers"),
        pytest.param("My clients ask what resolved means " * 9 + ".", [], id="too long"),
    ],
)
def test_a_sentence_stands_by_itself(text: str, quoted: list[str]) -> None:
    """It is whole, the voice's own, and no headline again."""
    assert of(post(text)) == quoted


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"own": 0}, id="nobody knows whose words they are"),
        pytest.param({"handle": "@bob@b.example", "outlet": "@bob@b.example"}, id="passed on"),
        pytest.param({"bot": True}, id="a program"),
        pytest.param({"noise": ("sponsored",)}, id="an advertisement"),
        pytest.param({"url": ""}, id="no address"),
        pytest.param({"id": HEADLINE.id}, id="the headline itself"),
    ],
)
def test_what_is_not_the_voices_own_is_not_quoted(changes: dict[str, Any]) -> None:
    """However good the sentence."""
    assert of(post(**changes)) == []


def test_only_own_words_are_quoted() -> None:
    """Not those of a card below them."""
    text = f"Hm.\n{SENTENCE}"
    assert of(post(text, own=3)) == []


@pytest.mark.parametrize("role", ["", "reporter", "vendor", "press"])
def test_other_roles_are_not_quoted(role: str) -> None:
    """Who sells or reports has their own telling."""
    assert of(post(), sources=(ACCOUNT._replace(role=role),)) == []


def test_a_post_that_a_search_brought_is_the_voices_too() -> None:
    """By its account, also where feeds.toml has the address of the profile."""
    found = post(source="mastodon://a.example/#crm")
    profile = ACCOUNT._replace(handle="https://a.example/@ada")
    assert of(found) == of(found, sources=(profile,)) == [SENTENCE]


def test_an_article_is_quoted_by_its_title() -> None:
    """On a voice's own blog, where it says something else than the headline."""
    article = entry(
        "Five clauses to settle before the seats go", id=3, source=BLOG.key, outlet="ada"
    )
    again = entry(
        "Northwind opens its agent pricing to seat-free plans", id=3, source=BLOG.key, outlet="ada"
    )
    assert of(article) == ["Five clauses to settle before the seats go"]
    assert of(again) == []


SAYINGS = (
    "We leave at the next renewal if nobody defines what resolved means.",
    "Three buyers asked me yesterday about reopened cases.",
    "Procurement has wished for exactly this clause since spring.",
    "Who signs in December pays for what nobody counted.",
)


def test_a_voice_has_one_sentence_and_a_story_two() -> None:
    """Those who spoke first."""
    names = ("ada", "bob", "cyd")
    sources = tuple(
        ACCOUNT._replace(key=name, handle=f"@{name}@a.example", voice=name) for name in names
    )
    posts = [
        post(text, id=number, source=name, handle=f"@{name}@a.example", outlet=f"@{name}@a.example")
        for number, (name, text) in enumerate(
            zip(("ada", "ada", "bob", "cyd"), SAYINGS, strict=True), 10
        )
    ]
    found = quotes.of([HEADLINE, *posts], HEADLINE, quotes.voices(sources))
    assert [(each.voice, each.text) for each in found] == [("ada", SAYINGS[0]), ("bob", SAYINGS[2])]


WRITTEN = st.lists(
    st.sampled_from([*SENTENCE.split(), ". ", "!\n", "\u2026", "#crm", ">", "\u00e9t\u00e9"]),
    max_size=60,
).map(" ".join)


@given(WRITTEN, st.integers(0, 400))
def test_a_quote_is_verbatim(text: str, own: int) -> None:
    """Whatever is written: the words of the post, in order, and none beyond its own."""
    for sentence in of(post(text, own=own)):
        assert "".join(sentence.split()) in "".join(text[:own].split())


def test_a_voice_does_not_say_its_own_headline_again() -> None:
    """As where one posts the same twice."""
    first, again = post(id=1), post(id=2)
    known = quotes.voices([ACCOUNT])
    assert quotes.of([first, again], first, known) == ()
    other = post("Our auditors ask who counts the cases that nobody closes.", id=3)
    assert [each.text for each in quotes.of([first, other], first, known)] == [other.text]
