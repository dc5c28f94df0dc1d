"""Turns ``[deliver.NAME]`` tables into where the digest is delivered to.

Which keys a delivery has is its service's word (``deliver/registry.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.config import access, addresses, check
from cio_digest.config.problems import Problem, Wrong, shown
from cio_digest.deliver import registry
from cio_digest.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME = re.compile(r"\w[\w.-]{0,63}")
_BESIDE = ("token", "auth", "headers", "room")  # what services take beside an address


def deliveries(value: Any) -> tuple[Delivery, ...]:
    """``[deliver.NAME]`` tables, as deliveries in the order given."""
    if not isinstance(value, dict):
        raise Wrong(Problem((), f"{shown(value)} is not a table; write [deliver.NAME]"))
    odd = [
        Problem((name,), "has a name with other signs than letters, digits, _ - and .", "table")
        for name in value
        if not _NAME.fullmatch(name)
    ]
    found = check.gather(((name, _delivery, given) for name, given in value.items()), odd)
    return tuple(Delivery(name, **keys) for name, keys in found.items())


def _delivery(value: Any) -> dict[str, Any]:
    """One table; what may stand in it depends on where it goes."""
    problems = list(_misplaced(value)) if isinstance(value, dict) else []
    hidden = [problem.path for problem in problems if problem.about == "value"]
    try:
        made: dict[str, Any] = _table(value)
    except Wrong as error:
        raise Wrong(
            *problems, *(each for each in error.problems if each.path not in hidden)
        ) from None
    flaw = registry.service(made["to"]).flaw
    if isinstance(made["url"], str) and not problems and (fault := flaw(made["url"])):
        problems.append(Problem(("url",), f"{shown(made['url'])} {fault}"))
    if problems:
        raise Wrong(*problems)
    return made


def _misplaced(keys: Mapping[str, Any]) -> Iterator[Problem]:
    """What the service of a table does not take, or lacks."""
    to = keys.get("to")
    if not isinstance(to, str) or to not in registry.MODULES:
        return
    service = registry.service(to)
    for key in _BESIDE:
        if key in keys and key not in service.takes:
            yield Problem((key,), f"; {service.title} takes none", "key")
    for key in service.needs:
        if key not in keys:
            yield Problem((), f"has no {key}, which {service.title} needs", "table")
    if "token" in keys and "auth" in keys:
        yield Problem((), "has token and auth; keep one", "table")
    if service.secret and isinstance(keys.get("url"), str):
        yield Problem(("url",), f"lets anybody write there, but {access.WRITTEN_OUT}")


def _url(value: Any) -> Any:
    return access.secret(value) if isinstance(value, dict) else addresses.address(value)


def _room(value: Any) -> str:
    """A Matrix room's ID."""
    room = check.text(value)
    if not room.startswith("!"):
        fault = "is not the ID of a room"
        raise Wrong(Problem((), f"{shown(room)} {fault}, which begins with ! (Settings, Advanced)"))
    return room


_table = check.table(
    {
        "to": check.one_of(*registry.MODULES),
        "url": _url,
        "token": access.secret,
        "auth": access.auth,
        "headers": access.headers,
        "room": _room,
        "private": check.flag,
    },
    required=("to", "url"),
)
