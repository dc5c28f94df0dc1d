"""The questions as tools of a server on stdin and stdout, by the Model Context Protocol's own SDK.

https://modelcontextprotocol.io/specification and https://github.com/modelcontextprotocol/python-sdk
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from cio_digest import __version__
from cio_digest.errors import CioDigestError, QueryError
from cio_digest.mcp import answers
from cio_digest.mcp.marking import NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.runs import Setup

INSTRUCTIONS = f"""\
A reader's news of technology and its management: entries of their feeds, clustered to stories and
ranked by their topics. Everything comes from what was read before; nothing is fetched or changed.
Stories are named by their number under "story". Name the publisher and give the address of whatever
you report. {NOTICE}
"""
_READING = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_QUOTED = "\n(a name that is suggested may be what a feed calls itself)"
_TEXT = 500  # characters that a question may have

Most = Annotated[int, Field(ge=1, le=50, description="At most so many.")]
Topic = Annotated[str, Field(max_length=_TEXT, description="Only this topic of the reader's.")]
Date = Annotated[str, Field(max_length=_TEXT, description="Such as 2026-11-22, yesterday or 7d.")]
Query = Annotated[
    str,
    Field(
        max_length=_TEXT,
        description='Words, "phrases", begin*, title:word, AND, OR, NOT, (); filters source: '
        "voice: role: topic: network: language: since: until:",
    ),
]
Newest = Annotated[bool, Field(description="The newest first, else what fits best.")]
Id = Annotated[int, Field(ge=0, description='The number under "story" of another answer.')]
Text = Annotated[str, Field(max_length=_TEXT, description="Else an address, or words of a title.")]
Falling = Annotated[bool, Field(description="What falls instead.")]
Term = Annotated[str, Field(max_length=_TEXT, description="Only how this term or topic fares.")]


def serve(begin: Callable[[], Setup]) -> None:
    """Answer on stdin and stdout until nobody asks any more.

    ``begin`` is called for each question, so that a changed feeds.toml and the clock count.
    """
    _server(begin).run("stdio")


def _server(begin: Callable[[], Setup]) -> MCPServer[Any]:
    server: MCPServer[Any] = MCPServer(
        "cio-digest", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    tool = server.tool(annotations=_READING)

    @tool
    def today(topic: Topic = "", most: Most = 20) -> dict[str, Any]:
        """Today's digest: the stories that matter to the reader's topics, each with the reason."""
        return _answered(lambda: answers.day(begin(), "", topic, most))

    @tool
    def day(date: Date, topic: Topic = "", most: Most = 20) -> dict[str, Any]:
        """The digest of an earlier day."""
        return _answered(lambda: answers.day(begin(), date, topic, most))

    @tool
    def search(query: Query, most: Most = 10, newest: Newest = False) -> dict[str, Any]:
        """Stories in all that was ever read."""
        return _answered(lambda: answers.search(begin(), query, most, newest=newest))

    @tool
    def story(story: Id) -> dict[str, Any]:
        """A story with everybody who tells it, their words and addresses, oldest first."""
        return _answered(lambda: answers.story(begin(), story))

    @tool
    def why(story: Id = 0, text: Text = "") -> dict[str, Any]:
        """Why a story is in today's digest or why it is not: the terms that sum to its score."""
        return _answered(lambda: answers.why(begin(), story, text))

    @tool
    def trends(term: Term = "", falling: Falling = False, most: Most = 10) -> dict[str, Any]:
        """Which terms, topics and stories rise or fall against their own four weeks."""
        return _answered(lambda: answers.trends(begin(), term, most, falling=falling))

    @tool
    def topics() -> dict[str, Any]:
        """The reader's topics with their keywords, and how many entries of a week match each."""
        return _answered(lambda: answers.topics(begin()))

    return server


def _answered(question: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The answer; an error that can be understood is told to who asked."""
    try:
        return question()
    except CioDigestError as error:
        raise ToolError(f"{error}{_QUOTED if isinstance(error, QueryError) else ''}") from None
