"""``cio-digest mcp``: what was read, for a language model to ask about."""

from __future__ import annotations

import click

EPILOG = """\b
Examples:
  cio-digest mcp                     what a model's program starts
  cio-digest demo -- mcp             the same in the invented world
"""


@click.command(epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Answer a language model's questions about what was read, on stdin and stdout.

    It speaks the Model Context Protocol. Nothing is fetched and nothing is changed; text from feeds
    is marked as untrusted. docs/programs.md says how to set it up.

    Needs an extra: pip install "cio-digest[mcp]".
    """
    from cio_digest.cli.setup import now
    from cio_digest.errors import CioDigestError
    from cio_digest.runs import start

    try:
        from cio_digest.mcp.server import serve
    except ImportError:
        raise CioDigestError('this needs an extra: pip install "cio-digest[mcp]"') from None
    config, store = ctx.find_root().obj
    start.start(config, store, now())  # a mistake in feeds.toml is told now, not to the model
    serve(lambda: start.following(start.start(config, store, now())))
