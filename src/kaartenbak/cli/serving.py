"""The processes of a server: those that answer, one that works in the background, and this one, which minds them."""

import ctypes
import gc
import importlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from kaartenbak.cli import program
from kaartenbak.cli.working import Beside
from kaartenbak.core.refusals import Refused

APPLICATION = "kaartenbak.config.wsgi"
# Each has a connection to the database; without a limit there would be hundreds.
THREADS = 4
SECONDS_OF_REST = 600
# A page makes thousands of objects and leaves hardly any in cycles; Python would look for those several times a page.
OBJECTS_PER_COLLECTION = 50_000
SECONDS_TO_FINISH = 10
PR_SET_PDEATHSIG = 1


def serve(host: str, port: int, *, workers: int, worker: bool, ready: Callable[[], None]) -> None:
    """Serve until somebody stops it; `ready` is called when the server listens. With `worker`, a background worker beside it."""
    load_before_the_fork()
    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=SECONDS_OF_REST,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.error,
    )
    server.on_startup(ready)
    if worker:
        beside = Beside()
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    server.serve(target_loader=application, wrap_loader=False)


def load_before_the_fork() -> None:
    """Import here what pages need, so that the processes share one copy of it and answer at once."""
    with program.nothing_to_collect():
        importlib.import_module(APPLICATION)
        importlib.import_module(settings.ROOT_URLCONF)
    connections.close_all()


def application() -> Any:
    """The application, for a process that answers."""
    end_with_the_parent()
    gc.set_threshold(OBJECTS_PER_COLLECTION, *gc.get_threshold()[1:])
    request_finished.connect(load_what_programs_ask_for)
    return importlib.import_module(APPLICATION).application


def load_what_programs_ask_for(**_sent: object) -> None:
    """After the first answer, load the REST interface beside the next ones, so that nobody waits for it."""
    if request_finished.disconnect(load_what_programs_ask_for):
        threading.Thread(target=importlib.import_module, args=(settings.REST_URLCONF,), daemon=True).start()


def end_with_the_parent() -> None:
    """Let this process end when its parent does, also when that one is killed; otherwise it would keep the port."""
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent is not None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent.pid:
            os.kill(os.getpid(), signal.SIGTERM)


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the server."""
    base = str(settings.BASE_URL)
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return base or f"http://{shown}:{port}/"


def refuse_taken(host: str, port: int) -> None:
    """Refuse an address that somebody else listens on, or that is none of this machine's."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
    except OSError as failure:
        raise Refused("cli.port", field="port", host=host, port=port, reason=failure.strerror) from failure
