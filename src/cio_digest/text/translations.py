"""Common words of news in other languages to their English ones, from a table of our own.

Reports of one event share its names and figures across languages, and what befell whom: "ataque",
"Angriff" and "attack". The table (``translations.txt``) has a line for each English term, with
those of German, French, Spanish, Portuguese, Italian and Dutch, and months and weekdays in a few
more languages; all folded and stemmed as ``words.terms`` does. What has another sense in English
("brand", "fame") or in another of these languages ("rente"), what is a name ("Schiff"), and what is
a stop word in English or would be one ("war"), is left out.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def english() -> Mapping[str, str]:
    """Each term that the table has, with its English term."""
    lines = (pkgutil.get_data(__package__, "translations.txt") or b"").decode().splitlines()
    rows = (line.split() for line in lines)
    return {term: name for name, *others in rows for term in others}
