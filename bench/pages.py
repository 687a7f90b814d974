"""How fast the pages are: the real server, a signed-in browser's requests over the loopback.

    python -m bench.pages [CONTACTS]                                on SQLite in a temporary folder
    python -m tools.postgres python -m bench.pages [CONTACTS]       on a throw-away PostgreSQL

What the filling leaves to a worker, such as the comparing of the new cards, is done before; a server would do it meanwhile.
One connection tells the time of an answer, eight tell how many a second. "on the server" is the processor time that the
server's processes spent on each answer. `start` is the time from `kaartenbak serve` on the filled register to its first
answer.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

import httpx

from bench.filling import HEAVY, NAME, PASSWORD
from kaartenbak.testing.installation import Installation, Server, an_installation

ROUNDS = 150
SECONDS = 6
CONNECTIONS = 8
PAGES = {
    "contact list of 50": "/",
    "list, second page": "",
    "list of companies": "/?kind=company",
    "list, sorted by change": "/?sort=-changed",
    "search: two words": "/?q=bakker+gent",
    "card of a company with people": "",
    "card of a person": "",
    "card with 50 addresses, 200 periods, 100 codes": "",
}


def main(count: int) -> None:
    """Fill, serve, measure and print."""
    with (
        tempfile.TemporaryDirectory(prefix="kaartenbak-bench-") as folder,
        an_installation(Path(folder)) as place,
    ):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bench.filling", str(count)], env=place.environment, check=True)
        filled = time.perf_counter() - begun
        place.run("worker", "--once")
        server, started = started_server(place)
        print(
            f"{count} contacts (filled in {filled:.0f} s), first answer of the server after {started:.2f} s"
        )
        print(f"memory of the server before: {memory(server)} MB")
        measure(server)
        print(f"memory of the server after: {memory(server)} MB")


def started_server(place: Installation) -> tuple[Server, float]:
    """The server on the filled register, and the seconds to its first answer; the first start has set the home folder up."""
    place.serve("--workers", "2").stop()
    begun = time.perf_counter()
    server = place.serve("--workers", "2")
    return server, time.perf_counter() - begun


def measure(server: Server) -> None:
    """Print a line for each page, then the rate of the list."""
    browser = signed_in(server)
    pages = PAGES | found_on_list(browser)
    for path in pages.values():
        timed(browser, path, rounds=10)
    print(f"{'page':48} {'p50 ms':>8} {'p95 ms':>8} {'on the server':>14} {'kB':>6}")
    for name, path in pages.items():
        before = processor_time(server)
        times, size = timed(browser, path, rounds=ROUNDS)
        spent = (processor_time(server) - before) / ROUNDS * 1000
        p50, p95 = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
        print(f"{name:48} {p50:8.1f} {p95:8.1f} {spent:14.1f} {size / 1000:6.0f}", flush=True)
    print(f"{rate(server, dict(browser.cookies)):.0f} list pages a second with {CONNECTIONS} connections")


def signed_in(server: Server) -> httpx.Client:
    """A client with the cookies of somebody who signed in."""
    browser = httpx.Client(base_url=server.url, follow_redirects=True, timeout=60)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/sign-in/").text)
    assert token, "the sign-in page has no form"
    answer = browser.post(
        "/sign-in/", data={"csrfmiddlewaretoken": token[1], "username": NAME, "password": PASSWORD}
    )
    assert answer.status_code == 200
    return browser


def found_on_list(browser: httpx.Client) -> dict[str, str]:
    """The addresses that only the list itself can tell."""
    first = browser.get("/?kind=company").text
    people = browser.get("/?kind=person&q=bakker").text
    heavy = browser.get("/", params={"q": HEAVY}).text
    second = re.search(r'rel="next" href="(\?[^"]*at=[^"]*)"', browser.get("/").text)
    assert second, "no second page"
    return {
        "list, second page": "/" + second[1].replace("&amp;", "&"),
        "card of a company with people": first_card(first),
        "card of a person": first_card(people),
        "card with 50 addresses, 200 periods, 100 codes": first_card(heavy),
    }


def first_card(page: str) -> str:
    """The address of the first card on a list."""
    found = re.search(r'class="row-link" href="(/contacts/[^"/]+/)"', page)
    assert found, "no card on the list"
    return found[1]


def timed(browser: httpx.Client, path: str, *, rounds: int) -> tuple[list[float], int]:
    """The milliseconds of each of many requests, and the size of the answer."""
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        answer = browser.get(path)
        found.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, answer.text[:500]
    return found, len(answer.content)


def rate(server: Server, cookies: dict[str, str]) -> float:
    """How many list pages a second eight connections get."""
    until = time.perf_counter() + SECONDS

    def ask(_number: int) -> int:
        with httpx.Client(base_url=server.url, cookies=cookies, timeout=60) as browser:
            done = 0
            while time.perf_counter() < until:
                assert browser.get("/").status_code == 200
                done += 1
            return done

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(ask, range(CONNECTIONS))) / SECONDS


def processes(server: Server) -> list[str]:
    """The keys of the server's processes."""
    command = ["ps", "-o", "pid=", "-g", str(server.process.pid)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def processor_time(server: Server) -> float:
    """The seconds that the server's processes together have spent so far."""
    ticks = 0
    for pid in processes(server):
        # After the name, which is in parentheses, the 12th and 13th field are the time of the program and of the system.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(server: Server) -> int:
    """The private memory of the server's processes together, in MB."""
    kilobytes = 0
    for pid in processes(server):
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        if rollup.exists():
            kilobytes += sum(int(n) for n in re.findall(r"Private_\w+:\s+(\d+) kB", rollup.read_text()))
    return kilobytes // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
