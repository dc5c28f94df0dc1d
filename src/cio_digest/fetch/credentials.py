"""Turns where a credential comes from into the credential, at the moment it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cio_digest.models import Secret


def reveal(secret: Secret, env: Mapping[str, str], seconds: float = 30.0) -> str:
    """The credential, from its variable or from the first line its command prints.

    The command runs without a shell, without input, in ``env``, for at most ``seconds``.

    Raises:
        CioDigestError: it cannot be had. No message holds the credential, nor what a command
            printed or was given as arguments.
    """
    if secret.env:
        return _usable(env.get(secret.env, ""), f"environment variable {secret.env}", "is not set")
    name = f'credential command "{secret.command[0]}"'
    line = _first_line(secret.command, env, seconds, name)
    return _usable(line, name, "printed nothing in its first line")


def _usable(value: str, origin: str, blank: str) -> str:
    if not value:
        raise CioDigestError(f"{origin} {blank}")
    if not value.isprintable():
        raise CioDigestError(f"{origin} gives a character that no credential can have")
    return value


def _first_line(command: tuple[str, ...], env: Mapping[str, str], seconds: float, name: str) -> str:
    from cio_digest.fetch import programs

    try:
        done = programs.run(command, seconds=seconds, env=env)
    except programs.ProgramError as error:
        reason = error.reason
        if error.missing:
            reason = "was not found; is it installed and on the PATH?"
        raise CioDigestError(f"{name} {reason}") from None
    if done.code:
        raise CioDigestError(f"{name} failed with exit code {done.code}; run it by hand to see why")
    try:
        return done.output.decode().partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        raise CioDigestError(f"{name} printed something that is not UTF-8 text") from None


def basic(user: str, password: str) -> str:
    """The value of an Authorization header for basic authentication (RFC 7617)."""
    import base64

    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
