"""A voice of the world -> what a Mastodon server says of its account, and of its posts.

https://docs.joinmastodon.org/methods/accounts/#lookup and …/entities/Status/.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cio_digest.models import Engagement

if TYPE_CHECKING:
    from cio_digest.demo.world import Publisher
    from cio_digest.models import RawEntry

API = "/api/v1/accounts"
_NEVER = "1970-01-01T00:00:00Z"


def documents(publisher: Publisher) -> dict[str, bytes]:
    """The two answers that an account is read by, by path and query."""
    posts = [_status(entry, publisher.feed.title) for entry in publisher.feed.entries]
    answers: dict[str, Any] = {
        f"{API}/lookup?acct={publisher.name}": {"id": publisher.name},
        f"{API}/{publisher.name}/statuses?exclude_replies=true&limit=40": posts,
    }
    return {where: json.dumps(answer).encode() for where, answer in answers.items()}


def _status(entry: RawEntry, account: str) -> dict[str, Any]:
    """A post; one by somebody else comes wrapped in the account's own."""
    given = entry.engagement or Engagement()
    created = entry.published.isoformat().replace("+00:00", "Z") if entry.published else _NEVER
    post = {
        "uri": entry.id,
        "url": entry.url,
        "visibility": "public",
        "content": entry.content,
        "created_at": created,
        "account": {"acct": entry.handle.removeprefix("@"), "display_name": entry.author},
        "favourites_count": given.likes,
        "reblogs_count": given.reposts,
        "replies_count": given.replies,
    }
    if entry.handle == account:
        return post
    return {"uri": f"{entry.id}/activity", "created_at": created, "reblog": post}
