"""Institutions that headlines call by everyday words: "Fed", "House", "Congress"."""

from __future__ import annotations

INSTITUTIONS = """
    Bank of Canada, Bank of England, Bank of Japan, Congress, ECB, European Commission,
    European Parliament, Federal Reserve, NATO, Pentagon, Supreme Court, White House, World Bank
"""
PARTS = {
    "Congress": "House, Senate",
    "Federal Reserve": "Fed",
    "European Union": "European Commission, European Parliament",
    "European Central Bank": "ECB",
}
