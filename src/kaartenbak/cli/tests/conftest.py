"""What the tests of commands begin with."""

import pytest

from kaartenbak.cli.tests.terminal import Terminal
from kaartenbak.testing.builders import a_setup


@pytest.fixture
def kaartenbak(db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The program, with a register that is set up."""
    a_setup()
    return Terminal(capsys, monkeypatch)
