"""An installation for one test: a home folder, an empty database of the kind under test, the real program.

For what only a separate process shows: a server that is killed, many clients, commands as a user types them.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from kaartenbak.testing import originals
from kaartenbak.testing.originals import in_cluster

PROGRAM = str(Path(sys.executable).parent / "kaartenbak")
SECONDS_TO_START = 180
SECONDS_TO_STOP = 60


@dataclass
class Server:
    """A running `kaartenbak serve`."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """Like a power cut: the server and all its workers are gone at once, without a chance to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """What Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass
class Installation:
    """A home folder and a database that nothing else uses."""

    home: Path
    environment: dict[str, str]
    servers: list[Server] = field(default_factory=list)

    def begin(self, *options: str) -> None:
        """Become what `kaartenbak init` with `options` makes of an empty machine."""
        self.become("-".join(("init", *(option.strip("-") for option in options))), run_init(options))

    def become(self, name: str, fill: Callable[["Installation"], None]) -> None:
        """Become what `fill` makes of an empty machine: made once in a run, under this name, and copied from then on."""
        originals.copy_to(self.home, self.environment, name, lambda *place: fill(Installation(*place)))

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run `kaartenbak` with `arguments` to its end."""
        command = [PROGRAM, *arguments]
        return subprocess.run(command, env=self.environment, input=stdin, capture_output=True, text=True)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `kaartenbak` with `arguments` in a process group of its own and go on."""
        with (self.home.parent / "log").open("ab") as log:
            return subprocess.Popen(
                [PROGRAM, *arguments], env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def serve(self, *options: str) -> Server:
        """A server that answers."""
        port = free_port()
        process = self.start("serve", "--port", str(port), *options)
        server = Server(f"http://127.0.0.1:{port}", process, self.home.parent / "log")
        self.servers.append(server)
        wait_for_answer(server)
        return server


def run_init(options: tuple[str, ...]) -> Callable[[Installation], None]:
    def fill(place: Installation) -> None:
        done = place.run("init", *options)
        assert done.returncode == 0, done.stderr

    return fill


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with an_installation(tmp_path) as made:
        yield made


@contextmanager
def an_installation(folder: Path) -> Iterator[Installation]:
    """An installation in `folder`; its servers stop and its database goes at the end of the block."""
    home = folder / "home"
    environment = os.environ | {"KAARTENBAK_HOME": str(home)}
    cluster = environment.pop("KAARTENBAK_DATABASE_URL", "")
    name = f"kaartenbak_{uuid4().hex}"
    if cluster.startswith("postgres"):
        in_cluster(cluster, f'CREATE DATABASE "{name}"')
        environment["KAARTENBAK_DATABASE_URL"] = urlsplit(cluster)._replace(path=f"/{name}").geturl()
    made = Installation(home, environment)
    try:
        yield made
    finally:
        for server in made.servers:
            server.stop()
        if cluster.startswith("postgres"):
            in_cluster(cluster, f'DROP DATABASE "{name}" WITH (FORCE)')


def wait_for_answer(server: Server) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(server.url):
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The server did not start:\n{server.log.read_text(errors='replace')}")
        time.sleep(0.05)


def answers(url: str) -> bool:
    """Whether a server is there; an answer that refuses is an answer too."""
    try:
        urllib.request.urlopen(url, timeout=60).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
