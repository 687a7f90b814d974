"""The description of the interface holds: schemathesis sends the running server what it allows and what it does not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conformance.conftest import Register

PROGRAM = Path(sys.executable).with_name("schemathesis")
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEED = "20261123"
# How many requests of each phase an endpoint gets.
EXAMPLES = {"coverage": "1", "fuzzing": "6", "stateful": "25"}
# Where every value is tried, the countries and number series stand for all tables, mailing groups and web sources for all
# groupings, and the list for its exports.
ALIKE = (
    "^/api/v1/(currencies|organizational-levels|territories|languages|salespeople|exports/"
    "|(contacts/{ref}/)?(industry-groups|business-relations|job-responsibilities))"
)

CONFIG = """
workers = 1
request-timeout = 180
continue-on-failure = true

[auth.openapi.token]
bearer = "{token}"

[warnings]
enabled = false

[generation]
database = "none"

[phases.coverage]
unexpected-methods = ["PUT", "TRACE"]

# A rule may refuse what has the right shape: `shape_as_described` looks at the reason.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 412, 422, 429]

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429]

{dictionaries}
"""


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["coverage", pytest.param("fuzzing", marks=pytest.mark.once), "stateful"])
def test_what_the_server_answers_is_what_the_description_says(
    register: Register, real_values: str, tmp_path: Path, phase: str
):
    config, description = tmp_path / "schemathesis.toml", tmp_path / "openapi.json"
    config.write_text(CONFIG.format(token=register.tokens["admin"], dictionaries=real_values))
    with register.caller("admin") as caller:
        description.write_bytes(caller.get("/openapi.json").content)
    options = ["--url", register.server.url, "--phases", phase, "--max-examples", EXAMPLES[phase]]
    options += ["--seed", SEED, "--no-color"]
    options += ["--exclude-path-regex", ALIKE] if phase == "coverage" else []

    done = subprocess.run(
        [PROGRAM, "--config-file", config, "run", description, *options],
        env=os.environ
        | {"SCHEMATHESIS_HOOKS": "tests.conformance.schemathesis_hooks", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr


@pytest.fixture(scope="module")
def real_values(register: Register) -> str:
    """Names of what is in the register for the parameters of addresses, so that requests reach what they are for."""
    with register.caller("admin") as caller:
        tables = {
            path.split("/")[3]
            for path in caller.get("/openapi.json").json()["paths"]
            if path.endswith("/{code}") and "{ref}" not in path
        }
        operations = [str(each["id"]) for each in items(caller, "operations")]
        found = addresses(caller) + bound(
            "ref", "/contacts/", [each["number"] for each in items(caller, "contacts")]
        )
        found += bound("id", "/operations/", operations)
        for table in sorted(tables):
            found += bound("code", f"/{table}/", [each["code"] for each in items(caller, table)])
    return found


def items(caller: httpx.Client, path: str, **filters: str) -> list[dict[str, Any]]:
    return list(caller.get(f"/{path}", params={"limit": "100"} | filters).json()["items"])


def addresses(caller: httpx.Client) -> str:
    """Names of alternative addresses and of their periods, of somebody who has several."""
    card = items(caller, "contacts", q="isabelle thiry")[0]["number"]
    codes = [each["code"] for each in items(caller, f"contacts/{card}/addresses")]
    periods = [each for code in codes for each in items(caller, f"contacts/{card}/addresses/{code}/ranges")]
    below = "/contacts/[^/]+/addresses/"
    return (
        bound("ref", below, [card])
        + bound("code", below, codes)
        + bound("start", f"{below}[^/]+/ranges/", [each["start"] for each in periods])
    )


def bound(parameter: str, below: str, values: list[str]) -> str:
    """The part of the configuration that gives a parameter one of these values, if there are any, nine times out of ten."""
    if not values:
        return ""
    name = f"{parameter}{''.join(sign if sign.isalpha() else '-' for sign in below)}"
    return f"""
[dictionaries.{name}]
values = {json.dumps(values, ensure_ascii=False)}

[[operations]]
include-path-regex = "^/api/v1{below}"
parameters = {{ "path.{parameter}" = {{ dictionary = "{name}", probability = 0.9 }} }}
"""
