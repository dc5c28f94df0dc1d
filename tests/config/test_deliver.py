"""``[deliver.NAME]`` in feeds.toml: where the digest is delivered to."""

# ruff: noqa: E501 - a table of messages reads best with one in a line

from __future__ import annotations

import pytest

from cio_digest import config
from cio_digest.errors import ConfigError
from cio_digest.models import Auth, Delivery, Secret

FEED = '[[feeds]]\nurl = "https://a.example/feed"\n'
HOOK = 'url = { env = "HOOK" }\n'


def read(toml: str) -> tuple[Delivery, ...]:
    return config.parse(toml + FEED, "feeds.toml").deliveries


def test_several() -> None:
    """Each with what its service takes, in the order of the file."""
    assert read(
        f'[deliver.team]\nto = "teams"\n{HOOK}'
        f'[deliver.chat]\nto = "slack"\nurl = {{ command = ["pass", "hook"] }}\n'
        '[deliver.room]\nto = "matrix"\nurl = "https://m.example"\nroom = "!a:m.example"\n'
        'token = { env = "T" }\n'
        '[deliver.phone]\nto = "ntfy"\nurl = "https://ntfy.sh/x"\n'
        'auth = { user = "u", password = { env = "P" } }\n'
        '[deliver.own]\nto = "webhook"\nurl = "https://in.example/x"\nprivate = true\n'
        'headers = { X-Key = { env = "K" } }\n'
    ) == (
        Delivery("team", "teams", Secret("HOOK")),
        Delivery("chat", "slack", Secret(command=("pass", "hook"))),
        Delivery("room", "matrix", "https://m.example", Secret("T"), room="!a:m.example"),
        Delivery("phone", "ntfy", "https://ntfy.sh/x", auth=Auth("u", Secret("P"))),
        Delivery(
            "own",
            "webhook",
            "https://in.example/x",
            headers=(("X-Key", Secret("K")),),
            private=True,
        ),
    )


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("deliver = 1\n", "1:11: deliver 1 is not a table; write [deliver.NAME]"),
        ("[deliver]\nteam = 1\n", "2:8: team 1 is not a table; allowed: a table with the keys to, url, token, auth, headers, room, private"),
        (f"[deliver.x]\n{HOOK}", "1:1: [deliver.x] has no to, which it needs"),
        (f'[deliver.x]\nto = "slak"\n{HOOK}', '2:6: to "slak" is not known; allowed: teams, slack, matrix, ntfy, webhook; did you mean "slack"?'),
        ('[deliver.x]\nto = "slack"\n', "1:1: [deliver.x] has no url, which it needs"),
        ('[deliver.x]\nto = "slack"\nurl = "https://hooks.slack.com/s3cr3t"\n', '3:7: url lets anybody write there, but is written out; give it by { env = "NAME" } or { command = ["program", "argument"] }'),
        (f'[deliver.x]\nto = "slack"\n{HOOK}room = "!a:b"\n', '4:1: unknown key "room" in [deliver.x]; Slack takes none'),
        ('[deliver.x]\nto = "matrix"\nurl = "https://m.example"\nroom = "!a:b"\n', "1:1: [deliver.x] has no token, which Matrix needs"),
        ('[deliver.x]\nto = "matrix"\nurl = "https://m.example"\ntoken = { env = "T" }\nroom = "#a:b"\n', '5:8: room "#a:b" is not the ID of a room, which begins with ! (Settings, Advanced)'),
        ('[deliver.x]\nto = "matrix"\nurl = "https://m.example"\ntoken = "s3cr3t"\nroom = "!a:b"\n', '4:9: token is written out; give it by { env = "NAME" } or { command = ["program", "argument"] }'),
        ('[deliver.x]\nto = "ntfy"\nurl = "https://ntfy.sh/"\n', '3:7: url "https://ntfy.sh/" names no topic; write it like https://ntfy.sh/my-topic'),
        ('[deliver.x]\nto = "ntfy"\nurl = "https://ntfy.sh/a"\ntoken = { env = "T" }\nauth = { user = "u", password = { env = "P" } }\n', "1:1: [deliver.x] has token and auth; keep one"),
        (f'[deliver."a b"]\nto = "slack"\n{HOOK}', '1:1: [deliver."a b"] has a name with other signs than letters, digits, _ - and .'),
    ],
)  # fmt: skip
def test_mistakes(toml: str, said: str) -> None:
    """Each is one line with its place, and holds no secret."""
    with pytest.raises(ConfigError) as caught:
        read(toml)
    assert str(caught.value) == f"feeds.toml:{said}"
    assert "s3cr3t" not in str(caught.value)


def test_all_mistakes_at_once() -> None:
    """One run shows them all."""
    with pytest.raises(ConfigError) as caught:
        read('[deliver.x]\nto = "slack"\nurl = "https://a.example"\nroom = "r"\nnope = 1\n')
    assert len(caught.value.problems) == 4
