"""Turns typed text into a query: an expression for the full-text index, and filters.

    expression  = all { "OR" all }
    all         = part { ["AND"] part }
    part        = ["NOT" | "-"] (word | '"' phrase '"' | "title:" word | "(" expression ")")
    filter      = ["NOT" | "-"] name ":" value            beside the parts of the outermost "all"

A word stands for its plural and its other spellings, as a topic's keyword does, ``word*`` for all
words that begin so. The expression is in SQLite's own language
(https://sqlite.org/fts5.html#full_text_query_syntax), every word quoted, so that nothing typed is
ever taken for more than a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import QueryError
from cio_digest.ranking import keywords
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 2000  # characters: the ways to part a word grow with the square of its length
DEEPEST = 10  # parentheses in parentheses; SQLite's own parser takes some twenty at worst
FILTERS = ("source", "voice", "role", "topic", "network", "language", "since", "until")

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | (?P<minus>-(?=\.?\w|["(]))
    | (?P<field>(?P<name>[A-Za-z]+):(?=[^\s()/]))
    | "(?P<phrase>[^"]*)"
    | (?P<unclosed>")
    | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)
_BESIDE = "a filter stands beside the words, not after OR or in parentheses"
_ADDRESS = re.compile(r"://|@")
_UNREAD = re.compile(r"[^\w]+")  # what the index leaves out of "zero-trust"
_JOINING = frozenset("&+")  # AT & T: entries have both words anyway
# A name whose signs tell it from others of the same letters: C++, C#, .NET, TCP/IP, AT&T, Node.js.
_NAME = re.compile(r"\.?\w+(?:[.+#&/]\w+)*(?:\+\+?|#)?")
_SIGNS = frozenset(".+#&/")
_DOTTED = re.compile(r"\.([A-Za-z]+)")  # .NET, which the index has in one with a number: net10
_UNWORDED = re.compile(r"^\W+$")


class Filter(NamedTuple):
    """What entries must be (or, ``without``, must not be) beside what they say.

    ``at`` is where it was typed, in characters.
    """

    name: str
    value: str
    without: bool = False
    at: int = 0


class Signed(NamedTuple):
    """A name with signs, which the index knows without them; it must (or must not) be there."""

    name: str
    title: bool = False
    without: bool = False


class Query(NamedTuple):
    """A search: what was typed, an FTS5 expression (empty: anything), filters, and the words.

    ``signed`` are the names with signs that stand beside the others, not after OR or in
    parentheses: the expression finds more than them.
    """

    text: str
    expression: str
    filters: tuple[Filter, ...] = ()
    words: tuple[str, ...] = ()
    signed: tuple[Signed, ...] = ()


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


class _Part(NamedTuple):
    """A finished piece of the expression; ``without`` for what must not be there."""

    expression: str
    without: bool = False


def read(text: str) -> Query:
    """Parse typed text into a query.

    Raises:
        QueryError: it cannot be understood; says where.
    """
    text = text.replace("\0", " ")  # SQLite would take it for the end
    if len(text) > LONGEST:
        raise QueryError(text, LONGEST, f"a search has at most {LONGEST} characters")
    reader = _Reader(text)
    expression = reader.any(outermost=True)
    if reader.next().kind == "close":
        raise QueryError(text, reader.next().at, "no parenthesis is open here")
    words = tuple(dict.fromkeys(reader.words))
    return Query(text, expression, tuple(reader.filters), words, tuple(reader.signed))


class _Reader:
    """Reads tokens from the left, and collects the filters and words that it meets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [*_tokens(text), _Token("end", "", len(text))]
        self._at = 0
        self._depth = 0
        self.filters: list[Filter] = []
        self.words: list[str] = []
        self.signed: list[Signed] = []

    def next(self) -> _Token:
        """The token that is read next."""
        return self._tokens[self._at]

    def any(self, *, outermost: bool = False) -> str:
        """Parts of which one has to be there, or a single one."""
        branches = [self._all(outermost=outermost)]
        while self.next().kind == "or":
            if not branches[0]:
                raise self._wrong(self.next().at, _BESIDE)
            self._take()
            branches.append(self._all())
        if len(branches) > 1 and outermost:
            self.signed.clear()
            if self.filters:
                raise self._wrong(self.filters[0].at, _BESIDE)
        return branches[0] if len(branches) == 1 else f"({' OR '.join(branches)})"

    def _all(self, *, outermost: bool = False) -> str:
        """Parts that all have to be there, less those that must not."""
        parts: list[_Part] = []
        start = self.next().at
        while self.next().kind not in {"or", "close", "end"}:
            parts += self._part(outermost=outermost)
        wanted = [part.expression for part in parts if not part.without]
        if parts and not wanted:
            raise self._wrong(start, "say what to look for, not only what to leave out")
        if not wanted and not (outermost and self.filters):
            raise self._wrong(self.next().at, "a word is missing here")
        unwanted = [part.expression for part in parts if part.without and part.expression]
        together = " AND ".join(wanted)
        if unwanted:
            return f"(({together}) NOT ({' OR '.join(unwanted)}))"
        return f"({together})" if len(wanted) > 1 else together

    def _part(self, *, outermost: bool) -> list[_Part]:
        """A part, or none where it was a filter."""
        token = self._take()
        if token.kind == "and":  # parts that stand side by side are together anyway
            token = self._take()
        without = token.kind in {"not", "minus"}
        if without:
            token = self._take()
        if token.kind != "field" or token.text not in FILTERS:
            signed = self._signed(token, without=without) if outermost else False
            expression = self._primary(token, counted=not without)
            return [_Part("" if signed and without else expression, without)]
        if not outermost:
            raise self._wrong(token.at, _BESIDE)
        self.filters.append(Filter(token.text, self._value(token), without, token.at))
        return []

    def _signed(self, token: _Token, *, without: bool) -> bool:
        """Note a name with signs, which begins here; gives whether it is one."""
        title = token.kind == "field" and token.text == "title"
        name = self.next() if title else token
        signed = name.kind in {"word", "phrase"} and not _SIGNS.isdisjoint(name.text)
        if found := signed and _NAME.fullmatch(name.text) is not None:
            self.signed.append(Signed(name.text, title, without))
        return found

    def _primary(self, token: _Token, *, counted: bool) -> str:
        if token.kind == "open":
            return self._inside(token)
        if token.kind == "field":
            if token.text != "title":
                raise self._wrong(token.at, _unknown(token.text))
            return f"title : {self._words(self._take(), counted=counted)}"
        return self._words(token, counted=counted)

    def _inside(self, opening: _Token) -> str:
        """What stands between parentheses, the first of which was just read."""
        if self._depth == DEEPEST:
            raise self._wrong(opening.at, f"more than {DEEPEST} parentheses are open here")
        self._depth += 1
        inside = self.any()
        self._depth -= 1
        if self.next().kind != "close":
            raise self._wrong(opening.at, "this parenthesis is never closed")
        self._take()
        return inside

    def _words(self, token: _Token, *, counted: bool) -> str:
        if token.kind not in {"word", "phrase"}:
            raise self._wrong(token.at, "a word is missing here")
        if not token.text.strip() or _UNWORDED.match(token.text):
            raise self._wrong(token.at, "there is no word in this")
        if counted:
            self.words.append(token.text.removesuffix("*"))
        if token.kind == "phrase":
            return _quoted(token.text)
        if token.text.endswith("*"):
            return f"{_quoted(token.text[:-1])} *"
        spellings = [*map(_quoted, _spellings(token.text))]
        if dotted := _DOTTED.fullmatch(token.text):
            spellings += [f"{_quoted(dotted[1].lower() + digit)} *" for digit in "123456789"]
        return f"({' OR '.join(spellings)})" if len(spellings) > 1 else spellings[0]

    def _value(self, field: _Token) -> str:
        token = self._take()
        if token.kind not in {"word", "phrase"} or not token.text.strip():
            raise self._wrong(field.at, f"{field.text}: needs a value")
        return token.text

    def _take(self) -> _Token:
        token = self.next()
        if token.kind == "end":
            raise self._wrong(token.at, "a word is missing here")
        self._at += 1
        return token

    def _wrong(self, at: int, reason: str) -> QueryError:
        return QueryError(self._text, at, reason)


