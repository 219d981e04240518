"""Processes that answer one request after another, and may die or be killed without harm to the one that asks."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, wait

_START = "import sys; sys.path[:] = {path!r}; from sayso.workers import serve; serve({answer!r}, {file}, {memory})"
_GOOD, _BAD = b"+", b"-"


class DiedError(Exception):
    """The worker ended before it answered."""


class LateError(Exception):
    """The worker did not answer in time."""


class FailedError(Exception):
    """The worker could not answer: its own words."""


class Worker:
    """A process in which the function `answer` (`package.module:name`, bytes → bytes) runs, once for each request.

    It may use `memory` bytes of address space, where the system can limit that. It ignores Ctrl-C and ends with this
    object or with this process, whichever ends first. After DiedError and LateError it is over; make another one.
    """

    def __init__(self, answer: str, memory: int | None = None) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            code = _START.format(path=sys.path, answer=answer, file=theirs.fileno(), memory=memory)
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.connection = Connection(ours.detach())

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, request: bytes) -> None:
        """Give it a request; only after the one before was answered. Raises DiedError."""
        try:
            self.connection.send_bytes(request)
        except OSError:
            self.close()
            raise DiedError from None

    def answer(self, seconds: float | None = None) -> bytes:
        """Wait for the answer, this long if that is given.

        Raises DiedError, LateError, or FailedError with the worker's own words.
        """
        try:
            if not self.connection.poll(seconds):
                self.close()
                raise LateError
            reply = self.connection.recv_bytes()
        except (EOFError, OSError):
            self.close()
            raise DiedError from None
        if reply[:1] == _BAD:
            raise FailedError(reply[1:].decode("utf-8", "replace"))
        return reply[1:]

    def close(self) -> None:
        """End the process, whatever it is at."""
        self.connection.close()
        self._process.kill()
        self._process.wait()


def answered(workers: Iterable[Worker]) -> list[Worker]:
    """Wait until one or more of these have answered or died, and give those."""
    by_connection = {worker.connection: worker for worker in workers}
    return [by_connection[ready] for ready in wait(list(by_connection)) if isinstance(ready, Connection)]


def serve(answer: str, file: int, memory: int | None) -> None:
    """Answer requests that come over a socket until it is closed: what a worker's process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory is not None:
        _limit(memory)
    module, _, name = answer.partition(":")
    function: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    with Connection(file) as connection, contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            request = connection.recv_bytes()
            try:
                reply = _GOOD + function(request)
            except MemoryError:
                reply = _BAD + b"needs too much memory"
            except Exception as error:
                reply = _BAD + f"{type(error).__name__}: {error}".encode("utf-8", "replace")
            connection.send_bytes(reply)
    # Libraries with threads of their own have been seen to hang at the end of a process.
    os._exit(0)


def _limit(memory: int) -> None:
    # Not on every system; there the deadline has to do.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
