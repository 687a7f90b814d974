"""CardDAV: what a phone waits for, beside Radicale in the same run.

    python -m bench.carddav [CONTACTS]                                on SQLite in a temporary folder
    python -m tools.postgres python -m bench.carddav [CONTACTS]       on a throw-away PostgreSQL

Radicale is installed from the registry into the temporary folder, and gets the cards that Kaartenbak gives. Both run as a
server of their own; the times are those of one client on the loopback. vdirsyncer then fetches the whole book from each: its
own processor time is what no server can save it.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import quantiles

import httpx

from bench.filling import NAME
from bench.pages import memory, processor_time, started_server
from kaartenbak.testing.installation import Server, an_installation, free_port

RADICALE = "radicale==3.7.1"
ROUNDS = 40
CHOOSE = f"""
from kaartenbak.accounts.ops import create_app_password
from kaartenbak.accounts.queries import actor_of, user_named
from kaartenbak.carddav.ops.access import set_access_of
from kaartenbak.carddav.ops.books import choose_books
from kaartenbak.core.actor import SYSTEM

user = user_named({NAME!r})
choose_books(user=user, chosen=["all"], by=actor_of(user))
set_access_of(user=user, values={{"all": "direct"}}, by=SYSTEM)
print(user.pk, create_app_password(user=user, device="bench", by=actor_of(user)).password)
"""
SYNC = (
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>'
    "<D:prop><D:getetag/></D:prop></D:sync-collection>"
)
TOKEN = re.compile(r"<(?:\w+:)?sync-token>([^<]+)</")
HREF = re.compile(r"<(?:\w+:)?href>([^<]+\.vcf)</")
LISTING = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'
SETTINGS = """
[general]
status_path = "{folder}/status/"

[pair contacts]
a = "here"
b = "there"
collections = ["all"]

[storage here]
type = "filesystem"
path = "{folder}/cards/"
fileext = ".vcf"

