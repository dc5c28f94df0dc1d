"""The rows of a list to what becomes of each voice: taken, known already, or refused and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.config import searches
from cio_digest.config.problems import shown
from cio_digest.lists import profiles, roles
from cio_digest.lists.followed import Followed
from cio_digest.lists.verdict import ImportDecision
from cio_digest.models import Voice
from cio_digest.networks import registry
from cio_digest.text import normalize, sizes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.config import Config
    from cio_digest.lists.row import ListRow

_LONGEST = 100  # characters of a name or a sector
_FORMULA = ("=", "+", "-")  # what a spreadsheet would compute rather than show


def plan(rows: Iterable[ListRow], config: Config) -> list[ImportDecision]:
    """What becomes of the voices that a list names, in its order; nothing is added twice.

    Lines of one name are one voice.
    """
    followed = _Known(config)
    people: dict[str, list[ListRow]] = {}
    for row in rows:
        people.setdefault(_text(row.name).casefold() or f"\n{row.where}", []).append(row)
    return [_verdict(lines, followed) for lines in people.values()]


class _Known:
    """Who and what is followed: by the reader, and by what was taken from the list before."""

    def __init__(self, config: Config) -> None:
        self.voices = {voice.name.casefold() for voice in config.voices}
        self.accounts = dict(config.accounts)
        self.addresses = Followed((*config.sources, *config.waiting))

    def check(self, key: str, value: str) -> None:
        """Refuse an address that is followed."""
        if where := self.addresses.where(_key(key, value)):
            raise profiles.Refused(f"is followed already ({where})")

    def said(self, key: str, value: str) -> str:
        """An address as the report has it, and what it waits for, if anything."""
        if key == "feeds":
            return value
        waits = registry.kind(key).closed == "all" and key not in self.accounts
        place = f"{value} at {registry.kind(key).title}"
        return f"{place} (kept, and read once there is [accounts.{key}])" if waits else place

    def add(self, key: str, value: str, where: str) -> None:
        """Follow an address from now on."""
        self.addresses.add(_key(key, value), where)


def _verdict(lines: Sequence[ListRow], followed: _Known) -> ImportDecision:
    """What becomes of one voice."""
    name, where = _text(lines[0].name), lines[0].where
    if not name:
        formula = lines[0].name.lstrip().startswith(_FORMULA)
        why = lines[0].fault or ("is a formula" if formula else "has no name")
        return ImportDecision(where, shown(lines[0].name), "refused", why, {})
    addresses, faults = _addresses(lines, followed)
    taken = ", ".join(followed.said(key, value) for key, value in addresses)
    if name.casefold() in followed.voices:
        why = f"is one of your voices; not there yet: {taken}" if taken else "is one of your voices"
        return ImportDecision(where, name, "known", why, {})
    if not addresses:
        why = "; ".join(faults) or "has no address"
        known = faults and all("is followed already" in fault for fault in faults)
        return ImportDecision(where, name, "known" if known else "refused", why, {})
    facts, left = _facts(lines)
    for key, value in addresses:
        followed.add(key, value, where)
    why = "; not: ".join(filter(None, [taken, "; ".join([*faults, *left])]))
    return ImportDecision(where, name, "taken", why, _table(name, facts, addresses))


def _addresses(
    lines: Sequence[ListRow], followed: _Known
) -> tuple[list[tuple[str, str]], list[str]]:
    """The addresses to follow, as key and value; and why others are not."""
    found: list[tuple[str, str]] = []
    faults = []
    for said, written in dict.fromkeys(each for row in lines for each in row.addresses):
        try:
            key, value = profiles.place(said, written)
            followed.check(key, value)
        except profiles.Refused as reason:
            faults.append(f"{shown(written)} {reason}")
            continue
        if key == "feeds" or dict(found).get(key, value) == value:
            found.append((key, value))
        else:
            faults.append(f"{shown(written)} is a second account there")
    return list(dict.fromkeys(found)), faults


def _facts(lines: Sequence[ListRow]) -> tuple[dict[str, str], list[str]]:
    """Role, sector, organisation and size, the first of each; and what is left out."""
    said = next((row.role for row in lines if row.role), "")
    facts = {"role": roles.role(said)}
    for name in ("sector", "organisation"):
        facts[name] = next((text for row in lines if (text := _text(getattr(row, name)))), "")
    left = [f"role {shown(said)}"] if said and not facts["role"] else []
    size = next((row.size for row in lines if row.size), "")
    try:
        facts["size"] = str(sizes.read(size)) if size else ""
    except ValueError:
        left.append(f"size {shown(size)}, which is no number of employees")
    return {name: text for name, text in facts.items() if text}, left


def _table(
    name: str, facts: dict[str, str], addresses: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    accounts = {key: value for key, value in addresses if key != "feeds"}
    feeds = tuple(value for key, value in addresses if key == "feeds")
    return {"name": name, **facts, **accounts, **({"feeds": feeds} if feeds else {})}


def _text(written: str) -> str:
    """A name or a word as it may be shown; nothing where it would be computed."""
    clean = normalize.title(written[: 10 * _LONGEST])[:_LONGEST].strip()
    return "" if clean.startswith(_FORMULA) else clean


def _key(key: str, value: str) -> str:
    """The key of the source that an address is."""
    feeds, handles = ((value,), ()) if key == "feeds" else ((), ((key, value),))
    (source,) = searches.of_presence(searches.Presence(Voice(""), handles, feeds), {})
    return source.key
