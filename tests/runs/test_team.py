"""A team's store: each reader sees what they follow and what is theirs, and nobody else's."""

from __future__ import annotations

import json
import re
import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from tests import postgres as postgres_server
from tests.conftest import NOW, Page
from tests.feeds import entry, item, rss, saved

from cio_digest import config, digest
from cio_digest.digest import DigestOptions, affair
from cio_digest.errors import ConfigError, LockedError, StoreError
from cio_digest.models import Talk
from cio_digest.models.rows import Verdict
from cio_digest.runs import Setup, morning, nightly, postbag, team, teamcheck
from cio_digest.store import (
    clues,
    feedback,
    opened,
    opened_for_reading,
    pages,
    removal,
    schema,
    search,
    source_days,
    stories,
    storylines,
    surplus,
    talks,
    words,
)
from cio_digest.store import entries as entry_table
from cio_digest.stories import rarity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Site

    from cio_digest.errors import MailError
    from cio_digest.models import Digest
    from cio_digest.store import Store
    from cio_digest.store.postgres.connection import PostgreSQL

pytest.importorskip("psycopg")

from cio_digest.store.postgres import fulltext, lock, newest, parts, readers

# Whose hour has come is a matter of the zone: the reader's, not this machine's.
TOPICS = '[digest]\ntimezone = "UTC"\n[topics.CRM]\nkeywords = ["CRM", "Northwind"]\n'


@pytest.fixture
def place(server: str) -> Iterator[str]:
    """A team's store without readers."""
    import psycopg

    with postgres_server.database(server, postgres_server.OPERATOR) as address:
        team.begin(setup(address))
        yield address
        with closing(psycopg.connect(address, autocommit=True)) as db:
            for (name,) in db.execute("SELECT name FROM readers").fetchall():
                db.execute(f"DROP OWNED BY {name} CASCADE".encode())
                db.execute(f"DROP ROLE {name}".encode())


def setup(place: str, text: str = "") -> Setup:
    return Setup(config.parse(text, "feeds.toml"), place, NOW)


def feeds(*addresses: str, more: str = "") -> str:
    return TOPICS + "".join(f'[[feeds]]\nurl = "{address}"\n' for address in addresses) + more


def join(place: str, folder: Path, name: str, text: str, common: str = "") -> team.Following:
    file = folder / f"{name}.toml"
    file.write_text(text)
    return team.add(setup(place, common), name, str(file))


def as_role(place: str, name: str) -> str:
    """The address as that reader would write it."""
    return place.replace(f"{postgres_server.OPERATOR}@", f"{name}@")


A, B = "https://a.example/feed", "https://b.example/feed"


@pytest.fixture
def both(place: str, tmp_path: Path) -> str:
    """Ada follows two sources, Bob one of them; each has a private entry and a verdict."""
    join(place, tmp_path, "ada", feeds(A, B))
    join(place, tmp_path, "bob", feeds(B))
    with opened(place) as db:
        saved(db, entry("CRM at A", source=A), entry("CRM at B", source=B))
    for name in ("ada", "bob"):
        with opened(f"{as_role(place, name)}&options=-csearch_path%3D{name}_private") as db:
            saved(db, entry(f"Secret of {name}", source=f"https://{name}:x@c.example/"))
        with opened(as_role(place, name)) as db:
            db.execute(
                "INSERT INTO feedback (verdict, time, story, title, sources, voices, words) "
                f"VALUES ('star', 1, 1, 'said by {name}', '[]', '[]', '[]')"
            )
    return place


def test_each_sees_what_they_follow_and_what_is_theirs(both: str) -> None:
    """The same statement gives each another answer, the private entries under numbers of all."""
    seen = {}
    for name in ("ada", "bob"):
        with opened(as_role(both, name)) as db:
            assert db.reader == name
            seen[name] = [r[0] for r in db.execute("SELECT title FROM entries ORDER BY id")]
            assert db.execute("SELECT title FROM feedback").fetchall() == [(f"said by {name}",)]
    assert seen["ada"] == ["CRM at A", "CRM at B", "Secret of ada"]
    assert seen["bob"] == ["CRM at B", "Secret of bob"]
    with opened(both) as db:
        assert [r[0] for r in db.execute("SELECT title FROM entries ORDER BY id")] == seen["ada"][
            :2
        ]
        assert db.text.frequencies(db, ["secret"]) == {"secret": 0}


