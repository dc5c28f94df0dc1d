"""Hostile feeds from the wire to every format: nothing gets out that could do harm."""

from __future__ import annotations

import json
import os
import re
import threading

import pytest
from tests.cli.conftest import Program
from tests.conftest import Page, Site
from tests.feeds import rss

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the places are those of Linux")

ATTACKS = {
    "ansi": "CRM \x1b[31mred\x1b[0m \x1b[2J\x1b[H \x1b]0;title\x07",
    "c1": "CRM \x9b31m \x9d8;;https://evil.example\x9c click",
    "osc 8": "CRM \x1b]8;;https://evil.example/\x1b\\innocent\x1b]8;;\x1b\\",
    "bidi": "CRM \u202egpj.exe\u202c \u2066x\u2069 \u200f \u061c",
    "invisible": "CRM\u200b \u2060\ufeff\u00ad\U000e0041 x",
    "nul": "CRM \x00 a\x00b \x08\x08\x7f",
    "lines": "CRM \r\n\x0b\x0c\x1c\x85\u2028\u2029 # heading\n- list",
    "rich": "CRM [red]x[/red] [link=https://evil.example]y[/link] [/] :smile: [@click=app.bell]",
    "markdown": "CRM ](https://evil.example) [x](javascript:alert(1)) ![i](//evil.example) **b**",
    "reference": "CRM [1]: <https://evil.example> [1] [2][3] <https://evil.example/auto>",
    "html": "CRM <script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; <!-- <style>",
    "entities": "CRM &#27;[31m &#x202e; &amp;#27; &#0; &#xD800; &nbsp;",
    "fence": "CRM ``` ~~~ \\ | --- === > # 1. * _ {{ }} ${} $(id) `id` %s {0}",
    "combining": "CRM " + "a\u0336" * 10 + "e" + "\u0301" * 500,
    "long": "CRM " + "x" * 1_000_000,
    "emoji": "CRM 👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 \U0001f600",
}
LINKS = {
    "javascript": "javascript:alert(1)//CRM",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///etc/passwd",
    "breaks out": "https://a.example/)](https://evil.example) <b>\"'>\n\x1b[31m",
    "osc": "https://a.example/\x1b\\\x07;x\x9c",
    "user": "https://good.example@evil.example/",
    "spaces": " \t javascript:alert(1)",
}
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[\w=;-]*;(?:https?://[!-~]*)?\x1b\\")
FORMATS = ["markdown", "html", "plain", "terminal", "json"]


@pytest.fixture(scope="module")
def entries() -> list[dict[str, str]]:
    """Each attack in a title and in a text, each link on an innocent entry."""
    texts = [
        {"title": attack, "content_text": f"{attack}. {attack}", "url": f"https://n{n}.example/"}
        for n, attack in enumerate(ATTACKS.values())
    ]
    links = [
        {"title": f"All about CRM, number {n} of {name}", "url": link}
        for n, (name, link) in enumerate(LINKS.items())
    ]
    return [
        {
            "id": str(n),
            "date_published": "2026-11-22T05:00:00Z",
            "author": {"name": each["title"][:200]},  # type: ignore[dict-item]
            **each,
        }
        for n, each in enumerate(texts + links)
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, entries: list[dict[str, str]]) -> Program:
    """A store with everything from a JSON feed, as raw XML and as a title of the feed itself."""
    program, site = Program(tmp_path_factory.mktemp("home")), Site("127.0.0.1")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": ATTACKS["ansi"] + ATTACKS["markdown"],
        "home_page_url": LINKS["javascript"],
        "items": entries,
    }
    site.pages["/json"] = Page(json.dumps(feed).encode())
    raw = (
        f"<item><title>{each['title'][:5000]}</title><link>{each['url']}</link>"
        f"<guid>{each['id']}</guid><pubDate>Sun, 22 Nov 2026 05:30:00 GMT</pubDate>"
        f"<description><![CDATA[{each.get('content_text', '')[:5000]}]]></description></item>"
        for each in entries
    )
    site.pages["/xml"] = Page(rss(*raw, title=ATTACKS["ansi"]))
    more = '[digest]\ntimezone = "UTC"\nmax_stories = 100\nminutes = 200\nper_source = 100\n'
    program.follow(more=more + '[topics.CRM]\nkeywords = ["CRM"]\n')
    with program.config.open("a", encoding="utf-8") as file:
        file.write("".join(f'[[feeds]]\nurl = "{site.url(path)}"\n' for path in ("/json", "/xml")))
    threading.Thread(target=site.server.serve_forever, args=(0.01,), daemon=True).start()
    assert program("fetch") == (0, "", "")
    site.server.shutdown()
    site.server.server_close()
    return program


def test_no_format_lets_anything_through(filled: Program) -> None:
    """No control character, no override; of escape sequences only our own, links http(s) only."""
    for to in FORMATS:
        env = filled.env(FORCE_COLOR="1" if to == "terminal" else "0")
        done = filled("today", "--format", to, env=env)
        assert (done.code, done.err) == (0, ""), to
        assert CONTROL.findall(OWN.sub("", done.out)) == [], to
        assert len(done.out) < 200_000, to
        assert done.out.count("CRM") > 15, to


def test_markdown_is_what_it_seems(filled: Program) -> None:
    """In CommonMark each story is one link to its own address; no image, no HTML, no other link."""
    from markdown_it import MarkdownIt

    out = filled("today", "--format", "markdown").out
    items = [
        item
        for section in json.loads(filled("today", "--format", "json").out)["sections"]
        for item in section["items"]
    ]
    tokens = [
        inline
        for block in MarkdownIt("commonmark").parse(out)
        for inline in [block, *(block.children or [])]
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {"image", "html_inline", "html_block", "fence", "code_block", "code_inline"}
    hrefs = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert all(href.startswith(("https://", "http://")) for href in hrefs)
    assert len(hrefs) == sum(bool(item["url"]) for item in items)
    assert sum(token.type == "list_item_open" for token in tokens) == len(items)
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2"]


def test_json_holds_http_links_alone(filled: Program) -> None:
    """Or none."""
    made = json.loads(filled("today", "--format", "json").out)
    urls = [item["url"] for section in made["sections"] for item in section["items"]]
    assert urls
    assert all(not url or re.fullmatch(r"https?://[!-~]+", url) for url in urls)


@pytest.mark.parametrize("to", FORMATS)
def test_explanations_let_nothing_through(filled: Program, to: str) -> None:
    """Nor do the reasons, which quote titles and authors."""
    filled("today")
    out = filled("explain", "7", "--format", to).out
    assert "CRM" in out
    assert CONTROL.findall(out) == []


def test_the_list_of_sources_lets_nothing_through(filled: Program) -> None:
    """A source that names itself in colours."""
    out = filled("sources", "list").out
    assert "CRM" in out
    assert CONTROL.findall(out) == []
