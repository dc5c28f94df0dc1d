"""An unforeseen exception in one source to a line that says where, and its traceback to the log."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from cio_digest import masking
from cio_digest.networks import health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.fetch.keyring import Keyring
    from cio_digest.models import Source

_PACKAGE = Path(__file__).parents[1]
_LOG = logging.getLogger(__name__)
# Nothing is printed where nobody has said where logged lines go.
logging.getLogger("cio_digest").addHandler(logging.NullHandler())


def reason(source: Source, error: Exception, keys: Keyring) -> str:
    """One line with the file and line of the fault; the whole traceback is logged.

    It shows no credential: those that ``keys`` revealed are left out, and keys in addresses.
    """
    name = health.address(source.title or source.url)
    known = {*_secrets(keys), *masking.keys(source.url)}
    trace = masking.hidden("".join(traceback.format_exception(error)), known)
    _LOG.error("%s: %s", name, trace)
    return f"internal fault while reading it at {place(error)}"


def place(error: BaseException) -> str:
    """The file and line, such as ``networks/lemmy.py:45``, where our own code was last at work."""
    frames = [
        (Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)
    ]
    ours = [(path, line) for path, line in frames if path.is_relative_to(_PACKAGE)]
    for path, line in reversed(ours):
        return f"{path.relative_to(_PACKAGE).as_posix()}:{line}"
    return "no line of ours"


def _secrets(keys: Keyring) -> Iterator[str]:
    """What was revealed so far, also as basic authentication sends it."""
    for task in keys.revealed.values():
        if task.done() and not task.cancelled() and not task.exception():
            yield task.result()
    for session in keys.known.values():
        yield from filter(None, session)
