"""A job title from a list to one of the roles of feeds.toml."""

from __future__ import annotations

import re

# In order: a "CIO and editor" is a peer, an "analyst at a magazine" an analyst.
_WORDS: dict[str, str] = {
    "peer": "peer peers cio cios cto ctos cdo cdos ciso cisos cdio practitioner practitioners",
    "analyst": "analyst analysts research researcher researchers",
    "reporter": "reporter reporters journalist journalists editor editors columnist columnists"
    " correspondent correspondents writer writers",
    "press": "press media magazine magazines newspaper newspapers outlet outlets news",
    "vendor": "vendor vendors supplier suppliers provider providers",
}
# What names a subject as often as people.
_TOPICS = re.compile(r"\b(?:research|media|news|magazines?|outlets?|providers?)\b")
# Who leads technology under another title.
_LEADER = re.compile(
    r"\b(?:chief .*officer|(?:director|head|vp|vice president)\b.*\b(?:it|technology))\b"
)


def role(job_title: str) -> str:
    """The role, ``""`` where the words name none."""
    job_title = job_title.casefold()
    words = set(re.findall(r"\w+", job_title))
    for name, known in _WORDS.items():
        if words.intersection(known.split()):
            return name
    return "peer" if _LEADER.search(job_title) else ""


def is_role(heading: str) -> bool:
    """Whether the heading of a folder names people by their role: "Analysts", "Press"."""
    return bool(role(_TOPICS.sub("", heading.casefold())))
