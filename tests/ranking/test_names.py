"""Which keywords are names, by the way entries write them."""

from __future__ import annotations

from tests.feeds import entry

from cio_digest.models import Topic
from cio_digest.ranking import names

TEXT = "The ministry uses Harbour Teams daily, and the teams there praise Harbour Teams for it."


def test_usages() -> None:
    """Running text counts, with the word before; headlines and words that no reader asked, not."""
    topic = Topic("T", ("Teams", "SharePoint", "piers"))
    entries = [entry("Teams Win Games", text=TEXT)] * 2
    assert names.usages([topic], entries) == {"Teams": names.Usage(4, 2, "Harbour")}


def test_a_name_needs_many_uses_with_a_capital() -> None:
    """Fewer leave it unclear, and so do small letters for who writes common words small."""
    capital, plain = Topic("T", ("Teams",)), Topic("P", ("leadership",))
    for usage, alone, beside in (
        (names.Usage(20, 4), names.NAME, names.NAME),
        (names.Usage(2, 1), names.UNCLEAR, names.UNCLEAR),
        (names.Usage(4, 20), names.WORD, names.UNCLEAR),
    ):
        usages = {"Teams": usage}
        assert names.readings([capital], usages)["Teams"] == alone
        assert names.readings([capital, plain], usages)["Teams"] == beside


def test_what_is_common() -> None:
    """Words of everyday English are; acronyms, coined names and rare words are not."""
    common = ("cloud", "Teams", "interest rates", "Windows")
    rare = ("CRM", "AI", "SharePoint", "Salesforce", "Microsoft 365", "Dataverse", "Überwachung")
    assert [word for word in (*common, *rare) if names.common(word)] == list(common)
