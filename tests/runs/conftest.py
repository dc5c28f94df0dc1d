"""Runs on both engines, where they are about the store."""

from tests.conftest import on_both_engines as pytest_generate_tests

__all__ = ["pytest_generate_tests"]
