"""What an entry without a title is called."""

from __future__ import annotations

import pytest

from cio_digest.text import headline

LINK = "https://ledger.example/2026/11/seats"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The vendors meet in Oslo {LINK}", "The vendors meet in Oslo"),
        (f"Our report: {LINK}", "Our report"),
        (f"Seats cost more 👉 {LINK}\n#CRM", "Seats cost more #CRM"),
        (f"Seats cost more {LINK} #CRM #SaaS", "Seats cost more #CRM #SaaS"),
        (f"See {LINK} for the prices of seats", f"See {LINK} for the prices of seats"),
        ("@bo @cy@o.example, I would not renew it", "I would not renew it"),
        ("@northwind drops seat prices", "@northwind drops seat prices"),
        ("#CRM #SaaS, New: seats cost more", "New: seats cost more"),
        ("1/\nSeats cost more", "Seats cost more"),
        ("🧵 (1/n) Seats cost more", "Seats cost more"),
        ("2/3\nSeats cost more", "Seats cost more"),
        ("1/3 of seats are empty", "1/3 of seats are empty"),
        ("> Seats are free, they say\nMy invoice says otherwise", "My invoice says otherwise"),
        ("> Seats are free, they say", "> Seats are free, they say"),
        ("> Seats are free, they say\n#CRM", "> Seats are free, they say"),
    ],
    ids=[
        "end",
        "colon",
        "sign",
        "tags",
        "within",
        "many",
        "one",
        "filed",
        "first",
        "thread",
        "second",
        "fraction",
        "answer",
        "quote",
        "tag",
    ],
)
def test_a_post_is_called_by_its_own_words(text: str, title: str) -> None:
    """Not by where it leads, whom it speaks to or whom it answers."""
    assert headline.of("", text, post=True) == title


@pytest.mark.parametrize("text", ["#CRM #SaaS", "@bo @cy", f"{LINK} #CRM", ""])
def test_marks_and_addresses_are_no_words(text: str) -> None:
    """They are what all posts of one kind share."""
    assert headline.of("", text, post=True) == ""
    assert headline.without("https://a.example/1", post=True) == headline.WORDLESS


def test_a_title_that_is_all_of_a_post_is_its_first_sentence() -> None:
    """Some bridges make one of it; a long title of its own stays."""
    text = f"Seats cost more at Northwind from January on. {'And at Fabrikam. ' * 9}".strip()
    assert headline.of(text, text, post=True) == "Seats cost more at Northwind from January on."
    assert headline.of(text, "Another text", post=True) == text
    assert headline.of(text, text, post=False) == text


def test_a_title_that_says_there_is_none_is_none() -> None:
    """A post without words has none, however a program puts it."""
    assert headline.of("[no title]", "", post=True) == ""
    assert headline.of("[no title]", "", post=False) == "[no title]"


def test_an_article_is_called_by_its_first_sentence_as_it_stands() -> None:
    """Its text is no talk."""
    text = "@bo and @cy wrote a book on seats"
    assert headline.of("", text, post=False) == text
