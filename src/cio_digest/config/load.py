"""Turns feeds.toml and the environment into a Config, or into every mistake they hold."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cio_digest.config import paths, problems, schema, searches, shipped, social
from cio_digest.config.check import gather
from cio_digest.config.problems import Wrong
from cio_digest.config.schema import Config, Settings
from cio_digest.errors import ConfigError
from cio_digest.masking import masked
from cio_digest.networks import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from os import PathLike

    from cio_digest.config.paths import System
    from cio_digest.models import Source

_EMPTY: Mapping[str, str] = MappingProxyType({})
_LARGEST = 10_000_000  # bytes; a file beyond it is not one that somebody wrote


def load(path: str | PathLike[str], env: Mapping[str, str] = _EMPTY) -> Config:
    """Read a configuration file; the variables ``CIO_DIGEST_*`` of ``env`` override ``[digest]``.

    Raises:
        ConfigError: with one line for each mistake.
    """
    path = os.fspath(path)
    return parse(_text(path), path, env)


def parse(text: str, path: str, env: Mapping[str, str] = _EMPTY) -> Config:
    """Turn the text of a configuration into what it configures; ``path`` is what messages name.

    Raises:
        ConfigError: with one line for each mistake.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found, mistakes = _document(text, path)
    overrides, more = _overrides(env)
    if mistakes or more:
        raise ConfigError(*mistakes, *more)
    kept = ("topics", "summarize", "sections", "mail", "hooks", "watch", "mute", "stack", "vendors")
    sources, warnings = _sources(found, text, os.path.basename(path))
    return Config(
        path=path,
        settings=Settings(**{**found.get("digest", {}), **overrides}),
        sources=tuple(source for source in sources if not _waits(source)),
        waiting=tuple(source for source in sources if _waits(source)),
        voices=tuple(each.voice for each in found.get("voices", ())),
        accounts=tuple(found.get("accounts", {}).items()),
        deliveries=found.get("deliver", ()),
        warnings=warnings,
        keep=found.get("store", {}).get("keep"),
        **{name: found[name] for name in kept if name in found},
    )


def current(system: System, flag: str | None = None) -> Config:
    """The configuration of a run: the reader's file or, if there is none, the example.

    Raises:
        ConfigError: with one line for each mistake; a file that the user named must exist.
    """
    chosen = paths.chosen_config(system, flag)
    path = chosen or paths.config_file(system)
    if chosen or _is_there(path):
        return load(path, system.env)
    return parse(shipped.example(), shipped.NAME, system.env)._replace(example=True)


def _is_there(path: str) -> bool:
    """Whether there is such a file, also where its folder may not be looked into."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # which reading it will tell
        return True
    return True


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        if os.path.islink(path):
            where = f"leads to {os.path.realpath(path)}, where no file is"
            raise ConfigError(f"{path}: {where}; put one there, or delete the link") from None
        raise ConfigError(f"{path}: there is no such file; 'cio-digest init' writes one") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: is a folder; name the file in it") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > _LARGEST:
        raise ConfigError(f"{path}: is larger than 10 MB; is this the right file?")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise ConfigError(f"{path}:{line}:{column}: is not UTF-8; save the file as UTF-8") from None


def _document(text: str, path: str) -> tuple[dict[str, Any], list[str]]:
    """What the document holds, or the mistakes in it."""
    import tomli

    try:
        return _checked(tomli.loads(text), text, path)
    except tomli.TOMLDecodeError as error:
        return {}, [f"{path}:{error.lineno}:{error.colno}: {_syntax(error.msg)}"]
    except RecursionError:
        return {}, [f"{path}: its lists and tables are nested too deeply"]
    except ValueError as error:  # a number of thousands of digits
        return {}, [f"{path}: is not valid TOML: {error}"]


def _checked(document: dict[str, Any], text: str, path: str) -> tuple[dict[str, Any], list[str]]:
    try:
        found = schema.document(document)
    except Wrong as error:
        return {}, problems.lines(error.problems, text, path)
    unmet = social.unmet(found)
    if "sections" in found:
        from cio_digest.config import sections

        unmet += sections.unmet(found)
    return found, problems.lines(unmet, text, path) if unmet else []


_LISTS = {"languages"}  # settings whose variables hold several, with commas
_QUOTED = 'a ] is missing, or straight quotes around a name: [topics."Two words"]'
_GOES_ON = (
    "the line goes on where its value ends; a decimal point is a dot, and each key has its line"
)
_HINTS = {
    "Invalid value": 'a value is missing or cannot be read; text stands in "quotes"',
    "Cannot overwrite a value": "this key was given before; keep one of the two",
    "Cannot declare": "this table was begun before; keep one of the two",
    "Cannot mutate immutable namespace": "this table was begun before; keep one of the two",
    "Expected newline or end of document after a statement": _GOES_ON,
    "Expected '=' after a key in a key/value pair": 'a "=" is missing; a line is key = value',
    "Unescaped '\\' in a string": "a \\ within a text is written \\\\",
    "Unterminated string": "a closing quote is missing",
    "Invalid statement": "this line is neither key = value nor a [table]",
    "Expected ']' at the end of a table declaration": _QUOTED,
    "Invalid initial character for a key part": _QUOTED,
    "Unclosed array": "the list goes on: a comma or the closing ] is missing",
    "Illegal character '\\n'": "a closing quote is missing",
}


_DOUBLE = ("feeds", "searches", "voices", "sections", "stack")


def _syntax(message: str) -> str:
    """What tomli says, in plain words; the name of a table, ``('a', 'b')``, is left out."""
    for name in _DOUBLE:
        if message.startswith(f"Cannot declare ('{name}',)"):
            return f"is not valid TOML: [{name}] stands here again; write [[{name}]] above each"
    return f"is not valid TOML: {_HINTS.get(message.partition(' (')[0], message)}"


def _overrides(env: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Settings from variables such as ``CIO_DIGEST_MAX_STORIES``, which counts if not empty."""
    names = {f"CIO_DIGEST_{key.upper()}": key for key in schema.SETTINGS}
    given = ((name, key, env[name]) for name, key in names.items() if env.get(name, "").strip())
    try:
        found = gather(
            (name, schema.SETTINGS[key], _literal(key, text)) for name, key, text in given
        )
    except Wrong as error:
        return {}, [problems.sentence(problem) for problem in error.problems]
    return {names[name]: value for name, value in found.items()}, []


