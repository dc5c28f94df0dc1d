"""What is suggested for a typo."""

from __future__ import annotations

import pytest

from cio_digest.text.spelling import nearest


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("tody", ["fetch", "today"], "today"),
        ("keyword", ["exclude", "keywords", "weight"], "keywords"),
        ("sharepiont", ["CRM", "SharePoint"], "SharePoint"),
        ("CRM", ["crm"], "crm"),
        ("zzz", ["CRM", "SharePoint"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_is_meant(word: str, known: list[str], meant: str) -> None:
    """In any case, as it is spelled where it is known; nothing where nothing is like it."""
    assert nearest(word, known) == meant
