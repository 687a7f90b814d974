"""How fast the REST interface is, and what it costs beside bare views of the framework that answer the same JSON.

    python -m bench.rest [CONTACTS]                                on SQLite in a temporary folder
    python -m tools.postgres python -m bench.rest [CONTACTS]       on a throw-away PostgreSQL

Two servers with one process each answer one connection, in turns: the program with everything it does (token, rights,
language, checks, ETag), and `bench.bare` without middleware and sign-in.
"""

import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from bench.filling import NAME
from kaartenbak.testing.installation import Installation, an_installation, answers, free_port

ROUNDS = 300
BAR = 3.0


class Caller:
    """One connection to a server that stays open."""

    def __init__(self, url: str, **headers: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc)
        self.headers = headers

    def get(self, path: str) -> bytes:
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body[:500]
        return body


def main(count: int) -> int:
    """Fill, serve, measure and print; how many ratios miss the bar."""
    with (
        tempfile.TemporaryDirectory(prefix="kaartenbak-bench-") as folder,
        an_installation(Path(folder)) as place,
    ):
        subprocess.run([sys.executable, "-m", "bench.filling", str(count)], env=place.environment, check=True)
        token = place.run("token", "create", "--user", NAME, "--read-only").stdout.strip()
        server = place.serve("--workers", "1")
        ours = Caller(server.url, Authorization=f"Bearer {token}")
        with bare_server(place) as url:
            return measure(ours, Caller(url), count)


@contextmanager
def bare_server(place: Installation) -> Iterator[str]:
    """The server of `bench.bare` on the same database."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--blocking-threads",
        "1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*command, "--log-level", "error", "bench.bare:application"], env=place.environment
    )
    try:
        while not answers(f"http://127.0.0.1:{port}/nothing"):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def measure(ours: Caller, bare: Caller, count: int) -> int:
    """A line for each address."""
    page = json.loads(ours.get("/api/v1/contacts?limit=50"))
    numbers = [card["number"] for card in page["items"]]
    print(f"{count} contacts")
    print(f"{'':28} {'p50 ms':>7} {'p95 ms':>7} {'bare p50':>9} {'bare p95':>9} {'ratio':>6} {'kB':>5}")
    missed = 0
    missed += line("list of 50", ours, ["/api/v1/contacts?limit=50"], bare, ["/contacts"])
    missed += line(
        "one contact",
        ours,
        [f"/api/v1/contacts/{number}" for number in numbers],
        bare,
        [f"/contacts/{number}" for number in numbers],
    )
    deep = page["next"]
    for _ in range(100):
        deep = json.loads(ours.get(f"/api/v1/contacts?limit=50&fields=number&cursor={deep}"))["next"]
    line("page 100 of the list", ours, [f"/api/v1/contacts?limit=50&cursor={deep}"])
    line("list of 500", ours, ["/api/v1/contacts?limit=500"])
    line("two fields of 50", ours, ["/api/v1/contacts?limit=50&fields=number,name"])
    line("search: two words", ours, ["/api/v1/search?q=bakker+gent&limit=50"])
    line("changes", ours, ["/api/v1/changes?limit=500"])
    return missed


def line(
    name: str, ours: Caller, paths: list[str], bare: Caller | None = None, bare_paths: list[str] | None = None
) -> int:
    """Measure and print one line; 1 when its ratio misses the bar."""
    times: dict[Caller, list[float]] = {ours: []} | ({bare: []} if bare else {})
    size = 0
    for turn in range(ROUNDS + 20):
        for caller, found in times.items():
            asked = paths if caller is ours else bare_paths or []
            begun = time.perf_counter()
            body = caller.get(asked[turn % len(asked)])
            if turn >= 20:
                found.append((time.perf_counter() - begun) * 1000)
            size = len(body) if caller is ours else size
    p50, p95 = middle_and_tail(times[ours])
    told = f"{name:28} {p50:7.2f} {p95:7.2f}"
    if bare is None:
        print(f"{told} {'':9} {'':9} {'':6} {size / 1000:5.0f}", flush=True)
        return 0
    bare_p50, bare_p95 = middle_and_tail(times[bare])
    print(f"{told} {bare_p50:9.2f} {bare_p95:9.2f} {p50 / bare_p50:6.2f} {size / 1000:5.0f}", flush=True)
    return int(p50 / bare_p50 > BAR)


def middle_and_tail(times: list[float]) -> tuple[float, float]:
    """The median and the 95th of a hundred."""
    found = quantiles(times, n=20)
    return found[9], found[18]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
