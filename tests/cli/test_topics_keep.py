"""Topics added, changed and removed from the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_completing import asked
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest import config
from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Program

    from cio_digest.models import Topic

SOURCE = "https://a.example/feed"
MINE = f"""\
# Mine.
[topics.CRM]
keywords = [
    "CRM",  # of course
    "Northwind",
]
exclude = ["crm jobs"]

[topics."Data & privacy"]
keywords = ["privacy", "GDPR"]  # both

# What I read.
[[feeds]]
url = "{SOURCE}"
"""


@pytest.fixture
def mine(program: Program) -> Program:
    program.config.parent.mkdir(parents=True)
    program.config.write_text(MINE, encoding="utf-8")
    with opened(str(program.store)) as db:
        titles = ["CRM prices rise", "Northwind buys Fabrikam", "Fabrikam opens its CRM"]
        saved(db, *(entry(title, source=SOURCE, surfaced=NOW) for title in titles))
    return program


def topics(program: Program) -> dict[str, Topic]:
    return {topic.name: topic for topic in config.load(program.config).topics}


def test_the_first_topic_stands_where_topics_belong(program: Program) -> None:
    """Above the feeds, in a file that init wrote without any."""
    program("init", "--empty")
    assert program("topics", "add", "CRM", "CRM").code == 0
    text = program.config.read_text(encoding="utf-8")
    above, topic, below = text.partition('[topics.CRM]\nkeywords = ["CRM"]\n')
    assert "# ---- Your topics" in above
    assert topic
    assert below.startswith("\n\n# ---- Your feeds")


def test_a_topic_is_added(mine: Program) -> None:
    """Below the others, every other byte as it was; what it brings today is said."""
    done = mine("topics", "add", "Deals", "buys", "Fabrikam", "--exclude", "x", "--weight", "2")
    backup = mine.config.with_name("feeds.toml.bak")
    assert done == (
        0,
        "",
        (
            f"cio-digest: Deals is a topic of yours; your feeds.toml as it was is {backup}\n"
            "cio-digest: 2 entries of the last 24 hours are about Deals; cio-digest today makes "
            "today's digest anew\n"
        ),
    )
    block = '\n[topics.Deals]\nkeywords = ["buys", "Fabrikam"]\nexclude = ["x"]\nweight = 2\n'
    assert mine.config.read_text() == MINE.replace("# both\n", f"# both\n{block}")


def test_a_name_is_its_keyword(mine: Program) -> None:
    """It is quoted where TOML wants that, and the digest has it."""
    assert mine("topics", "add", "Northwind Inc.").code == 0
    assert topics(mine)["Northwind Inc."].keywords == ("Northwind Inc.",)


def test_a_topic_is_changed(mine: Program) -> None:
    """Keywords and exclusions come and go, comments stay, what changes today is said."""
    done = mine("topics", "edit", "crm", "-northwind", "+Fabrikam", "--no-exclude", "CRM Jobs")
    assert done.code == 0
    assert done.err.splitlines()[0].startswith("cio-digest: CRM has 2 keywords, weight 1; your")
    assert done.err.splitlines()[1] == (
        "cio-digest: 3 entries of the last 24 hours are about CRM, 3 before; cio-digest today "
        "makes today's digest anew"
    )
    assert mine.config.read_text() == MINE.replace('"Northwind"', '"Fabrikam"').replace(
        'exclude = ["crm jobs"]\n', ""
    )


def test_a_weight_and_an_exclusion(mine: Program) -> None:
    """A key that is missing is written below the others."""
    assert mine("topics", "edit", "Data & privacy", "--exclude", "ad", "--weight", "2.5").code == 0
    found = topics(mine)["Data & privacy"]
    assert (found.exclude, found.weight) == (("ad",), 2.5)
    assert "# both\nexclude" in mine.config.read_text()


def test_a_topic_is_removed(mine: Program) -> None:
    """With its keys and nothing else."""
    done = mine("topics", "remove", "CRM")
    assert "CRM is no topic of yours any more" in done.err
    assert "3 entries of the last 24 hours were about it" in done.err
    begin, end = MINE.index("[topics.CRM]"), MINE.index('[topics."Data')
    assert mine.config.read_text() == f"{MINE[:begin]}\n{MINE[end:]}"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["add", "crm"], 'there is a topic "CRM"; cio-digest topics edit changes it'),
        (["edit", "CRM", "+crm"], 'CRM has the keyword "CRM" already'),
        (["edit", "CRM", "-Northwnd"], 'CRM has no keyword "Northwnd"; did you mean "Northwind"?'),
        (["edit", "CRM", "-CRM", "-Northwind"], "CRM needs a keyword"),
        (["edit", "CRM", "--no-exclude", "x"], 'CRM has no exclusion "x"'),
        (["edit", "CMR", "+x"], 'there is no topic "CMR"; did you mean "CRM"?'),
        (["edit", "CRM"], "Say what to change"),
        (["edit", "CRM", "Zoho"], "Write +KEYWORD to add a keyword"),
        (["edit", "CRM", "--weigth", "2"], "--weight"),
        (["edit", "CRM", "--weight", "11"], "11.0 is not in the range"),
        (["add", "A", "  "], "is empty"),
        (["remove", "CMR"], 'there is no topic "CMR"; did you mean "CRM"?'),
    ],
)
def test_what_cannot_be_is_refused(mine: Program, words: list[str], message: str) -> None:
    """One line says why, and the file stays."""
    done = mine("topics", *words)
    assert done.code == 2
    assert message in done.err
    assert mine.config.read_text() == MINE


def test_a_topic_written_in_another_way_is_for_its_reader(mine: Program) -> None:
    """Nothing is guessed: an inline table is left alone."""
    mine.config.write_text('topics = { CRM = { keywords = ["CRM"] }, B = { keywords = ["b"] } }\n')
    for words in (["add", "Deals"], ["remove", "CRM"]):
        done = mine("topics", *words)
        assert (done.code, "by hand (nothing was changed)" in done.err) == (2, True)


def test_without_a_file_there_is_nothing_to_change(program: Program) -> None:
    """The example is no file of the reader's."""
    done = program("topics", "add", "Deals")
    assert (done.code, "run: cio-digest init" in done.err) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_mode_link_and_line_ends_stay(mine: Program) -> None:
    """A link into somebody's dotfiles stays one, CRLF stays CRLF, and nobody else may read it."""
    target = mine.config.with_name("dotfile.toml")
    target.write_bytes(MINE.replace("\n", "\r\n").encode())
    target.chmod(0o600)
    mine.config.unlink()
    mine.config.symlink_to(target)
    for words in (["add", "Deals"], ["edit", "Deals", "+Fabrikam"], ["remove", "CRM"]):
        assert mine("topics", *words).code == 0
    after = target.read_bytes()
    assert mine.config.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o600
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_keyword_that_goes_is_completed(mine: Program) -> None:
    """Behind the sign that takes it away."""
    lines = asked(mine, "zsh", "cio-digest topics edit CRM -no").splitlines()
    assert lines[1::3] == ["-Northwind"]


def test_rules_are_listed(mine: Program) -> None:
    """With what is wrong about a source's name."""
    rules = (
        f'boost = {{ titles = ["price"], sources = ["{SOURCE}"] }}\nbury = {{ sources = ["A"] }}\n'
    )
    mine.config.write_text(MINE.replace('\n[topics."Data', f'{rules}\n[topics."Data'))
    out = mine("topics", "show", "CRM").out
    assert f"\nboost: titles with “price”; sources “{SOURCE}”\n" in out
    assert "\nbury: sources “A” (no source is called so)\n" in out
