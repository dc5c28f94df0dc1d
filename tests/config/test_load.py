"""feeds.toml becomes a Config, or one line for each mistake in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from cio_digest import config
from cio_digest.config.paths import System
from cio_digest.errors import ConfigError
from cio_digest.models import Auth, Secret, Source, Topic

if TYPE_CHECKING:
    from pathlib import Path

FEED = '[[feeds]]\nurl = "https://a.example/feed"\n'


# --- what it reads --------------------------------------------------------------------------------


def test_defaults() -> None:
    """One feed with a url is a whole configuration."""
    found = config.parse(FEED, "conf/feeds.toml")
    assert found == config.Config(
        path="conf/feeds.toml",
        settings=config.Settings(14, 10, timedelta(hours=12), 3, None),
        topics=(),
        sources=(
            Source(
                "https://a.example/feed", "feed", "https://a.example/feed", where="feeds.toml:1"
            ),
        ),
    )


def test_everything() -> None:
    """Every setting there is arrives in its place, in the order of the file."""
    found = config.parse(
        """
        [digest]
        max_stories = 20
        minutes = 15
        max_age = "30m"
        per_source = 2
        timezone = "Europe/Berlin"
        [topics."Data & privacy"]
        keywords = ["GDPR", " data protection "]
        exclude = ["data protection act 1998"]
        weight = 1.5
        [topics.CRM]
        keywords = ["CRM"]
        [[feeds]]
        url = "https://a.example:8443/feed?x=@y#z"
        title = "Ä feed"
        tags = ["one", "two"]
        role = "analyst"
        weight = 2
        network = "linkedin"
        auth = { user = "me", password = { command = ["pass", "show", "a"] } }
        headers = { Accept-Language = "en", X-Api-Key = { env = "KEY" } }
        [[feeds]]
        url = "http://[::1]/feed"
        [summarize]
        command = ["my-summary", "--short"]
        seconds = 5
        """,
        "feeds.toml",
    )
    assert found.summarize == config.Program(("my-summary", "--short"), 5.0)
    assert found.settings == config.Settings(
        20, 15, timedelta(minutes=30), 2, ZoneInfo("Europe/Berlin")
    )
    assert found.topics == (
        Topic("Data & privacy", ("GDPR", "data protection"), ("data protection act 1998",), 1.5),
        Topic("CRM", ("CRM",)),
    )
    url = "https://a.example:8443/feed?x=@y#z"
    assert found.sources == (
        Source(
            key=url,
            kind="bridge",
            url=url,
            title="Ä feed",
            tags=("one", "two"),
            role="analyst",
            weight=2.0,
            network="linkedin",
            auth=Auth("me", Secret(command=("pass", "show", "a"))),
            headers=(("Accept-Language", "en"), ("X-Api-Key", Secret(env="KEY"))),
            where="feeds.toml:14",
        ),
        Source("http://[::1]/feed", "feed", "http://[::1]/feed", where="feeds.toml:23"),
    )


def test_programs_and_files_in_place_of_an_address() -> None:
    """Each is known by a name that holds no argument, for one may be a secret."""
    found = config.parse(
        """
        [[feeds]]
        command = ["/usr/local/bin/list-feed", "--token", "hunter2"]
        title = "Intranet"
        [[feeds]]
        command = ["list-feed"]
        network = "linkedin"
        [[feeds]]
        file = "~/feed.xml"
        """,
        "feeds.toml",
    ).sources
    assert [each.key for each in found] == [
        "command:list-feed#bc40b7c1",
        "command:list-feed#e59c28ed",
        "file:~/feed.xml",
    ]
    assert found[0].command == ("/usr/local/bin/list-feed", "--token", "hunter2")
    assert [each.kind for each in found] == ["feed", "bridge", "feed"]
    assert found[2].file == "~/feed.xml"


def test_proxies_and_silence() -> None:
    """A proxy with a password comes by reference; a day stands without quotes."""
    found = config.parse(
        """
        [[feeds]]
        url = "https://a.example/"
        proxy = "http://proxy.example:3128"
        muted_until = 2027-01-10
        [[feeds]]
        url = "https://b.example/"
        proxy = { env = "PROXY" }
        [[voices]]
        name = "Ada"
        feeds = ["https://ada.example/"]
        muted_until = 2027-01-11
        [[searches]]
        network = "reddit"
        query = "r/crm"
        muted_until = 2027-01-12
        """,
        "feeds.toml",
    ).sources
    assert [each.proxy for each in found[:2]] == ["http://proxy.example:3128", Secret("PROXY")]
    assert {each.url: each.muted_until for each in found} == {
        "https://a.example/": date(2027, 1, 10),
        "https://b.example/": None,
        "https://ada.example/": date(2027, 1, 11),
        "https://www.reddit.com": date(2027, 1, 12),
    }


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f"\n{FEED}# [[feeds]]\n", ["2"], id="comment"),
        pytest.param(
            'feeds = [{ url = "https://a.example" },\n {url="https://b.example"}]',
            ["1", "2"],
            id="inline",
        ),
        pytest.param('[[ feeds ]]\nurl = "https://a.example"', ["1"], id="spaced"),
        pytest.param(
            '[topics.A]\nkeywords = ["""\n[[feeds]]"""]\n' + FEED.replace("[[", "[[ "),
            ["4"],
            id="in a text",
        ),
        pytest.param("\ufeff" + FEED.replace("\n", "\r\n"), ["1"], id="BOM and CRLF"),
    ],
)
def test_where(text: str, lines: list[str]) -> None:
    """A source knows the line it stands in, however it is written."""
    found = config.parse(text, "/etc/feeds.toml")
    assert [source.where for source in found.sources] == [f"feeds.toml:{line}" for line in lines]


# --- the environment ------------------------------------------------------------------------------


def test_environment_overrides_the_file() -> None:
    """A variable stands above the file; an empty one says nothing."""
    env = {
        "CIO_DIGEST_MAX_STORIES": "5",
        "CIO_DIGEST_MINUTES": "",
        "CIO_DIGEST_MAX_AGE": "2d",
        "CIO_DIGEST_TIMEZONE": "Asia/Tokyo",
    }
    settings = config.parse(f"{FEED}[digest]\nmax_stories = 9\nminutes = 8", "f", env).settings
    assert settings == config.Settings(5, 8, timedelta(days=2), 3, ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize("value", ["abc", "0", "1.5", "9" * 5000, "٣", " 3"])
def test_mistake_in_the_environment(value: str) -> None:
    """A variable is checked as the file is, and the message names it."""
    with pytest.raises(ConfigError) as error:
        config.parse(FEED, "f", {"CIO_DIGEST_MAX_STORIES": value})
    (line,) = error.value.problems
    assert line.startswith("CIO_DIGEST_MAX_STORIES ")
    assert line.endswith("allowed: a whole number from 1 to 100")


# --- the file -------------------------------------------------------------------------------------


def test_load(tmp_path: Path) -> None:
    """A file is read as UTF-8, with or without a byte order mark."""
    path = tmp_path / "feeds.toml"
    path.write_text(f'{FEED}title = "Ünïcode"', encoding="utf-8-sig")
    found = config.load(path, {"CIO_DIGEST_MINUTES": "3"})
    assert (found.path, found.sources[0].title) == (str(path), "Ünïcode")
    assert found.settings.minutes == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, ": there is no such file; 'cio-digest init' writes one"),
        (b"# fine\na = '\xff'", ":2:6: is not UTF-8; save the file as UTF-8"),
        (b"#" * 10_000_001, ": is larger than 10 MB; is this the right file?"),
    ],
    ids=["missing", "not UTF-8", "too large"],
)
def test_unreadable_file(content: bytes | None, says: str, tmp_path: Path) -> None:
    """A file that cannot be read is one clear line."""
    path = tmp_path / "feeds.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as error:
        config.load(path)
    assert error.value.problems == (f"{path}{says}",)


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """A folder is told from a file, and a file from a folder above."""
    with pytest.raises(ConfigError, match=r"is a folder; name the file in it$"):
        config.load(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=r"cannot be read: Not a directory$"):
        config.load(tmp_path / "file" / "feeds.toml")


# --- which file -----------------------------------------------------------------------------------


def test_current_is_the_readers_file(tmp_path: Path) -> None:
    """The file in the default place is what a run goes by."""
    path = tmp_path / ".config" / "cio-digest" / "feeds.toml"
    path.parent.mkdir(parents=True)
    path.write_text(FEED, encoding="utf-8")
    found = config.current(System({}, "linux", str(tmp_path)))
    assert (found.path, found.example, len(found.sources)) == (str(path), False, 1)


def test_current_is_the_example_without_a_file(tmp_path: Path) -> None:
    """Where there is no file, the example runs and says that it is one."""
    found = config.current(System({"CIO_DIGEST_MINUTES": "4"}, "linux", str(tmp_path)))
    assert (found.path, found.example, found.settings.minutes) == ("feeds.example.toml", True, 4)


def test_a_file_that_was_named_must_exist(tmp_path: Path) -> None:
    """The example never runs in place of a file that the user asked for."""
    missing = str(tmp_path / "x.toml")
    with pytest.raises(ConfigError, match="there is no such file"):
        config.current(System({}, "linux", str(tmp_path)), missing)
    with pytest.raises(ConfigError, match="there is no such file"):
        config.current(System({"CIO_DIGEST_CONFIG": missing}, "linux", str(tmp_path)))


def test_a_link_to_nothing(tmp_path: Path) -> None:
    """It is there, so the example does not run, nor is another file written."""
    path = tmp_path / ".config" / "cio-digest" / "feeds.toml"
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "gone.toml")
    with pytest.raises(
        ConfigError, match=r"leads to .*gone\.toml, where no file is; put one there"
    ):
        config.current(System({}, "linux", str(tmp_path)))


def test_a_folder_that_cannot_be_looked_into(tmp_path: Path) -> None:
    """It may hold the reader's file, so the example does not run."""
    (tmp_path / ".config").symlink_to(tmp_path / ".config")
    with pytest.raises(ConfigError, match="cannot be read: Too many levels of symbolic links"):
        config.current(System({}, "linux", str(tmp_path)))
