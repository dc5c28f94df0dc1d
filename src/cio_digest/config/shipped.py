"""Turns the example that ships with the program into text, or into the reader's first file."""

from __future__ import annotations

from pathlib import Path

from cio_digest.errors import ConfigError

NAME = "feeds.example.toml"
_PACKAGE = Path(__file__).parent.parent


def example() -> str:
    """The text of the example configuration."""
    # An installed program has it inside the package; a source checkout, at the top.
    packaged = _PACKAGE / NAME
    path = packaged if packaged.exists() else _PACKAGE.parent.parent / NAME
    return path.read_text(encoding="utf-8")


def write_example(path: Path) -> None:
    """Write the example to ``path`` and create the folders above it; never overwrite.

    Raises:
        ConfigError: something is there already, or it cannot be written.
    """
    text = example()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{path.parent}: cannot be created: {error.strerror}") from None
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError:
        raise ConfigError(f"{path}: is there already and stays as it is") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink()  # half a file, and ours: it was not there before
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None
