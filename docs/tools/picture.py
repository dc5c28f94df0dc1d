"""The demo's digest to docs/digest.svg, as a terminal shows it.

Run it as ``python docs/tools/picture.py``, and look at what came of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.terminal_theme import TerminalTheme
from rich.text import Text

PICTURE = Path(__file__).resolve().parents[1] / "digest.svg"
NOW = "2026-11-22T06:30:00Z"
COLUMNS, MARGIN = 80, 2
STORIES = 5

# Rich's own template loads a font from elsewhere; a picture is to need nothing.
_FONTS = "ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', Consolas, monospace"
_FORMAT = f"""\
<svg class="rich-terminal" viewBox="0 0 {{width}} {{height}}" xmlns="http://www.w3.org/2000/svg">
    <style>
    .{{unique_id}}-matrix {{{{
        font-family: {_FONTS};
        font-size: {{char_height}}px;
        line-height: {{line_height}}px;
        font-variant-east-asian: full-width;
    }}}}
    {{styles}}
    </style>
    <defs>
    <clipPath id="{{unique_id}}-clip-terminal">
      <rect x="0" y="0" width="{{terminal_width}}" height="{{terminal_height}}" />
    </clipPath>
    {{lines}}
    </defs>
    <rect width="{{width}}" height="{{height}}" rx="10" fill="#16181d" />
    <g transform="translate({{terminal_x}}, {{terminal_y}})"
       clip-path="url(#{{unique_id}}-clip-terminal)">
    {{backgrounds}}
    <g class="{{unique_id}}-matrix">
    {{matrix}}
    </g>
    </g>
</svg>
"""
_THEME = TerminalTheme(
    (22, 24, 29),
    (222, 224, 228),
    [
        (22, 24, 29),
        (224, 108, 117),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (94, 196, 206),
        (222, 224, 228),
    ],
)


def shown() -> str:
    """What a terminal in colour gets of the demo, with control sequences."""
    env = {**os.environ, "CIO_DIGEST_NOW": NOW, "FORCE_COLOR": "1", "TZ": "UTC"}
    today = ["today", "--format", "terminal", "--max", str(STORIES)]
    done = subprocess.run(
        [sys.executable, "-m", "cio_digest", "demo", "--", *today],
        env={**env, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def picture(text: str) -> str:
    """The text as SVG."""
    console = Console(record=True, width=COLUMNS + 2 * MARGIN, file=StringIO(), force_terminal=True)
    console.print(Padding(Text.from_ansi(text.rstrip()), (0, MARGIN)))
    return console.export_svg(theme=_THEME, code_format=_FORMAT, unique_id="digest")


if __name__ == "__main__":
    PICTURE.write_text(picture(shown()), encoding="utf-8")
