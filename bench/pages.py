"""How fast the pages are: the real server, a signed-in browser's requests over the loopback.

    python -m bench.pages [CONTACTS]                                on SQLite in a temporary folder
    python -m tools.postgres python -m bench.pages [CONTACTS]       on a throw-away PostgreSQL

One connection tells the time of an answer, eight tell how many a second. `start` is the time from `kaartenbak serve` on the
filled register to its first answer.
"""

import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

import httpx

from bench.filling import NAME, PASSWORD
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
    print(f"{'page':34} {'p50 ms':>8} {'p95 ms':>8} {'kB':>6}")
    for name, path in (PAGES | found_on_list(browser)).items():
        times, size = timed(browser, path)
        p50, p95 = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
        print(f"{name:34} {p50:8.1f} {p95:8.1f} {size / 1000:6.0f}", flush=True)
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
    after = re.search(r'href="(\?[^"]*after=[^"]*)"', browser.get("/").text)
    company = re.search(r'href="(/contacts/[^"/]+/)"', first)
    person = re.search(r'href="(/contacts/[^"/]+/)"', people)
    assert company, "no company on the list"
    assert person, "no person on the list"
    return {
        "list, second page": "/" + after[1].replace("&amp;", "&") if after else "/",
        "card of a company with people": company[1],
        "card of a person": person[1],
    }


def timed(browser: httpx.Client, path: str) -> tuple[list[float], int]:
    """The milliseconds of each of many requests, and the size of the answer."""
    for _ in range(10):
        answer = browser.get(path)
    assert answer.status_code == 200, answer.text[:500]
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        browser.get(path)
        found.append((time.perf_counter() - begun) * 1000)
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


def memory(server: Server) -> int:
    """The private memory of the server's processes together, in MB."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "-g", str(server.process.pid)], capture_output=True, text=True, check=True
    )
    kilobytes = 0
    for pid in listed.stdout.split():
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        if rollup.exists():
            kilobytes += sum(int(n) for n in re.findall(r"Private_\w+:\s+(\d+) kB", rollup.read_text()))
    return kilobytes // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
