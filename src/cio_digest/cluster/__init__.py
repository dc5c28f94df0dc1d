"""Turns entries into stories: what says the same thing gets the same story id.

new entries + members of the window ─fingerprint─► weighted words ─window─► stories near by ─join─► ids
"""

from cio_digest.cluster.fingerprint import Fingerprint, fingerprint
from cio_digest.cluster.join import WINDOW, Assignments, Member, assign, member

__all__ = ["WINDOW", "Assignments", "Fingerprint", "Member", "assign", "fingerprint", "member"]
