"""Some of so many to the bounds that their true share surely lies within.

Wilson's interval (Journal of the American Statistical Association 22, 1927), which stays right for
few cases and for shares near 0 and 1, where the plain one does not (Brown, Cai and DasGupta,
Statistical Science 16, 2001).
"""

from __future__ import annotations

from math import sqrt

_Z = 1.645  # each bound is wrong once in twenty times


def least(some: int, of: int) -> float:
    """What the true share surely is at least; 0 where nothing was counted."""
    return _bound(some, of, -1) if of else 0.0


def most(some: int, of: int) -> float:
    """What the true share surely is at most; 1 where nothing was counted."""
    return _bound(some, of, 1) if of else 1.0


def _bound(some: int, of: int, sign: int) -> float:
    share, z2 = some / of, _Z * _Z
    spread = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    bound = (share + z2 / (2 * of) + sign * spread) / (1 + z2 / of)
    return min(1.0, max(0.0, bound))
