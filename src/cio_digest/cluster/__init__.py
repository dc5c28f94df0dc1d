"""Turns entries into stories: what says the same thing gets the same story id.

new entries ─fingerprint─► weighted words ─window─► stories near by ─likeness─► one to join
"""

from cio_digest.cluster.fingerprints import Fingerprint, fingerprint
from cio_digest.cluster.join import WINDOW, Assignments, Member, assign, member

__all__ = ["WINDOW", "Assignments", "Fingerprint", "Member", "assign", "fingerprint", "member"]
