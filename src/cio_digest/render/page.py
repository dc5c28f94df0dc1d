"""Runs of styled text -> lines of a page, laid out by the width of their characters, with Rich.

Text goes to Rich as ``Text``, which reads neither markup nor emoji codes, and every width is
counted in terminal cells: a CJK character takes two, a combining one none.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segments
from rich.style import Style
from rich.text import Text

from cio_digest.render.surface import Surface, carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models.pages import Piece

NARROWEST = 40
ACCENT, DIM, BOLD = "cyan", "dim", "bold"
GAP = "  "
NUMBER = 4  # the width of the margin before a story

# A no-break space while lines are made: Rich would break there. A noncharacter, which Unicode
# leaves to programs for such use (23.7) and ``harmless`` takes out of all text, so that no title
# has it.
_HELD = "\ufdd0"

# After letters written from right to left, a mark that keeps what follows at the right edge:
# without it a terminal with bidi support would pull the digits of an age left of the title.
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_FIRST_OF_THESE = "\u0590"
_LEFT_TO_RIGHT_MARK = "\u200e"

# After a small letter, a digit or a sign, so that "the U.S. market" is no end.
_SENTENCE_END = r"(?<=[^\W_A-Z]|[)\"'\u201d\u2019%])[.!?][)\"'\u201d\u2019]?(?=\s|$)|[。！？]"

# Rich gives each link a random id, so that two prints of one digest would differ.
_LINK_ID = re.compile(r"(?<=\x1b\]8;)id=[^;]*(?=;)")


class Layout(NamedTuple):
    """Where lines are laid out: its width in cells, and what it can carry."""

    width: int
    surface: Surface
    console: Console


def opened(surface: Surface, widest: int) -> Layout:
    """A page as wide as the surface, within limits."""
    console = Console(
        file=StringIO(),
        width=surface.width,
        color_system="standard" if surface.color or surface.links else None,
        no_color=not surface.color,
        force_terminal=True,
        legacy_windows=False,
        _environ={},
    )
    return Layout(max(NARROWEST, min(surface.width, widest)), surface, console)


def run(page: Layout, text: str, style: str = "", url: str = "") -> Text:
    """Text in one style, and a link where the page carries links."""
    look = Style.parse(style)
    if url and page.surface.links:
        look += Style(link=url)
    return Text(carried(text, page.surface).replace("\xa0", _HELD), look, end="")


def wrapped(page: Layout, text: Text, width: int, most: int = 0) -> list[Text]:
    """Lines of at most ``width`` cells; what needs more than ``most`` lines is shortened."""
    width = max(1, width)  # Rich cannot break into lines of none
    if text and cell_len(text.plain) <= width and not text.plain.endswith(" "):
        return [text]  # as most cells of a table do; to find nothing to break takes 0.1 ms
    lines = list(text.wrap(page.console, width)) if text else []
    for line in lines:
        line.rstrip()
    return _shortened(page, lines[:most], width) if most and len(lines) > most else lines


def joined(*parts: Text) -> Text:
    """One line of all parts, each in its own style."""
    line = Text()
    for part in parts:
        line.append_text(part)
    return line


def hung(label: Text, lines: Iterable[Text]) -> list[Text]:
    """The label before the first line, and the other lines under the first one."""
    indent = Text(" " * cell_len(label.plain))
    return [joined(indent if at else label, line) for at, line in enumerate(lines)]


def margin(number: int, page: Layout) -> Text:
    """A story's number before its first line."""
    return run(page, f"{number or '':>{NUMBER - len(GAP)}}{GAP}", DIM)


def spread(page: Layout, left: Text, right: Text) -> Text:
    """Two texts at the two edges of the page."""
    gap = page.width - cell_len(left.plain) - cell_len(right.plain)
    mark = _LEFT_TO_RIGHT_MARK if _goes_left(left.plain) else ""
    return joined(left, Text(mark + " " * max(1, gap)), right)


def _goes_left(text: str) -> bool:
    """Whether some of a text is written from right to left."""
    if max(text, default="") < _FIRST_OF_THESE:  # the pattern takes long to compile
        return False
    return re.search(_RIGHT_TO_LEFT, text) is not None


def pieces(pieces: Sequence[Piece], page: Layout, style: str = "", url: str = "") -> Text:
    """Pieces of text in one line, the matched ones underlined."""
    parts = []
    for piece in pieces:
        if piece.spaced:
            parts.append(run(page, " ", style, url))
        parts.append(run(page, piece.text, f"{style} underline" if piece.matched else style, url))
    return joined(*parts)


def written(page: Layout, lines: Iterable[Text]) -> str:
    """The lines as one string, with the escape sequences that the surface carries."""
    console = page.console
    segments = [each for line in lines for each in joined(line).render(console, end="\n")]
    with console.capture() as capture:
        console.print(Segments(segments), soft_wrap=True)
    return _LINK_ID.sub("", capture.get()).replace(_HELD, " ")


def _shortened(page: Layout, lines: list[Text], width: int) -> list[Text]:
    """The lines up to their last whole sentence, where that fills half of them, or an ellipsis."""
    for at in range(len(lines) - 1, 0, -1):
        ends = [match.end() for match in re.finditer(_SENTENCE_END, lines[at].plain)]
        if ends and at * width + cell_len(lines[at].plain[: ends[-1]]) >= len(lines) * width / 2:
            return [*lines[:at], lines[at][: ends[-1]]]
    return [*lines[:-1], _cut(page, lines[-1], width)]


def _cut(page: Layout, line: Text, width: int) -> Text:
    """The line without the words that an ellipsis needs the room of."""
    mark = run(page, "…", str(line.style))
    room = width - cell_len(mark.plain)
    while cell_len(line.plain) > room and " " in line.plain:
        line = line[: line.plain.rindex(" ")]
    line.truncate(room)
    return joined(line[: len(line.plain.rstrip(" .,;:"))], mark)