def test_a_window_is_of_shared_and_private_entries(both: str) -> None:
    """Whose numbers may lie apart."""
    with opened(as_role(both, "ada")) as db:
        found = stories.matching(db, "crm OR secret", NOW - timedelta(days=1), NOW, most=9)
        assert len(found) == 3


def test_a_readers_sources_are_counted_as_that_reader_sees_them(both: str) -> None:
    """From the counts of what is shared; what is private, at an address of it, in its story."""
    week = NOW - timedelta(days=7)
    for name in ("ada", "bob"):
        with opened(f"{as_role(both, name)}&options=-csearch_path%3D{name}_private") as db:
            shared = "https://news.example/CRM-at-B"
            saved(db, entry("Again", source="https://d.example/", url=shared, outlet="d"))
        with opened(as_role(both, name)) as db:
            readers.join(cast("PostgreSQL", db))
            rows = db.execute(
                "SELECT s.key, count(*), 0, sum(CASE WHEN t.outlets = 1 THEN 1 ELSE 0 END) "
                "FROM entries e JOIN sources s ON s.id = e.source "
                "LEFT JOIN stories t ON t.id = e.story GROUP BY s.key"
            )
            expected = {key: tuple(counts) for key, *counts in rows}
            assert source_days.posts(db, week, NOW) == expected
            assert len(expected) == {"ada": 4, "bob": 3}[name]
            marked = db.execute("SELECT count(DISTINCT source) FROM uncounted").fetchone()
            assert marked == (2,)  # the private ones