def _literal(key: str, text: str) -> str | int | bool | list[str]:
    """A variable's text as TOML would type it; longer figures are out of any range anyway."""
    if key in _LISTS:
        return [each.strip() for each in text.split(",")]
    if text in {"true", "false"}:
        return text == "true"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


def _waits(source: Source) -> bool:
    """Whether its network shows nothing of it without an account, which the reader has not got."""
    return registry.kind(source.kind).closed == "all" and source.login is None


def _sources(
    sections: Mapping[str, Any], text: str, file: str
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Everything to watch, each once, with the line it comes from; and which feeds stand twice."""
    accounts = sections.get("accounts", {})
    groups: list[tuple[str, list[list[Source]]]] = [
        ("feeds", [[source] for source in sections.get("feeds", ())]),
        ("searches", [[searches.of_search(s, accounts)] for s in sections.get("searches", ())]),
        ("voices", [searches.of_presence(p, accounts) for p in sections.get("voices", ())]),
        ("topics", searches.of_topics(sections.get("topics", ()), accounts)),
        ("stack", _catalogues(sections)),
    ]
    placed = [
        source._replace(where=f"{file}:{line}")
        for name, tables in groups
        if any(tables)
        for line, sources in zip(_lines(text, name, sections[name]), tables, strict=True)
        for source in sources
    ]
    return searches.once(placed), tuple(_doubled(placed[: len(sections.get("feeds", ()))]))


def _catalogues(sections: Mapping[str, Any]) -> list[list[Source]]:
    if "stack" not in sections:
        return []
    from cio_digest.config import stack

    return stack.sources(sections["stack"], sections.get("catalogues", {}))


def _doubled(feeds: Iterable[Source]) -> Iterator[str]:
    """A line for each feed that was there before, or that is so but for how it is written."""
    first: dict[str, str] = {}
    like: dict[str, Source] = {}
    for feed in feeds:
        other = like.setdefault(_bare(feed.key), feed)
        if first.setdefault(feed.key, feed.where) != feed.where:
            line = first[feed.key].rpartition(":")[2]
            yield (
                f"{feed.where}: {problems.shown(masked(feed.key))} is followed twice, here and in "
                f"line {line}; it is one source, with the tags of both"
            )
        elif other is not feed:
            line = other.where.rpartition(":")[2]
            yield (
                f"{feed.where}: {problems.shown(masked(feed.key))} may be the feed of line {line}, "
                f"{problems.shown(masked(other.key))}; if it is, take one of them out"
            )


def _bare(address: str) -> str:
    """An address without what two of one place may differ by: scheme, "www.", a slash at the end.

    ``normalize.url`` knows more of them and takes 5 ms to load, on every command.
    """
    place = address.partition("://")[2] or address
    return place.removeprefix("www.").rstrip("/")


def _lines(text: str, name: str, tables: tuple[Any, ...]) -> list[int]:
    """The line of each table below ``name``.

    Headers that stand each on its own line are found without a scan, unless a text of several
    lines might hold something that looks like one.
    """
    header = "[topics." if name == "topics" else f"[[{name}]]"
    lines = [n for n, line in enumerate(text.split("\n"), 1) if line.lstrip().startswith(header)]
    if len(lines) == len(tables) and '"""' not in text and "'''" not in text:
        return lines
    from cio_digest.config import positions

    spots = positions.find(text)
    steps = [table.name if name == "topics" else i for i, table in enumerate(tables)]
    return [positions.line_column(text, spots[name, step].value)[0] for step in steps]
