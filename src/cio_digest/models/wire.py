"""What goes over the wire: a request on behalf of a source, its price, and the answer to it."""

from collections.abc import Callable
from typing import NamedTuple

from cio_digest.models import Session


class Bill(NamedTuple):
    """What an answer cost: so many posts, and thousandths of a US dollar."""

    posts: int = 0
    mills: int = 0


class Price(NamedTuple):
    """What a request costs at most, in thousandths of a US dollar, and what its answer did cost."""

    network: str
    most: int
    bill: "Callable[[Response], Bill]"


class Request(NamedTuple):
    """One GET of ``url`` on behalf of ``origin``, the address that the reader wrote.

    ``headers`` are safe to send anywhere, ``private_headers`` only to the host of ``origin``, which
    may also be a private one. A ``body`` (JSON or nothing) makes it the POST that opens a session.
    ``gap`` is the least number of seconds that the host wants between two requests; ``rest`` reads
    from a body how many seconds of rest it asks for. A request with a ``price`` costs money.

    ``inside`` says that the reader's address lies in a private network although its name is public.
    ``proxy`` is the way there. In place of the GET, a ``command`` is run or a ``file`` read: the
    reader's own, never what came over the wire.
    """

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    private_headers: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    body: bytes | None = None
    gap: float = 0.0
    rest: Callable[[bytes], float] | None = None
    price: Price | None = None
    proxy: str = ""
    command: tuple[str, ...] = ()
    file: str = ""
    inside: bool = False


class Response(NamedTuple):
    """The last answer of a chain of redirects, its body decoded.

    ``headers`` have lower-case names. ``moved`` is the address that permanent redirects alone led
    to, empty where there were none. ``cut`` says that the body broke off or was damaged.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes = b""
    moved: str = ""
    cut: bool = False


class Access(NamedTuple):
    """What is the reader's own, revealed: headers, an account on the network, and a proxy.

    ``session`` is one that the account opened in an earlier run.
    """

    headers: tuple[tuple[str, str], ...] = ()
    user: str = ""
    secret: str = ""
    session: Session | None = None
    proxy: str = ""
