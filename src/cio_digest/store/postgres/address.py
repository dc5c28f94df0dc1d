"""Addresses of one server's store as a reader, or of another schema of it."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit


def within(place: str, schema: str, role: str = "") -> str:
    """The address of a schema on the same server; with the rights of a ``role`` alone."""
    parts = urlsplit(place)
    query = dict(parse_qsl(parts.query))
    settings = f"-c search_path={schema}" + (f" -c role={role}" if role else "")
    query["options"] = f"{query.get('options', '')} {settings}".strip()
    return parts._replace(query=urlencode(query, quote_via=quote)).geturl()


def of_reader(place: str, name: str) -> str:
    """The store as a reader has it, for who runs it."""
    return within(place, name, name)


def private(place: str, name: str) -> str:
    """The store of a reader's private sources."""
    return within(place, f"{name}_private")
