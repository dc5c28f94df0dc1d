"""Finished text to stdout or to a file, as UTF-8, whole or not at all."""

from __future__ import annotations

import os
import sys

from cio_digest.errors import CioDigestError


def show(text: str, output: str | None = None) -> None:
    """Write text to stdout, or to the file ``output``, which is replaced in one step.

    Folders on the way to the file that do not exist are made.

    Raises:
        CioDigestError: the file cannot be written.
    """
    if output is None or output == "-":
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
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the rest of the text
        raise CioDigestError(f"standard output cannot be written: {error.strerror}") from None
