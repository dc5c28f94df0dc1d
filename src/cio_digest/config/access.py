"""Turns ``auth``, ``headers`` and ``proxy`` of a source into where its credentials come from.

A credential never stands in feeds.toml itself: it comes from an environment variable or from the
first line that a command prints. So no message here shows a value: it might be one.
"""

from __future__ import annotations

from typing import Any

from cio_digest.config import addresses, check
from cio_digest.config.problems import Problem, Wrong
from cio_digest.models import Auth, Secret

# A header whose name holds one of these words is taken for a credential.
_SECRET_WORDS = ("auth", "cookie", "key", "token", "secret", "passw", "session", "credential")
_BY_REFERENCE = '{ env = "NAME" } or { command = ["program", "argument"] }'
WRITTEN_OUT = f"is written out; give it by {_BY_REFERENCE}"
# RFC 9110, section 5.6.2: what a header's name is made of, besides letters and digits.
_NAME_MARKS = "!#$%&'*+-.^_`|~"


def secret(value: Any) -> Secret:
    """``{ env = "NAME" }`` or ``{ command = [...] }``."""
    if not isinstance(value, dict):
        raise Wrong(Problem((), WRITTEN_OUT))
    found = _secret_table(value)
    if len(found) != 1:
        raise Wrong(Problem((), f"needs one of env and command: {_BY_REFERENCE}"))
    return Secret(**found)


def auth(value: Any) -> Auth:
    """``{ user = "…", password = SECRET }``."""
    if not isinstance(value, dict):
        raise Wrong(Problem((), f'needs {{ user = "…", password = {_BY_REFERENCE} }}'))
    return Auth(**_auth_table(value))


def proxy(value: Any) -> str | Secret:
    """The address of a proxy, or SECRET where a user and password stand in it."""
    if isinstance(value, dict):
        return secret(value)
    if isinstance(value, str) and "@" in value:
        raise Wrong(Problem((), f"holds a user or password; give all of it by {_BY_REFERENCE}"))
    return addresses.address(value)


def headers(value: Any) -> tuple[tuple[str, str | Secret], ...]:
    """``{ Name = "literal" }`` or ``{ Name = SECRET }``, in the order given."""
    if not isinstance(value, dict):
        raise Wrong(Problem((), f'needs {{ Name = "text" }} or {{ Name = {_BY_REFERENCE} }}'))
    bad = [
        Problem((name,), "is not a name that a header can have")
        for name in value
        if not _is_name(name)
    ]
    parts = ((name, _header(name), given) for name, given in value.items())
    return tuple(check.gather(parts, bad).items())


def _header(name: str) -> check.Reader:
    hidden = any(word in name.lower() for word in _SECRET_WORDS)
    return lambda value: secret(value) if hidden or isinstance(value, dict) else check.text(value)


def _is_name(name: str) -> bool:
    return (
        name.isascii()
        and all(char.isalnum() or char in _NAME_MARKS for char in name)
        and name != ""
    )


_secret_table = check.table({"env": check.text, "command": check.command})
_auth_table = check.table({"user": check.text, "password": secret}, required=("user", "password"))


def variables(value: object) -> set[str]:
    """The names of environment variables that secrets in a configuration are taken from."""
    if isinstance(value, Secret):
        return {value.env} - {""}
    if isinstance(value, tuple):
        return {name for part in value for name in variables(part)}
    return set()
