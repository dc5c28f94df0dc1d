"""A text that the reader typed to the account or the feeds that it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from cio_digest import parse
from cio_digest.config.addresses import address, pasted
from cio_digest.config.problems import Wrong
from cio_digest.errors import CioDigestError, FetchError, ParseError
from cio_digest.lists import profiles
from cio_digest.masking import masked
from cio_digest.models.wire import Request
from cio_digest.networks import registry
from cio_digest.networks.feed import parsed
from cio_digest.text import normalize

if TYPE_CHECKING:
    from cio_digest.models import RawFeed
    from cio_digest.models.wire import Response

# Where the common publishing systems have their feeds, for sites that do not say so.
_PATHS = ("feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "rss")
_MAYBE_FEDERATED = re.compile(r"https?://[^/]+/@[\w.+-]+/?")


class Offer(NamedTuple):
    """A feed that a site has: where, what the site calls it, and what it holds if it was read.

    ``asked`` are the addresses that led to it.
    """

    url: str
    title: str = ""
    feed: RawFeed | None = None
    asked: tuple[str, ...] = ()


def typed(text: str) -> tuple[str, str]:
    """The key of ``[[voices]]`` for an account, or ``feeds``, and the account's or page's address.

    Raises:
        CioDigestError: it is neither, or on a network that cannot be read.
    """
    text = pasted(text)
    url = _as_url(text)
    handle = "" if url else _as_handle(text)
    try:
        key, value = profiles.own(profiles.of_host_name(handle), url or handle)
    except profiles.Closed as reason:
        raise CioDigestError(f"{text} {reason}") from None
    except profiles.Refused:
        if not url:
            raise CioDigestError(
                f'"{text}" is neither an address nor an account with its server, such as'
                " https://a.example, @name@server or name.bsky.social"
            ) from None
        # No profile, and so a page: it may name a feed, as YouTube's do.
        return "feeds", _feed_of(_fit(url))
    return key, _feed_of(value) if key == "feeds" else value


def _feed_of(page: str) -> str:
    """The feed of a page that is known to have it elsewhere; else the page itself."""
    for network in registry.networks().values():
        for pattern, feed in network.pages:
            if match := re.fullmatch(pattern, page):
                return feed.format(match[1])
    return page


def _fit(url: str) -> str:
    """An address that may be asked; one that holds a password is not repeated."""
    try:
        return address(url)
    except Wrong as error:
        raise CioDigestError(f"the address {error.problems[0].text}") from None


def _as_url(text: str) -> str:
    """A web address, one that lacks its scheme included; "" where it is none."""
    if "://" in text:
        return text
    site = text.partition("/")[0]
    named = "." in site and "@" not in site and not profiles.tells(text)
    return f"https://{text}" if named or site.startswith("localhost") else ""


def _as_handle(text: str) -> str:
    """An account's name with the signs of its network."""
    name, at, server = text.removeprefix("@").partition("@")
    if at:
        return f"@{name}@{server}"
    return text


def may_be_a_page(text: str) -> bool:
    """Whether an address that looks like a profile may as well be a page with a feed."""
    return bool(_MAYBE_FEDERATED.fullmatch(pasted(text)))


async def feeds(at: str, get: registry.Get) -> list[Offer]:
    """The feeds at an address, best first: itself, those that it announces, or at a usual place.

    Raises:
        FetchError: it did not answer.
        ParseError: it has none.
    """
    response = await get(Request(at))
    try:
        return [_offer(at, response)]
    except ParseError as error:
        announced = parse.feed_links(response.body, url=response.url)
        if announced:
            offered = [each for each in announced if each.sure] or announced
            asked = (at, response.url)
            return [Offer(each.url, _title(each.title), None, asked) for each in offered]
        if parse.refusal_page(response.body):
            raise ParseError(at, error.reason) from None
    for place in _usual(response.url):
        try:
            return [await read(Offer(place, asked=(at,)), get)]
        except ParseError:
            continue
    raise ParseError(at, "names no feed, and has none where sites usually have theirs")


def _usual(page: str) -> list[str]:
    """Where a feed may be: below ``/blog`` or beside ``/blog/post``, then at the site's top."""
    path = urlsplit(page).path
    folder, _, name = path.rpartition("/")
    if not folder and "." not in name:
        folder = path.rstrip("/")
    bases = (urljoin(page, f"{folder}/"), urljoin(page, "/"))
    return list(dict.fromkeys(urljoin(base, usual) for base in bases for usual in _PATHS))


async def read(offer: Offer, get: registry.Get) -> Offer:
    """The offer with what it holds; asked as a stranger's address, for the site named it.

    Raises:
        ParseError: it did not answer, or is no feed.
    """
    if offer.feed:
        return offer
    try:
        found = _offer(offer.url, await get(Request(offer.url, origin=offer.asked[0])))
    except (FetchError, ParseError) as error:
        reason = f"names {masked(offer.url)} as its feed, which is none ({error.reason})"
        raise ParseError(offer.asked[0], reason) from None
    return found._replace(asked=(*offer.asked, *found.asked))


def _offer(at: str, response: Response) -> Offer:
    """The feed that an address answered with, at the place that it has moved to for good."""
    found = parsed(response)
    asked = (at, response.url, response.moved)
    return Offer(response.moved or at, _title(found.title), found, asked)


def _title(text: str) -> str:
    return normalize.title(text)[:100].strip()
