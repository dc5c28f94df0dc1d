"""Reads the output of a program, or a file, as if it were an HTTP response.

A program runs without a shell and without input, bounded in time and output; it ends with all that
it started. Nothing but feeds.toml can name one.
"""

from __future__ import annotations

import asyncio
import os
import signal
import stat
from asyncio.subprocess import Process, SubprocessStreamProtocol
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import FetchError
from cio_digest.models.wire import Request, Response

if TYPE_CHECKING:
    from asyncio import SubprocessTransport
    from collections.abc import Awaitable, Callable, Mapping

AT_ONCE = 4  # programs
_TURNS, _TURN = 100, 0.01  # how often, and for how many seconds, what was ended is waited for
_COMPLAINT = 2_000  # bytes of what a program says last on stderr


class LocalLimits(NamedTuple):
    """How long a program may take, in seconds, and how much it or a file may give, in bytes."""

    seconds: float = 60.0
    size: int = 15_000_000


def beside(
    get: Callable[[Request], Awaitable[Response]],
    env: Mapping[str, str],
    limits: LocalLimits | None = None,
) -> Callable[[Request], Awaitable[Response]]:
    """Answer as ``get`` does, and run or read what stands in place of an address.

    What it gives raises FetchError, in words, where the program fails or the file cannot be read.
    """
    turns = asyncio.Semaphore(AT_ONCE)
    limits = limits or LocalLimits()

    async def answer(request: Request) -> Response:
        if request.file:
            body = await asyncio.to_thread(_contents, request, limits)
        elif request.command:
            async with turns:
                body = await _output(request, env, limits)
        else:
            return await get(request)
        return Response(request.url, 200, {}, body)

    return answer


def _contents(request: Request, limits: LocalLimits) -> bytes:
    path = os.path.expanduser(request.file)  # noqa: PTH111 - one path, and no pathlib
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            raise FetchError(request.url, "is not a plain file")
        with open(path, "rb") as file:  # noqa: PTH123
            body = file.read(limits.size + 1)
    except OSError as error:
        raise FetchError(request.url, f"cannot be read: {error.strerror}") from None
    return _bounded(request, body, limits)


def _bounded(request: Request, body: bytes, limits: LocalLimits) -> bytes:
    if len(body) > limits.size:
        raise FetchError(request.url, f"larger than {limits.size / 1e6:g} MB")
    return body


async def _output(request: Request, env: Mapping[str, str], limits: LocalLimits) -> bytes:
    """What a program prints, if it ends well and in time."""
    process, transport = await _started(request, env)
    try:
        body, complaint = await asyncio.wait_for(_told(request, process, limits), limits.seconds)
    except asyncio.TimeoutError:
        reason = f"its command did not end within {limits.seconds:g} s"
        raise FetchError(request.url, reason) from None
    finally:
        await _end(process, transport)
    if process.returncode:
        raise FetchError(request.url, _failure(process.returncode, complaint))
    return body


async def _started(request: Request, env: Mapping[str, str]) -> tuple[Process, SubprocessTransport]:
    """The running program, and its transport, which closes its pipes whoever holds them."""
    loop = asyncio.get_running_loop()
    try:
        transport, protocol = await loop.subprocess_exec(
            lambda: SubprocessStreamProtocol(limit=1 << 16, loop=loop),
            *request.command,
            env=dict(env),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError:
        reason = "its command was not found; is it installed and on the PATH?"
        raise FetchError(request.url, reason) from None
    except OSError as error:
        raise FetchError(request.url, f"its command cannot be run: {error.strerror}") from None
    return Process(transport, protocol, loop), transport


async def _told(request: Request, process: Process, limits: LocalLimits) -> tuple[bytes, bytes]:
    """What it prints, and how what it says on stderr ends."""
    complaints = asyncio.create_task(_end_of(process.stderr))
    try:
        body = await _all_of(process.stdout, limits.size)
        _bounded(request, body, limits)
        complaint = await complaints
        await process.wait()  # else it would be ended while it ends
        return body, complaint
    finally:
        complaints.cancel()


async def _all_of(stream: asyncio.StreamReader | None, most: int) -> bytes:
    """Everything until the end, or a little more than ``most`` bytes."""
    parts, size = [], 0
    while size <= most and stream and (part := await stream.read(1 << 16)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


async def _end_of(stream: asyncio.StreamReader | None) -> bytes:
    tail = b""
    while stream and (part := await stream.read(1 << 16)):
        tail = (tail + part)[-_COMPLAINT:]
    return tail


async def _end(process: Process, transport: SubprocessTransport) -> None:
    """End the program and whatever it started, if it still runs."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass
    # The event loop collects what ended; were it closed before, both would try, and one complain.
    for _ in range(_TURNS):
        if transport.get_returncode() is not None:
            break
        await asyncio.sleep(_TURN)
    transport.close()  # else one that has left its group and holds a pipe would be waited for
    await process.wait()


def _failure(code: int, complaint: bytes) -> str:
    how = f"ended by signal {-code}" if code < 0 else f"failed with exit code {code}"
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return f"its command {how}" + (f": {lines[-1].strip()}" if lines else "")
