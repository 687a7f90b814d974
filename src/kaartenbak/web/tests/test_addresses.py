"""Addresses made from their shape are those that Django finds."""

import pytest
from django.urls import reverse

from kaartenbak.web.addresses import address


@pytest.mark.parametrize(
    ("view", "values"),
    [
        ("search:list", ()),
        ("contacts:card", ("CT000001",)),
        ("contacts:card", ("A b+c&d=ë?#%{}",)),
        ("contacts:field", ("CT000001", "street_2")),
        ("contacts:channel", ("CT000001", 7)),
        ("contacts:channel", ("CT000001", 123456789)),
    ],
)
def test_an_address_is_the_one_that_django_finds(view, values):
    assert address(view, *values) == reverse(view, args=values)
