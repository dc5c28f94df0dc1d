"""A team on this machine: a real PostgreSQL server, workers and readers of the demo world.

    python -m tests.teamdemo

Everything is started for this alone and gone at the end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import tomli

from cio_digest import demo
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

READERS = {
    "ada": ("CRM", "AI"),
    "grace": ("Security", "Cloud"),
    "linus": ("Leadership", "SharePoint"),
}


def main() -> None:
    """Set the team up, let the workers read, and print each reader's digest."""
    now = datetime.now(timezone.utc).replace(microsecond=0)
    env = {**os.environ, "CIO_DIGEST_NOW": now.isoformat()}
    with (
        tempfile.TemporaryDirectory(prefix="cio-digest-team-") as name,
        postgres.server() as server,
        postgres.database(server, postgres.OPERATOR) as place,
        demo.serve(now) as address,
    ):
        folder = Path(name)
        world = demo.config(address)
        (folder / "operator.toml").write_text(world, encoding="utf-8")
        call(env, place, folder, "operator", "team", "init")
        for reader, topics in READERS.items():
            (folder / f"{reader}.toml").write_text(about(world, topics), encoding="utf-8")
            call(env, place, folder, "operator", "team", "add", reader, f"{folder}/{reader}.toml")
        print(
            "\n$ cio-digest worker --queue fetch   (two of them, and one for stories)", flush=True
        )
        with (
            worker(env, place, folder, "--once", "--queue", "fetch") as first,
            worker(env, place, folder, "--once", "--queue", "fetch") as second,
        ):
            first.wait()
            second.wait()
        with worker(env, place, folder, "--once", "--queue", "stories") as last:
            last.wait()
        for reader in READERS:
            own = place.replace(f"{postgres.OPERATOR}@", f"{reader}@")
            call(env, own, folder, reader, "today", "--format", "plain", "--max", "4")
        call(env, place, folder, "operator", "team", "status")


def about(world: str, topics: tuple[str, ...]) -> str:
    """The demo's feeds.toml with these of its topics alone."""
    head, *tables = world.split("\n[topics.")
    rest = tables[-1].partition("\n\n")[2] if tables else ""
    names = [*tomli.loads(world)["topics"]]
    kept = [f"[topics.{table}" for name, table in zip(names, tables, strict=True) if name in topics]
    kept[-1] = kept[-1] if names[-1] not in topics else kept[-1].partition("\n\n")[0]
    return "\n".join([head, *kept, "", rest])


def call(env: dict[str, str], place: str, folder: Path, who: str, *command: str) -> None:
    """Run the program as somebody, and show what was typed."""
    print(f"\n$ cio-digest {' '.join(command).replace(f'{folder}/', '')}   (as {who})", flush=True)
    subprocess.run([*program(place, folder, who), *command], env=env, check=True)


@contextmanager
def worker(
    env: dict[str, str], place: str, folder: Path, *options: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own."""
    with subprocess.Popen(
        [*program(place, folder, "operator"), "worker", *options], env=env
    ) as process:
        yield process


def program(place: str, folder: Path, who: str) -> list[str]:
    """How the program is called with somebody's feeds.toml and the team's store."""
    config = str(folder / f"{who}.toml")
    return [sys.executable, "-m", "cio_digest", "--config", config, "--store", place]


if __name__ == "__main__":
    main()
