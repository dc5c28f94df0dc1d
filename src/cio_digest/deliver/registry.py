"""The registry of services that a digest can be delivered to: a module each, and a line here.

A module ends in ``SERVICE``. Nothing else in the tree names a service.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.deliver.service import Service

MODULES = {
    "teams": "cio_digest.deliver.teams",
    "slack": "cio_digest.deliver.slack",
    "matrix": "cio_digest.deliver.matrix",
    "ntfy": "cio_digest.deliver.ntfy",
    "webhook": "cio_digest.deliver.webhook",
}


def service(name: str) -> Service:
    """The service of that name."""
    made: Service = import_module(MODULES[name]).SERVICE
    return made
