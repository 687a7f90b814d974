"""What is loaded when: a server answers sooner without what only programs ask for."""

import subprocess
import sys

from django.urls import resolve, reverse

from kaartenbak.config import endpoints

ONLY_FOR_PROGRAMS = ("ninja", "pydantic", "email_validator", "kaartenbak.config.endpoints")
PAGES = f"""
import sys
from kaartenbak.cli import program
program.load()
from kaartenbak.cli import serving
serving.load_before_the_fork()
from django.urls import resolve, reverse
assert resolve(reverse("search:list")).view_name == "search:list"
print(*(name for name in {ONLY_FOR_PROGRAMS!r} if name in sys.modules))
assert reverse("api:openapi-json") == "/api/v1/openapi.json"
print(*(name for name in ("ninja", "pydantic") if name in sys.modules))
"""

COMMAND_LINE = """
import sys
from kaartenbak.cli import program
program.load()
print(*(name for name in sys.modules if name.startswith("kaartenbak.") and ".views" in name))
"""


def test_pages_are_found_without_the_rest_interface_which_is_loaded_when_named():
    told = subprocess.run([sys.executable, "-c", PAGES], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines() == ["", "ninja pydantic"]


def test_an_address_of_the_rest_interface_leads_to_its_endpoint():
    assert reverse("api:openapi-json") == "/api/v1/openapi.json"
    assert resolve("/api/v1/openapi.json").namespace == "api"
    assert resolve("/api/v1/nothing/here").func in {each.callback for each in endpoints.urlpatterns}


def test_the_command_line_loads_nothing_that_draws_pages():
    told = subprocess.run([sys.executable, "-c", COMMAND_LINE], capture_output=True, text=True, check=True)

    assert told.stdout.split() == []
