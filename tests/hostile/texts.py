"""Titles, texts, links, dates and names that mean harm, in feeds that are well-formed."""

from __future__ import annotations

from tests.hostile.answers import answer, item, items, json_item, jsonfeed, rss
from tests.hostile.case import Case

MARKUP = {
    "formatting opened again, 25 kB": "<b><i><u><s><font>" * 40 + "<p>x" * 5000,
    "formatting opened again, 44 kB": "".join(f"<font size={n}>" for n in range(900))
    + "<p>x</p>" * 3000,
    "blocks 20,000 deep": "<div>" * 20_000 + "x",
    "lists 10,000 deep": "<ul><li>" * 10_000 + "x",
    "tables in tables": "<table><tr><td>" * 5000 + "x",
    "text out of tables": "<table>" + "x<b>y" * 5000,
    "anchors by the thousand": "<a href=https://a.example/>x</a>" * 5000,
    "anchors that never end": "<a " * 30_000,
    "attributes by the thousand": "<b " + "a=b " * 20_000 + ">x</b>",
    "comments that never end": "<!--" * 20_000,
    "declarations that are none": "<!x" * 20_000,
    "templates in templates": "<template>" * 5000 + "x",
    "drawings in formulas": "<svg><math>" * 5000 + "x",
    "lists of choices": "<select><option>" * 5000 + "x",
    "frames": "<frameset><frame>" * 5000 + "x",
    "scripts": "<script>alert(1)</script><img src=x onerror=alert(1)>" * 500,
    "styles that never end": "<style>" * 5000 + "x",
    "text area that never ends": "<textarea>" + "<b>x" * 5000,
    "plain text that never ends": "<plaintext>" + "<b>x" * 5000,
    "entities": "&lt;" * 50_000,
    "entities of entities": "&amp;" * 20_000 + "lt;b&gt;",
    "entities that are none": "&x" * 50_000,
    "dots": "." * 1_000_000,
    "dots and blanks": ". " * 500_000,
    "quotes": '"' * 1_000_000,
    "brackets": "([{" * 90_000,
    "addresses without end": "https://" * 100_000,
    "addresses by the thousand": " ".join(f"https://a.example/{n}" for n in range(20_000)),
    "a word of 1 MB": "x" * 1_000_000,
    "marks on one letter": "e" + "\u0301" * 100_000,
    "signs of joining": "\u200d" * 100_000,
    "digits": "1" * 1_000_000,
    "lines": "\n" * 1_000_000,
    "tabs": "\t " * 500_000,
    "base64": "QUFB" * 200_000,
}
TITLES = {
    "escape sequences": "a \ufffd[31m &#155;31m b",
    "marks of direction": "a \u202egpj.exe\u202c \u2066x\u2069 \u200f \u061c",
    "what is not seen": "a\u200b\u2060\ufeff\u00ad\U000e0041b",
    "ends of lines": "a \u0085\u2028\u2029 &#13;&#10;# heading",
    "markup of a terminal": "a [red]x[/red] [link=https://e.example]y[/] [@click=app.bell]z",
    "markup of markdown": "a ](https://e.example) ![i](//e.example) **b** `c` # d",
    "markup of a page": "a &lt;script&gt;alert(1)&lt;/script&gt; \" ' &lt;img src=x&gt;",
    "a formula": "=HYPERLINK(&quot;https://e.example&quot;)",
    "a command": "$(touch /tmp/x) `id` ; rm -rf / | cat &amp;&amp; x",
    "places to fill in": "{0} {x.__class__} %s %(x)s ${HOME} {{ 7*7 }}",
    "private signs": "a \ue001b\ue002 \uf8ff \U000f0000",
    "no characters": "a \ufdd0 \U0001ffff",
    "signs over one another": "a" + "\u0336" * 500,
    "a word of 100 kB": "x" * 100_000,
    "only what is not seen": "\u200b\u200b\u00ad",
    "nothing": "",
    "a number": "7",
    "an address": "https://e.example/" + "a" * 5000,
    "Untitled": "Untitled",
}
LINKS = {
    "a script": "javascript:alert(1)",
    "a script behind blanks": " \t java\tscript:alert(1)",
    "data": "data:text/html,&lt;script&gt;",
    "a file": "file:///etc/passwd",
    "half an IPv6 address": "http://[::1",
    "a port beyond all": "http://a.example:99999/",
    "a password": "https://good.example:secret@evil.example/",
    "many slashes": "https://a.example/" + "/" * 40 + "x",
    "50,000 slashes": "https://a.example/" + "/" * 50_000 + "x",
    "50,000 parameters": "https://a.example/?" + "&amp;".join(f"p{n}=1" for n in range(50_000)),
    "50,000 parameters alike": "https://a.example/?" + "utm_x=1&amp;" * 50_000,
    "wrapped 1,000 times": "https://www.google.com/url?q=" * 1000 + "https://a.example/",
    "half a reference": "https://a.example/%zz%e2%80%ae%00%0d%0a",
    "no host": "https:///a",
    "a host of dots": "https://" + "." * 5000 + "/",
    "a host beyond ASCII": "https://аррӏе.example/\u202e",
    "a host of 1 MB": "https://" + "a" * 1_000_000 + ".example/",
    "two dots": "https://a.example/" + "../" * 20_000,
    "AMP again and again": "https://a.example" + "/amp" * 20_000,
}
DATES = {
    "in the year 9999": "Fri, 31 Dec 9999 23:59:59 -1200",
    "in the year 1": "0001-01-01T00:00:00+14:00",
    "in the year 0": "0000-00-00T00:00:00Z",
    "in ten years": "Sun, 22 Nov 2036 05:00:00 GMT",
    "in a zone that is none": "Sun, 22 Nov 2026 05:00:00 +9999",
    "of 100 kB": "9" * 100_000,
    "of words": "next " * 20_000,
    "beyond all numbers": "1e400",
    "of 1,000 colons": ":".join(["12"] * 1000),
    "before all": "-99999-01-01",
}
PARTS = {
    "an id of 1 MB": {"guid": "x" * 1_000_000},
    "an author of 1 MB": {"author": "x " * 500_000},
    "an author of addresses": {"author": "a@b " * 100_000},
    "a language of 1 MB": {"language": "x" * 1_000_000},
    "a source of 1 MB": {"source": "x" * 1_000_000},
    "comments at a script": {"comments": "javascript:alert(1)"},
}
TOPS = {
    "a title of 1 MB": f"<title>{'x ' * 500_000}</title>",
    "a page at a script": "<link>javascript:alert(1)</link>",
    "a page at half an IPv6 address": "<link>http://[::1</link>",
    "a rest beyond all numbers": f"<ttl>{'9' * 5000}</ttl>",
    "a rest below zero": "<ttl>-1e308</ttl>",
    "a rest of no number": "<ttl>nan</ttl>",
    "no updates an hour": (
        "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>hourly"
        "</sy:updatePeriod><sy:updateFrequency "
        "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>0</sy:updateFrequency>"
    ),
}

