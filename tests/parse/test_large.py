"""What a large document loses before it is read."""

from __future__ import annotations

from cio_digest.parse import large, limits

SMALL = b"<p>" + b"word " * ((limits.RUN - 1) // 5) + b"</p>"  # a text just below the bound
LONG = b"<p>" + b"start " + b"word " * (limits.RUN // 5) + b" end</p>"


def document(*parts: bytes) -> bytes:
    """A document above the size from which on something is left out."""
    filling = SMALL * (limits.LARGE // len(SMALL) + 1)
    return b"<body>" + b"".join(parts) + filling + b"</body>"


def test_only_texts_of_absurd_length_are_cut() -> None:
    """A run is looked for where it begins: from each byte of these texts it would take minutes."""
    body = document(LONG, SMALL)
    read = large.reduced(body)
    cut = read.index(b"</p>")
    assert read[cut:] == body[body.index(b"</p>") :]
    assert read[:cut].startswith(b"<body><p>start word")
    assert read[:cut].endswith(b"word  end")
    assert len(read[:cut]) < limits.RUN


def test_what_is_no_large_document_in_tags_stays() -> None:
    for body in (b"<body>" + LONG, document(SMALL)[1:], b"\0" + document(LONG)):
        assert large.reduced(body) == body


def test_very_large_documents_lose_what_makes_python_keep_them_wide() -> None:
    body = document(SMALL * (limits.LARGE // len(SMALL)), "<p>a 😀b é</p>".encode())
    assert "<p>a b é</p>".encode() in large.reduced(body)
