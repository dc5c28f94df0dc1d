"""Errors by their status, and what may stand in the words of one."""

from __future__ import annotations

from tests.hostile.answers import answer
from tests.hostile.case import Case

RETRY = {
    "in 5,000 digits": "9" * 5000,
    "below zero": "-5",
    "of no number": "nan",
    "beyond all numbers": "1e999",
    "in the year 9999": "Fri, 31 Dec 9999 23:59:59 GMT",
    "in no calendar": "Xxx, 99 Foo 0000 99:99:99",
    "of escape sequences": "\x1b[31m10",
}
ECHO = "\x1b[31mred\x1b]0;x\x07 <b>&amp;\u202e [link=x]\r\n{0}%s"

CASES = (
    *(
        Case(f"status {code}", lambda _, code=code: answer("no", status=f"{code} No"), 3,  # type: ignore[misc]
             f"answered {code}", 0, printed="gone for good" if code == 410 else "")
        for code in (400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 418, 421, 429, 451, 500, 502,
                     503, 504, 520, 599, 999)
    ),
    *(
        Case(f"come back {name}", lambda _, value=value: answer(  # type: ignore[misc]
            "", f"Retry-After: {value}", status="503 Busy"), 3, "answered 503", 0)
        for name, value in RETRY.items()
    ),
    Case("too many, come back at once", lambda _: answer(
        "", "Retry-After: 0", status="429 Too Many"), 3, "answered 429", 0),
    Case("reason of 100 kB", lambda _: answer("", status=f"500 {'a' * 100_000}"), 3,
         "answered 500|not proper HTTP", 0),
    Case("reason that commands a terminal", lambda _: answer(
        "", status="500 \x1b[31mred\x1b[2J\x9b31m\x07 [red]x[/]"), 3, "answered 500", 0),
    Case("error that commands a terminal", lambda _: answer(ECHO, status="403 No"), 3,
         "answered 403", 0),
    Case("error of 16 MB", lambda _: answer(b"x" * 16_000_000, status="500 Long"), 3,
         "answered 500", 0),
    Case("error that is packed", lambda _: answer(
        b"\x1f\x8b\x08garbage", "Content-Encoding: gzip", status="500 Packed"), 3,
        "answered 500", 0),
    Case("error in JSON of 100,000 brackets", lambda _: answer(
        "[" * 100_000, "Content-Type: application/json", status="400 Bad"), 3, "answered 400", 0),
)  # fmt: skip
