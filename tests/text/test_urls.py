"""Addresses to their canonical form."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text import normalize, urls

PLAIN = "https://example.com/a"


@pytest.mark.parametrize(
    "value",
    [
        "http://example.com/a",
        "HTTPS://EXAMPLE.COM/a",
        "https://www.example.com/a",
        "https://m.example.com/a",
        "https://amp.example.com/a",
        "https://www.m.example.com./a",
        "https://example.com:443/a",
        "http://example.com:80/a",
        "https://user:secret@example.com/a",
        "https://example.com/a/",
        "https://example.com//a",
        "https://example.com/amp/a",
        "https://example.com/a/amp-page",
        "https://example.com/a/index.html",
        "https://example.com/a;jsessionid=0A1B",
        "https://example.com/a?linkId=42",
        "https://example.com/a?ref=hn",
        "https://example.com/a?share=linkedin",
        "https://example.com/a?s=19",
        "https://example.com/a?rss=1",
        "https://example.com/a?af=R",
        "https://example.com/a?sh=3c9d",
        "https://example.com/a#part",
        "https://example.com/a?",
        "  https://example.com/a\n",
        "https://example.com/%61",
        "https://example.com/a/amp",
        "https://example.com/a/amp/",
        "https://example.com/a?amp=1",
        "https://example.com/a?outputType=amp",
        "https://www.google.com/amp/s/example.com/a",
        "https://example-com.cdn.ampproject.org/c/s/example.com/a",
    ],
)
def test_forms_of_one_address_are_one(value: str) -> None:
    """Scheme, host, port, fragment, AMP and the trailing slash make no difference."""
    assert normalize.url(value) == PLAIN


@pytest.mark.parametrize(
    "pair",
    [
        "utm_source=x", "UTM_Medium=y", "utm_anything=z", "gclid=1", "gbraid=1", "_ga=1", "_gl=1",
        "fbclid=1", "igshid=1", "mibextid=1", "msclkid=1", "ocid=1", "WT.mc_id=1", "mkt_tok=1",
        "twclid=1", "ref_src=twsrc", "li_fat_id=1", "trk=1", "ttclid=1", "yclid=1", "mc_cid=1",
        "mc_eid=1", "_hsenc=1", "_hsmi=1", "hsa_cam=1", "pk_campaign=1", "mtm_source=1", "dm_i=1",
        "vero_id=1", "elqTrackId=1", "sfmc_id=1", "s_cid=1", "cmpid=rss", "xtor=RSS-1",
        "at_medium=RSS", "smid=tw", "guccounter=1", "__source=x", "mbid=1", "spm=1",
        "source=rss", "from=RSS", "partner=rss", "ref=rss_feed", "src=feed", "via=newsletter-12",
        "ref=blog.example.com", "wt_mc=rss.red", "dicbo=v2-1", "cx_artPos=3", "replytocom=12",
        "PHPSESSID=0a1b", "mod=rss_news", "__twitter_impression=true",
    ],
)  # fmt: skip
def test_tracking_parameters_go(pair: str) -> None:
    """Each vendor's marks leave the address of the page as it was."""
    assert normalize.url(f"{PLAIN}?{pair}") == PLAIN
    assert normalize.url(f"{PLAIN}?id=7&{pair}") == f"{PLAIN}?id=7"


@pytest.mark.parametrize(
    "pair",
    ["id=7", "mod=viewthread", "seid=7",
     "p=1", "q=rss", "source=github", "ref=main", "t=120", "s=1", "s=harbour",
     "share=7", "sh=1234", "v=2", "page=2",
     "from=2026"],
)  # fmt: skip
def test_parameters_that_choose_the_page_stay(pair: str) -> None:
    """What may mean something is kept: two pages must not become one."""
    assert normalize.url(f"{PLAIN}?{pair}") == f"{PLAIN}?{pair}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=42s",
            "https://youtube.com/watch?v=abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk?si=x", "https://youtube.com/watch?v=abcdefghijk"),
        ("https://m.youtube.com/shorts/abcdefghijk", "https://youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/embed/abcdefghijk", "https://youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/@somebody", "https://youtube.com/@somebody"),
        ("https://twitter.com/a/status/1?s=20&t=x", "https://x.com/a/status/1"),
        ("https://mobile.twitter.com/a", "https://x.com/a"),
        ("https://old.reddit.com/r/a/", "https://reddit.com/r/a"),
        ("https://medium.com/p/x?source=rss-1", "https://medium.com/p/x"),
        ("https://www.heise.de/news/x.html?seid=1", "https://heise.de/news/x.html"),
        ("https://a.substack.com/p/x?r=1", "https://a.substack.com/p/x"),
    ],
)
def test_forms_of_known_sites(value: str, expected: str) -> None:
    """One video, one post, however it is reached."""
    assert normalize.url(value) == expected


TARGET = "https://site.example/story?id=7"
ESCAPED = quote(TARGET, safe="")


