"""A flag, the environment and the platform say where the configuration and the store live."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cio_digest.config import paths
from cio_digest.config.paths import System
from cio_digest.errors import ConfigError

HOME = "/home/ada"
ALL = {
    "CIO_DIGEST_CONFIG": "~/mine.toml",
    "CIO_DIGEST_STORE": "/srv/news.db",
    "XDG_CONFIG_HOME": "/xdg/config",
    "XDG_DATA_HOME": "/xdg/data",
}


@pytest.mark.parametrize(
    ("env", "platform", "config", "store"),
    [
        (ALL, "linux", "/home/ada/mine.toml", "/srv/news.db"),
        (
            {key: value for key, value in ALL.items() if key.startswith("XDG")},
            "linux",
            "/xdg/config/cio-digest/feeds.toml",
            "/xdg/data/cio-digest/cio-digest.db",
        ),
        (
            {"XDG_CONFIG_HOME": "relative", "XDG_DATA_HOME": "", "CIO_DIGEST_STORE": ""},
            "freebsd14",
            "/home/ada/.config/cio-digest/feeds.toml",
            "/home/ada/.local/share/cio-digest/cio-digest.db",
        ),
        (
            {"XDG_CONFIG_HOME": "/xdg"},
            "darwin",
            "/home/ada/Library/Application Support/cio-digest/feeds.toml",
            "/home/ada/Library/Application Support/cio-digest/cio-digest.db",
        ),
        (
            {"APPDATA": "C:/roaming", "LOCALAPPDATA": "C:/local"},
            "win32",
            "C:/roaming/cio-digest/feeds.toml",
            "C:/local/cio-digest/cio-digest.db",
        ),
        (
            {},
            "win32",
            "/home/ada/AppData/Roaming/cio-digest/feeds.toml",
            "/home/ada/AppData/Local/cio-digest/cio-digest.db",
        ),
    ],
    ids=["variables", "XDG", "XDG that does not count", "macOS", "Windows", "Windows, bare"],
)
def test_place(env: dict[str, str], platform: str, config: str, store: str) -> None:
    """Our own variables come first, then what the platform says."""
    system = System(env, platform, HOME)
    assert paths.config_file(system).replace("\\", "/") == config
    assert paths.store_file(system).replace("\\", "/") == store


def test_a_flag_stands_above_everything() -> None:
    """A flag is taken as it is, the store in memory included."""
    system = System(ALL, "linux", HOME)
    assert paths.config_file(system, "here.toml") == "here.toml"
    assert paths.store_file(system, ":memory:") == ":memory:"
    assert paths.chosen_config(System({}, "linux", HOME)) is None


@pytest.mark.parametrize("place", ["sqlite:///news.db", "mysql://ada:sesame@db.example/news"])
def test_a_store_of_another_kind(place: str) -> None:
    """No file is made that is called like an address; its password is not repeated."""
    for system, flag in ((System({}, "linux", HOME), place), (_stored(place), None)):
        with pytest.raises(ConfigError, match="no store is kept there; name a file") as error:
            paths.store_file(system, flag)
        assert "sesame" not in str(error.value)
    server = "postgresql://db.example/news"
    assert paths.store_file(_stored(server)) == server
    assert paths.store_file(System({}, "win32", HOME), "C:/news.db") == "C:/news.db"


def _stored(place: str) -> System:
    return System({"CIO_DIGEST_STORE": place}, "linux", HOME)


def test_without_a_home() -> None:
    """Where nothing tells a place, the message says what to give."""
    system = System({}, "linux", "")
    with pytest.raises(ConfigError) as error:
        paths.config_file(system)
    assert str(error.value) == (
        "cannot tell where feeds.toml lives, for want of a home folder;"
        " give --config or set CIO_DIGEST_CONFIG"
    )
    with pytest.raises(ConfigError, match="give --store or set CIO_DIGEST_STORE"):
        paths.store_file(system)
    assert paths.store_file(System({"XDG_DATA_HOME": "/x"}, "linux", "")).startswith("/x/")


def test_without_the_variable_home() -> None:
    """A bare environment, as env -i gives it, still has the home of the user database."""
    pwd = pytest.importorskip("pwd")
    source = Path(__file__).resolve().parents[2] / "src"
    program = (
        f"import sys; sys.path.insert(0, {str(source)!r})\n"
        "from cio_digest.config import paths; print(paths.here().home)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env={}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == pwd.getpwuid(os.getuid()).pw_dir
