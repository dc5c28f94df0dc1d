"""A refused request to one line that says why and what to do."""

from __future__ import annotations

import json

import pytest
from tests.networks.conversations import refused

from cio_digest.networks import registry
from cio_digest.networks.explain import explained

KIND = registry.Kind("X", "x", lambda _: (yield), hints={401: "log in", "Odd": "do this"})  # type: ignore[misc,arg-type,return-value]


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (401, {"error": "Wrong token"}, "answered 401: Wrong token; log in"),
        (400, {"error": "Odd", "message": "It is odd"}, "answered 400: It is odd; do this"),
        (400, {"errors": [{"message": "Bad query"}]}, "answered 400: Bad query"),
        (403, {"title": "Forbidden", "detail": "Not you"}, "answered 403: Not you"),
        (403, {"title": "Answered 403"}, "answered 403"),
        (400, {"error_name": "Odd", "error_message": "Hm"}, "answered 400: Hm; do this"),
        (400, {"error": {"x": 1}}, "answered 400"),
        (400, [1], "answered 400"),
        (400, {"error": "<b>Bold</b>\nmove"}, "answered 400: Bold move"),
    ],
)
def test_bodies(status: int, body: object, reason: str) -> None:
    """What the network says comes clean and on one line, the advice after it."""
    error = explained(KIND, refused(status, body))
    assert error.reason == reason
    assert error.status == status


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"[" * 1000, b"\xff"])
def test_other_bodies_say_nothing(body: bytes) -> None:
    """What is not JSON, or only its beginning, is passed over."""
    assert explained(KIND, refused(404, body)).reason == "answered 404"


def test_long_words_are_cut() -> None:
    """One line stays one line."""
    body = json.dumps({"error": "x" * 900}).encode()
    assert len(explained(KIND, refused(404, body)).reason) < 250


def test_a_page_for_browsers_is_named() -> None:
    """It says why a server refuses, where its status does not."""
    error = explained(KIND, refused(403, b"<html><head><title>Just a moment...</title>"))
    assert error.reason.startswith("answered 403: a bot-check page")
