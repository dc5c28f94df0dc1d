"""XML that is too much, too deep, too odd, or none."""

from __future__ import annotations

from tests.hostile.answers import ITEM, answer, item, items, rss
from tests.hostile.case import Case

LAUGHS = "<!DOCTYPE rss [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
)
EXTERNAL = "<!DOCTYPE rss [<!ENTITY x SYSTEM '{}'>]>"
ENCODINGS = (
    "utf-7 utf-16 utf-32 rot13 unicode_escape raw_unicode_escape idna punycode "
    "zlib bz2 base64 hex uu quopri undefined mbcs utf-8-sig iso-2022-jp-ext x-user-defined"
).split()
RUBBISH = {
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "a document to print": b"%PDF-1.7\n" + bytes(range(256)) * 100,
    "an archive": b"PK\x03\x04" + bytes(range(256)) * 100,
    "a program": b"\x7fELF" + bytes(range(256)) * 100,
    "a database": b"SQLite format 3\0" + bytes(100_000),
    "a list of sources": b"<opml version='2.0'><body><outline xmlUrl='x'/></body></opml>",
    "a map of a site": b"<urlset><url><loc>https://one.example/</loc></url></urlset>",
    "a fault of SOAP": b"<soap:Envelope xmlns:soap='x'><soap:Fault/></soap:Envelope>",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a bot check": b"<html><title>Just a moment...</title></html>",
    "a page": b"<!DOCTYPE html><html><body><p>Welcome</p></body></html>",
    "a mark and nothing": b"\xef\xbb\xbf",
    "signs below": b"<" * 5_000_000,
    "signs and": b"&" * 5_000_000,
    "signs of sections": b"<![CDATA[" * 1_000_000,
    "signs of comments": b"<!--" * 2_000_000,
    "signs of declarations": b"<!DOCTYPE " * 1_000_000,
    "signs of instructions": b"<?xml " * 2_000_000,
    "signs of tags": b"<rss " * 2_000_000,
    "bytes that are no text": bytes(range(128, 256)) * 100_000,
}

