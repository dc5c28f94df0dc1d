"""Addresses of people as lists write them, to the keys of feeds.toml, or refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.config import social
from cio_digest.lists import profiles


@pytest.mark.parametrize(
    ("said", "written", "key", "value"),
    [
        ("mastodon", "@ada@example.social", "mastodon", "@ada@example.social"),
        ("mastodon", "ada@example.social", "mastodon", "@ada@example.social"),
        ("mastodon", "https://example.social/@ada", "mastodon", "@ada@example.social"),
        ("mastodon", "https://example.social/ada", "mastodon", "https://example.social/ada"),
        ("", "@ada@example.social", "mastodon", "@ada@example.social"),
        ("", "https://example.social/@ada/", "mastodon", "@ada@example.social"),
        ("bluesky", "@ada.example", "bluesky", "ada.example"),
        ("", "ada.bsky.social", "bluesky", "ada.bsky.social"),
        ("", "https://bsky.app/profile/ada.example", "bluesky", "ada.example"),
        ("", "did:plc:abc123", "bluesky", "did:plc:abc123"),
        ("x", "ada", "x", "@ada"),
        ("x", "https://twitter.com/ada?lang=en", "x", "@ada"),
        ("", "www.x.com/ada/status/1", "x", "@ada"),
        ("feeds", "mobile.twitter.com/ada", "x", "@ada"),
        ("github", "@ada", "github", "ada"),
        ("", "https://github.com/ada", "github", "ada"),
        ("reddit", "u/ada", "reddit", "ada"),
        ("", "https://old.reddit.com/user/ada/", "reddit", "ada"),
        ("", "https://news.ycombinator.com/user?id=ada", "hackernews", "ada"),
        ("", "https://lobste.rs/~ada", "lobsters", "ada"),
        ("lemmy", "https://lemmy.world/u/ada", "lemmy", "@ada@lemmy.world"),
        ("", "https://dev.to/ada", "devto", "ada"),
        ("", "https://medium.com/@ada", "medium", "@ada"),
        ("feeds", "https://medium.com/feed/northwind-blog", "medium", "northwind-blog"),
        ("feeds", "https://ada.substack.com/feed", "substack", "ada"),
        ("", "https://www.youtube.com/channel/UCabcdefghijklmn", "youtube", "UCabcdefghijklmn"),
        ("youtube", "UCabcdefghijklmn", "youtube", "UCabcdefghijklmn"),
        ("feeds", "ada.example/blog", "feeds", "https://ada.example/blog"),
        ("", "https://ada.example/blog", "feeds", "https://ada.example/blog"),
        ("", "https://例え.テスト/blog", "feeds", "https://例え.テスト/blog"),
        ("feeds", "https://mastodon.social/@ada.rss", "feeds", "https://mastodon.social/@ada.rss"),
        ("feeds", "https://blog.twitter.com/a.rss", "feeds", "https://blog.twitter.com/a.rss"),
    ],
)
def test_an_address_finds_its_place(said: str, written: str, key: str, value: str) -> None:
    """By what the list calls it, else by its host and shape."""
    assert profiles.place(said, written) == (key, value)


@pytest.mark.parametrize(
    ("said", "written", "why"),
    [
        ("LinkedIn", "ada", "is on LinkedIn, which cannot be read without a bridge"),
        ("", "https://www.linkedin.com/in/ada", "is on LinkedIn"),
        ("", "https://uk.linkedin.com/in/ada", "is on LinkedIn"),
        ("feeds", "https://m.facebook.com/ada", "is on Facebook"),
        ("", "https://www.threads.net/@ada", "is on Threads"),
        ("", "https://t.me/ada", "is on Telegram"),
        ("feeds", "javascript:alert(1)", "is no web address"),
        ("", "file:///etc/passwd", "is no web address"),
        ("feeds", "ftp://ada.example/feed", "is no web address"),
        ("feeds", "data:text/xml,<rss/>", "is no web address"),
        ("feeds", "https://[::1", "is no web address"),
        ("feeds", "https://ada.example:99999/", "is no web address"),
        ("feeds", "https://me:secret@ada.example/", "holds a user or password"),
        ("feeds", "http://localhost/feed", "private network"),
        ("feeds", "http://127.0.0.1:8080/feed", "private network"),
        ("feeds", "http://[::1]/feed", "private network"),
        ("feeds", "http://192.168.1.1/feed", "private network"),
        ("feeds", "http://169.254.169.254/latest", "private network"),
        ("feeds", "http://2130706433/", "private network"),
        ("feeds", "http://0x7f.1/", "private network"),
        ("feeds", "http://intranet/feed", "private network"),
        ("feeds", "http://wiki.corp/feed", "private network"),
        ("mastodon", "@ada@localhost", "private network"),
        ("mastodon", "@ada@10.0.0.1:80", "private network"),
        ("mastodon", "@ada", "is not an address there"),
        ("bluesky", "ada", "is not an address there"),
        ("youtube", "@ada", "give the channel's id"),
        ("", "https://www.youtube.com/@ada", "is no profile that can be followed"),
        ("", "https://x.com/i/lists/1", "is no profile that can be followed"),
        ("x", "https://ada.example/", "is no profile at X"),
        ("", "ada", "may be on any network"),
        ("", "ada@corp.example", "may be on any network"),
        ("github", "ada/../etc", "is no account's name"),
        ("x", "ada;rm -rf", "is no account's name"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_words(said: str, written: str, why: str) -> None:
    """Nothing but public web addresses and names of accounts goes through."""
    with pytest.raises(profiles.Refused, match=why):
        profiles.place(said, written)


@given(
    st.sampled_from(["", "feeds", "mastodon", "bluesky", "x", "youtube", "github", "LinkedIn"]),
    st.text(max_size=40) | st.from_regex(r"(https?://)?[\w.@:/-]{1,30}", fullmatch=True),
)
def test_whatever_stands_there(said: str, written: str) -> None:
    """It is refused, or it is what feeds.toml takes at that key."""
    try:
        key, value = profiles.place(said, written)
    except profiles.Refused:
        return
    assert value.isprintable()
    if key == "feeds":
        assert value.startswith(("http://", "https://"))
    else:
        assert social.handle(key)(value) == value
