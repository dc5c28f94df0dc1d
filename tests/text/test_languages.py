"""A text's language is told by its script, letters and commonest words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text import languages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ferry to Brinmouth runs aground in the fog", "en"),
        ("Ferry crews walk out over pay", "en"),
        ("Die Fähre nach Brinmouth läuft im Nebel auf Grund", "de"),
        ("Le ferry de Brinmouth s'échoue dans le brouillard", "fr"),
        ("El ferri de Brinmouth encalla en la niebla con 212 pasajeros", "es"),
        ("Balsa de Brinmouth encalha no nevoeiro com 212 pessoas a bordo, não há feridos", "pt"),
        ("Il traghetto di Brinmouth si incaglia nella nebbia", "it"),
        ("De veerboot naar Brinmouth loopt vast in het mistige weer", "nl"),
        ("Паром в Бринмут сел на мель", "ru"),
        ("ブリンマス行きのフェリーが座礁", "ja"),
        ("前往布林茅斯的渡轮搁浅", "zh"),
        ("Halyard 3.2.1", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    """Each by its own marks; none where there are none."""
    assert languages.of(text) == code


@given(st.text())
def test_any_text_has_a_language_with_a_name_or_none(text: str) -> None:
    """Whatever the world writes."""
    code = languages.of(text)
    assert not code or languages.name(code)
