"""``cio-digest more``: a verdict on stories, by their numbers."""

from cio_digest.cli import verdicts

command = verdicts.command(
    "more",
    "Ask for more like a story, by its number in the digest printed last.",
    said="more like",
)
