"""What a service that takes digests is described by, and what is sent to it: plain values."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cio_digest.models import Digest


class Destination(NamedTuple):
    """Where a delivery goes, its secrets revealed.

    ``mark`` names what is delivered, for services that take the same mark once.
    """

    url: str
    room: str = ""
    mark: str = ""


class Parcel(NamedTuple):
    """One request: a JSON document to an address."""

    url: str
    document: Mapping[str, Any]
    method: str = "POST"
    headers: tuple[tuple[str, str], ...] = ()


class Service(NamedTuple):
    """What is known of a service: its name, what a delivery to it takes, and its requests.

    ``takes`` are keys of ``[deliver.NAME]`` beside ``to`` and ``url``, ``needs`` those of them that
    cannot be left out. With ``secret`` the address alone lets anybody send. ``flaw`` says what is
    wrong with an address, ``fault`` with an answer that looks like success, each "" for nothing;
    ``rest`` how many seconds of rest an answer asks for.
    """

    title: str
    parcel: Callable[[Digest, Destination], Parcel]
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    secret: bool = False
    flaw: Callable[[str], str] = lambda _: ""
    fault: Callable[[bytes], str] = lambda _: ""
    rest: Callable[[bytes], float] = lambda _: 0.0


def body(document: Mapping[str, Any]) -> bytes:
    """The document as it goes over the wire."""
    return dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
