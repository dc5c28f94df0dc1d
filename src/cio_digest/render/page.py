"""Segments of styled text -> lines of a page, laid out by the width of their characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.render.styled import (
    BLANK,
    Segment,
    broken,
    cell_len,
    cells,
    cut,
    joined,
    plain,
    stripped,
    unstyled,
)
from cio_digest.render.surface import Surface, carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models.pages import Piece
    from cio_digest.render.styled import Text

NARROWEST = 40
ACCENT, DIM, BOLD, _UNDERLINE = "cyan", "dim", "bold", "underline"
GAP = "  "
NUMBER = 4  # the width of the margin before a story

# The parameters of escape sequences (ECMA-48, SGR), in the order in which they are written.
_LOOKS = {BOLD: "1", DIM: "2", _UNDERLINE: "4", ACCENT: "36"}

# A no-break space while lines are made: they would be broken there. A noncharacter, which Unicode
# leaves to programs for such use (23.7) and ``harmless`` takes out of all text.
_HELD = "\ufdd0"

# After letters written from right to left, a mark that keeps what follows at the right edge:
# without it a terminal with bidi support would pull the digits of an age left of the title.
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_LEFT_TO_RIGHT_MARK = "\u200e"

# After a small letter, a digit or a sign, so that "the U.S. market" is no end.
_SENTENCE_END = r"(?<=[^\W_A-Z]|[)\"'\u201d\u2019%])[.!?][)\"'\u201d\u2019]?(?=\s|$)|[。！？]"


class Layout(NamedTuple):
    """Where lines are laid out: its width in cells, and what it can carry."""

    width: int
    surface: Surface


def opened(surface: Surface, widest: int) -> Layout:
    """A page as wide as the surface, within limits."""
    return Layout(max(NARROWEST, min(surface.width, widest)), surface)


def run(page: Layout, text: str, style: str = "", url: str = "") -> Text:
    """Text in one style, and a link where the page carries links."""
    if not text:
        return BLANK
    styles = style.split()
    looks = [
        look
        for name, look in _LOOKS.items()
        if name in styles and (name != ACCENT or page.surface.color)
    ]
    shown = carried(text, page.surface).replace("\xa0", _HELD)
    return (Segment(shown, ";".join(looks), url if page.surface.links else ""),)


def wrapped(page: Layout, text: Text, width: int, most: int = 0) -> list[Text]:
    """Lines of at most ``width`` cells; what needs more than ``most`` lines is shortened."""
    width = max(1, width)
    lines = [stripped(line) for line in broken(text, width)] if text else []
    return _shortened(page, lines[:most], width) if most and len(lines) > most else lines


def hung(label: Text, lines: Iterable[Text]) -> list[Text]:
    """The label before the first line, and the other lines under the first one."""
    indent = unstyled(" " * cells(label))
    return [joined(indent if at else label, line) for at, line in enumerate(lines)]


def margin(number: int, page: Layout) -> Text:
    """A story's number before its first line."""
    return run(page, f"{number or '':>{NUMBER - len(GAP)}}{GAP}", DIM)


def spread(page: Layout, left: Text, right: Text) -> Text:
    """Two texts at the two edges of the page."""
    gap = page.width - cells(left) - cells(right)
    mark = _LEFT_TO_RIGHT_MARK if re.search(_RIGHT_TO_LEFT, plain(left)) else ""
    return joined(left, unstyled(mark + " " * max(1, gap)), right)


def pieces(pieces: Sequence[Piece], page: Layout, style: str = "", url: str = "") -> Text:
    """Pieces of text in one line, the matched ones underlined."""
    parts = []
    for piece in pieces:
        if piece.spaced:
            parts.append(run(page, " ", style, url))
        parts.append(
            run(page, piece.text, f"{style} {_UNDERLINE}" if piece.matched else style, url)
        )
    return joined(*parts)


def written(page: Layout, lines: Iterable[Text]) -> str:
    """The lines as one string, with the escape sequences that the surface carries."""
    draw = _drawn if page.surface.color or page.surface.links else _bare
    text = "".join("".join(map(draw, line)) + "\n" for line in lines)
    return text.replace(_HELD, " ")


def _drawn(segment: Segment) -> str:
    """A segment in its look, its link as OSC 8 has it."""
    text = f"\x1b[{segment.look}m{segment.text}\x1b[0m" if segment.look else segment.text
    return f"\x1b]8;;{segment.url}\x1b\\{text}\x1b]8;;\x1b\\" if segment.url else text


def _bare(segment: Segment) -> str:
    return segment.text


def _shortened(page: Layout, lines: list[Text], width: int) -> list[Text]:
    """The lines up to their last whole sentence, where that fills half of them, or an ellipsis."""
    for at in range(len(lines) - 1, 0, -1):
        text = plain(lines[at])
        ends = [match.end() for match in re.finditer(_SENTENCE_END, text)]
        if ends and at * width + cell_len(text[: ends[-1]]) >= len(lines) * width / 2:
            return [*lines[:at], cut(lines[at], 0, ends[-1])]
    return [*lines[:-1], _cut(page, lines[-1], width)]


def _cut(page: Layout, line: Text, width: int) -> Text:
    """The line without the words that an ellipsis needs the room of."""
    sign = carried("…", page.surface)
    room = width - cell_len(sign)
    text = plain(line)
    while cell_len(text) > room:
        text = text[: text.rindex(" ") if " " in text else -1]
    mark = Segment(sign, line[0].look if len(line) == 1 else "")
    return joined(cut(line, 0, len(text.rstrip(" .,;:"))), (mark,))
