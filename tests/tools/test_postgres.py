"""The throw-away PostgreSQL is really there, and really gone afterwards."""

from pathlib import Path

import psycopg
import pytest

from tools import postgres

pytestmark = pytest.mark.slow


def test_a_cluster_serves_until_the_end_of_the_block_and_leaves_nothing():
    with postgres.throw_away_cluster() as address, psycopg.connect(address) as connection:
        [(encoding, folder)] = connection.execute(
            "SELECT current_setting('server_encoding'), current_setting('data_directory')"
        ).fetchall()
        owner = Path(folder).stat().st_uid

    assert encoding == "UTF8"
    assert owner != 0
    assert not Path(folder).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_command_gets_the_address(capfd, monkeypatch):
    monkeypatch.setattr("sys.argv", ["postgres", "sh", "-c", f"echo ${postgres.VARIABLE}; exit 3"])

    assert postgres.main() == 3
    assert capfd.readouterr().out.startswith("postgresql://kaartenbak:")
