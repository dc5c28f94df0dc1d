"""Stack Exchange, DEV, GitHub's search, arXiv and GDELT: what is asked for and answered."""

from __future__ import annotations

import json

import pytest
from tests.networks.conversations import EMPTY, answer, entry, hold, recorded, refused, source

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Engagement
from cio_digest.networks import registry, stackexchange

SHAREPOINT = "https://sharepoint.stackexchange.com"
ARXIV = "https://export.arxiv.org"
QUESTION = {
    "title": "What &amp; how",
    "link": "https://stackoverflow.com/questions/1/what",
    "body": "<p>Words</p>",
    "creation_date": 1795330800,
    "tags": ["crm"],
    "owner": {"display_name": "Ada &#39;A&#39;"},
    "score": 3,
    "answer_count": 1,
}
ARTICLE = {
    "url": "https://dev.to/ada/1",
    "canonical_url": "https://ada.example/1",
    "title": "Vec<T>",
    "description": "About it",
    "published_timestamp": "2026-11-22T06:00:00Z",
    "tag_list": ["crm"],
    "user": {"name": "Ada", "username": "ada"},
    "positive_reactions_count": 9,
    "comments_count": 2,
}


def test_recorded_questions() -> None:
    """Questions with author, tags, score and date."""
    text = recorded("recorded/stackexchange/Stack-on-Go__stackongo__questions_test.go").decode()
    body = text.split("dummyQuestionsResponse string = `")[1].split("`")[0]
    held = hold(source("stackexchange", SHAREPOINT, query="#sharepoint #crm"), answer(body))
    found = entry(held.entries[0])
    assert len(held.entries) == 3
    assert found.title == "GetAvailableWebTemplates returns nothing"
    assert (found.handle, found.tags) == ("Nacht", ("sharepoint", "templates"))
    assert found.published is not None
    assert found.published.isoformat() == "2012-01-25T01:06:22+00:00"
    assert found.engagement == Engagement(score=0, replies=0)


def test_questions_are_asked_for_by_tag_or_words() -> None:
    """The site's name is made of its address."""
    by_tag = hold(source("stackexchange", SHAREPOINT, query="#A #b"), answer({"items": []}))
    assert "/2.3/search?tagged=a%3Bb&site=sharepoint&" in by_tag.urls[0]
    server = "https://stackoverflow.com"
    by_words = hold(source("stackexchange", server, query="x y"), answer({"items": [QUESTION]}))
    assert "/2.3/search/advanced?q=x+y&site=stackoverflow&" in by_words.urls[0]
    found = entry(by_words.entries[0])
    assert (found.title, found.author, found.text) == ("What & how", "Ada 'A'", "Words")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({"items": [], "backoff": 10}, 10),
        ({"items": [], "backoff": "x"}, 0),
        ({"items": []}, 0),
        (
            {
                "error_name": "throttle_violation",
                "error_message": "too many requests from this IP, more requests available in "
                "85213 seconds",
            },
            85213,
        ),
        ([], 0),
    ],
    ids=["backoff", "odd", "none", "throttled", "list"],
)
def test_a_rest_that_is_asked_for(said: object, seconds: float) -> None:
    """It stands in the body, of an answer or of a refusal."""
    assert stackexchange.rest(json.dumps(said).encode()) == seconds


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 5000, b"\xff"])
def test_no_rest_in_other_bodies(body: bytes) -> None:
    """What is no answer asks for nothing."""
    assert stackexchange.rest(body) == 0


def test_every_question_reads_the_rest() -> None:
    """The request says how it is asked for."""
    held = hold(source("stackexchange", query="x"), answer({"items": []}))
    assert [request.rest for request in held.requests] == [stackexchange.rest]


def test_a_throttled_question_is_explained() -> None:
    """The network's words and ours."""
    said = {"error_name": "throttle_violation", "error_message": "too many requests"}
    with pytest.raises(FetchError, match="too many requests; its daily or momentary limit"):
        hold(source("stackexchange", query="x"), refused(400, said))


def test_articles_of_dev() -> None:
    """The address where an article first appeared, reactions and comments."""
    held = hold(source("devto", "https://dev.to", query="#social-crm"), answer([ARTICLE]))
    assert held.urls == ["https://dev.to/api/articles?tag=socialcrm&top=3&per_page=30"]
    found = entry(held.entries[0])
    assert (found.guid, found.url) == ("https://dev.to/ada/1", "https://ada.example/1")
    assert (found.title, found.handle) == ("Vec<T>", "ada")
    assert found.engagement == Engagement(likes=9, replies=2)
    author = hold(source("devto", "https://dev.to", handle="ada"), answer([]))
    assert author.urls == ["https://dev.to/api/articles?username=ada&per_page=30"]


