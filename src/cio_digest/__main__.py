"""``python -m cio_digest`` is ``cio-digest``."""

from cio_digest.cli import main

main()
