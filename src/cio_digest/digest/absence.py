"""An entry that a digest does not show to its story as it would be shown, and why it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.digest import compose, gather, muted, rank
from cio_digest.digest.choose import FLOOR, LATE, Budget, decisions
from cio_digest.digest.window import Window
from cio_digest.models import Story
from cio_digest.ranking import score
from cio_digest.search import topical
from cio_digest.store import entries as entry_table
from cio_digest.store import feedback as feedback_table
from cio_digest.store import sources as source_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.config import Config
    from cio_digest.digest.choose import Candidate
    from cio_digest.digest.gather import Field
    from cio_digest.models import Digest, Entry, Item
    from cio_digest.ranking.topics import Match
    from cio_digest.store import Store


def judged(db: Store, config: Config, digest: Digest, entry: Entry) -> tuple[Item, str]:
    """The entry's story, scored once more as the digest scored it, and what spoke against it."""
    heard = muted.without(config, digest.date)
    settings = config.settings
    ground = gather.DigestInputs(
        db,
        heard.sources,
        config.topics,
        beyond=True,
        zone=settings.timezone,
        muting=muted.words(config),
    )
    told = entry_table.of_stories(db, [entry.story], digest.until).get(entry.story, [entry])
    story = Story(entry.story, tuple(told))
    late = any(digest.now < each.surfaced <= digest.until for each in told)
    # What a digest showed at first was chosen without what came later.
    at = digest.until if late else digest.now
    span = Window(digest.date, digest.since, at, digest.away)
    field = gather.field(ground, span, at)
    # Also what a digest has no use for: mere company of a topic, and why it is excluded.
    criteria = field.criteria._replace(matcher=topical.matcher(db, config.topics))
    found = rank.matches(story, criteria)
    candidate = rank.candidate(story, found, criteria)
    budget = Budget(settings.max_stories, settings.minutes, settings.per_source)
    reason = (
        _muted(story, config, heard)
        or _never(story, entry, ground)
        or _outside(story, span)
        or _repeated(entry.story, field)
        or ("you hid it" if feedback_table.hidden(db, [entry.story]) else "")
        or _unwanted(story, candidate, field, found)
        or (_unadded(candidate, budget) if late else "")
        or _refused(entry.story, field, budget)
    )
    # Those of muted sources, too.
    titles = {**source_table.publishers(db, config.sources), **field.titles}
    alone = field._replace(stories={story.id: story}, titles=titles)
    alone = gather.talked(db, alone, [candidate])
    return compose.item(alone, candidate, 0), reason


def mentions(db: Store, config: Config, digest: Digest, story: Story) -> str:
    """The topics that a story under none of them mentions, and why it is not about them."""
    matcher = topical.matcher(db, config.topics)
    vendors = {source.key for source in config.sources if source.role == "vendor"}
    criteria = rank.Criteria(config.topics, matcher, vendors, score.Context(), digest.now)
    doubts = _doubts(rank.matches(story, criteria))
    return f"It is about no topic of yours: {doubts}." if doubts else ""


def _doubts(matches: Iterable[Match]) -> str:
    return "; ".join(f"{match.topic} has {match.doubt}" for match in matches if match.doubt)


def _muted(story: Story, config: Config, heard: Config) -> str:
    tellers = {entry.source for entry in story.entries}
    if tellers & {source.key for source in heard.sources}:
        return ""
    days = [s.muted_until for s in config.sources if s.key in tellers and s.muted_until]
    return f"its source is muted until {min(days):%Y-%m-%d}" if days else ""


def _never(story: Story, entry: Entry, ground: gather.DigestInputs) -> str:
    """Why all that tells it is muted, the entry first."""
    if ground.muting is None:
        return ""
    followed = {source.key for source in ground.sources}
    tellers = [each for each in story.entries if each.source in followed]
    reasons = [ground.muting.reason(each) for each in (entry, *tellers)]
    return reasons[0] if all(reasons) else ""


def _outside(story: Story, span: Window) -> str:
    last = max(entry.surfaced for entry in story.entries)
    if last > span.until:
        return f"it came on {last:%Y-%m-%d at %H:%M} UTC, after that digest was made"
    if last <= span.since:
        return f"it came before {span.since:%Y-%m-%d %H:%M} UTC, where that digest begins"
    return ""


def _repeated(story: int, field: Field) -> str:
    grown = field.grown.get(story, gather.GROWN)
    if grown >= gather.GROWN:
        return ""
    return f"an earlier digest had it; {grown} of {gather.GROWN} new outlets make it news again"


def _unwanted(story: Story, candidate: Candidate, field: Field, matches: Sequence[Match]) -> str:
    """No topic wants it, or one would but for an exclusion."""
    if candidate.topic or any(each.story == story.id for each in field.candidates):
        return ""
    excluded = [f"“not: {match.excluded}” of {match.topic}" for match in matches if match.excluded]
    if excluded:
        return f"excluded by {', '.join(excluded)}"
    doubts = _doubts(matches)
    wanted = f"it is about no topic of yours: {doubts}"
    outlets = gather.outlets(story)
    return (
        f"{wanted if doubts else 'no topic of yours is in it'}, and of the {gather.WIDESPREAD} "
        f"outlets that would make up for that {outlets} tell{'s' if outlets == 1 else ''} it"
    )


def _unadded(candidate: Candidate, budget: Budget) -> str:
    """Why what came after a digest was made was not added to it, unless its score is too low."""
    if candidate.score < FLOOR:
        return ""
    return (
        f"it came after that digest was made; when one is printed again, at most {LATE} stories "
        f"are added, {budget.per_source} of one source, as far as its options allow. The next "
        "day's digest looks at it again"
    )


def _refused(story: int, field: Field, budget: Budget) -> str:
    objections = {each.story: objection for each, objection in decisions(field.candidates, budget)}
    if story not in objections:
        return "newer entries with words of your topics took its place"
    narrower = (
        "that digest was made with options that left no room for it, such as --topic or --max, or "
        "before you changed your sources or judged stories"
    )
    return objections[story] or narrower
