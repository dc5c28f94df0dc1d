"""A digest -> a mail, and a mail -> whoever takes it to its recipients."""

from __future__ import annotations

from cio_digest.mail.message import message, text, written
from cio_digest.mail.send import check, send

__all__ = ["check", "message", "send", "text", "written"]
