"""Collecting leaves nothing that is looked through for garbage again and again."""

import gc

import pytest

from kaartenbak.testing import garbage


def test_while_tests_are_collected_nobody_looks_for_garbage():
    collecting = garbage.pytest_collection()

    next(collecting)
    looked_for_meanwhile = gc.isenabled()
    with pytest.raises(StopIteration) as ended:
        collecting.send(True)

    assert (looked_for_meanwhile, gc.isenabled(), ended.value.value) == (False, True, True)
    assert gc.get_freeze_count() > 0


def test_tests_are_collected_again_after_one_that_broke_off():
    collecting = garbage.pytest_collection()

    next(collecting)
    with pytest.raises(OSError, match="broke off"):
        collecting.throw(OSError("broke off"))

    assert gc.isenabled()
