"""``cio-digest star``: a verdict on stories, by their numbers."""

from cio_digest.cli import verdicts

command = verdicts.command(
    "star",
    "Like a story by its number in the digest printed last, and remember it.",
    said="starred",
)
