"""What is said of a story elsewhere -> lines of a page below it: voices' sentences, discussions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from cio_digest.render import harmless, words
from cio_digest.render.page import DIM, Layout, joined, run, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from cio_digest.models import Quote, Talk


def quote(quote: Quote, width: int, page: Layout) -> list[Text]:
    """A voice's own sentence behind its name, which leads to it."""
    url = harmless.link(quote.url)
    said = run(page, words.quoted(quote))
    lines = wrapped(page, joined(run(page, quote.voice, "", url), said), width)
    return [*lines, run(page, url)] if page.surface.addresses and url else lines


def talk(talks: Sequence[Talk], width: int, page: Layout) -> list[Text]:
    """Where a story is discussed: as many places as fit on a line, or each with its address."""
    places = [run(page, words.talk(each), DIM, harmless.link(each.url)) for each in talks]
    if page.surface.addresses:
        label = run(page, words.TALK)
        addresses = (run(page, harmless.link(each.url)) for each in talks)
        both = zip(places, addresses, strict=True)
        return [line for place, url in both for line in (joined(label, place), url) if line]
    line = joined(run(page, words.TALK, DIM), *places[:1])
    for place in places[1:]:
        longer = joined(line, run(page, " · ", DIM), place)
        if cell_len(longer.plain) > width:
            break
        line = longer
    return wrapped(page, line, width, most=1) if places else []