CASES = (
    # Entities
    Case("a billion laughs", lambda _: answer(rss(item("&a12;"), before=LAUGHS)), 0, "", None),
    Case("quadratic laughs", lambda _: answer(rss(item("&a;" * 20_000), before=(
        f"<!DOCTYPE rss [<!ENTITY a '{'a' * 100_000}'>]>"))), 0, "", None),
    Case("entity of a file", lambda _: answer(
        rss(item("&x;"), before=EXTERNAL.format("file:///etc/passwd"))), 0, "", None),
    Case("entity of an address", lambda _: answer(
        rss(item("&x;"), before=EXTERNAL.format("http://127.0.0.1:9/"))), 0, "", None),
    Case("entity of parameters", lambda _: answer(rss(ITEM, before=(
        "<!DOCTYPE rss [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'>%x;]>"))), 0, "", None),
    Case("definition at an address", lambda _: answer(
        rss(ITEM, before="<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/'>"))),
    Case("entities by the 100,000", lambda _: answer(rss(ITEM, before="<!DOCTYPE rss [{}]>".format(
        "".join(f"<!ENTITY e{n} 'x'>" for n in range(100_000))))), 0, "", None),
    Case("entity that holds itself", lambda _: answer(
        rss(item("&a;"), before="<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>")), 0, "", None),
    Case("references without number", lambda _: answer(
        rss(item("&#0; &#xD800; &#99999999999; &#x110000; &bogus; &"))), 0, "", 1),
    # Depth and breadth
    Case("100,000 elements deep", lambda _: answer(rss(ITEM, "<a>" * 100_000 + "</a>" * 100_000)),
         0, "", None),
    Case("2,000,000 elements deep", lambda _: answer(rss(ITEM, "<a>" * 2_000_000)), 0, "", None),
    Case("item in item, 10,000 deep", lambda _: answer(
        rss("<item><title>x</title>" * 10_000 + "</item>" * 10_000)), 0, "", None),
    Case("5,001 items", lambda _: answer(rss(items(5001))), 0, "newest 5,000 of 5,001", 5000),
    Case("120,000 items of text", lambda _: answer(
        rss(items(120_000, "<description>A</description>"))), 0, "115,000 of 120,000 items could not be read", 5000),
    Case("250,000 empty items", lambda _: answer(rss("<item/>" * 250_000)), 0, "", None),
    Case("2,000,000 empty items", lambda _: answer(rss("<item/>" * 1_900_000)), 3, "none of its", 0),
    Case("110,000 attributes", lambda _: answer(rss(ITEM, "<x{}/>".format("".join(
        f" a{n}='{n}'" for n in range(110_000)))))),
    Case("200,000 attributes of the root", lambda _: answer(rss(ITEM, attributes="".join(
        f" a{n}='{n}'" for n in range(200_000)))), 3, "not a feed", 0),
    Case("1,000,000 attributes", lambda _: answer(rss(ITEM, "<x{}/>".format("".join(
        f" a{n:x}=''" for n in range(1_000_000))))), 0, "", None),
    Case("attributes on 150,000 elements", lambda _: answer(rss(ITEM, "<x a='1'/>" * 150_000))),
    Case("attribute of 10 MB", lambda _: answer(rss(ITEM, f"<x a='{'a' * 10_000_000}'/>"))),
    Case("one attribute twice", lambda _: answer(rss(ITEM, "<x a='1' a='2'/>")), 0, "", None),
    Case("element named by 1 MB", lambda _: answer(
        rss(ITEM, f"<{'a' * 1_000_000}></{'a' * 1_000_000}>"))),
    Case("40,000 names of elements", lambda _: answer(
        rss(ITEM, *(f"<n{n}>x</n{n}>" for n in range(40_000))))),
    Case("40,000 namespaces", lambda _: answer(
        rss(ITEM, *(f"<a:x xmlns:a='urn:{n}'/>" for n in range(40_000))))),
    Case("40,000 prefixes that nobody says", lambda _: answer(
        rss(ITEM, *(f"<p{n}:x/>" for n in range(40_000)))), 0, "", None),
    Case("namespace of 1 MB", lambda _: answer(rss(ITEM, attributes=f" xmlns:a='{'u' * 10**6}'"))),
    Case("300,000 elements between two items", lambda _: answer(
        rss(ITEM, "<x/>" * 300_000)), 0, "", None),
    # Sections
    Case("section of 10 MB", lambda _: answer(rss(item(text=f"<![CDATA[{'a ' * 5_000_000}]]>")))),
    Case("section without an end", lambda _: answer(rss(ITEM) + "<![CDATA[" + "a" * 12_000_000), 0,
         "", None),
    Case("section without an end in an item", lambda _: answer(
        rss(ITEM)[:-20] + "<item><title><![CDATA[" + "a <b> " * 2_000_000), 0, "", None),
    Case("300,000 sections", lambda _: answer(rss(ITEM, "<![CDATA[x]]>" * 300_000))),
    Case("comment of 10 MB", lambda _: answer(rss(ITEM, f"<!--{'a' * 10_000_000}-->"))),
    Case("comment without an end", lambda _: answer(rss(ITEM) + "<!--" + "a" * 10_000_000), 0, "",
         None),
    Case("instruction of 10 MB", lambda _: answer(rss(ITEM, f"<?x {'a' * 10_000_000}?>"))),
    Case("instructions before the root", lambda _: answer(
        rss(ITEM, before="<?x y?>" * 300_000)), 0, "", None),
    Case("stylesheet of a script", lambda _: answer(
        rss(ITEM, before="<?xml-stylesheet href='javascript:alert(1)'?>"))),
    Case("inclusion of a file", lambda _: answer(rss(ITEM, (
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>")))),
    Case("ends of sections", lambda _: answer(rss(ITEM, "]]>" * 300_000)), 0, "", None),
    # Broken
    Case("root without an end", lambda _: answer(rss(ITEM).replace("</rss>", "")), 0, "", 1),
    Case("two roots", lambda _: answer(rss(ITEM) * 2), 0, "", None),
    Case("tags that cross", lambda _: answer(rss("<b><i></b></i>", ITEM)), 0, "", 1),
    Case("tags that cross in 14 MB", lambda _: answer(
        rss("<b><i></b></i>", ITEM, f"<x>{'a' * 13_900_000}</x>")), 0, "", None),
    Case("tags that cross before 300,000 items", lambda _: answer(
        rss("<b><i></b></i>", items(120_000))), 0, "", None),
    Case("base of a script", lambda _: answer(rss(item(link="/x"),
         attributes=" xml:base='javascript:alert(1)//'"))),
    Case("base that is half an address", lambda _: answer(rss(
        item(link="/x"), attributes=" xml:base='http://[::1'"))),
    # Character sets
    *(
        Case(f"says it is in {name}", lambda _, name=name: answer(  # type: ignore[misc]
            f"<?xml version='1.0' encoding='{name}'?>{rss(ITEM)}"), 0, "", None)
        for name in ENCODINGS
    ),
    Case("says it is in ebcdic-cp-us", lambda _: answer(
        f"<?xml version='1.0' encoding='ebcdic-cp-us'?>{rss(ITEM)}"), 3, "not a feed", 0),
    Case("says it is in a word of 1 MB", lambda _: answer(
        f"<?xml version='1.0' encoding='{'a' * 1_000_000}'?>{rss(ITEM)}"), 0, "", None),
    Case("in UTF-16", lambda _: answer(rss(ITEM).encode("utf-16"))),
    Case("in UTF-32 of 14 MB", lambda _: answer(
        rss(ITEM, f"<x>{'a' * 3_400_000}</x>").encode("utf-32"))),
    Case("in UTF-16, an odd byte", lambda _: answer(rss(ITEM).encode("utf-16") + b"<"), 0, "", None),
    Case("overlong UTF-8", lambda _: answer(
        rss(item("\u2603")).encode().replace("\u2603".encode(), b"\xc0\xbc\xe0\x80\xbc")), 0, "", 1),
    Case("halves of pairs", lambda _: answer(rss(item("a \ud800 b \udc00"))), 0, "", 1),
    Case("NUL in every word", lambda _: answer(rss(ITEM).replace(" ", " \0")), 0, "", None),
    Case("feed of bad bytes", lambda _: answer(
        rss(item(text="@")).encode().replace(b"@", b"a\xff\xfe\x80" * 3_400_000)), 0, "", None),
    Case("feed of bad bytes that says Latin-1", lambda _: answer(
        b"<?xml version='1.0' encoding='iso-8859-1'?>"
        + rss(item(text="@")).encode().replace(b"@", b"a\xff\xfe\x80" * 3_400_000)), 0, "", None),
    *(
        Case(f"is {name}", lambda _, body=body: answer(body), 3, "", 0)  # type: ignore[misc]
        for name, body in RUBBISH.items()
    ),
)  # fmt: skip
