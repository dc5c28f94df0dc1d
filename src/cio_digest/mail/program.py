"""A mail -> the ``sendmail`` program of this machine, or one that takes what sendmail takes."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from cio_digest.errors import MailError
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
        done = subprocess.run(  # noqa: S603 - the user's own command, and no shell
            words, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise _missing(command) from None
    except subprocess.TimeoutExpired:
        raise MailError(f"{name} did not end within {_SECONDS} seconds", temporary=True) from None
    except OSError as error:
        raise MailError(f"{name} cannot be run: {error.strerror}") from None
    if done.returncode:
        said = harmless.text(done.stderr.decode("utf-8", "replace"))[-300:]
        reason = f": {said}" if said else ""
        temporary = done.returncode == _EX_TEMPFAIL
        raise MailError(
            f"{name} failed with exit code {done.returncode}{reason}", temporary=temporary
        )


def _missing(command: Sequence[str]) -> MailError:
    what = "was not found; is it installed and on the PATH?"
    return MailError(f"sendmail program {command[0]} {what}")
