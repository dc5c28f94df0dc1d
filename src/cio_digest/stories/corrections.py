"""Headlines that take back or put right what was told before: "Correction: …", "CORRECTED-…"."""

from __future__ import annotations

import re

_CORRECTION = re.compile(
    r"\W*(?:correct(?:ion|ed)|clarification|erratum|retract(?:ion|ed)|"
    r"berichtigung|korrektur|richtigstellung|rectificatif|correctif|"
    r"rectificación|corrección|rettifica|correzione|rectificatie|rettelse|rättelse)"
    r"\s?[]):–—-]",
    re.IGNORECASE,
)


def corrects(title: str) -> bool:
    """Whether a headline begins by saying that it is a correction."""
    return _CORRECTION.match(title) is not None
