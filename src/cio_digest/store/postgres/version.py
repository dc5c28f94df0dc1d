"""psycopg's version from the name of the folder that says what was installed (PEP 427, PEP 376).

psycopg asks ``importlib.metadata`` for it whenever it is imported, which reads and parses the whole
metadata: a third of the import, and more than a digest takes that was made already.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder
from types import ModuleType

_PACKAGES = ("psycopg", "psycopg_binary")


def tell() -> None:
    """Tell psycopg its version before it is imported; where it cannot be seen, it has to ask."""
    spec = PathFinder.find_spec(_PACKAGES[0])
    if spec is None or not spec.origin or _PACKAGES[0] in sys.modules:
        return
    for name in os.listdir(os.path.dirname(os.path.dirname(spec.origin))):
        package, _, version = name.removesuffix(".dist-info").partition("-")
        if package in _PACKAGES and name.endswith(".dist-info"):
            module = ModuleType(f"{package}.version")
            module.__version__ = version  # type: ignore[attr-defined]
            sys.modules.setdefault(module.__name__, module)
