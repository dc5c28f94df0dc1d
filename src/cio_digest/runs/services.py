"""Who takes mail and digests, sums up and hears of events -> whether they work, a row for each."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cio_digest.errors import DeliveryError, MailError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cio_digest.config import Mail, Program
    from cio_digest.models import Delivery
    from cio_digest.runs import Setup

Row = tuple[str, str, str]

_PATIENCE = 15.0  # seconds for each answer of a mail server
_STORY = """\
Northwind opens its pricing
The vendor drops fees per seat for service agents and bills by the resolved case. Analysts expect
rivals to follow before the year ends. Customers of other plans keep their prices until spring.
"""


def rows(setup: Setup, *, online: bool) -> list[Row]:
    """Try what can be tried without a mail or an event; offline, see whether it is at hand."""
    config = setup.config
    found = []
    if config.mail:
        found.append(_mail(config.mail, setup.env, online=online))
    found += [_delivery(setup, delivery) for delivery in config.deliveries]
    if config.summarize:
        found.append(_summaries(config.summarize, online=online))
    hooks = config.hooks._asdict().items()
    return [*found, *(_there("hook", hook, f"{name}: ") for name, hook in hooks if hook)]


def _mail(way: Mail, env: Mapping[str, str], *, online: bool) -> Row:
    """Whether the server takes the account, or the program is there."""
    from cio_digest import mail

    try:
        return "mail", "fine", mail.check(way, env, _PATIENCE if online else None)
    except MailError as error:
        return "mail", "wrong", str(error)


def _delivery(setup: Setup, delivery: Delivery) -> Row:
    """Whether its secrets can be had; a message to try it would be one too many."""
    from cio_digest.runs import delivering

    try:
        return "delivery", "fine", delivering.check(setup, delivery)
    except DeliveryError as error:
        return "delivery", "wrong", str(error)


def _summaries(program: Program, *, online: bool) -> Row:
    """Whether the program sums up a story."""
    if not online:
        return _there("summaries", program)
    from cio_digest.digest import summaries
    from cio_digest.fetch.programs import Failure

    (answer,) = summaries.asked(program, [_STORY])
    name = program.command[0]
    if isinstance(answer, Failure):
        return "summaries", "wrong", f"{name}: {answer.reason}"
    return "summaries", "fine", f"{name}: sums up a story"


def _there(what: str, program: Program, event: str = "") -> Row:
    name = program.command[0]
    if shutil.which(name):
        return what, "fine", f"{event}{name} is there"
    return what, "wrong", f"{event}{name} was not found; is it installed and on the PATH?"
