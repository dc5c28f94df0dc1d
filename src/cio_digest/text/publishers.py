"""A feed's title to the name of its publisher: without "RSS" and "Home", and not a whole motto.

"Posts | The Ledger", "Recent content on The Ledger" and "The Ledger - Top Stories - RSS" are what
programs that make feeds write. A name is shown beside each headline, where there is no room.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cio_digest.masking import masked
from cio_digest.text import handles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.models import Source

_LONGEST = 52  # characters of a title that is shown whole
_BETWEEN = re.compile(r"(?<!\s)\s+(?:[-–—|>»·•:/]+|on)\s+|:\s+")
# Of these words alone is a part of a title that names nobody.
_NOBODY = frozenset(
    "a accueil actualités aktuell aktuelles all alle allgemein am articles artikel atom "
    "beiträge blog blogs category content current default entries entry feed feeds front full "
    "home homepage in inhalt inicio items la latest main most neueste new newest news of "
    "official page pages portada post posts public recent rss site start startseite stories "
    "story the titulares top une updates web website xml à".split()
)


@lru_cache(maxsize=4096)  # the same few hundred, line by line
def name(title: str) -> str:
    """The part of a feed's title that says whose it is; all of it where no part does."""
    marks = [*_BETWEEN.finditer(title)]
    if not marks:
        return title
    starts, ends = [0, *(mark.end() for mark in marks)], [*(m.start() for m in marks), len(title)]
    parts = [title[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    first, last = 0, len(parts) - 1
    while first < last and (_is_nobody(parts[first]) or _is_again(parts[first : first + 2])):
        first += 1
    while first < last and _is_nobody(parts[last]):
        last -= 1
    if _is_nobody(parts[first]):
        return title
    told = title[starts[first] : ends[last]].strip()
    short = (each for each in [told, *parts[first : last + 1]] if len(each) <= _LONGEST)
    return next(short, told)


def names(titles: Mapping[str, str], sources: Sequence[Source]) -> dict[str, str]:
    """What stands beside a headline, by the keys of sources and accounts.

    That is what the reader calls those that they follow, else whose a source is by its own title.
    """
    found = {key: shown(title, masked(key)) for key, title in titles.items()}
    own = {source.key: source.title for source in sources if source.title}
    return found | own | handles.names(sources)


def shown(title: str, address: str) -> str:
    """Whose a feed is, by its title, else by the host of its address, else by that."""
    host = address.partition("://")[2].partition("/")[0]
    return name(title) or host.removeprefix("www.") or address


def _is_nobody(part: str) -> bool:
    return {*part.casefold().replace("-", " ").split()} <= _NOBODY


def _is_again(parts: list[str]) -> bool:
    return parts[0].casefold() == parts[-1].casefold()
