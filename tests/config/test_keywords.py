"""A keyword written as a search or a pattern would be is told with what to write instead."""

from __future__ import annotations

import pytest

from cio_digest import config
from cio_digest.errors import ConfigError


def topic(keyword: str) -> str:
    """A topic with this keyword."""
    written = keyword.replace("\\", "\\\\").replace('"', '\\"')
    return f'[topics.CRM]\nkeywords = ["{written}"]\n'


@pytest.mark.parametrize(
    ("keyword", "remedy"),
    [
        ("CRM OR ERP", 'write each as a keyword of its own: "CRM", "ERP"'),
        ("CRM | ERP | HR", 'write each as a keyword of its own: "CRM", "ERP", "HR"'),
        ("CRM AND prices", 'write "CRM prices" for a phrase, or search = "CRM AND prices" under'),
        ("CRM -jobs", 'write keywords = ["CRM"] and exclude = ["jobs"]'),
        ("CRM NOT jobs", 'write keywords = ["CRM"] and exclude = ["jobs"]'),
        ("-jobs", 'leaves out nothing; write exclude = ["jobs"]'),
        ("Share*", 'write the words in full, as in "SharePoint"'),
        ("/crm|erp/i", "is a pattern, which keywords are not"),
        ('"social CRM"', 'a keyword is a phrase as it stands: write "social CRM"'),
        ("„social“ CRM", 'a keyword is a phrase as it stands: write "social CRM"'),
        ("!!!", '"!!!" has no letter or digit that could match'),
    ],
)
@pytest.mark.parametrize("key", ["keywords", "exclude"])
def test_what_no_text_can_hold_is_told_with_its_place(key: str, keyword: str, remedy: str) -> None:
    """File, line and what to write, in keywords and in exclusions."""
    text = topic("CRM") if key == "exclude" else ""
    text += topic(keyword).replace("keywords", key).removeprefix("[topics.CRM]\n" if text else "")
    with pytest.raises(ConfigError) as error:
        config.parse(text, "feeds.toml", {})
    (line,) = error.value.problems
    assert line.startswith(f"feeds.toml:{text.count(chr(10))}:")
    assert remedy in line


@pytest.mark.parametrize(
    "keyword",
    [
        *("AT&T", "R&D", "C++", ".NET", "S/4HANA", "M*A*S*H", "O'Reilly", "CI/CD", "e-mail"),
        *(
            "trial and error",
            "more or less",
            "CRM - prices",
            "Paris, Texas",
            "人工知能",
            "5G",
            "/etc",
        ),
    ],
)
def test_a_keyword_with_signs_of_its_own_is_taken(keyword: str) -> None:
    """Signs, hyphens and small words are part of names and phrases."""
    assert config.parse(topic(keyword), "feeds.toml", {}).topics[0].keywords == (keyword,)
