"""A digest -> JSON for a program of the reader's own, by docs/digest.schema.json."""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING

from cio_digest import render
from cio_digest.deliver.service import Destination, Parcel, Service

if TYPE_CHECKING:
    from cio_digest.models import Digest

VERSION = 1


def parcel(digest: Digest, to: Destination) -> Parcel:
    """The whole digest. Its key is the same when it is sent again, so that it may count once."""
    document = loads(render.digest(digest, "json", render.Surface()))
    told = {"version": VERSION, "event": "digest", "digest": document}
    return Parcel(to.url, told, headers=(("Idempotency-Key", f'"{to.mark}"'),))


SERVICE = Service("webhook", parcel, takes=("token", "auth", "headers"))