def test_recorded_repositories() -> None:
    """Name, description and stars."""
    folder = "recorded/github/octokit.rb__spec__cassettes__Octokit_Client_Search___"
    cassette = json.loads(recorded(f"{folder}search_repositories__searches_repositories.json"))
    body = cassette["http_interactions"][0]["response"]["body"]["string"]
    search = source("github", "https://github.com", query="tetris", least=5)
    held = hold(search, answer(body), access=registry.Access(secret="t"))
    assert held.urls[0].startswith(
        "https://api.github.com/search/repositories?q=tetris+stars%3A%3E"
    )
    assert held.requests[0].private_headers == (("Authorization", "Bearer t"),)
    found = entry(held.entries[0])
    assert len(held.entries) == 30
    assert found.title.startswith("cjauvin/tetris-c64: A stripped down Tetris clone")
    assert found.engagement == Engagement(likes=7)


def test_recorded_papers() -> None:
    """A paper in all its versions is one entry."""
    name = "recorded/arxiv/arxiv.py__tests__fixtures__q_testing_s0_m10_bc5a6c384fe9.json"
    body = json.loads(recorded(name))["body"]
    held = hold(source("arxiv", ARXIV, query="testing"), answer(body))
    found = entry(held.entries[0])
    assert len(held.entries) == 10
    assert found.guid == "http://arxiv.org/abs/2202.12139"
    assert found.author.startswith("Mohit Kumar Ahuja")
    assert held.requests[0].gap == 3


def test_a_recorded_error_of_arxiv() -> None:
    """An entry titled "Error" is one."""
    name = "recorded/arxiv/arxiv.py__tests__fixtures__id_abc_s0_m100_b79c8dcf6bc3.json"
    body = json.loads(recorded(name))["body"]
    with pytest.raises(ParseError, match="arXiv says: incorrect id format for abc"):
        hold(source("arxiv", ARXIV, query="x"), answer(body))


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("crm", "all%3Acrm"),
        ('"social crm" OR crm', "all%3A%22social+crm%22+OR+all%3Acrm"),
        ('"social crm" crm', "all%3A%22social+crm%22+AND+all%3Acrm"),
    ],
)
def test_what_arxiv_is_asked_for(query: str, expression: str) -> None:
    """Every word and phrase in all fields, the newest first."""
    (url,) = hold(source("arxiv", ARXIV, query=query), answer(EMPTY)).urls
    assert f"search_query={expression}&sortBy=submittedDate&sortOrder=descending" in url


def test_articles_of_gdelt() -> None:
    """Headlines with publisher and moment; alternatives are asked for in brackets."""
    article = {
        "url": "https://n.example/1",
        "title": "A",
        "seendate": "20261122T061500Z",
        "domain": "n.example",
    }
    held = hold(source("gdelt", query='"a b" OR c'), answer({"articles": [article]}))
    assert "query=%28%22a+b%22+OR+c%29&mode=artlist&format=json" in held.urls[0]
    assert held.requests[0].gap > 5
    found = entry(held.entries[0])
    assert (found.publisher, found.network) == ("n.example", "")
    assert found.published is not None
    assert found.published.isoformat() == "2026-11-22T06:15:00+00:00"


def test_gdelt_finds_nothing() -> None:
    """An empty object is no error."""
    assert hold(source("gdelt", query="x"), answer({})).entries == ()


def test_gdelt_explains_itself_in_plain_text() -> None:
    """With status 200, it is an error all the same."""
    with pytest.raises(ParseError, match="GDELT says: The specified phrase is too short"):
        hold(source("gdelt", query='"x"'), answer("The specified phrase is too short.\n"))


@pytest.mark.parametrize("kind", ["stackexchange", "devto", "github"])
@pytest.mark.parametrize("body", [{"x": 1}, "<html>", "{", ""])
def test_another_answer_is_an_error(kind: str, body: object) -> None:
    """It is told from one without news."""
    with pytest.raises(ParseError):
        hold(source(kind, query="#x"), answer(body))


@pytest.mark.parametrize("odd", [None, [], "x", 3, {}])
def test_odd_fields_break_nothing(odd: object) -> None:
    """A field of another type than promised is passed over."""
    questions = [{**QUESTION, name: odd} for name in QUESTION]
    articles = [{**ARTICLE, name: odd} for name in ARTICLE]
    assert hold(source("stackexchange", query="x"), answer({"items": questions})).entries
    assert hold(source("devto", query="#x"), answer(articles)).entries
    assert hold(source("gdelt", query="x"), answer({"articles": articles})).entries
    assert hold(source("github", query="x"), answer({"items": articles})).entries


@pytest.mark.parametrize("moment", [10**30, 10**14, -(10**30), "soon", None])
def test_a_question_asked_at_no_time_that_can_be(moment: object) -> None:
    """It is read all the same."""
    asked = {"link": "https://s.example/1", "title": "A", "creation_date": moment}
    (raw,) = hold(source("stackexchange", query="#a"), answer({"items": [asked]})).entries
    assert raw.title == "A"
