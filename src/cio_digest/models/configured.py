"""What the reader configured: sources, topics, voices, and where credentials come from."""

from datetime import date
from typing import NamedTuple


class Secret(NamedTuple):
    """Where a credential comes from; never the credential itself."""

    env: str = ""
    command: tuple[str, ...] = ()


class Auth(NamedTuple):
    """Who the reader is to a source: a user and a password, or a token where there is no user."""

    user: str
    password: Secret


class Session(NamedTuple):
    """A session that a network opened for the reader: the token to show, and one that renews it."""

    access: str
    refresh: str = ""


class Product(NamedTuple):
    """A product that the reader runs: its maker, the version in use, and its other names."""

    name: str
    vendor: str
    version: str = ""
    aliases: tuple[str, ...] = ()


class Source(NamedTuple):
    """One place to watch, as configured: a feed URL, a search on a network, a person's account.

    ``key`` is its identity in the store and never changes while the configured address stays;
    ``url`` is the address that the reader wrote, or the network's server. ``auth`` is HTTP basic
    authentication, ``login`` the reader's own account on the network.

    A search has a ``query`` and an account a ``handle``, both in the words of its network; of what
    comes, only entries in ``language`` with an engagement of ``least`` are kept, where they say
    so. ``voice`` names the person or outlet that speaks there.

    A ``command`` or ``file`` of the reader's own stands in place of an address, a ``proxy`` in
    between; a ``private`` one lies in a private network although its name is public. Until the day
    ``muted_until`` what comes is kept, but not shown in digests, and neither is what says that it
    is in none of its ``languages``, where there are any. A catalogue is read for the products of
    the reader's ``stack``.
    """

    key: str
    kind: str
    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    role: str = ""
    weight: float = 1.0
    network: str = ""
    auth: Auth | None = None
    headers: tuple[tuple[str, str | Secret], ...] = ()
    where: str = ""
    login: Auth | None = None
    query: str = ""
    handle: str = ""
    language: str = ""
    least: int = 0
    voice: str = ""
    command: tuple[str, ...] = ()
    file: str = ""
    proxy: str | Secret = ""
    muted_until: date | None = None
    private: bool = False
    languages: tuple[str, ...] = ()
    stack: tuple[Product, ...] = ()


class Rules(NamedTuple):
    """What a story is known by: words of titles, names of authors and of sources."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Mute(NamedTuple):
    """What never shows in a digest: words and phrases, authors, languages by their codes."""

    words: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Topic(NamedTuple):
    """What the reader cares about: keywords and phrases, exclusions, and how much.

    ``search`` names the networks that are searched for its keywords; what ``boost`` says lifts its
    stories, what ``bury`` says lowers them.
    """

    name: str
    keywords: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    weight: float = 1.0
    search: tuple[str, ...] = ()
    boost: Rules = Rules()
    bury: Rules = Rules()


class SavedSearch(NamedTuple):
    """A search that the reader keeps as a section of every digest, of at most so many stories."""

    title: str
    search: str
    most: int = 3


class Voice(NamedTuple):
    """A person or outlet that speaks at several addresses, each of them a source.

    ``size`` is how many work at its organisation, as ``text.sizes`` writes it.
    """

    name: str
    role: str = ""
    sector: str = ""
    organisation: str = ""
    size: str = ""


class Vendor(NamedTuple):
    """A company that the reader watches, and the other names that it and its products go by."""

    name: str
    aliases: tuple[str, ...] = ()


class Delivery(NamedTuple):
    """One place that the digest is delivered to: a service's name, an address, what opens it.

    ``room`` is a Matrix room's ID; a ``private`` address lies in a private network although its
    name is public.
    """

    name: str
    to: str
    url: str | Secret
    token: Secret | None = None
    auth: Auth | None = None
    headers: tuple[tuple[str, str | Secret], ...] = ()
    room: str = ""
    private: bool = False
