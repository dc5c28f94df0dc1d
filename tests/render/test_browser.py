"""The page in a real browser: it asks nobody, fits every screen, and everybody can read it.

Needs a Chromium (``CHROMIUM`` names one in an unusual place) and, for the accessibility rules,
axe-core: ``npm install --no-save axe-core`` in the project's folder, or ``AXE_CORE``, the path of
its ``axe.min.js``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cio_digest import render

from . import chromium
from .chromium import View
from .factories import explanation, full_digest, item, timeline, trends

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = chromium.found()
AXE = Path(
    os.environ.get("AXE_CORE")
    or Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
)
pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="needs a Chromium on the PATH or in CHROMIUM"),
    pytest.mark.skipif(os.name == "nt", reason="the pipe to the browser is a Unix one"),
]

HOSTILE = "</style></title><script>document.title='owned'</script><img src=https://evil.example/>"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 8
PAGES = ["digest", "explanation", "trends", "timeline", "table", "hostile"]


def written(name: str) -> str:
    surface = render.Surface()
    if name == "explanation":
        return render.explanation(explanation(), "html", surface)
    if name == "trends":
        return render.trends(trends(), "html", surface)
    if name == "timeline":
        return render.timeline(timeline(), "html", surface)
    if name == "table":
        rows = [("The Ledger", "fine", "https://ledger.example/" + "x" * 200)] * 3
        return render.table(("source", "state", "address"), rows, "html", surface)
    page = full_digest()
    if name == "hostile":
        story = item(title=HOSTILE, summary=LONG, publisher=HOSTILE, url=f"https://x/{HOSTILE}")
        page = page._replace(late=(story, item(title=LONG, url="javascript:alert(1)")))
    return render.digest(page, "html", surface)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Tab]:
    assert PROGRAM
    with chromium.started(PROGRAM, tmp_path_factory.mktemp("profile")) as browser:
        yield browser.tab()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each kind of page as a file."""
    folder = tmp_path_factory.mktemp("pages")
    for name in PAGES:
        (folder / f"{name}.html").write_text(written(name), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nobody_and_runs_nothing(
    tab: chromium.Tab, pages: dict[str, Path], name: str
) -> None:
    """The file itself is all that is read; no message, no error, no script."""
    tab.requests.clear()
    tab.complaints.clear()
    tab.open(pages[name], View())
    assert tab.requests == [pages[name].as_uri()]
    assert tab.complaints == []
    assert tab.evaluate("document.querySelectorAll('script, img, iframe, [onerror]').length") == 0
    assert tab.evaluate("document.title") != "owned"


def test_the_policy_would_stop_a_request(tab: chromium.Tab, pages: dict[str, Path]) -> None:
    """Were there an image or a script after all, the browser would refuse both."""
    tab.open(pages["digest"], View())
    tab.complaints.clear()
    tab.evaluate(
        "new Promise(done => { const image = new Image(); image.onerror = done;"
        " image.src = 'https://evil.example/x.png'; })"
    )
    tab.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: \"document.title = 'owned'\"}))"
    )
    assert len(tab.complaints) == 2
    assert all("Content Security Policy" in each for each in tab.complaints)
    assert tab.evaluate("document.title") != "owned"


@pytest.mark.parametrize(
    ("width", "zoom"), [(320, 1), (375, 1), (375, 2), (768, 1), (768, 2), (1280, 1), (1280, 2)]
)
@pytest.mark.parametrize("name", PAGES)
def test_no_screen_scrolls_sideways(
    tab: chromium.Tab, pages: dict[str, Path], name: str, width: int, zoom: float
) -> None:
    """Nothing is wider than the window, and nothing is cut off (WCAG 2.2, 1.4.4 and 1.4.10)."""
    tab.open(pages[name], View(width, zoom=zoom))
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    cut = "[...document.querySelectorAll('body *')].filter(e => !e.closest('.wide, svg') && "
    cut += "e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML)"
    assert tab.evaluate(cut) == []


def test_letters_grow_with_the_readers_own_size(tab: chromium.Tab, pages: dict[str, Path]) -> None:
    """Every piece of text is twice as large when the reader wants it so."""
    sizes = "['p', 'h1', 'h2', 'h3', 'summary', '.by', '.number', '.ratio', 'footer p'].map("
    sizes += "s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize))"
    tab.open(pages["digest"], View())
    usual = tab.evaluate(sizes)
    tab.open(pages["digest"], View(zoom=2.0))
    assert tab.evaluate(sizes) == pytest.approx([2 * size for size in usual])


def test_paper_has_the_addresses_and_none_of_the_buttons(
    tab: chromium.Tab, pages: dict[str, Path]
) -> None:
    """What can be clicked on a screen is written out or left out in print."""
    style = "getComputedStyle(document.querySelector('{}'){}).{}"
    tab.open(pages["digest"], View(794, media="print"))
    assert tab.evaluate(style.format("nav", "", "display")) == "none"
    address = tab.evaluate(style.format("h3 a:not(.number)", ", '::after'", "content"))
    assert address in ('"https://ledger.example/agents"', "attr(href)")
    assert tab.evaluate(style.format("body", "", "backgroundColor")) == "rgb(255, 255, 255)"


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core: npm install --no-save axe-core")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    tab: chromium.Tab, pages: dict[str, Path], name: str, dark: bool
) -> None:
    """No rule of WCAG 2.2 A and AA or of good practice is broken, contrast included."""
    tab.open(pages[name], View(dark=dark))
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    tab.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = tab.evaluate(
        "axe.run().then(result => [result.passes.length, "
        "result.violations.map(each => each.id + ': ' + each.nodes.map(n => n.html))])"
    )
    assert found[0] > 10
    assert found[1] == []
