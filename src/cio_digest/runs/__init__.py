"""Whole runs, such as a nightly fetch: functions that return values and never print."""
