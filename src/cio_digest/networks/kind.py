"""What every kind of source has: facts, and a conversation that turns responses into a feed.

A conversation is a generator. It yields requests, is sent their responses (or has a FetchError
thrown into it) and returns a Reading; it never touches the wire, so that a recorded answer and a
live one take the same way.
"""

from collections.abc import Callable, Generator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Polling, RawEntry, RawFeed, Session, Source
from cio_digest.models.wire import Access, Request, Response
from cio_digest.networks import polling

if TYPE_CHECKING:
    from cio_digest.networks.posts import Post

PAGES = 5  # of one source in one run, at most
# An account of a network with many servers: "@name@server", or the address of its profile.
ON_A_SERVER = r"@?[\w.+-]+@[\w.-]+(?::\d+)?|https?://[^\s/]+/@?[\w.+-]+"
# What ``lacks`` says of a network of which nobody here has seen a live answer.
AS_DOCUMENTED = "read as its documentation and public code say, not yet held against a live answer"


class Task(NamedTuple):
    """What a conversation starts from: the source, what is remembered of it, and the instant.

    ``pages`` is how many pages of the source may be read, at most.
    """

    source: Source
    state: Polling
    access: Access
    now: datetime
    pages: int = PAGES


class Reading(NamedTuple):
    """What a conversation came to; no feed where nothing had changed.

    ``response`` is the one whose validators and freshness count; ``url`` the address to ask from
    now on, where it is another than the one that was asked first. ``newest`` is the network's name
    of the newest entry, ``session`` the one to go on with.
    """

    response: Response
    feed: RawFeed | None = None
    url: str = ""
    newest: str = ""
    session: Session | None = None


Conversation: TypeAlias = Generator[Request, Response, Reading]
Check: TypeAlias = Generator[Request, Response, str]


# How the keywords of a topic become queries: hashtags, some in one; a tag each; a phrase each;
# phrases joined by OR. Topics cannot name a network without a style.
Style = Literal["hashtags", "tag", "phrase", "or", ""]


class Search(NamedTuple):
    """How a network is searched.

    ``words`` says who may ask for words: everybody, members (an account is needed) or nobody.
    ``tags`` says whether a query may be ``#tags``: any, a fixed few of the network's own, or none,
    where the sign is left off. A query of the shape ``place`` (a regular expression) names a place
    rather than words. Of other queries the words must be in each entry, for servers answer loosely;
    but not where the network gives less text than it searches, so that an entry is ``partial``.
    """

    style: Style = ""
    words: Literal["all", "members", ""] = "all"
    tags: Literal["any", "fixed", ""] = ""
    place: str = ""
    partial: bool = False


class People(NamedTuple):
    """How the accounts of a network are written, in feeds.toml and in other people's lists.

    ``example`` shows an account as feeds.toml has it, and ``shape`` is its regular expression.
    ``server`` is where accounts are read, if not where searches are.

    ``sign`` is what stands before a name: ``@``, ``@?`` where it is kept as written, or nothing.
    ``profiles`` are the addresses of profiles, host and path, without ``www.``; ``anywhere`` is the
    path of profiles of a network with many servers. The first group of each is the name. Other
    pages of ``hosts`` are nobody's, and ``hint`` says what to give instead. ``listed`` is the shape
    of a name in a list, where it is narrower. What fits ``telling`` can be on this network only;
    ``guessed`` is the network that has the profiles that several might have, ``domains`` the one
    whose names are names of hosts. ``headings`` are the words above such a column in a list,
    beside the network's own name: letters and digits only.
    """

    example: str
    shape: str = r"\S+"
    server: str = ""
    sign: Literal["@", "@?", ""] = ""
    profiles: tuple[str, ...] = ()
    anywhere: str = ""
    hosts: tuple[str, ...] = ()
    hint: str = ""
    listed: str = ""
    telling: str = ""
    guessed: bool = False
    domains: bool = False
    headings: str = ""


class Kind(NamedTuple):
    """One kind of source: facts, words for people, and the conversation that reads it.

    ``needs`` and ``lacks`` tell the reader what it takes and what it cannot do. ``hints`` say what
    to do about an error, by HTTP status or by the name that the network gives it. ``check`` is a
    conversation with a server that tries the reader's account there, at no cost, and says in words
    what it may do. ``price`` is what a read costs at most, in thousandths of a US dollar.

    feeds.toml may name a kind that has ``search`` or ``people``, which makes it a network.
    ``server`` is asked where no other is named; of networks with ``many``, each is on its own.
    ``account`` are the keys of ``[accounts.NAME]``, ``closed`` says what cannot be had without.
    What ``social`` networks bring is the word of a person, not of a publisher. A network with a
    ``cap`` costs money: so many US dollars a calendar month, unless the reader says otherwise.

    ``pages`` are addresses of pages (regular expressions) whose feed is elsewhere, and where, with
    the first group in the place of ``{}``. ``threads`` are addresses of discussions, which other
    feeds name as well, and what the place is called.
    """

    title: str
    reads: str
    read: Callable[[Task], Conversation]
    needs: str = "nothing"
    lacks: str = ""
    hints: Mapping[int | str, str] = {}
    check: Callable[[str, Access], Check] | None = None
    price: Callable[[Source, Polling], int] | None = None
    server: str = ""
    many: bool = False
    social: bool = False
    search: Search | None = None
    people: People | None = None
    account: tuple[str, ...] = ()
    closed: Literal["", "search", "all"] = ""
    cap: float = 0.0
    pages: tuple[tuple[str, str], ...] = ()
    threads: tuple[tuple[str, str], ...] = ()

    @property
    def is_network(self) -> bool:
        """Whether feeds.toml may name it."""
        return bool(self.search or self.people)


class Page(NamedTuple):
    """Entries of one answer, newest first, and the address of the older ones, if any.

    ``posts`` are what they were made of, where these may be a thread with those of others.
    """

    entries: tuple[RawEntry, ...]
    older: str = ""
    posts: "tuple[Post, ...]" = ()


def pages(
    task: Task, first: Request, read: Callable[[Response], Page], *, most: int = PAGES
) -> Conversation:
    """The first page of a timeline, and older ones as long as everything on a page is new.

    A page that brings nothing but what came before is the last: some servers go round in a ring.
    """
    newest = response = yield first
    if polling.unchanged(task.state, newest):
        return Reading(newest)
    page = read(response)
    entries, told, names = page.entries, page.posts, {entry.id for entry in page.entries}
    for _ in range(min(most, task.pages) - 1):
        if not page.older or not polling.all_new(task.state, page.entries, task.now):
            break
        try:
            response = yield first._replace(url=page.older)
            page = read(response)
        except (FetchError, ParseError):
            break  # what came is worth keeping
        older = {entry.id for entry in page.entries}
        if older <= names:
            break
        entries, told, names = entries + page.entries, told + page.posts, names | older
    if told:
        from cio_digest.networks import posts  # networks without threads need none of it

        entries = posts.threads(told)
    return Reading(newest, RawFeed(entries))


def bearer(secret: str) -> tuple[tuple[str, str], ...]:
    """The header that shows a token (RFC 6750)."""
    return (("Authorization", f"Bearer {secret}"),) if secret else ()