[storage there]
type = "carddav"
url = "{url}"
username = "{name}"
password = "{password}"
"""


@dataclass(frozen=True)
class Book:
    """An address book on a server."""

    server: Server
    url: str
    path: str
    name: str
    password: str

    def connected(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, auth=(self.name, self.password), timeout=600)


def main(count: int) -> None:
    """Fill, serve, give the same cards to Radicale, measure both."""
    with (
        tempfile.TemporaryDirectory(prefix="kaartenbak-bench-") as folder,
        an_installation(Path(folder) / "home") as place,
    ):
        subprocess.run([sys.executable, "-m", "bench.filling", str(count)], env=place.environment, check=True)
        made = place.run("manage", "shell", "-v", "0", "-c", CHOOSE)
        assert made.returncode == 0, made.stderr
        user, password = made.stdout.split()
        server, _ = started_server(place)
        ours = Book(server, server.url, f"/dav/books/{user}/all/", NAME, password)
        spent = processor_time(server)
        measure("Kaartenbak", ours, Path(folder))
        print(
            f"  processor time of the server {processor_time(server) - spent:.1f} s, memory {memory(server)} MB"
        )
        cards = place.run("export", "-", "--format", "vcard")
        server.stop()
        with radicale(Path(folder), cards.stdout) as theirs:
            measure("Radicale", theirs, Path(folder))


@contextmanager
def radicale(folder: Path, cards: str) -> Iterator[Book]:
    """Radicale with the same cards in a book."""
    home = folder / "radicale"
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    subprocess.run([home / "bin" / "pip", "install", "--quiet", RADICALE], check=True)
    port = free_port()
    options = [f"--server-hosts=127.0.0.1:{port}", f"--storage-filesystem-folder={home / 'cards'}"]
    options += ["--auth-type=none", "--server-max-content-length=1000000000", "--logging-level=error"]
    command = [home / "bin" / "python", "-m", "radicale", *options]
    process = subprocess.Popen(command, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    book = Book(Server(url, process, folder / "radicale.log"), url, "/bench/all/", "bench", "bench")
    try:
        with book.connected() as client:
            until_it_answers(client)
            kind = {"Content-Type": "text/vcard; charset=utf-8"}
            client.put(book.path, content=cards.encode(), headers=kind).raise_for_status()
        yield book
    finally:
        process.terminate()
        process.wait()


def until_it_answers(client: httpx.Client) -> None:
    for _ in range(100):
        try:
            client.get("/")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("Radicale did not start")


def measure(name: str, book: Book, folder: Path) -> None:
    """Print a line for each thing that a program waits for."""
    with book.connected() as client:
        listing = client.request("PROPFIND", book.path, content=LISTING, headers={"Depth": "1"})
        print(f"\n{name}: {len(HREF.findall(listing.text))} cards")
        tell = partial(told, book.server)
        tell("full listing with ETags", lambda: listed(client, book), rounds=7)
        made = iter(range(10_000))
        tell("PUT of a new card", lambda: put(client, book, f"new-{next(made)}"))
        token = token_of(sync(client, book, ""))
        tell("sync with nothing new", lambda: sync(client, book, token))
        for number in range(10):
            put(client, book, f"new-{number}", title="Changed")
        tell("sync after 10 changes", lambda: sync(client, book, token))
    wall, own = first_sync(name, book, folder)
    print(
        f"  first sync by vdirsyncer: {wall:.1f} s, of which its own processor time {own:.1f} s: {wall / own:.2f} times"
    )


def listed(client: httpx.Client, book: Book) -> None:
    client.request("PROPFIND", book.path, content=LISTING, headers={"Depth": "1"}).raise_for_status()


def put(client: httpx.Client, book: Book, uid: str, title: str = "") -> None:
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{uid}",
        f"N:{uid};Nieuw;;;",
        f"FN:Nieuw {uid}",
        f"TEL:+32 9 {100_000 + int(uid.partition('-')[2]):07}",
    ]
    lines += [f"TITLE:{title}"] if title else []
    text = "\r\n".join([*lines, "END:VCARD", ""])
    kind = {"Content-Type": "text/vcard; charset=utf-8"}
    client.put(f"{book.path}{uid}.vcf", content=text.encode(), headers=kind).raise_for_status()


def sync(client: httpx.Client, book: Book, token: str) -> str:
    answer = client.request("REPORT", book.path, content=SYNC.format(token=token), headers={"Depth": "0"})
    answer.raise_for_status()
    return answer.text


def token_of(text: str) -> str:
    """The token of the book as it is now."""
    found: list[str] = TOKEN.findall(text)
    assert found, text[-300:]
    return found[-1]


def told(server: Server, what: str, work: Callable[[], object], *, rounds: int = ROUNDS) -> None:
    """Do it often, and print how long it takes, and how long the server's processors are at it."""
    work()
    times, spent = [], processor_time(server)
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    cut, own = quantiles(times, n=20), (processor_time(server) - spent) * 1000 / rounds
    print(f"  {what:28} p50 {cut[9]:8.1f} ms   p95 {cut[18]:8.1f} ms   processor {own:8.1f} ms", flush=True)


def first_sync(name: str, book: Book, folder: Path) -> tuple[float, float]:
    """The seconds that vdirsyncer takes to fetch the whole book, by the clock and of its own process."""
    place = folder / f"vdirsyncer-{name}"
    (place / "cards").mkdir(parents=True)
    (place / "settings").write_text(
        SETTINGS.format(folder=place, url=f"{book.url}/", name=book.name, password=book.password)
    )
    program = [str(Path(sys.executable).parent / "vdirsyncer"), "-c", str(place / "settings")]
    subprocess.run([*program, "discover"], input="y\ny\ny\n", text=True, check=True, capture_output=True)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*program, "sync"], check=True, capture_output=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert any((place / "cards" / "all").iterdir())
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
