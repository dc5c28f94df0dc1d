"""The program, as ``cio-digest`` and as ``python -m cio_digest``."""

import signal


def main() -> None:
    """Run the command line; an interrupt while its modules are loaded ends it without a word."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from cio_digest.cli import main as command_line

    signal.signal(signal.SIGINT, handler)
    command_line()


if __name__ == "__main__":
    main()
