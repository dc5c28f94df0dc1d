"""What hostile documents cost other readers: memory and time of each, in one run, as a table.

    python benchmarks/hostile.py [GROUP …]

serves the cases of ``tests/hostile`` (those about sizes, XML, JSON and texts, unless other groups
are named), has each reader that is installed read one at a time, and writes the sums into
``docs/security.md``. A process gets 20 seconds and 8 GB, and is ended beyond. On Linux.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.hostile.answers import ITEM, answer, rss
from tests.hostile.case import Case
from tests.hostile.catalogue import GROUPS
from tests.hostile.server import Server

PAGE = Path(__file__).resolve().parents[1] / "docs" / "security.md"
MARK, END = "<!-- peers, by benchmarks/hostile.py -->", "<!-- end of peers -->"
USUAL = ("Sizes and packing", "XML", "JSON", "Titles, texts, links, dates")
SECONDS, MOST = 20, 8 << 30
MORE = 60  # MB above idle, what cio-digest allows itself
HEAD = """
The same documents ({count} of them: sizes and packing, XML, JSON, texts) read by other programs,
one at a time, by `python benchmarks/hostile.py`. "Beyond" is how many took more than {more} MB
above what the program takes where there is nothing, "ended" how many had not ended after {seconds}
seconds, "died" how many the program did not survive.

| | beyond | most MB | longest CPU s | ended | died |
|---|---|---|---|---|---|
"""


MEASURED = """
import resource, subprocess, sys
null = subprocess.DEVNULL
process = subprocess.Popen(sys.argv[2:], stdin=null, stdout=null, stderr=null)
try:
    process.wait(float(sys.argv[1]))
    late = 0
except subprocess.TimeoutExpired:
    process.kill()
    late = 1
code = process.wait()
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(usage.ru_maxrss, usage.ru_utime + usage.ru_stime, code, late)
"""


class Cost(NamedTuple):
    """What one process came to: peak MB, CPU seconds, whether it was ended, or died."""

    memory: float
    cpu: float
    ended: bool
    died: bool


def peers(folder: Path) -> dict[str, list[str]]:
    """The command of each reader that is installed, to which an address is added."""
    found = {}
    if find_spec("feedparser"):
        code = "import sys, feedparser; feedparser.parse(sys.argv[1])"
        found["feedparser"] = [sys.executable, "-c", code]
    if find_spec("reader"):
        code = (
            "import sys, reader; r = reader.make_reader(':memory:'); r.add_feed(sys.argv[1]); "
            "r.update_feeds()"
        )
        found["lemon24/reader"] = [sys.executable, "-c", code]
    if find_spec("feed2exec"):
        options = ["--config", f"{folder}/feed2exec.ini", "--database", f"{folder}/feed2exec.db"]
        start = [sys.executable, "-m", "feed2exec", "--quiet", *options]
        found["feed2exec"] = [*start, "parse", "--output", "null", "--folder", str(folder)]
    if program := shutil.which("newsboat"):
        script = (
            'echo "$1" > urls; : > config; rm -f cache.db*; '
            f"exec {program} -q -u urls -C config -c cache.db -x reload"
        )
        found["newsboat"] = ["sh", "-c", f"cd {folder}; {script}", "newsboat"]
    found["cio-digest"] = [sys.executable, str(_ours(folder))]
    return found


def _ours(folder: Path) -> Path:
    """A program that fetches one feed into a store of its own."""
    path = folder / "ours.py"
    path.write_text(
        "import sys, tempfile, pathlib\n"
        "from cio_digest import api\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    config = pathlib.Path(folder, 'feeds.toml')\n"
        "    config.write_text(f'[[feeds]]\\nurl = \"{sys.argv[1]}\"\\n')\n"
        "    api.fetch(config=config, store=config.with_suffix('.db'))\n",
        encoding="utf-8",
    )
    return path


def cost(command: list[str]) -> Cost:
    """Run a reader on one address, started by a small process: a peak begins with the parent's."""
    limits = ["prlimit", f"--as={MOST}", f"--cpu={SECONDS}", *command]
    run = [sys.executable, "-c", MEASURED, str(SECONDS), *limits]
    told = subprocess.run(run, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True).stdout
    memory, cpu, code, late = map(float, told.split())
    ended = bool(late) or cpu >= SECONDS
    return Cost(memory / 1024, cpu, ended, died=not ended and (code < 0 or code > 128))


def main(names: list[str]) -> None:
    """Run every reader on every case, and write the table."""
    cases = [case for name in names or USUAL for case in GROUPS[name] if not case.public]
    server = Server(cases, address="127.0.0.2")
    healthy = Case("healthy", lambda _: answer(rss(ITEM)))
    plain = Server([healthy], address="127.0.0.3")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, command in peers(Path(folder)).items():
            if subprocess.run([*command, plain.url(healthy)], check=False).returncode:
                print(name, "does not read a healthy feed here, and is left out")
                continue
            idle = cost([*command, f"http://{plain.host}/none"]).memory
            costs = []
            for case in cases:
                costs.append(cost([*command, server.url(case)]))
                print(name, case.name, costs[-1], flush=True)
            rows.append(_row(name, costs, idle))
    text = PAGE.read_text(encoding="utf-8")
    table = HEAD.format(count=len(cases), more=MORE, seconds=SECONDS) + "".join(rows)
    before, rest = text.partition(MARK)[::2]
    PAGE.write_text(f"{before}{MARK}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _row(name: str, costs: list[Cost], idle: float) -> str:
    beyond = sum(cost.memory > idle + MORE for cost in costs)
    most, longest = max(c.memory for c in costs), max(c.cpu for c in costs)
    ended, died = sum(c.ended for c in costs), sum(c.died for c in costs)
    return f"| {name} | {beyond} | {most:,.0f} | {longest:.1f} | {ended} | {died} |\n"


if __name__ == "__main__":
    main(sys.argv[1:])
