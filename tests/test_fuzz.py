"""The targets of the fuzzer hold for the inputs that it starts from; ``python -m tests.fuzz``."""

from __future__ import annotations

import pytest

from tests import fuzz


@pytest.mark.parametrize(
    ("name", "data"),
    [(name, data) for name, seeds in fuzz.SEEDS.items() for data in (b"", *seeds)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_fuzzers_first_inputs_come_out_clean(name: str, data: bytes) -> None:
    """What it starts from breaks no promise, so that what it stops at does."""
    assert fuzz.flaws(fuzz.TARGETS[name](data)) == []
