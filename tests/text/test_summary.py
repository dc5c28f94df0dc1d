"""A story's summary is what its entries say beyond the title."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models import Entry, Story
from cio_digest.text import summary

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)
FACT = "The buyer pays 12 dollars a share, a third above Monday's closing price."
OTHER = "Unions fear that the buyer of Fabrikam shuts its Oslo plant and pays nothing to anybody."


def story(*texts: str, title: str = "Northwind buys Fabrikam") -> Story:
    """A story with one entry for each text."""
    url = "https://example.com/1"
    made = [Entry("s", "1", url, url, title, text, NOON, NOON, NOON) for text in texts]
    return Story(1, tuple(made))


def test_facts_beyond_the_title_are_told() -> None:
    """The sentence that adds something is there."""
    assert summary.sentences(story(f"Northwind buys Fabrikam. {FACT}")) == FACT


def test_another_source_s_angle_is_added() -> None:
    """What a second source says otherwise has its place."""
    assert summary.sentences(story(FACT, OTHER, FACT)) == f"{FACT} {OTHER}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Northwind buys Fabrikam.", id="the title again"),
        pytest.param("There is no excerpt because this is a protected post.", id="protected"),
        pytest.param("Read more about this and other subjects on our site.", id="read more"),
        pytest.param("The post Northwind buys appeared first on The Ledger.", id="appeared"),
        pytest.param("https://news.example/2026/fabrikam-and-the-price-war", id="an address"),
        pytest.param("Link: https://a.example/x?y=z Video: HTTPS://b.example/watch", id="labels"),
        pytest.param("Having trouble reading this email? View it online.", id="a mail's head"),
        pytest.param("This story has affiliate links; we may earn a commission.", id="affiliate"),
        pytest.param("Der Beitrag Northwind erschien zuerst auf Hauptbuch.", id="erschien"),
        pytest.param("L’article Northwind est apparu en premier sur Registre.", id="apparu"),
        pytest.param("Subscribe to the letter of this fine paper here.", id="subscribe"),
        pytest.param("Photo credit: Ann Other, for the Northwind Ledger", id="a photographer"),
        pytest.param(
            "Guesses: 4/6 🟥🟥🟥🟥🟥🟩🟩🟥🟥🟥🟥🟩🟩🟩🟩🟩🟩🟩🟩🟩🟩", id="a score in signs"
        ),
        pytest.param("Duration: 01:27:54 - read by Ann Other", id="how long it is"),
        pytest.param("Watch the full interview on our own pages tonight!", id="watch"),
        pytest.param("Foto: Ann Other, für das Northwind-Hauptbuch", id="ein Bild"),
        pytest.param("submitted by /u/a-person-with-a-long-name", id="who passed it on"),
        pytest.param("Continue reading this story on the Northwind Ledger […]", id="continue"),
    ],
)
def test_nothing_beyond_the_title_gives_nothing(text: str) -> None:
    """No boilerplate, no repetition, no filler."""
    assert summary.sentences(story(text)) == ""


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(" is what its rival wanted to do last summer.", id="a verb"),
        pytest.param(", the maker of ferries that run on batteries.", id="a comma"),
        pytest.param("'s board, and two of its seven ferry lines.", id="a genitive"),
    ],
)
def test_a_sentence_that_begins_with_the_title_keeps_it(rest: str) -> None:
    """What follows would say of nobody what it says."""
    text = f"Northwind buys Fabrikam{rest}"
    assert summary.sentences(story(text)) == text


def test_a_title_with_a_date_is_still_the_title() -> None:
    """Only a sentence reads on from it."""
    assert summary.sentences(story("Northwind buys Fabrikam on March 4, 2026")) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("All systems operate again.", "All systems operate again.", id="a sentence"),
        pytest.param("All systems operate again", "", id="that does not end"),
        pytest.param("Hot stuff.", "", id="of two words"),
        pytest.param(f"A look at ferries here. {FACT}", FACT, id="before another"),
    ],
)
def test_a_short_sentence_is_told_where_it_is_the_whole_text(text: str, told: str) -> None:
    """Beside others it is mostly a greeting or a label."""
    assert summary.sentences(story(text)) == told


def test_a_first_sentence_too_long_to_show_is_cut_between_words() -> None:
    """It says more than nothing does; a report with whole sentences goes before it."""
    text = f"The buyer said that {'it would pay for ferries and ' * 12}for all else. {FACT}"
    told = summary.sentences(story(text))
    assert text.startswith(told.removesuffix("…"))
    assert summary.LENGTH - 10 < len(told) <= summary.LENGTH
    assert summary.sentences(story(text, FACT)) == FACT


def test_a_list_that_ends_with_a_full_stop_is_not_told() -> None:
    """No sentence has a hundred words."""
    assert summary.sentences(story(f"{'00:01 Ferries 00:02 Batteries ' * 20}00:59 End.")) == ""


@pytest.mark.parametrize(
    "line",
    [
        "OSLO (Reuters) - ",
        "BERGEN, Norway, Jan. 7 (AP) — ",
        "Berlin (dpa) – ",
        "OSLO, Norway/BERGEN (AFP) - ",
        "OSLO--(BUSINESS WIRE)--",
        "OSLO, March 4 /PRNewswire/ -- ",
    ],
)
def test_an_agency_s_dateline_is_left_out(line: str) -> None:
    """The room is for what happened."""
    assert summary.sentences(story(f"{line}{FACT}")) == FACT


def test_a_line_that_was_broken_reads_on() -> None:
    """Mails break theirs after 70 characters or 80; short lines are a list."""
    text = (
        "Ferries that run on batteries will cross the fjord from May on,\nand buses wait for them."
    )
    assert summary.sentences(story(text)) == text.replace("\n", " ")
    listed = "ferries that run on batteries\nbuses that wait at the quay\ntrams that do not"
    assert summary.sentences(story(f"{listed}.")) == ""


def test_subscribers_are_told_of() -> None:
    """The word is no invitation."""
    text = "Its ferries have two million subscribers in Norway, and more elsewhere."
    assert summary.sentences(story(text)) == text


def test_a_title_s_question_mark_is_of_the_title() -> None:
    """Some titles lack it."""
    assert summary.sentences(story(f"Northwind buys Fabrikam? {FACT}")) == FACT


def test_a_copied_sentence_is_told_once() -> None:
    """Syndicated text does not repeat."""
    assert summary.sentences(story(FACT, FACT)) == FACT


def test_a_copied_sentence_with_a_dateline_is_told_once() -> None:
    """What it adds says nothing."""
    short = "Ferries were counted in the harbour on Thursday, and more were seen than ever."
    copied = f"BERGEN, Norway, March 4 (Press Wire) - {short}"
    assert summary.sentences(story(short, copied, title="A census of boats")) == short


def test_sentences_of_scripts_without_spaces_are_short() -> None:
    """A dozen characters say what thirty do elsewhere."""
    text = "チョウゲンボウの数が増えています。専門家は巣箱の効果だと話しています。"
    assert summary.sentences(story(text)).replace(" ", "") == text


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One thing. Another thing!", ["One thing.", "Another thing!"], id="plain"),
        pytest.param("Mr. Smith met Dr. Jones.", ["Mr. Smith met Dr. Jones."], id="titles"),
        pytest.param("It closed on Jan. 20. Why?", ["It closed on Jan. 20.", "Why?"], id="month"),
        pytest.param(
            "Am 26. November fielen ca. 5 Mrd. Euro an, z. B. Steuern. Der 2. Preis blieb.",
            ["Am 26. November fielen ca. 5 Mrd. Euro an, z. B. Steuern.", "Der 2. Preis blieb."],
            id="german",
        ),
        pytest.param(
            "M. Dupont, le 26 nov. 2026 : 5 %. Oui.",
            ["M. Dupont, le 26 nov. 2026 : 5 %.", "Oui."],
            id="french",
        ),
        pytest.param(
            "26 нояб. 2026 г. Москва считала. Так.",
            ["26 нояб. 2026 г. Москва считала.", "Так."],
            id="russian",
        ),
        pytest.param(
            "It can't. R&D. Windows 11. Then.",
            ["It can't.", "R&D.", "Windows 11.", "Then."],
            id="short ends",
        ),
        pytest.param(
            "At 5 p.m. Tuesday it closed. So.", ["At 5 p.m. Tuesday it closed.", "So."], id="hours"
        ),
        pytest.param("It costs 3.5 euros. Yes.", ["It costs 3.5 euros.", "Yes."], id="number"),
        pytest.param("第一句。第二句。", ["第一句。", "第二句。"], id="chinese"),
        pytest.param("A line\nAnother line", ["A line", "Another line"], id="lines"),
        pytest.param(
            "They say “yes.” (Or no!) We “agree.”) So.",
            ["They say “yes.”", "(Or no!)", "We “agree.”)", "So."],
            id="signs that close with a sentence",
        ),
        pytest.param(
            "A fine (!) Tool of Ours (Ltd.) Won, np. Here.",
            ["A fine (!) Tool of Ours (Ltd.) Won, np. Here."],
            id="no end in brackets",
        ),
    ],
)
def test_sentences_are_split_where_they_end(text: str, sentences: list[str]) -> None:
    """Full stops of abbreviations and numbers do not end a sentence."""
    assert summary.split(text) == sentences


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Northwind buys Fabrikam\n\n{FACT}", id="the title before the text"),
        pytest.param(f"Northwind buys Fabrikam - {FACT}", id="the title glued to the text"),
        pytest.param(f"{FACT} A spokesman said that", id="a sentence that does not end"),
        pytest.param(f"{FACT} Nobody knows how many of them will …", id="a sentence cut off"),
        pytest.param(f"{FACT} “We never wanted it. Not at all.", id="a quotation that stays open"),
    ],
)
def test_only_whole_sentences_are_told(text: str) -> None:
    """What is cut off, and a title set before the text, has no place."""
    assert summary.sentences(story(text)) == FACT


def test_the_report_that_says_what_all_say_is_told() -> None:
    """One that goes its own way stands for no story, though it came first."""
    own_way = "My first boss kept a parrot, which may be the best thing to say of him."
    both = "Northwind pays 12 dollars a share for Fabrikam, a third above Monday's price."
    assert summary.sentences(story(own_way, FACT, both)).startswith(("The buyer", "Northwind"))


def test_nothing_is_glued_to_a_line_without_an_end() -> None:
    """A whole lead goes first; where none is, one line stands alone."""
    line = "Northwind pays 12 dollars a share for Fabrikam, a source told us"
    assert summary.sentences(story(line, FACT)).startswith(FACT)
    assert summary.sentences(story(line, f"{line} on Monday")) in {line, f"{line} on Monday"}


def test_another_report_that_is_not_about_the_same_adds_nothing() -> None:
    """A sentence with nothing in common with the lead would read as another story's."""
    assert summary.sentences(story(FACT, FACT, "Snow fell on the hills all through April.")) == FACT


@given(st.lists(st.text(max_size=400), min_size=1, max_size=4))
def test_a_summary_is_never_too_long(texts: list[str]) -> None:
    """Two to three lines at most, whatever is told."""
    assert len(summary.sentences(story(*texts))) <= summary.LENGTH


def test_a_title_is_not_said_again_with_the_address_behind_it() -> None:
    """As posts have it, whose titles leave the address out."""
    title = "Why our rollout of the new ledger failed after all those months of work"
    text = f"#Ledger {title} https://ledger.example/oslo-unions-fear-plant-closure"
    assert summary.sentences(story(text, title=title)) == ""
