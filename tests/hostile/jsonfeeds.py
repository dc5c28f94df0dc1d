"""JSON that is too much, too deep, or of another shape."""

from __future__ import annotations

import json
from typing import Any

from tests.hostile.answers import answer, json_item, jsonfeed
from tests.hostile.case import Case

SHAPES: dict[str, Any] = {
    "null": None,
    "true": True,
    "a number": 7,
    "a word": "x",
    "a list of lists": [[[]]],
    "a table": {"a": {}},
}
FIELDS = (
    "id url external_url title content_html content_text summary date_published date_modified "
    "author authors tags attachments language"
).split()
START = jsonfeed()[:-2]  # up to the first item

CASES = (
    *(
        Case(f"items are {name}", lambda _, value=value: answer(jsonfeed(items=value)),  # type: ignore[misc]
             0, "", 0)
        for name, value in SHAPES.items()
    ),
    *(
        Case(f"every field is {name}", lambda _, value=value: answer(jsonfeed(  # type: ignore[misc]
            json_item(), dict.fromkeys(FIELDS, value), json_item(id="2", tags=value))), 0, "", None)
        for name, value in SHAPES.items()
    ),
    Case("5,000,000 tables", lambda _: answer(START + "{}," * 4_900_000 + "{}]}"), 0, "", None),
    Case("1,000,000 tags", lambda _: answer(
        jsonfeed(json_item(tags=[f"t{n}" for n in range(1_000_000)]))), 3, "300,000 values", 0),
    Case("200,000 tags", lambda _: answer(
        jsonfeed(json_item(tags=[f"t{n}" for n in range(200_000)])))),
    Case("100,000 attachments", lambda _: answer(
        jsonfeed(json_item(attachments=[{"url": f"https://a.example/{n}"} for n in range(100_000)]))),
        0, "", None),
    Case("100,000 authors", lambda _: answer(
        jsonfeed(json_item(authors=[{"name": f"n{n}"} for n in range(100_000)])))),
    Case("200,000 keys", lambda _: answer(
        jsonfeed(json_item(**{f"k{n}": n for n in range(200_000)}))), 0, "", None),
    Case("100,000 brackets deep", lambda _: answer("[" * 100_000), 3, "", 0),
    Case("field 100,000 brackets deep", lambda _: answer(
        START + '{"id": "1", "title": ' + "[" * 100_000 + "]" * 100_000 + "}]}"), 3, "", 0),
    Case("number of 1,000,000 digits", lambda _: answer(
        START + '{"id": ' + "9" * 1_000_000 + ', "title": "x"}]}'), 3, "", None),
    Case("number beyond all", lambda _: answer(
        jsonfeed(json_item(attachments=[{"url": "https://a.example/", "size_in_bytes": 1e308}]))
        .replace("1e+308", "1e999"))),
    Case("no number", lambda _: answer(jsonfeed(json_item(id=float("nan"), x=float("inf"))))),
    Case("half a pair in an address", lambda _: answer(
        jsonfeed(json_item(url="https://a.example/\ud800")))),
    Case("halves of pairs everywhere", lambda _: answer(
        json.dumps({**json.loads(jsonfeed()), "title": "\ud800", "items": [
            dict.fromkeys(FIELDS, "a\udc00b\ud800")]})), 0, "", None),
    Case("NUL everywhere", lambda _: answer(jsonfeed(dict.fromkeys(FIELDS, "a\0b"), title="\0")), 0,
         "", None),
    Case("one key 100,000 times", lambda _: answer(
        START + "{" + '"id": "1",' * 100_000 + '"title": "x"}]}'), 0, "", None),
    Case("string of 14 MB", lambda _: answer(jsonfeed(json_item(content_text="a " * 6_900_000)))),
    Case("string of 14 MB of escapes", lambda _: answer(
        jsonfeed(json_item(content_text="@")).replace("@", "\\u0061" * 2_300_000))),
    Case("cut in the midst", lambda _: answer(jsonfeed(json_item(), json_item(id="2"))[:-30]), 0, "",
         1),
    Case("string without an end", lambda _: answer(START + '{"id": "' + "a" * 14_000_000), 3, "", 0),
    Case("backslashes", lambda _: answer(START + '{"id": "' + "\\" * 5_000_000), 3, "", 0),
    Case("of another kind", lambda _: answer('{"data": [{"id": 1}]}'), 3, "not a JSON Feed", 0),
    Case("error in JSON", lambda _: answer('{"error": "\x1b[31mno"}'), 3, "", 0),
    Case("script around JSON", lambda _: answer(f"callback({jsonfeed(json_item())})"), 3, "", 0),
)  # fmt: skip
