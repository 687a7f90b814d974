"""The setup for programs (api.md §4 and §5)."""

from kaartenbak.setup.api import codes, formulas, postcodes, switches
from kaartenbak.setup.tables import TABLES

routers = (
    switches.router,
    *(codes.router_of(spec) for spec in TABLES.values()),
    formulas.router,
    postcodes.router,
)
