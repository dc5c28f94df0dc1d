"""Lists taken in from other readers, and given to them."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from tests.cli.test_voices import cells, mine, write

from cio_digest import config
from cio_digest.models import Polling, Source
from cio_digest.store import opened, transaction
from cio_digest.store import sources as source_table

if TYPE_CHECKING:
    from tests.cli.conftest import Program

OPML = """<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Work"><outline text="CRM">
<outline text="R&D weekly" type="rss" xmlUrl="https://crm.example/feed?a=1&b=2"/>
</outline>
<outline text="Known" type="rss" xmlUrl="http://www.a.example/feed/"/>
</outline>
<outline text="Ops" type="rss" xmlUrl="exec:rm -rf /"/>
<outline text='"]&#10;[summarize]&#10;command=["rm"]' xmlUrl="https://eve.example/feed"/>
</body></opml>
"""


def test_a_list_is_taken_in(program: Program) -> None:
    """What was taken, known and, last, refused, each with its line; the file keeps what it had."""
    mine(program)
    before = program.config.read_text()
    done = program("sources", "import", write(program, "mine.opml", OPML))
    assert [row[1:] for row in cells(done.out)] == [
        ["taken", "mine.opml:4", "https://crm.example/feed?a=1&b=2"],
        ["taken", "mine.opml:9", "https://eve.example/feed"],
        ["known", "mine.opml:6", "is followed already (feeds.toml:2)"],
        ["refused", "mine.opml:8", "runs a program; if it is yours, add it by hand as command"],
    ]
    assert done.code == 3
    assert "2 taken, 1 known, 1 refused; your feeds.toml as it was is" in done.err
    assert program.config.read_text().startswith(before)
    loaded = config.load(program.config)
    assert (loaded.summarize, loaded.sources[1].title) == (None, "R&D weekly")
    assert loaded.sources[1].tags == ("Work > CRM",)
    assert [each.command for each in loaded.sources] == [(), (), ()]


def test_a_trial_changes_nothing(program: Program) -> None:
    """Nor does a list that is none, or not there."""
    mine(program)
    before = program.config.read_text()
    done = program("sources", "import", "--dry-run", write(program, "mine.opml", OPML))
    assert "; nothing was changed" in done.err
    done = program("sources", "import", write(program, "x.txt", "Dear reader,\n"), "gone.opml")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("cio-digest: x.txt: is neither OPML nor a list")
    assert "gone.opml: cannot be read" in program("sources", "import", "gone.opml").err
    assert program.config.read_text() == before
    assert [each.name for each in program.config.parent.iterdir()] == ["feeds.toml"]


def test_a_list_from_standard_input(program: Program) -> None:
    """By the dash that export takes, too; one that is closed is one line."""
    mine(program)
    command = program.command("sources", "import", "-")
    shared: dict[str, Any] = {"env": program.env(), "cwd": program.home, "capture_output": True}
    done = subprocess.run(command, input=b"https://b.example/feed\n", check=False, **shared)
    assert (done.returncode, b"| taken | -:1  |" in done.stdout) == (0, True)
    closed = ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *command]
    done = subprocess.run(closed, check=False, **shared)
    assert (done.returncode, done.stderr[:31]) == (1, b"cio-digest: -: cannot be read: ")


def test_an_address_is_no_list(program: Program) -> None:
    """It says what to do instead."""
    mine(program)
    done = program("sources", "import", "https://a.example/feeds.opml")
    assert (done.code, done.out) == (1, "")
    assert "is no file; fetch the list and name the file" in done.err


def test_several_lists_of_several_kinds(program: Program) -> None:
    """One after the other; the second finds known what the first has brought."""
    mine(program)
    urls = write(program, "urls", 'https://b.example/feed "~Bee" daily\n')
    plain = write(program, "plain.txt", "http://b.example/feed\nc.example/feed\n")
    done = program("sources", "import", urls, plain)
    assert [row[1:3] for row in cells(done.out)] == [
        ["taken", "urls:1"],
        ["taken", "plain.txt:2"],
        ["known", "plain.txt:1"],
    ]
    assert done.code == 0
    found = config.load(program.config).sources
    assert [(each.url, each.title, each.tags) for each in found[1:]] == [
        ("https://b.example/feed", "Bee", ("daily",)),
        ("https://c.example/feed", "", ()),
    ]


def test_what_is_exported_is_imported_elsewhere(program: Program) -> None:
    """Addresses, titles and tags; what stays and why is said on stderr."""
    mine(
        program,
        '[[feeds]]\nurl = "https://a.example/?token=0a1b"\ntitle = "A & \\"B\\""\n'
        'tags = ["crm", "two words"]\n[[feeds]]\ncommand = ["cat", "x"]\n'
        '[[voices]]\nname = "Ada"\ngithub = "ada"\n',
    )
    done = program("sources", "export")
    assert (done.code, ET.fromstring(done.out).get("version")) == (0, "2.0")
    assert "1 of 3 sources; 2 are no feeds at an address" in done.err
    assert "the address of one holds a key of yours" in done.err
    assert program("sources", "export", "mine.opml").out == ""
    assert (program.home / "mine.opml").read_text() == done.out
    before = config.load(program.config).sources[0]
    program.config.write_text('[[feeds]]\nurl = "https://z.example/"\n')
    program("sources", "import", "mine.opml")
    after = config.load(program.config).sources[1]
    assert (after.url, after.title, after.tags) == (before.url, before.title, before.tags)


def test_a_feed_is_exported_by_the_name_that_it_gives_itself(program: Program) -> None:
    """Where the reader has none for it; its address alone is no name, and comes back as none."""
    mine(program, '[[feeds]]\nurl = "https://a.example/"\n[[feeds]]\nurl = "https://b.example/"\n')
    state = Polling.new(Source("https://a.example/", "feed", "https://a.example/"))
    with opened(str(program.store)) as db, transaction(db):
        source_table.save(db, state._replace(title="The A"))
    program("sources", "export", "mine.opml")
    program.config.write_text('[[feeds]]\nurl = "https://z.example/"\n')
    program("sources", "import", "mine.opml")
    assert [(each.url, each.title) for each in config.load(program.config).sources[1:]] == [
        ("https://a.example/", "The A"),
        ("https://b.example/", ""),
    ]


def test_every_outline_of_a_feed_is_reported(program: Program) -> None:
    """One whose address is empty, too; of folders in one another the nearest are tags."""
    mine(program)
    deep = "".join(f'<outline text="F{n}">' for n in range(5000))
    deep += '<outline text="Deep" xmlUrl="https://deep.example/feed"/>' + "</outline>" * 5000
    empty = '<outline text="Empty" xmlUrl=""/>'
    done = program(
        "sources", "import", write(program, "a.opml", f"<opml><body>{empty}{deep}</body></opml>")
    )
    assert [row[:2] for row in cells(done.out)] == [["Deep", "taken"], ["Empty", "refused"]]
    tags = config.load(program.config).sources[-1].tags
    assert tags == (" > ".join(f"F{n}" for n in range(4980, 5000)),)
