"""A digest -> the HTML part of a mail: the page's look in what mail programs keep of HTML.

Gmail drops drawings and anchors, Outlook for Windows lays out by tables alone, and both want their
styles on each element; https://www.caniemail.com/ says which. The one stylesheet is for Apple Mail
and others that ask for dark colours of our own; those that do not invert the light ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import harmless, reviews, sparks, words
from cio_digest.render.markup import Markup, element, joined, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cio_digest.models import Digest, Headline, Item, Quote, Talk, Trend
    from cio_digest.models.pages import Review, Risen
    from cio_digest.render.surface import Surface

_PAPER, _INK, _DIM, _ACCENT, _RULE = "#fdfcfa", "#1c1e20", "#5c6269", "#0b6670", "#dedbd4"
_SERIF = "font-family:Charter,Georgia,Cambria,serif"
_SANS = "font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif"
_CELLS = 8  # of a line of days
_SMALL = f"{_SANS};font-size:14px;line-height:21px;color:{_DIM}"

# By class, which the dark colours below go by: what stands on the element itself.
_STYLES = {
    "page": f"margin:0;padding:0;background-color:{_PAPER}",
    "column": "width:100%;max-width:600px",
    "name": f"margin:0;{_SANS};font-size:15px;line-height:22px;font-weight:bold;color:{_ACCENT}",
    "day": f"margin:0;{_SERIF};font-size:26px;line-height:33px;font-weight:bold;color:{_INK}",
    "small": f"margin:4px 0 0;{_SMALL}",
    "note": f"margin:8px 0 0;{_SANS};font-size:14px;line-height:21px;color:{_INK}",
    "rule": f"border-bottom:1px solid {_RULE};padding-bottom:12px",
    "above": "padding:36px 0 0",
    "heading": f"margin:0;{_SANS};font-size:13px;line-height:20px;"
    f"font-weight:bold;letter-spacing:1px;text-transform:uppercase;color:{_ACCENT}",
    "number": f"padding:18px 0 0;{_SANS};font-size:15px;line-height:25px;color:{_DIM}",
    "story": "padding:18px 0 0;word-break:break-word",
    "title": f"margin:0;{_SERIF};font-size:19px;line-height:25px;font-weight:bold;color:{_INK}",
    "link": f"color:{_INK};text-decoration:none",
    "voice": f"color:{_INK};text-decoration:underline",
    "place": f"color:{_DIM};text-decoration:underline",
    "summary": f"margin:6px 0 0;{_SERIF};font-size:17px;line-height:26px;color:{_INK}",
    "term": f"margin:8px 0 0;{_SANS};font-size:15px;line-height:22px;color:{_INK}",
}

_DARK = """
@media (prefers-color-scheme: dark) {
  .page { background-color: #16191c !important; }
  .day, .note, .title, .link, .voice, .summary, .term { color: #e3e2de !important; }
  .small, .number, .place { color: #9aa2a9 !important; }
  .name, .heading { color: #79c7ce !important; }
  .rule { border-color: #32373c !important; }
}
"""


def digest(digest: Digest, _: Surface) -> str:
    """The whole digest."""
    day = words.day(digest.date)
    rows = [_masthead("cio-digest", day, words.totals(digest), words.remarks(digest))]
    for title, items in words.sections(digest):
        rows.append(_heading(title))
        rows += [_story(item, words.as_of(digest, item)) for item in items]
    if digest.rising:
        rows += [_heading("Rising"), _row(*map(_trend, digest.rising))]
    health = words.foot(digest)
    rows += [_heading("Sources"), _row(_styled("p", "small", health))]
    return _document(f"cio-digest · {day}", rows)


def review(review: Review, _: Surface) -> str:
    """What a period brought."""
    period = reviews.period(review)
    notes = reviews.remarks(review)
    rows = [_masthead("cio-digest review", period, reviews.totals(review), notes)]
    for section in review.sections:
        rows.append(_heading(section.title))
        rows += [_story(item, review.now) for item in section.items]
    for heading, kind in reviews.groups(review):
        rows += [_heading(heading), _row(*(_risen(each, review) for each in kind))]
    if review.firsts:
        told = " · ".join(reviews.firsts(review.firsts))
        rows += [_heading("First to tell"), _row(_styled("p", "term", told))]
    if review.starred:
        rows += [_heading("You starred"), _row(*map(_named, review.starred))]
    return _document(f"cio-digest review · {period}", rows)


def _document(title: str, rows: Sequence[Markup]) -> str:
    head = lines(
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="supported-color-schemes", content="light dark"),
        element("title", title),
        element("style", Markup(_DARK)),
    )
    column = _table("column", "\n", lines(*rows), "\n", width="600")
    middle = element("td", column, align="center", style="padding:24px 16px 48px")
    body = _styled("body", "page", _table("page", element("tr", middle), width="100%"))
    html = element("html", "\n", element("head", "\n", head, "\n"), "\n", body, "\n", lang="en")
    return f"<!doctype html>\n{html}\n"


def _masthead(name: str, day: str, totals: str, remarks: Sequence[str]) -> Markup:
    return element(
        "tr",
        _styled(
            "td",
            "rule",
            _styled("p", "name", name),
            _styled("h1", "day", day),
            _styled("p", "small", totals),
            *(_styled("p", "note", remark) for remark in remarks),
            colspan="2",
        ),
    )


def _story(item: Item, now: datetime) -> Markup:
    age = words.age(item.published, now).replace(" ", "\xa0")
    told = joined(element("bdi", words.source_line(item)), age, by=" · ")
    reason = words.reason(item)
    content = lines(
        _styled("h3", "title", _linked(words.title(item), item.url), dir="auto"),
        _styled("p", "small", told),
        _styled("p", "summary", item.summary, dir="auto") if item.summary else "",
        *map(_quote, item.quotes),
        _styled("p", "small", reason, dir="auto") if reason else "",
        _talk(item.talks),
    )
    number = _styled("td", "number", str(item.number), width="32", valign="top")
    return element("tr", number, _styled("td", "story", content, valign="top"))


def _quote(quote: Quote) -> Markup:
    """A voice's own sentence behind its name, which leads to it."""
    name = element("bdi", _linked(quote.voice, quote.url, "voice"))
    return _styled("p", "summary", name, words.quoted(quote), dir="auto")


def _talk(talks: Sequence[Talk]) -> Markup:
    """Where a story is discussed."""
    if not talks:
        return Markup()
    places = (element("bdi", _linked(words.talk(each), each.url, "place")) for each in talks)
    return _styled("p", "small", words.TALK, joined(*places, by=" · "))


def _trend(trend: Trend) -> Markup:
    return _styled("p", "term", words.rising(trend), dir="auto")


def _risen(risen: Risen, review: Review) -> Markup:
    """A term, when it rose, and what it is about."""
    story = reviews.behind(risen)
    term = f"{risen.term}  {sparks.line(risen.history, _CELLS)}"
    return joined(
        _styled("p", "term", term, dir="auto"),
        _styled("p", "small", reviews.course(risen, review)),
        _named(story) if story else "",
    )


def _named(story: Headline) -> Markup:
    told = joined(_linked(story.title, story.url), story.publisher, by=" · ")
    return _styled("p", "small", told, dir="auto")


def _linked(text: str, url: str, kind: str = "link") -> Markup:
    address = harmless.link(url)
    return _styled("a", kind, text, href=address) if address else joined(text)


def _heading(title: str) -> Markup:
    """With its room in the cell, where Outlook for Windows keeps it."""
    return element("tr", _styled("td", "above", _styled("h2", "heading", title), colspan="2"))


def _row(*content: str) -> Markup:
    return element("tr", element("td", *content, colspan="2"))


def _table(kind: str, *content: str, width: str) -> Markup:
    plain = {"cellpadding": "0", "cellspacing": "0", "border": "0"}
    return _styled("table", kind, *content, role="presentation", width=width, **plain)


def _styled(name: str, kind: str, *content: str, **attributes: str) -> Markup:
    return element(name, *content, class_=kind, style=_STYLES[kind], **attributes)
