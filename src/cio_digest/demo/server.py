"""What the invented world answers -> a real HTTP server on loopback.

Who already has a feed's present version, by its ETag or date, gets 304 (RFC 9110, section 13).
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from cio_digest.demo.answers import CannedResponse, answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message


@contextmanager
def serve(now: datetime) -> Iterator[str]:
    """Serve the world as it is at ``now`` from a free port of 127.0.0.1; yields its base URL."""
    known = answers(now)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = known.get(self.path, CannedResponse(HTTPStatus.NOT_FOUND))
            self._send(_unless_known(answer, self.headers))

        def _send(self, answer: CannedResponse) -> None:
            time.sleep(answer.delay)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != HTTPStatus.NOT_MODIFIED:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Stay silent: what the demo shows is the digest."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def _unless_known(answer: CannedResponse, request: Message) -> CannedResponse:
    """The answer, or 304 to who has this version; an ETag counts before a date (13.2.2)."""
    tags, since = request.get("If-None-Match"), request.get("If-Modified-Since")
    if tags is not None:
        same = answer.headers.get("ETag", "none") in [tag.strip() for tag in tags.split(",")]
    else:
        same = since is not None and _unchanged(answer, since)
    return answer._replace(status=HTTPStatus.NOT_MODIFIED, body=b"") if same else answer


def _unchanged(answer: CannedResponse, since: str) -> bool:
    try:
        changed = parsedate_to_datetime(answer.headers.get("Last-Modified", ""))
        return changed <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
