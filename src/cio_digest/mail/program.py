"""A mail -> the ``sendmail`` program of this machine, or one that takes what sendmail takes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cio_digest.errors import MailError
from cio_digest.fetch import programs
from cio_digest.render import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECONDS = 60
_EX_TEMPFAIL = 75  # sysexits.h: trying again later may work


def find(command: Sequence[str]) -> str:
    """Where the program is.

    Raises:
        MailError: it is nowhere.
    """
    found = shutil.which(command[0])
    if found is None:
        raise _missing(command)
    return found


def hand_over(command: Sequence[str], sender: str, recipients: Sequence[str], data: bytes) -> None:
    """Run the program with ``-i -f SENDER -- RECIPIENT...`` and the mail on its standard input.

    Raises:
        MailError: it did not take the mail.
    """
    words = [*command, "-i", "-f", sender, "--", *recipients]
    name = f"sendmail program {command[0]}"
    try:
        done = programs.run(words, data, seconds=_SECONDS)
    except programs.ProgramError as error:
        if error.missing:
            raise _missing(command) from None
        raise MailError(f"{name}: {error.reason}", temporary=True) from None
    if done.code:
        complaint = harmless.text(done.complaint.decode("utf-8", "replace"))[-300:]
        reason = f": {complaint}" if complaint else ""
        temporary = done.code == _EX_TEMPFAIL
        raise MailError(f"{name} failed with exit code {done.code}{reason}", temporary=temporary)


def _missing(command: Sequence[str]) -> MailError:
    what = "was not found; is it installed and on the PATH?"
    return MailError(f"sendmail program {command[0]} {what}")