def test_a_search_finds_what_one_follows_in_all_parts_of_the_words(
    both: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest first, the private entries among them; a role that owns no part cuts none."""
    monkeypatch.setattr(parts, "LEAST", 1)
    monkeypatch.setattr(newest, "_SPAN", 2)
    with opened(both) as db:
        for day in range(1, 16):
            later = NOW + timedelta(days=day)
            title = f"CRM on day {day}"
            where = A if day % 2 else B
            saved(db, entry(title, source=where, first_seen=later, surfaced=later))
            db.text.tidy(db)
        (count,) = db.execute(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'entry_words'::regclass"
        ).fetchone()
        assert count == 3
    found = {}
    for name in ("ada", "bob"):
        with opened(as_role(both, name)) as db:
            db.text.tidy(db)
            rows = search.find(db, '"crm" OR "secret"', (), most=99)
            found[name] = [entry_table.load(db, [row.entry])[0].title for row in rows]
    days = [f"CRM on day {day}" for day in range(15, 0, -1)]
    assert found["ada"] == [*days, "Secret of ada", "CRM at B", "CRM at A"]
    assert found["bob"] == [*days[1::2], "Secret of bob", "CRM at B"]


@pytest.mark.parametrize("share", [0.0, 1.0], ids=["rare words", "common words"])
def test_the_newest_that_one_follows_are_the_same_whatever_is_looked_at_first(
    both: str, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    """What has the words, or what the reader sees."""
    monkeypatch.setattr(newest, "_SPAN", 2)
    monkeypatch.setattr(fulltext, "_share", lambda *_: share)
    with opened(both) as db:
        saved(db, *(entry(f"CRM {n}", source=A if n % 2 else B) for n in range(9)))
    with opened(as_role(both, "bob")) as db:
        for most in (2, 9):
            keys = stories.holding(db, '"crm" OR "secret"', 1, 99, most=most)
            titles = ["CRM at B", "Secret of bob", *(f"CRM {n}" for n in range(0, 9, 2))]
            assert [each.title for each in entry_table.load(db, sorted(keys))] == (
                titles if most > len(titles) else titles[-most:]
            )
        assert stories.holding(db, '"secret"', 1, 99, most=9) == {4}


def test_each_follows_affairs_of_their_own(both: str) -> None:
    """What is known of shared entries is there for both: talks, pages, how rare words are."""
    talk = Talk("Hacker News", "https://news.ycombinator.com/item?id=1", 3, 9)
    with opened(both) as db:
        stories = [row[0] for row in db.execute("SELECT id FROM stories ORDER BY id")]
        talks.keep(db, [(2, talk)])
        pages.keep(db, {2: "What the page says."}, NOW)
    with opened(as_role(both, "ada")) as db:
        storylines.follow(db, "CRM at A", stories[:1], NOW)
        words.keep_habits(db, [(A, "ending", "Read more")])
    for name, followed in (("ada", ["CRM at A"]), ("bob", [])):
        with opened_for_reading(as_role(both, name)) as db:
            assert [each.title for each in storylines.followed(db)] == followed
            assert len(words.habits(db)) == len(followed)
            assert talks.load(db, [1, 2]) == {2: talk}
            assert pages.texts(db, [2]) == {2: "What the page says."}
            assert [*clues.fingerprints(db, [2])] == [2]
            scope = affair.AffairScope(db, (A, B), NOW, rarity.read(clues.rarity(db)))
            assert len(affair.of(scope, stories)) == (2 if name == "ada" else 1)
            with pytest.raises(db.Error):
                storylines.follow(db, "never", stories, NOW)


def test_what_a_reader_saw_is_not_swept(both: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither as one of too many nor as old; the verdicts are in a schema of the reader's."""
    monkeypatch.setattr(surplus, "MOST", 1)
    old = NOW - timedelta(days=200)
    titles = ["Starred", "Shown", "Followed", "Neither", "Last"]
    with opened(both) as db:
        entries = (
            entry(title, source=A, guid=title, surfaced=old, published=old, first_seen=old)
            for title in titles
        )
        saved(db, *entries)
        saved(db, entry("Of today", source=A))
        number = dict(db.execute("SELECT title, story FROM entries").fetchall())
    with opened(as_role(both, "bob")) as db:
        feedback.add(db, Verdict("star", NOW, number["Starred"], "Starred", (), (), ()))
        storylines.follow(db, "Followed", [number["Followed"]], NOW)
    with opened(as_role(both, "ada")) as db:
        db.execute("INSERT INTO shown VALUES ('2026-09-01', ?, 1)", (number["Shown"],))
    monkeypatch.setattr(removal, "REMOVABLE", "1 = 1")
    with opened(both) as db:
        nightly.tidy(db, setup(both, '[store]\nkeep = "90d"\n'))
        kept = {row[0] for row in db.execute("SELECT title FROM entries WHERE source = 1")}
    assert {"Starred", "Shown", "Followed"} <= kept
    assert not {"Neither", "Last"} & kept


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM bob.feedback",
        "SELECT * FROM bob.digests",
        "SELECT * FROM bob.entries",
        "SELECT * FROM bob.follows",
        "SELECT * FROM bob_private.entries",
        "SELECT * FROM bob_private.entry_words",
        "SELECT * FROM bob_private.sources",
        "SELECT * FROM public.entries",
        "SELECT config FROM public.readers",
        "DELETE FROM public.entries",
        "UPDATE public.stories SET outlets = 99",
        "INSERT INTO follows VALUES (2)",
        "UPDATE store_version SET steps = 0",
        "DROP TABLE feedback",
        "CREATE TABLE ada.more (x int)",
        "SET ROLE bob",
        "SET ROLE cio",
        "UPDATE public.entry_numbers SET last = 0",
    ],
)
def test_the_server_refuses_what_is_not_ones_own(both: str, statement: str) -> None:
    """As that role, in plain SQL, whatever this program would ask."""
    import psycopg

    with closing(psycopg.connect(as_role(both, "ada"), autocommit=True)) as db:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute(statement.encode())
        row = db.execute("SELECT count(*) FROM entries").fetchone()
    assert row == (3,)


def test_a_digest_is_as_from_a_store_of_ones_own(place: str, tmp_path: Path) -> None:
    """What others follow takes no place in it, though there is far more of it."""
    mine = [f"https://{n}.mine.example/feed" for n in range(3)]
    others = [f"https://{n}.theirs.example/feed" for n in range(20)]
    join(place, tmp_path, "ada", feeds(*mine))
    join(place, tmp_path, "bob", feeds(*others))
    own = [entry(f"CRM story {n} of mine", source=mine[n % 3], guid=f"m{n}") for n in range(12)]
    more = [
        entry(f"Northwind CRM number {n} elsewhere", source=others[n % 20], guid=f"t{n}")
        for n in range(700)
    ]
    with opened(place) as db:
        saved(db, *own, *more)
    made = morning.make(setup(as_role(place, "ada"), feeds(*mine)), DigestOptions())
    with opened(":memory:") as alone:
        saved(alone, *own)
        expected = digest.make(alone, config.parse(feeds(*mine), "x"), NOW, DigestOptions())
    assert titles(made) == titles(expected)
    assert len(titles(made)) > 3


