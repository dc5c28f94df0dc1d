"""Counts of sources and voices to figures, each with its n, and to ratings."""
