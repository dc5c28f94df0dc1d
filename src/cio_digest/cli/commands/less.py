"""``cio-digest less``: a verdict on stories, by their numbers."""

from cio_digest.cli import verdicts

command = verdicts.command(
    "less",
    "Ask for less like a story, by its number in the digest printed last.",
    said="less like",
)
