"""Lists of people taken into feeds.toml, and told line by line what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest import config
from cio_digest.models import Voice

if TYPE_CHECKING:
    from tests.cli.conftest import Program

MINE = '# mine\n[[feeds]]\nurl = "https://a.example/feed"\n'
CIOS = """\
name,role,sector,mastodon,linkedin,blog
Ada Byron,CIO,retail,@ada@example.social,in/ada,https://ada.example/blog
Bob,CIO,,,in/bob,
"Eve""]
[summarize]
command=[""rm""]",,,,,https://eve.example/
"""


def write(program: Program, name: str, text: str) -> str:
    """A list in the home folder."""
    (program.home / name).write_text(text, encoding="utf-8")
    return name


def mine(program: Program, text: str = MINE) -> None:
    program.config.parent.mkdir(parents=True)
    program.config.write_text(text, encoding="utf-8")


def cells(out: str) -> list[list[str]]:
    """The rows of a markdown table."""
    lines = out.splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_a_list_is_taken_in(program: Program) -> None:
    """What was taken, what not and why, with its line; the file keeps what was in it."""
    mine(program)
    done = program("voices", "import", write(program, "cios.csv", CIOS))
    rows = cells(done.out)
    assert [row[1:3] for row in rows] == [
        ["taken", "cios.csv:2"],
        ["taken", "cios.csv:4"],
        ["refused", "cios.csv:3"],
    ]
    assert "is on LinkedIn, which cannot be read without a bridge" in rows[2][3]
    assert done.code == 3
    backup = program.config.with_name("feeds.toml.bak")
    said = f"2 taken, 0 known, 1 refused; your feeds.toml as it was is {backup}"
    assert done.err == f"cio-digest: {said}\n"
    assert program.config.read_text().startswith(MINE)
    assert backup.read_text() == MINE
    loaded = config.load(program.config)
    assert loaded.voices[0] == Voice("Ada Byron", "peer", "retail")
    assert loaded.summarize is None


def test_a_second_time_all_is_known(program: Program) -> None:
    """Nothing is added twice, and no copy replaces the first."""
    mine(program)
    name = write(program, "cios.csv", CIOS)
    program("voices", "import", name)
    after = program.config.read_text()
    again = program("voices", "import", name)
    assert [row[1] for row in cells(again.out)] == ["known", "known", "refused"]
    assert program.config.read_text() == after
    assert program.config.with_name("feeds.toml.bak").read_text() == MINE


def test_a_rehearsal_changes_nothing(program: Program) -> None:
    """The same report, and the folder as it was."""
    mine(program)
    done = program("voices", "import", "--dry-run", write(program, "cios.csv", CIOS))
    assert [row[1] for row in cells(done.out)] == ["taken", "taken", "refused"]
    assert done.err.endswith("nothing was changed\n")
    assert [each.name for each in program.config.parent.iterdir()] == ["feeds.toml"]
    assert program.config.read_text() == MINE


def test_csv_and_opml_together(program: Program) -> None:
    """Several lists are one import; who is on both is one voice."""
    mine(program)
    outline = '<opml><body><outline text="Ada Byron" type="rss" xmlUrl="https://ada.example/two"/>'
    files = [write(program, "a.csv", CIOS), write(program, "b.opml", outline)]
    program("voices", "import", *files)
    addresses = program("voices", "show", "Ada Byron").out
    assert "`@ada@example.social`, https://ada.example/blog, https://ada.example/two" in addresses


def test_without_a_file_of_ones_own(program: Program) -> None:
    """It says what to do first."""
    done = program("voices", "import", write(program, "cios.csv", CIOS))
    assert done.code == 2
    assert done.err.endswith("run: cio-digest init\n")
    assert not program.config.exists()


def test_a_list_that_cannot_be_read(program: Program) -> None:
    """One line, and none of the lists is taken."""
    mine(program)
    good, bad = write(program, "good.csv", CIOS), write(program, "bad.csv", "a,b\n1,2\n")
    done = program("voices", "import", good, bad)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("cio-digest: bad.csv:1: no column is called name")
    missing = program("voices", "import", "nowhere.csv")
    assert (missing.code, missing.out) == (1, "")
    assert missing.err == "cio-digest: nowhere.csv: cannot be read: No such file or directory\n"
    assert program.config.read_text() == MINE


def test_nobody_could_be_taken(program: Program) -> None:
    """Exit code 1, and the file is not touched."""
    mine(program)
    done = program("voices", "import", write(program, "a.csv", "name,linkedin\nAda,in/ada\n"))
    assert done.code == 1
    assert [each.name for each in program.config.parent.iterdir()] == ["feeds.toml"]


def test_voices_are_listed_though_nothing_was_read_yet(program: Program) -> None:
    """With dashes for figures; without any voice it says what to do."""
    mine(program)
    assert program("voices").err.startswith("cio-digest: no voices yet")
    voice = '[[voices]]\nname = "Ada"\nrole = "peer"\ngithub = "ada"\nfeeds = ["https://a.io/"]\n'
    program.config.write_text(MINE + voice)
    table, _, legend = program("voices").out.partition("\n\n")
    assert cells(table) == [["Ada", *"–––––––"]]
    assert "on topic: posts about your topics" in legend
    assert "ada, https://a.io/" in program("voices", "show", "Ada").out