CASES = (
    *(Case(f"text of {name}", lambda _, text=text: answer(  # type: ignore[misc]
        jsonfeed(json_item(content_html=text)))) for name, text in MARKUP.items()),
    *(Case(f"title of {name}", lambda _, text=text: answer(rss(item(text, "A text.")))  # type: ignore[misc]
           ) for name, text in TITLES.items()),
    *(Case(f"link to {name}", lambda _, link=link: answer(rss(item(link=link))))  # type: ignore[misc]
      for name, link in LINKS.items()),
    *(Case(f"date {name}", lambda _, date=date: answer(rss(item(pubDate=date))))  # type: ignore[misc]
      for name, date in DATES.items()),
    *(Case(f"entry with {name}", lambda _, parts=parts: answer(rss(item(**parts))))  # type: ignore[misc]
      for name, parts in PARTS.items()),
    *(Case(f"feed with {name}", lambda _, top=top: answer(rss(item(), top=top)))  # type: ignore[misc]
      for name, top in TOPS.items()),
    Case("10,000 tags of one entry", lambda _: answer(rss(item().replace(
        "</item>", "".join(f"<category>t{n}</category>" for n in range(10_000)) + "</item>")))),
    Case("10,000 files of one entry", lambda _: answer(rss(item().replace(
        "</item>", "".join(f"<enclosure url='https://a.example/{n}'/>" for n in range(10_000))
        + "</item>")))),
    Case("10,000 authors of one entry", lambda _: answer(rss(item().replace(
        "</item>", "".join(f"<author>n{n}</author>" for n in range(10_000)) + "</item>")))),
    Case("file of a size below zero", lambda _: answer(rss(item().replace(
        "</item>", "<enclosure url='https://a.example/' length='-1e99'/></item>")))),
    Case("one id for all", lambda _: answer(rss(*(
        item(f"Thing {n} is told", link=f"https://one.example/{n}") for n in range(50)))), 0, "",
        None),
    Case("one link for all", lambda _: answer(rss(*(
        item(f"Thing {n} is told", guid=str(n)) for n in range(50)))), 0, "", None),
    Case("ids that healthy sources use", lambda _: answer(rss(*(
        item(f"Stolen {n}", guid=f"https://healthy.example/{n}", link=f"https://healthy.example/{n}")
        for n in range(5)))), 0, "", 5),
    Case("titles that healthy sources use", lambda _: answer(rss(*(
        item(f"Healthy source 1 tells thing {n}", guid=f"s{n}", link=f"https://evil.example/{n}")
        for n in range(5)))), 0, "", 5),
    Case("bridge that failed", lambda _: answer(rss(item(
        "Bridge returned error 500! (20000)", "Details"))), 3, "", 0),
    Case("reader that is not welcome", lambda _: answer(rss(item(
        "RSS reader not yet whitelisted!", "Write to us"))), 3, "", 0),
    Case("5,000 entries with one title", lambda _: answer(rss(
        items(5000).replace("Item ", "Northwind buys Contoso for 3 billion "))), 0, "", 5000),
)  # fmt: skip
