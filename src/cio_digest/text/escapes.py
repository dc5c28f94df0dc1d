"""Text that a publisher escaped once too often to what was meant.

``&lt;p&gt;`` in markup is a tag that somebody writes about, or a tag escaped twice. It is taken for
the second where the escaped tags do what tags do: they come in pairs around text, have attributes,
or are all the markup there is. In code they are always text.
"""

from __future__ import annotations

import functools
import html
import re

from cio_digest.text import tags

ELEMENTS = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code dd"
    " del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i"
    " iframe img ins kbd label li main mark nav nobr ol p pre q s samp script section small span"
    " strike strong style sub summary sup table tbody td tfoot th thead time tr tt u ul var video"
    " wbr".split()
)
VOID = frozenset({"br", "hr", "img", "wbr"})
_TAG = re.compile(
    r"&lt;(/?)([a-z][a-z0-9]{0,14})\b((?:[^<>&]|&(?![lg]t;)){0,800})&gt;", re.IGNORECASE
)
_REAL = re.compile(r"</?[a-z]", re.IGNORECASE)
_BETWEEN = 20  # characters between two tags that are more than mentioned
_LAYERS = 3
# Halves of a character beyond U+FFFF, each a reference of its own, and references to nothing.
# With "&#" first, which is looked for quickly.
_REFERENCE = r"&#(?:x0{0,4}d[89a-f][0-9a-f]{2}|x0{1,6}|0{0,4}5[5-7][0-9]{3}|0{1,6})(?![0-9a-f]);?"
_HALVES = re.compile(rf"{_REFERENCE}(?:{_REFERENCE})*", re.IGNORECASE)
_HALF = re.compile(r"&#(x?)([0-9a-f]+)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(?:[0-9]{1,7}|x[0-9a-f]{1,6})|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_SYNTAX = frozenset({"&lt;", "&gt;"})
# In angle brackets as in plain text: addresses, and the types of programs (`List<String>`).
_ADDRESS = r"(?:https?://|mailto:)[^\s<>]{1,2000}|[^\s<>@\"'=]{1,64}@[\w.-]{1,200}"
_TYPE = r"(?:[A-Z][a-z]\w{0,40}|[C-HJ-ORTV-Z]|[iuf](?:8|16|32|64))"
# With "<" first, which is looked for quickly.
_NO_TAG = re.compile(rf"<(?:(?=(?:{_ADDRESS})>)|(?<=\w<)(?=({_TYPE})(?:, ?{_TYPE})?>))")
_CDATA, _CDATA_END = ("<![CDATA[", "&lt;![CDATA["), ("]]>", "]]&gt;")


def uncovered(text: str) -> str:
    """A text without the marks of a CDATA section around it, which were escaped with the rest."""
    section = text.strip()
    if not section.startswith(_CDATA) or not section.endswith(_CDATA_END):
        return text
    return section.partition("[CDATA[")[2].rpartition("]]")[0]


def once(markup: str) -> str:
    """Markup with its tags as tags and its characters beyond U+FFFF whole."""
    if "&#" in markup:
        markup = _HALVES.sub(_whole, markup)
    for _ in range(_LAYERS):
        if "&lt;" not in markup and "&LT;" not in markup:
            break
        if not _REAL.search(markup):
            if not _evident(markup, mentioned=True):
                break
            markup = html.unescape(markup)
        elif names := _evident("".join(outside for outside, _ in tags.code(markup))):
            markup = "".join(
                _TAG.sub(functools.partial(_unescaped, names), outside) + code
                for outside, code in tags.code(markup)
            )
        else:
            break
    return markup


def without_words(markup: str) -> str:
    """Markup whose ``<`` are escaped before mail and web addresses and names of types."""
    return _NO_TAG.sub(_less_than, markup)


def _less_than(match: re.Match[str]) -> str:
    return match[0] if (match[1] or "").lower() in ELEMENTS else "&lt;"


def again(text: str) -> str:
    """Text in which references are left, decoded once more; a blank only within words.

    ``&lt;`` and its like stay: who leaves them writes about markup.
    """
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    if match[0].lower() in _SYNTAX or character == match[0]:
        return match[0]
    if character.isspace():
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        return " " if before.strip() and after.strip() else match[0]
    return character if character.isprintable() else match[0]


def _whole(match: re.Match[str]) -> str:
    numbers = (int(digits, 16 if x else 10) for x, digits in _HALF.findall(match[0]))
    text = "".join(chr(number) for number in numbers if number)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _evident(markup: str, *, mentioned: bool = False) -> frozenset[str]:
    """The elements whose escaped tags do what tags do; ``mentioned``, also around few letters."""
    opened: dict[str, tuple[int, bool]] = {}
    names: set[str] = set()
    for tag in _TAG.finditer(markup):
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        if name not in ELEMENTS:
            continue
        if name in VOID or rest.endswith("/"):
            if mentioned or "=" in rest:
                names.add(name)
        elif not closing:
            opened[name] = (tag.end(), "=" in rest)
        elif name in opened:
            start, attributes = opened.pop(name)
            if mentioned or attributes or tag.start() - start >= _BETWEEN:
                names.add(name)
    return frozenset(names)


def _unescaped(names: frozenset[str], tag: re.Match[str]) -> str:
    return html.unescape(tag[0]) if tag[2].lower() in names else tag[0]
