"""A headless Chromium, driven over its DevTools protocol, for pages that are files.

https://chromedevtools.github.io/devtools-protocol/ — messages are JSON with a NUL after each, sent
on the browser's file descriptor 3 and answered on 4 (``--remote-debugging-pipe``).
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class View(NamedTuple):
    """How a page is looked at: width in CSS pixels, dark or light, size of letters."""

    width: int = 1280
    dark: bool = False
    zoom: float = 1.0
    media: str = "screen"


def found() -> str | None:
    """The path of a Chromium; ``CHROMIUM`` names one in an unusual place."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


class Tab:
    """One page in the browser, and what it did: requests, console messages, errors."""

    def __init__(self, browser: Browser, session: str) -> None:
        self.browser, self.session = browser, session
        self.requests: list[str] = []
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """A command to the page, and its answer."""
        return self.browser.send(method, self.session, self._seen, **params)

    def open(self, path: Path, view: View) -> None:
        """Show the file, and wait until all of it is there."""
        self.look(view)
        self.loaded = False
        self.send("Page.navigate", url=path.as_uri())
        while not self.loaded:
            self._seen(self.browser.receive())
        self.evaluate(f"document.documentElement.style.fontSize = '{100 * view.zoom}%'")

    def look(self, view: View) -> None:
        """Set the width of the window, the colour scheme and the medium."""
        size = {"width": view.width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.send("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if view.dark else "light"}
        self.send("Emulation.setEmulatedMedia", media=view.media, features=[scheme])

    def evaluate(self, code: str) -> Any:
        """The value of an expression in the page, awaited."""
        done = self.send("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def screenshot(self, path: Path) -> None:
        """The whole page as a PNG."""
        done = self.send("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(done["data"]))

    def _seen(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(params))
            case "Page.loadEventFired":
                self.loaded = True


class Browser:
    """The two ends of the pipe to a running Chromium."""

    def __init__(self, into: int, out: int) -> None:
        self.into, self.out, self.last, self.rest = into, out, 0, b""

    def tab(self) -> Tab:
        """A new empty page."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        found = self.send("Target.attachToTarget", targetId=target, flatten=True)
        return Tab(self, found["sessionId"])

    def send(
        self, method: str, session: str = "", seen: Any = lambda _: None, **params: Any
    ) -> dict[str, Any]:
        """A command and its answer; what happens meanwhile goes to ``seen``."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        message |= {"sessionId": session} if session else {}
        os.write(self.into, json.dumps(message).encode() + b"\0")
        while (answer := self.receive()).get("id") != self.last:
            seen(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def receive(self) -> dict[str, Any]:
        """The next message of the browser."""
        while b"\0" not in self.rest:
            part = os.read(self.out, 1 << 20)
            assert part, "Chromium has ended"
            self.rest += part
        message, _, self.rest = self.rest.partition(b"\0")
        value: dict[str, Any] = json.loads(message)
        return value


@contextmanager
def started(program: str, folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in ``folder``, without a network."""
    theirs_in, into = os.pipe()
    out, theirs_out = os.pipe()
    command = [
        *(program, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder}"),
        *("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
        *("--disable-background-networking", "--proxy-server=127.0.0.1:9"),
        *("--disable-dev-shm-usage", "--font-render-hinting=none"),
    ]

    def placed() -> None:
        high = os.dup(theirs_in), os.dup(theirs_out)  # neither may be 3 or 4 itself
        os.dup2(high[0], 3)
        os.dup2(high[1], 4)

    process = subprocess.Popen(
        command,
        preexec_fn=placed,  # noqa: PLW1509 - no thread of ours runs while a test starts this
        pass_fds=(3, 4),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(into, out)
    finally:
        process.kill()
        process.wait()
        os.close(into)
        os.close(out)
