"""Finished text to stdout or to a file, as UTF-8, whole or not at all."""

from __future__ import annotations

import sys

from cio_digest.cli import pager


def show(text: str, output: str | None = None, *, paged: bool = True) -> None:
    """Write text to stdout, or to the file ``output``, which is replaced in one step.

    On a terminal that is too low for it, the text is ``paged``.
    Folders on the way to the file that do not exist are made.

    Raises:
        CioDigestError: the file cannot be written.
    """
    if output is None or output == "-":
        if not (paged and sys.stdout.isatty() and pager.page(text)):
            _print(text)
        return
    from cio_digest.runs import archive

    archive.write(text, output)


def _print(text: str) -> None:
    """A pipe gets UTF-8 whatever the locale; a terminal gets what its encoding can carry."""
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text)
    sys.stdout.flush()
