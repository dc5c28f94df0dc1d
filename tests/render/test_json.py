"""JSON by its published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cio_digest import render
from cio_digest.models import Trend

from .factories import digest, explanation, full_digest, item, review, timeline, trends

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "digest.schema.json").read_text(encoding="utf-8")
)
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
    "boolean": bool,
}


def check(value: Any, schema: dict[str, Any], at: str = "$") -> None:
    """The value has the schema's types, and exactly its properties."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in schema:
        schema = schema["anyOf"][value is None]
        return check(value, schema, at)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, TYPES[kind]) for kind in kinds), at
    assert value == schema.get("const", value), at
    if isinstance(value, dict):
        assert list(value) == list(schema["properties"]) == schema["required"], at
        for key, each in value.items():
            check(each, schema["properties"][key], f"{at}.{key}")
    if isinstance(value, list):
        for number, each in enumerate(value):
            check(each, schema["items"], f"{at}[{number}]")
    return None


@pytest.mark.parametrize("page", [full_digest(), digest()], ids=["full", "empty"])
def test_a_digest_is_as_the_schema_says(page: Any) -> None:
    """Every key that is written is documented, in this order, and of its type."""
    check(json.loads(render.digest(page, "json", render.Surface())), SCHEMA)


def test_an_explanation_is_as_the_schema_says() -> None:
    """The explanation has a definition of its own."""
    value = json.loads(render.explanation(explanation(), "json", render.Surface()))
    check(value, SCHEMA["$defs"]["explanation"])


def test_trends_are_as_the_schema_says() -> None:
    """They have a definition of their own, too."""
    value = json.loads(render.trends(trends(), "json", render.Surface()))
    check(value, SCHEMA["$defs"]["trends"])


def test_timelines_are_as_the_schema_says() -> None:
    """Of a story as of dates ahead."""
    value = json.loads(render.timeline(timeline(), "json", render.Surface()))
    check(value, SCHEMA["$defs"]["timeline"])


def test_a_review_is_as_the_schema_says() -> None:
    """So has a review."""
    value = json.loads(render.review(review(), "json", render.Surface()))
    check(value, SCHEMA["$defs"]["review"])


def test_the_terms_sum_to_the_score() -> None:
    """Scores are written unrounded, so that their terms still add up."""
    terms = item().terms
    score = sum(term.value for term in terms)
    page = digest(item(score=score))
    (story,) = json.loads(render.digest(page, "json", render.Surface()))["sections"][0]["items"]
    assert sum(term["value"] for term in story["terms"]) == story["score"]


def test_a_ratio_without_history_is_null() -> None:
    """JSON has no infinity."""
    page = digest(rising=(Trend("new", float("inf"), (0, 4)),))
    text = render.digest(page, "json", render.Surface())
    assert json.loads(text)["rising"][0]["ratio"] is None


def test_letters_are_written_as_they_are() -> None:
    """UTF-8 rather than escapes."""
    assert "日本語" in render.digest(full_digest(), "json", render.Surface())
