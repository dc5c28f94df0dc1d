"""Each service takes every digest, within its limits; a title does nothing but stand there."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Seen
from tests.deliver.services import ROOM, SERVERS, TOKEN
from tests.render.factories import NOW, digest, full_digest, item

from cio_digest.deliver import registry
from cio_digest.deliver.service import Destination, body
from cio_digest.models import Health, Section, Trend

if TYPE_CHECKING:
    from cio_digest.models import Digest

EVIL = (
    "<!channel> <!here|x> <@U012> @channel @room [click](https://evil.example) **b** _i_ ~s~ "
    "`c` ```x <a href='javascript:1'>y</a> <at>Ada</at> {{DATE(2026)}} & &lt; | \N{BULLET} * x"
)
PLACES = {
    "slack": "https://hooks.slack.example/services/T0/B0/x",
    "teams": "https://flows.example/workflows/1?sig=x",
    "matrix": "https://matrix.example/",
    "ntfy": "https://ntfy.example/my-topic",
    "webhook": "https://hook.example/take",
}
services = pytest.mark.parametrize("name", SERVERS)


def sent(name: str, page: Digest) -> dict[str, Any]:
    """The document that goes to a service, after its server took it."""
    to = Destination(PLACES[name], ROOM if name == "matrix" else "", "cio-digest.1")
    parcel = registry.service(name).parcel(page, to)
    path = parcel.url.removeprefix(PLACES[name].rpartition("/")[0]).partition("?")[0]
    headers = {"content-type": "application/json", "authorization": f"Bearer {TOKEN}"}
    seen = Seen(path or "/", headers, body(parcel.document), parcel.method)
    answer = SERVERS[name](seen)
    assert isinstance(answer.body, bytes)
    assert answer.status in (200, 202)
    assert registry.service(name).fault(answer.body) == ""
    return json.loads(body(parcel.document))  # type: ignore[no-any-return]


def texts(value: Any) -> str:
    """Every text of a document, one after the other."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return "\n".join(map(texts, value))
    return str(value)


@services
def test_a_day_is_taken(name: str) -> None:
    """With every kind of block; each story is named, with its address where it shows one."""
    page = full_digest()
    told = texts(sent(name, page)).replace("&amp;", "&")
    for section in page.sections:
        assert section.title.upper() in told.upper()
        for story in section.items:
            assert story.title[:20] in told
    assert "https://ledger.example/agents" in told
    assert "ftp://" not in told
    assert "New since 07:10" in told or "NEW SINCE 07:10" in told
    assert "52 fine" in told
    assert "did not fit" not in told


@services
def test_a_title_is_only_text(name: str) -> None:
    """It calls nobody, and makes no link or tag of its own."""
    story = item(title=EVIL, summary=EVIL, publisher=EVIL, url="https://a.example/?a=1&b=<c>|d")
    told = texts(sent(name, digest(story, notes=(EVIL,), sections=(Section(EVIL, (story,)),))))
    assert "\x1b" not in told


def test_slack_formats_nothing_of_a_title() -> None:
    """What opens bold, italic, struck or code is followed by a character that keeps it shut."""
    document = sent("slack", digest(item(title="*a* _b_ ~c~ `d` e_f", summary="")))
    (story,) = [b["text"]["text"] for b in document["blocks"] if "ledger" in texts(b)]
    title = story.partition("|")[2].partition(">")[0]
    assert title == "".join(f"{c}\u200b" if c in "*_~`" else c for c in "*a* _b_ ~c~ `d` ") + "e_f"


@services
@pytest.mark.parametrize("stories", [1, 30, 100])
def test_a_long_day_is_shortened(name: str, stories: int) -> None:
    """The first stories stay, and how many are left out is said."""
    items = tuple(
        item(number=n, title=f"Story {n}: {'&<ÄÖ日' * 55}", summary="&日" * 400, url=_long(n))
        for n in range(1, stories + 1)
    )
    told = texts(sent(name, digest(*items, stories=stories)))
    shown = [n for n in range(1, stories + 1) if f"Story {n}:" in told]
    assert shown == list(range(1, len(shown) + 1))
    assert shown
    left = stories - len(shown)
    more = "1 more story" if left == 1 else f"{left} more stories"
    assert (f"{more} did not fit here" in told) is bool(left)


def _long(number: int) -> str:
    return f"https://a.example/{'p' * (number * 60)}"


def test_slack_says_what_did_not_fit() -> None:
    """Fifty blocks are head, foot and 46 stories of one section."""
    page = digest(*(item(number=n, title=f"Story {n}.") for n in range(1, 101)), stories=100)
    told = texts(sent("slack", page))
    assert "Story 44." in told
    assert "more stories did not fit here: cio-digest today" in told


def test_what_rises_goes_before_a_story() -> None:
    """It is left out first."""
    items = tuple(item(number=n, title=f"Story {n}.") for n in range(1, 46))
    rising = (Trend("passkeys", 3.0, (1.0, 2.0)),)
    assert "passkeys" in texts(sent("slack", digest(*items[:9], rising=rising)))
    told = texts(sent("slack", digest(*items, rising=rising)))
    assert "Story 45." in told
    assert "passkeys" not in told
    assert "did not fit" not in told


@services
def test_an_empty_day_says_why(name: str) -> None:
    """As the digest does."""
    page = digest(health=Health(fine=54, last_fetch=NOW), until=NOW + timedelta(hours=1))
    assert "A quiet day" in texts(sent(name, page))


@services
@settings(max_examples=25)
@given(
    title=st.text(max_size=400),
    summary=st.text(max_size=1000),
    url=st.one_of(st.text(max_size=40), st.from_regex(r"https?://\w+\.example/.{0,60}")),
    publisher=st.text(max_size=200),
    note=st.text(max_size=300),
)
def test_any_text_is_taken(
    name: str, title: str, summary: str, url: str, publisher: str, note: str
) -> None:
    """Whatever the world writes."""
    story = item(title=title, summary=summary, url=url, publisher=publisher)
    assert sent(name, digest(story, notes=(note,) if note else ()))


def test_ntfy_opens_the_first_story() -> None:
    """Touched; the topic comes from the address."""
    document = sent("ntfy", full_digest())
    assert document["topic"] == "my-topic"
    assert document["click"] == "https://ledger.example/agents"


def test_a_webhook_gets_the_digest_as_json() -> None:
    """Under a key that is the same when it is sent again."""
    to = Destination(PLACES["webhook"], mark="cio-digest.1")
    parcel = registry.service("webhook").parcel(full_digest(), to)
    assert parcel.headers == (("Idempotency-Key", '"cio-digest.1"'),)
    assert parcel.document["event"] == "digest"
    assert parcel.document["digest"]["sections"][0]["title"] == "CRM"
    assert parcel.document["digest"]["version"] == 1


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (b'{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}', 2.5),
        (b'{"retry_after_ms":-1}', 0),
        (b'{"retry_after_ms":true}', 0),
        (b'{"retry_after_ms":1e400}', 0),
        (b'["retry_after_ms"]', 0),
        (b"<html>", 0),
        (b'{"retry_after_ms":999999999999999}', 86_400),
    ],
)
def test_how_long_matrix_wants_to_rest(answer: bytes, seconds: float) -> None:
    """Milliseconds, whatever stands there."""
    assert registry.service("matrix").rest(answer) == seconds


def test_answers_that_are_none() -> None:
    """A page in the way (a portal, a proxy) answers 200, too."""
    assert registry.service("slack").fault(b"<html>Log in</html>")
    assert registry.service("matrix").fault(b"<html>Log in</html>")
