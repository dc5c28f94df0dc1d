"""Finished text to files: to one file, or to a place in an archive of days with a page of them all.

``notes/%Y-%m-%d.md`` is such a place: ``%Y``, ``%m``, ``%d`` and ``%j`` stand for the digest's
year, month, day and day of the year. The page lies in the deepest folder without one of them.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.errors import CioDigestError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIGURES = {"%Y": r"\d{4}", "%m": r"\d\d", "%d": r"\d\d", "%j": r"\d{3}"}
_PLACE = re.compile("|".join(_FIGURES))


def is_place(output: str) -> bool:
    """Whether days have places of their own in this name of a file."""
    return bool(_PLACE.search(output))


def write(text: str, output: str) -> None:
    """Write text to a file as UTF-8, whole or not at all; folders that do not exist are made.

    Raises:
        CioDigestError: the file cannot be written.
    """
    output = files.expanded(output)
    if not os.path.basename(output):  # noqa: PTH119 - pathlib forgets a slash at the end
        why = "it is a folder" if output else "it has no name"
        raise CioDigestError(f"{output or 'a file'}: cannot be written: {why}; name a file")
    path = Path(output)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device, which is not to be replaced
            path.write_text(text, encoding="utf-8")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.replace(output, text.encode())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CioDigestError(f"{output}: cannot be written: {reason}") from None


def keep(text: str, output: str, day: date, page: str) -> str:
    """Write the digest of a day to its place, and list all days there in a ``page`` beside them.

    ``page`` is "html" or "md". A page of somebody else's is left alone; gives its path then.

    Raises:
        CioDigestError: a file cannot be written.
    """
    output = files.expanded(output)
    path = _PLACE.sub(lambda found: day.strftime(found[0]), output)
    root, below = _split(output)
    write(text, path)
    days = dict(_days(root, below))
    if not days:
        return ""  # names such as %d.md are no dates, and overwrite each other as they are meant to
    from cio_digest.render import index

    place = root / f"index.{page}"
    if place.exists() and index.MARK not in place.read_text(encoding="utf-8", errors="replace"):
        return str(place)
    write(index.html(days) if page == "html" else index.markdown(days), str(place))
    return ""


def _split(output: str) -> tuple[Path, str]:
    """The deepest folder whose name is the same every day, and the rest."""
    fixed, _, _ = output.partition(_PLACE.search(output)[0])  # type: ignore[index]
    root = os.path.dirname(fixed)  # noqa: PTH120 - of a beginning, which is no path
    return Path(root), output[len(root) :].lstrip("/" + os.sep)


def _days(root: Path, below: str) -> Iterator[tuple[date, str]]:
    """Each day that has a file, and the file's path from the root."""
    for path in root.glob(_PLACE.sub("*", _literal(below))):
        found = path.relative_to(root).as_posix()
        day = _day(found, below)
        if day:
            yield day, found


def _literal(below: str) -> str:
    """A name in which nothing but the places of a day stands for something else."""
    return re.sub(r"[\[*?]", lambda found: f"[{found[0]}]", below)


def _day(path: str, below: str) -> date | None:
    """The day in a file's name, if there is one."""
    places = _PLACE.findall(below)
    parts = (re.escape(part) for part in _PLACE.split(below))
    figures = [f"({_FIGURES[place]})" for place in places]
    pattern = "".join(part + figure for part, figure in zip(parts, [*figures, ""], strict=True))
    match = re.fullmatch(pattern, path.replace(os.sep, "/"))
    if not match:
        return None
    told = dict(zip(places, match.groups(), strict=True))
    named = " ".join(told)
    if named and ({"%Y", "%m", "%d"} <= told.keys() or {"%Y", "%j"} <= told.keys()):
        try:
            return datetime.strptime(" ".join(told.values()), named).date()  # noqa: DTZ007
        except ValueError:
            return None
    return None
