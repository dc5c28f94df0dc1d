"""A mail that every program reads, the same each time it is made."""

from __future__ import annotations

import email
import re
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.render.factories import NOW, digest, full_digest, item

from cio_digest import mail, render

if TYPE_CHECKING:
    from cio_digest.models import Digest

ME = "ada@example.org"


def read(data: bytes) -> EmailMessage:
    """The mail as a mail program reads it."""
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def sent(page: Digest, *to: str, sender: str = "") -> EmailMessage:
    return read(mail.written(mail.message(page, sender, to or (ME,))))


def test_headers() -> None:
    """They say what it is, from whom, to whom, and that no person wrote it."""
    message = sent(full_digest(), ME, "bo@example.com", sender="digest@example.net")
    assert str(message["From"]) == "cio-digest <digest@example.net>"
    assert [each.addr_spec for each in message["To"].addresses] == [ME, "bo@example.com"]
    assert message["Subject"] == "22 November: Northwind opens its agent pricing to seat-free plans"
    assert message["Date"].datetime == NOW
    assert message["List-Id"] == "<cio-digest.example.net>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<cio-digest\.20261122\.[0-9a-f]+@example\.net>", message["Message-ID"])
    assert not message.defects


def test_two_alternatives() -> None:
    """The plain one is the markdown digest, the richer one comes last, as readers want it."""
    message = sent(full_digest())
    plain, html = message.iter_parts()
    assert message.get_content_type() == "multipart/alternative"
    assert plain.get_content_type() == "text/plain"
    markdown = render.digest(full_digest(), "markdown", render.Surface())
    assert plain.get_content().replace("\r\n", "\n") == markdown
    assert html.get_content_type() == "text/html"
    assert "A late story" in html.get_content()


# Text, also as an encoded word (RFC 2047), which a mail may be made to decode.
TITLES = st.text() | st.builds(
    "=?utf-8?q?{}?= {}".format, st.from_regex(r"(=0[ad]|\w)+"), st.text()
)


@given(text=TITLES, summary=st.text())
def test_any_title_is_a_mail(text: str, summary: str) -> None:
    """Of short ASCII lines, with the headers that are meant and no other, and read back whole."""
    page = digest(item(title=text + "\r\nBcc: eve@evil.example\r\n\r\nx", summary=summary))
    data = mail.written(mail.message(page, "", (ME,)))
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert b"\n" not in data.replace(b"\r\n", b"")
    message = read(data)
    assert message.keys() == [
        *("From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted"),
        *("MIME-Version", "Content-Type"),
    ]
    assert len(list(message.iter_parts())) == 2
    assert message["Subject"].startswith("22 November: ")
    assert not message.defects


def test_sent_again_it_is_the_same() -> None:
    """Byte for byte; stories that came late change its text, and not what names it."""
    page = full_digest()
    first = mail.written(mail.message(page, "", (ME,)))
    assert mail.written(mail.message(page, "", (ME,))) == first
    later = page._replace(late=(*page.late, item(number=7)), until=NOW + timedelta(hours=2))
    again = mail.written(mail.message(later, "", (ME,)))
    assert again != first
    assert read(again)["Message-ID"] == read(first)["Message-ID"]
    assert read(again)["Date"] == read(first)["Date"]


def test_other_digests_are_other_mails() -> None:
    """Another day, and other stories of the same day."""
    page = full_digest()
    others = [
        page,
        page._replace(date=page.date + timedelta(days=1)),
        page._replace(sections=page.sections[:1]),
    ]
    assert len({sent(each)["Message-ID"] for each in others}) == 3


@pytest.mark.parametrize(
    ("page", "subject"),
    [
        (digest(), "22 November: nothing new"),
        (
            digest(item(title="a", score=1.0), item(title="b", score=2.0)),
            "22 November: b",
        ),
        (digest(item(title="")), "22 November: (untitled)"),
        (digest(late=(item(title="late"),)), "22 November: late"),
        (digest(item(title="x" * 200)), f"22 November: {'x' * 55}…"),
        (
            digest(item(title="=?utf-8?q?a=0d=0aBcc:_e@v.example?= b")),
            "22 November: = ?utf-8?q?a=0d=0aBcc:_e@v.example?= b",
        ),
    ],
    ids=["nothing", "the best story", "without a title", "late", "long", "an encoded word"],
)
def test_subject(page: Digest, subject: str) -> None:
    """The day and the story with the highest score, short enough for one line."""
    assert sent(page)["Subject"] == subject


def test_without_recipients_it_is_a_draft() -> None:
    """A mail in a file needs nobody yet."""
    message = read(mail.written(mail.message(digest(), "", ())))
    assert str(message["From"]) == "cio-digest <cio-digest@localhost>"
    assert "To" not in message


def test_letters_are_laid_out_by_what_mail_programs_keep() -> None:
    """Styles stand on the elements, layout is by tables, and nothing is fetched or run."""
    page = render.digest(full_digest(), "letter", render.Surface())
    tree = LexborHTMLParser(page)
    for tag in ("table", "h1", "h2", "h3", "p", "h3 a"):
        assert all(node.attributes.get("style") for node in tree.css(tag)), tag
    room = [
        node for node in tree.css("[style*=padding]") if node.tag not in ("td", "table", "body")
    ]
    assert room == []  # Outlook for Windows keeps it in cells alone
    assert not tree.css("script, img, svg, link, iframe, form")
    assert "url(" not in page
    assert all(table.attributes["role"] == "presentation" for table in tree.css("table"))
    hrefs = [node.attributes["href"] or "" for node in tree.css("a")]
    assert len(hrefs) == 9
    assert all(href.startswith("https://") for href in hrefs)


def test_a_full_letter_is_shown_whole() -> None:
    """Gmail cuts mails off after 102 KB; forty long stories stay below it."""
    page = digest(*(item(number=n, summary="Words and words. " * 30) for n in range(1, 41)))
    assert len(render.digest(page, "letter", render.Surface()).encode()) < 102_000
