"""Sources asked what they hold now, and what is wrong with them; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.runs import Progress, ask, unwatched, waiting
from cio_digest.runs.connection import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cio_digest.models import Source
    from cio_digest.runs import Setup
    from cio_digest.runs.ask import Answer
    from cio_digest.runs.spending import Payment


class CheckResult(NamedTuple):
    """An answer for each source, those with something wrong first, and what was paid."""

    answers: list[Answer]
    payments: list[Payment]


def check(
    setup: Setup, sources: Sequence[Source], progress: Callable[[Progress], None] = unwatched
) -> CheckResult:
    """Ask sources at once what they hold now.

    Raises:
        StoreError: one of them costs money, and the store cannot be used.
    """
    answers, payments = waiting.run(_asked(setup, sources, progress))
    order = {source.key: place for place, source in enumerate(sources)}
    answers.sort(key=lambda each: (*_worst_first(each), order[each.source.key]))
    return CheckResult(answers, payments)


async def _asked(
    setup: Setup, sources: Sequence[Source], progress: Callable[[Progress], None]
) -> tuple[list[Answer], list[Payment]]:
    answers: list[Answer] = []
    async with connected(setup, [source.kind for source in sources]) as connection:
        progress(Progress(0, len(sources)))
        async for answer in ask.each(sources, connection, setup.now):
            answers.append(answer)
            progress(Progress(len(answers), len(sources)))
        return answers, connection.payments()


def _worst_first(answer: Answer) -> tuple[bool, ...]:
    return not answer.fault, not answer.left, not answer.moved