def titles(made: Digest) -> list[str]:
    return [each.title for section in made.sections for each in section.items]


@pytest.mark.parametrize(
    ("table", "private"),
    [
        ('url = "https://a.example/feed"', False),
        ('url = "https://a.example/feed?token=abcdef"', True),
        ('url = "http://10.0.0.7/feed"', True),
        ('url = "http://wiki.corp/feed"', True),
        ('url = "https://a.example/feed"\nprivate = true', True),
        ('url = "https://a.example/feed"\nauth = {user = "ada", password = {env = "P"}}', True),
        ('url = "https://a.example/feed"\nheaders = {X-Key = {env = "K"}}', True),
        ('command = ["cat", "feed.xml"]', True),
        ('file = "/tmp/feed.xml"', True),
    ],
)
def test_what_is_private(table: str, private: bool) -> None:
    (read,) = config.parse(f"[[feeds]]\n{table}\n", "feeds.toml").sources
    assert team.is_private(read) == private


def test_a_private_source_is_read_by_its_reader(place: str, tmp_path: Path, site: Site) -> None:
    """It is in no shared table; at the address of a shared entry it joins that story."""
    site.pages["/feed.xml"] = Page(
        rss(item("Ours alone"), item("Told", link="https://n.example/1"))
    )
    text = feeds(A, more=f'[[feeds]]\nurl = "{site.url()}"\n')
    assert join(place, tmp_path, "ada", text) == team.Following(1, 1)
    with opened(place) as db:
        told = entry(
            "Told by A", source=A, url="https://n.example/1", canonical="https://n.example/1"
        )
        saved(db, told)
    own = setup(as_role(place, "ada"), text)
    fetched = nightly.fetch(own, own.config.sources)
    assert [(each.source.url, each.new) for each in fetched.outcomes] == [(site.url(), 2)]
    with opened(own.store) as db:
        rows = db.execute("SELECT title, story FROM entries ORDER BY title").fetchall()
    assert [title for title, _ in rows] == ["Ours alone", "Told", "Told by A"]
    assert rows[1][1] == rows[2][1] != rows[0][1]
    with opened(place) as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (1,)
        assert db.execute("SELECT outlets FROM stories").fetchall() == [(1,)]
    assert nightly.fetch(own, own.config.sources).outcomes == []


def test_what_several_follow_is_fetched_once(both: str) -> None:
    """Of the operator's own and the readers' sources each address is there once."""
    common = setup(both, feeds(A))
    assert sorted(each.key for each in team.sources(common).sources) == [A, B]


def test_what_several_want_of_one_source_is_fetched_for_each(place: str, tmp_path: Path) -> None:
    """The products of all in one catalogue, and of a search what the least choosy one wants."""

    def wishes(least: int, product: str) -> str:
        return (
            f'{TOPICS}[[searches]]\nnetwork = "hackernews"\nquery = "CRM"\n'
            f'min_engagement = {least}\n[[stack]]\nvendor = "Gatelight"\n{product}\n'
        )

    join(place, tmp_path, "ada", wishes(100, 'name = "Edge"\nversion = "9"\naliases = ["GE"]'))
    join(place, tmp_path, "bob", wishes(5, 'name = "Core"'))
    join(place, tmp_path, "cyd", wishes(50, 'name = "Edge"\nversion = "9"\naliases = ["G Edge"]'))
    found = {source.kind: source for source in team.sources(setup(place)).sources}
    assert found["hackernews"].least == 5
    assert [(each.name, each.aliases) for each in found["kev"].stack] == [
        ("Edge", ("GE", "G Edge")),
        ("Core", ()),
    ]
    assert [each.name for each in found["endoflife"].stack] == ["Edge"]


