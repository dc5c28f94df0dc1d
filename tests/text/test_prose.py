"""Records of addresses and tags say nothing; headlines do, and so does anything in doubt."""

from __future__ import annotations

import pytest

from cio_digest.text import prose

RECORD = "@ada | url | #phishing Value: http://umbra.example/login Post: https://x.example/ada/1"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("@ada | url | #phishing Value: http://umbra.example…", RECORD, id="handle"),
        pytest.param("umbra.example", RECORD, id="host"),
        pytest.param("192.0.2.7:8080", "#C2 #botnet", id="number"),
        pytest.param("9e107d9d372bb6826bd81d3542a419d6", "", id="hash"),
        pytest.param("https://umbra.example/login #phishing", "", id="address"),
    ],
)
def test_a_record_says_nothing(title: str, text: str) -> None:
    """Labels before a colon are no sentence."""
    assert not prose.says(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("Umbra", "", id="one word"),
        pytest.param("CVE-2026-4411 (SharePoint)", "https://umbra.example/4411", id="an advisory"),
        pytest.param("umbra.example hacked", "", id="a host as a name"),
        pytest.param("umbra.example", "The site was sold to Contoso.", id="told in the text"),
        pytest.param("@ada: prices go up https://umbra.example", "", id="a post"),
        pytest.param("umbra.example 価格を改定", "", id="a script without spaces"),
        pytest.param("v2.1.0", "https://umbra.example/releases/2.1.0", id="a release"),
        pytest.param("#UmbraWeek 2026", "", id="a tag"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_headline_says_something(title: str, text: str) -> None:
    """Two words in a row are enough, and who has no address for a title needs none."""
    assert prose.says(title, text)
