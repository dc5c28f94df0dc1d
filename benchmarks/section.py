"""One section of ``docs/performance.md`` replaced by what a command measured."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def replace(title: str, text: str) -> None:
    """Put the text under this heading, in place of what stands there or as the last section."""
    head, *sections = PAGE.read_text(encoding="utf-8").split("\n## ")
    new = f"{title}\n\n{text.strip()}\n"
    kept = [new if each.startswith(f"{title}\n") else each for each in sections]
    if new not in kept:
        kept.append(new)
    PAGE.write_text("\n## ".join([head, *kept]), encoding="utf-8")
