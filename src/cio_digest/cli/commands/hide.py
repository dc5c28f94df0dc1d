"""``cio-digest hide``: a verdict on stories, by their numbers."""

from cio_digest.cli import verdicts

command = verdicts.command(
    "hide",
    "Never show a story again, by its number in the digest printed last, and ask for less like it.",
    said="hidden from the next digest on",
)
