"""The examples at the end of a command's help, laid out for the width that there is."""

from __future__ import annotations

import re

import click

_ABOUT = re.compile(r"^( *)(\S.*?) {2,}(\S.*)$", re.MULTILINE)  # a command, and what it is for
_MARGIN = 2  # columns that click leaves free on the right


class HelpPage(click.HelpFormatter):
    """Help whose examples fit: a terminal would break a longer line in the middle of a word."""

    def write_text(self, text: str) -> None:
        """Write a text; what an example is for stands below it where one line is too short."""
        room = self.width + _MARGIN - self.current_indent
        kept_as_it_is = text.startswith("\b\n")
        if kept_as_it_is and any(len(line) > room for line in text.splitlines()):
            text = _ABOUT.sub(r"\1\2\n\1    \3", text)
        super().write_text(text)