@pytest.mark.parametrize(
    "value",
    [
        f"https://www.google.com/url?rct=j&sa=t&url={ESCAPED}&ct=ga&usg=x",
        f"https://www.google.co.uk/url?q={ESCAPED}&sa=D",
        f"https://consent.google.com/ml?continue={ESCAPED}",
        f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url={ESCAPED}&c=1",
        f"https://duckduckgo.com/l/?uddg={ESCAPED}",
        f"https://l.facebook.com/l.php?u={ESCAPED}&h=x",
        f"https://lm.facebook.com/l.php?u={ESCAPED}",
        f"https://l.instagram.com/?u={ESCAPED}",
        f"https://t.umblr.com/redirect?z={ESCAPED}&t=x",
        f"https://out.reddit.com/t3_x?url={ESCAPED}&token=x",
        f"https://www.youtube.com/redirect?q={ESCAPED}",
        f"https://eur01.safelinks.protection.outlook.com/?url={ESCAPED}&data=x",
        f"https://urldefense.proofpoint.com/v1/url?u={ESCAPED}&k=x",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__site.example_story-3Fid-3D7&d=x",
        "https://urldefense.com/v3/__https://site.example/story?id=7__;!!x$",
        f"https://slack-redir.net/link?url={ESCAPED}",
        f"https://medium.com/r/?url={ESCAPED}",
        f"https://web.archive.org/web/20261126050000/{TARGET}",
        "https://google.com/url?q=" + quote("https://l.facebook.com/l.php?u=" + ESCAPED, safe=""),
        f"https://www.google.com/url?q={quote(TARGET + '&utm_source=x', safe='')}",
    ],
)
def test_wrappers_are_opened(value: str) -> None:
    """The address inside counts, also in a wrapper in a wrapper, and is put in order itself."""
    assert normalize.url(value) == TARGET


@pytest.mark.parametrize(
    "value",
    [
        "https://news.google.com/rss/articles/CBMiAbc",
        "https://google.com/url?q=javascript%3Aalert(1)",
        "https://google.com/url?q=%2Flocal",
        "https://feedproxy.google.com/~r/x/~3/1",
    ],
)
def test_what_cannot_be_opened_stays(value: str) -> None:
    """Opaque wrappers, and such as hold no http(s) address."""
    assert normalize.url(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://example.com/%c3%a4", "https://example.com/%C3%A4"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/?b=2&a=1", "https://example.com?a=1&b=2"),
        ("https://example.com/#!/route", "https://example.com#!/route"),
        ("https://example.com:8443/", "https://example.com:8443"),
        ("http://[2001:DB8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("https://m.co/a", "https://m.co/a"),
        ("https://team.example.com/a", "https://team.example.com/a"),
        ("https://awww.example.com/a", "https://awww.example.com/a"),
        ("https://amp.dev/a", "https://amp.dev/a"),
        ("https://example.com/amp", "https://example.com/amp"),
        ("https://example.com/champ", "https://example.com/champ"),
        ("https://example.com/x.amp.html", "https://example.com/x.html"),
    ],
)
def test_odd_addresses(value: str, expected: str) -> None:
    """International names, escapes, parameter order, routes in fragments, ports, short domains."""
    assert normalize.url(value) == expected


@pytest.mark.parametrize(
    "value",
    ["", "example.com", "/path", "javascript:alert(1)", "data:text/html,x", "mailto:a@example.com",
     "ftp://example.com/", "https://", "https:///x", "https://[::1", "https://exa mple.com/",
     "https://example.com:99999999/", r"https://a\@b.example/", "https://" + "a" * 5000,
     "https://..", "https://a..b/", "https://" + "ü" * 70 + ".example/"],
)  # fmt: skip
def test_what_is_no_web_address_is_empty(value: str) -> None:
    """Other schemes, missing and impossible hosts."""
    assert normalize.url(value) == ""
    assert urls.http(value) == ""


def test_wrappers_without_end_are_given_up() -> None:
    """A wrapper holding a wrapper holding a wrapper leads nowhere worth going."""
    value = TARGET
    for _ in range(12):
        value = f"https://google.com/url?q={quote(value, safe='')}"[:4000]
    assert normalize.url(value) == ""


def test_an_address_to_show_is_as_it_was_written() -> None:
    """Only what could break a line or a link is escaped."""
    assert urls.http(" http://www.Example.com/A?utm_source=x#y ") == (
        "http://www.Example.com/A?utm_source=x#y"
    )
    assert urls.http("https://example.com/a b\u202ec") == "https://example.com/a%20b%E2%80%AEc"
    assert urls.http("https://example.com/\ue001") == "https://example.com/%EE%80%81"
    assert urls.http("HTTP://Example.com/A") == "http://Example.com/A"
    assert urls.http("httpS://Example.com/A") == "https://Example.com/A"


PIECES = st.sampled_from(
    ["https://", "http://", "www.", "m.", "amp.", "google.com", "youtu.be", "youtube.com",
     "t.umblr.com",
     "/url", "/amp", ".amp", ".html", "/watch", "?", "&", "=", "#", "!", "/", "//", "%", "%2",
     "%2F",
     "%3A", "%25", "%41", "q=", "url=", "v=", "z=", "utm_x=1", "abcdefghijk", "a", "A", ".", "..",
     ":", ":80", "@", "[", "]", "::1", "é", "ﬁ", "\u3002", "\u200d", " ", "+", ";", "\\", "\0",
     "urldefense.com/v3/__", "__;", "s/", "c/", "ampproject.org", "x.com", "twitter.com"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=24).map(lambda parts: "https://" + "".join(parts)) | st.text())
def test_the_canonical_form_is_its_own(value: str) -> None:
    """Nothing raises, twice is as once, and only clean https addresses come out."""
    found = normalize.url(value)
    assert normalize.url(found) == found
    assert found == "" or found.startswith("https://")
    assert found.isascii()
    assert " " not in found
    assert found == "" or found.isprintable()