def _tokens(text: str) -> Iterable[_Token]:
    for match in _TOKEN.finditer(text):
        kind, at = match.lastgroup or "", match.start()
        if match["name"]:
            yield _Token("field", match["name"].lower(), at)
        elif match["phrase"] is not None:
            yield _Token("phrase", match["phrase"], at)
        elif kind == "unclosed":
            raise QueryError(text, at, "this quotation mark is never closed")
        elif kind == "word" and match["word"] not in _JOINING:
            word = match["word"]
            kind = word.lower() if word in {"AND", "OR", "NOT"} else "word"
            yield _Token(kind, word, at)
        elif kind not in {"space", "word"}:
            yield _Token(kind, match[0], at)


def _unknown(name: str) -> str:
    from cio_digest.text.spelling import nearest

    near = nearest(name, ("title", *FILTERS))
    hint = f'did you mean "{near}:"?' if near else f"filters are {', '.join(FILTERS)}"
    return f'there is no filter "{name}:"; {hint} (quote it to search for the words)'


def _spellings(word: str) -> list[str]:
    """A word in every way that a text may write it, as the index knows words."""
    if words.unspaced(word) or _ADDRESS.search(word):
        return [word]
    found = {_UNREAD.sub(" ", word.lower()): word.lower()}
    if words.has_initials(word):
        initials = " ".join(word.lower())  # "A.I."
        found[initials] = initials
    for phrase in keywords.read(word).phrases:
        *before, last = phrase
        for form in words.forms(last):
            written = " ".join([*before, form])
            found.setdefault(written, written)
    return [*found.values()]


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))
