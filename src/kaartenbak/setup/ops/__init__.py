"""What can be done to the setup."""

from kaartenbak.setup.ops.codes import change_code, create_code, delete_code
from kaartenbak.setup.ops.filling import seed
from kaartenbak.setup.ops.formulas import add_formula, change_formula, delete_formula
from kaartenbak.setup.ops.numbers import take_number, take_numbers
from kaartenbak.setup.ops.postcodes import change_postcode, create_postcode, delete_postcode, load_postcodes
from kaartenbak.setup.ops.switches import change_setup

__all__ = [
    "add_formula",
    "change_code",
    "change_formula",
    "change_postcode",
    "change_setup",
    "create_code",
    "create_postcode",
    "delete_code",
    "delete_formula",
    "delete_postcode",
    "load_postcodes",
    "seed",
    "take_number",
    "take_numbers",
]
