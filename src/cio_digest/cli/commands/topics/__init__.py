"""``cio-digest topics``: what one cares about, and what of it came in."""

from __future__ import annotations

import click

from cio_digest.cli import groups
from cio_digest.cli.commands.topics import keep
from cio_digest.cli.commands.topics.list import list_, show_, test_

EPILOG = """\b
Examples:
  cio-digest topics list                       your topics, and what came in
  cio-digest topics show CRM                   what each keyword matched
  cio-digest topics test "CRM for everyone"    what a headline would match
  cio-digest topics add Robots robot cobot     one more topic
  cio-digest topics edit CRM +Copilot -Zoho    one keyword more, one less
"""


@click.group("topics", cls=groups.CommandGroup, epilog=EPILOG)
def command() -> None:
    """List your topics and the entries that match them; add, change and remove topics."""


for each in (list_, show_, test_, keep.add, keep.edit, keep.remove):
    command.add_command(each)