def test_an_inner_source_may_be_for_all(place: str, tmp_path: Path) -> None:
    """Who runs the store says so by naming it."""
    inner = "http://10.0.0.7/feed"
    assert join(place, tmp_path, "ada", feeds(inner), feeds(inner)) == team.Following(1, 0)


def test_a_reader_goes_with_all_that_was_theirs(both: str) -> None:
    """The others keep what they have."""
    team.remove(setup(both), "ada")
    with pytest.raises(StoreError), opened(as_role(both, "ada")):
        pass
    with opened(as_role(both, "bob")) as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (2,)
    assert [row[0] for row in team.status(setup(both))[0]] == ["bob"]


# What may be wrong with one reader, whom it is asked of, and what is said of it.
BROKEN = {
    "feeds.toml of another version": (
        "UPDATE readers SET config = E'[later]\\nx = 1\\n[topics]\\ny = 2' WHERE name = 'ada'",
        r'ada:1:2: unknown key "later".* \(and 1 more mistake\); .*: cio-digest team add ada FILE',
    ),
    "no role": (
        "DROP OWNED BY ada; DROP ROLE ada",
        r'there is no role "ada"; make it again: cio-digest team init',
    ),
    "no schema": (
        "DROP SCHEMA ada CASCADE",
        "there is no table ada.digests; .*team remove ada, then team add ada FILE",
    ),
    "no table": (
        "DROP TABLE ada.feedback",
        "there is no table ada.feedback; .*team remove ada, then team add ada FILE",
    ),
    "no private schema": (
        "DROP SCHEMA ada_private CASCADE",
        "there is no table ada_private.sources; .*team remove ada, then team add ada FILE",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_wrong_with_one_reader_stops_no_other(
    both: str, tmp_path: Path, broken: str
) -> None:
    """They are left out of what is done for all; it is said once, with what to do."""
    statement, line = BROKEN[broken]
    way = "import sys; sys.stdin.read()"
    common = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "{way}"]\n'
    for name in ("ada", "bob"):
        file = tmp_path / f"{name}.toml"
        team.add(setup(both), name, str(file), mailbox=f"{name}@x.example", at="00:00")
    with opened(both) as db:
        db.execute(statement)
    started = setup(both, f'{common}[store]\nkeep = "90d"\n')
    assert B in {each.key for each in team.sources(started).sources}
    sent = {each.reader: each for each in postbag.deliver(started, unwaited)}
    assert sent["bob"].sent
    if broken != "no private schema":  # without which a digest can be made
        assert sent["ada"].failure
    with opened(both) as db:
        nightly.tidy(db, started)
        told = [row for row in teamcheck.rows(db, started) if row[0] == "readers"]
    rows, left_out = team.status(started)
    assert [row[0] for row in rows] == ["ada", "bob"]
    assert [*left_out] == ["ada"]
    assert re.fullmatch(line, left_out["ada"])
    assert told == [("readers", "wrong", f"ada is left out: {left_out['ada']}")]
    _, failures = team.begin(started)
    assert [*failures] == (["ada"] if "schema" in broken else [])
    team.remove(started, "ada")
    team.add(started, "ada", str(tmp_path / "ada.toml"))
    assert team.status(started)[1] == {}


def test_a_role_that_is_gone_is_made_again(both: str) -> None:
    """With all that a reader may: as after a backup was restored without its roles."""
    with opened(both) as db:
        db.execute("DROP OWNED BY ada")
        db.execute("DROP ROLE ada")
    assert team.begin(setup(both)) == (2, {})
    with opened(as_role(both, "ada")) as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (3,)
        db.execute("DELETE FROM feedback")
        saved_as = f"{as_role(both, 'ada')}&options=-csearch_path%3Dada_private"
    with opened(saved_as) as db:
        saved(db, entry("Another secret", source="https://ada:x@c.example/"))
    for forbidden in ("DELETE FROM follows", "UPDATE store_version SET steps = 0"):
        with opened(as_role(both, "ada")) as db, pytest.raises(db.Error):
            db.execute(forbidden)


def test_a_role_that_nobody_may_act_for(server: str, tmp_path: Path) -> None:
    """As a superuser made it, and who runs the store may make none: it is said what to grant."""
    import psycopg

    file = tmp_path / "rita.toml"
    file.write_text(feeds(A))
    with (
        postgres_server.database(server, "frugal") as place,
        closing(psycopg.connect(server, autocommit=True)) as superuser,
    ):
        superuser.execute("ALTER ROLE frugal NOCREATEROLE")
        superuser.execute("CREATE ROLE rita LOGIN")
        team.begin(setup(place))
        with pytest.raises(ConfigError, match="GRANT rita TO frugal WITH ADMIN OPTION"):
            team.add(setup(place), "rita", str(file))
        superuser.execute("GRANT rita TO frugal WITH ADMIN OPTION")
        team.add(setup(place), "rita", str(file), mailbox="rita@x.example", at="00:00")
        superuser.execute("REVOKE rita FROM frugal")
        assert [*team.status(setup(place))[1].values()] == [
            "nobody may act for them on the server; run: cio-digest team init"
        ]
        common = '[mail]\nfrom = "d@x.example"\nhost = "127.0.0.1"\n'
        (delivery,) = postbag.deliver(setup(place, common), unwaited)
        assert delivery.failure.endswith(
            "nobody may act for this reader; run: cio-digest team init"
        )
        assert "GRANT rita TO frugal" in team.begin(setup(place))[1]["rita"]
    with closing(psycopg.connect(server, autocommit=True)) as superuser:
        superuser.execute("DROP ROLE rita, frugal")


def test_another_feeds_toml_leaves_the_mail_as_it_was(place: str, tmp_path: Path) -> None:
    """Where and when it goes, unless that is given, too."""
    file = tmp_path / "ada.toml"
    file.write_text(feeds(A))
    said = []
    for given in (
        {"mailbox": "ada@x.example", "at": "06:30"},
        {},
        {"at": "08:00"},
        {"mailbox": ""},
    ):
        team.add(setup(place), "ada", str(file), **given)
        said.append(team.status(setup(place))[0][0][3])
    assert said == [
        "ada@x.example at 06:30",
        "ada@x.example at 06:30",
        "ada@x.example at 08:00",
        "",
    ]


def test_an_update_reaches_every_reader(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step is made in the shared tables, in each reader's own and in the private ones."""
    with postgres_server.database(server, postgres_server.OPERATOR) as place:
        team.begin(setup(place))
        join(place, tmp_path, "ada", feeds(A))
        more = (
            "CREATE TABLE notes (story INTEGER PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
            "ALTER TABLE entries ADD COLUMN mood REAL",
            "ALTER TABLE digests ADD COLUMN pages INTEGER NOT NULL DEFAULT 0",
        )
        for module in ("cio_digest.store.schema", *POSTGRES):
            monkeypatch.setattr(f"{module}.MIGRATIONS", (*schema.MIGRATIONS[:N], more))
        with pytest.raises(StoreError, match="team init"), opened(as_role(place, "ada")):
            pass
        team.begin(setup(place))
        with opened(as_role(place, "ada")) as db:
            for statement in (
                "SELECT mood FROM entries",
                "SELECT pages FROM digests",
                "SELECT mood FROM ada_private.entries",
            ):
                assert db.execute(statement).fetchall() == []
            db.execute("INSERT INTO notes VALUES (1, 'x')")
        with opened(place) as db:
            assert db.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        team.remove(setup(place), "ada")


N = len(schema.MIGRATIONS)
POSTGRES = [f"cio_digest.store.postgres.{name}" for name in ("schema", "connect", "readers")]


@pytest.mark.parametrize(
    "name", ["Ada", "public", "pg_x", "a b", "cio", 'a"; DROP', "x_private", "", "user", "none"]
)
def test_a_name_that_cannot_be_one(place: str, tmp_path: Path, name: str) -> None:
    """Nothing is made; what is put into statements is letters, digits and _ alone."""
    file = tmp_path / "a.toml"
    file.write_text(feeds(A))
    with pytest.raises(ConfigError):
        team.add(setup(place), name, str(file))


def test_only_who_runs_the_store_adds_readers(both: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="only who runs it"):
        join(as_role(both, "ada"), tmp_path, "eve", feeds(A))


def test_no_team_yet(server: str, tmp_path: Path) -> None:
    """Neither a store on a server nor one in a file is a team's by itself."""
    with postgres_server.database(server, postgres_server.OPERATOR) as place:
        with pytest.raises(ConfigError, match="team init"):
            join(place, tmp_path, "ada", feeds(A))
        with pytest.raises(ConfigError, match="on a server"):
            team.begin(setup(str(tmp_path / "s.db")))


def test_from_a_file(place: str, tmp_path: Path) -> None:
    """Entries become the team's, verdicts and digests the reader's; then no file is taken again."""
    file = str(tmp_path / "s.db")
    text = feeds(A)
    with opened(file) as db:
        saved(db, entry("CRM at A", source=A), entry("Not followed by ada", source=B))
        made = digest.make(db, config.parse(text, "x"), NOW, DigestOptions())
        db.execute("INSERT INTO alerts VALUES ('CRM', 1, 1)")
    join(place, tmp_path, "ada", text)
    join(place, tmp_path, "bob", feeds("https://c.example/feed", B))
    assert team.take(setup(place), file, "ada") == 2
    with opened(as_role(place, "bob")) as db:
        assert db.execute("SELECT title FROM entries").fetchall() == [("Not followed by ada",)]
        assert {row[0] for row in db.execute("SELECT key FROM sources")} == {
            "https://c.example/feed",
            B,
        }
    with opened(as_role(place, "ada")) as db:
        assert db.execute("SELECT title FROM entries").fetchall() == [("CRM at A",)]
        assert db.execute("SELECT count(*) FROM alerts").fetchone() == (1,)
        again = digest.make(db, config.parse(text, "x"), NOW, DigestOptions())
    assert titles(again) == titles(made) == ["CRM at A"]
    with pytest.raises(StoreError, match="entries already"):
        team.take(setup(place), file, "ada")


def test_each_is_mailed_at_their_hour(place: str, tmp_path: Path) -> None:
    """Once a day, by the way of who runs the store; nobody's programs are run for it."""
    box = tmp_path / "box"
    way = f"import sys; open({str(box)!r}, 'a').write(sys.stdin.read())"
    common = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "{way}"]\n'
    hook = f'[hooks]\nafter_digest = {{command = ["touch", "{tmp_path}/harm"]}}\n'
    for name, at in (("ada", "06:00"), ("bob", "09:00"), ("eve", "")):
        file = tmp_path / f"{name}.toml"
        file.write_text(f"{feeds(A)}{hook}")
        mailbox = f"{name}@x.example" if at else ""
        team.add(setup(place, common), name, str(file), mailbox=mailbox, at=at or "06:00")
    with opened(place) as db:
        saved(db, entry("CRM at A", source=A))
    sent = []
    for hours in (0, 1, 3):
        now = setup(place, common)._replace(now=NOW + timedelta(hours=hours))
        sent.append([(each.reader, each.sent) for each in postbag.deliver(now, unwaited)])
    assert sent == [[("ada", True)], [], [("bob", True)]]
    assert re.findall("To: (.*)", box.read_text()) == ["ada@x.example", "bob@x.example"]
    assert not (tmp_path / "harm").exists()


def test_a_fault_in_one_readers_mail_stops_no_other(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told with its place, and tried again the next time."""
    way = "import sys; sys.stdin.read()"
    common = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "{way}"]\n'
    file = tmp_path / "reader.toml"
    file.write_text(feeds(A))
    for name in ("ada", "bob"):
        mailbox = f"{name}@x.example"
        team.add(setup(place, common), name, str(file), mailbox=mailbox, at="00:00")
    with opened(place) as db:
        saved(db, entry("CRM at A", source=A))
    make = morning.make_from

    def faulty(db: Store, own: Setup, options: DigestOptions) -> Digest:
        if own.config.mail and own.config.mail.to == ("ada@x.example",):
            raise ValueError
        return make(db, own, options)

    with monkeypatch.context() as patch:
        patch.setattr(morning, "make_from", faulty)
        first, second = postbag.deliver(setup(place, common), unwaited)
    assert re.fullmatch(r"internal fault at runs/postbag.py:\d+; the log .*", first.failure)
    assert (second.reader, second.sent) == ("bob", True)
    again = postbag.deliver(setup(place, common), unwaited)
    assert [(each.reader, each.sent) for each in again] == [("ada", True)]


def due(place: str, folder: Path) -> None:
    """A reader whose mail is due, with one entry for it."""
    file = folder / "ada.toml"
    file.write_text(feeds(A))
    team.add(setup(place), "ada", str(file), mailbox="ada@x.example", at="00:00")
    with opened(place) as db:
        saved(db, entry("CRM at A", source=A))


def test_a_connection_that_is_lost_while_mail_is_sent_is_no_second_mail(
    place: str, tmp_path: Path
) -> None:
    """That it was sent is kept by another one."""
    cut = (
        "import psycopg, sys; sys.stdin.read(); psycopg.connect(sys.argv[1], autocommit=True)"
        ".execute('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
        "pg_backend_pid() AND datname = current_database()')"
    )
    command = [sys.executable, "-W", "ignore", "-c", cut, place]
    common = f'[mail]\nfrom = "d@x.example"\nsendmail = {json.dumps(command)}\n'
    due(place, tmp_path)
    started = setup(place, common)
    assert [each.sent for each in postbag.deliver(started, unwaited)] == [True]
    assert [*postbag.deliver(started, unwaited)] == []


def test_nothing_is_mailed_by_a_server_that_keeps_nothing(place: str, tmp_path: Path) -> None:
    """A standby could not keep that it was sent: it would be, at each look."""
    box = tmp_path / "box"
    way = f"import sys; open({str(box)!r}, 'a').write(sys.stdin.read())"
    common = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "{way}"]\n'
    due(place, tmp_path)
    with opened(place) as db:
        (name,) = db.execute("SELECT current_database()").fetchone()
        db.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    (delivery,) = postbag.deliver(setup(place, common), unwaited)
    assert "the server only reads" in delivery.failure
    assert not box.exists()
    with opened(place) as db:
        db.execute("SET default_transaction_read_only = off")
        db.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")


def test_an_hour_that_is_none_stops_no_other(place: str, tmp_path: Path) -> None:
    common = '[mail]\nfrom = "d@x.example"\nhost = "127.0.0.1"\n'
    file = tmp_path / "reader.toml"
    file.write_text(feeds(A))
    for name in ("ada", "bob"):
        mailbox = f"{name}@x.example"
        team.add(setup(place), name, str(file), mailbox=mailbox, at="00:00")
    with opened(place) as db:
        db.execute("UPDATE readers SET at = 'noon' WHERE name = 'ada'")
    first, second = postbag.deliver(setup(place, common), unwaited)
    assert first.failure.startswith('"noon" is no time of day; run: cio-digest team add ada')
    assert (second.reader, second.failure) == ("bob", "")


def test_one_mails_at_a_time(place: str) -> None:
    """Worker or command: nobody is mailed twice."""
    common = '[mail]\nfrom = "d@x.example"\nhost = "127.0.0.1"\n'
    with (
        lock.locked(place, NOW, "mail"),
        pytest.raises(LockedError, match="already running since 2026-11-22"),
    ):
        list(postbag.deliver(setup(place, common), unwaited))


def test_mailed_at_once_they_get_what_they_would_one_after_the_other(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each their own, with the same words in it."""
    way = "import sys; sys.stdin.read()"
    common = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "{way}"]\n'

    def mailed(at_once: int) -> list[list[str]]:
        monkeypatch.setattr(postbag, "_AT_ONCE", at_once)
        with postgres_server.database(server, postgres_server.OPERATOR) as place:
            team.begin(setup(place))
            for number in range(8):
                file = tmp_path / "reader.toml"
                file.write_text(feeds(A if number % 2 else B))
                mailbox = f"r{number}@x.example"
                team.add(setup(place), f"r{number}", str(file), mailbox=mailbox, at="00:00")
            with opened(place) as db:
                for url in (A, B):
                    saved(db, *(entry(f"CRM {n} of {url}", source=url) for n in range(9)))
            results = [*postbag.deliver(setup(place, common), unwaited)]
            assert [(each.reader, each.sent) for each in results] == [
                (f"r{number}", True) for number in range(8)
            ]
            with opened(place) as db:
                rows = [db.execute(f"SELECT * FROM r{n}.digests").fetchall() for n in range(8)]
        return [[repr(row) for row in each] for each in rows]

    assert mailed(4) == mailed(1)


def unwaited(_: float, error: MailError) -> None:
    raise error
