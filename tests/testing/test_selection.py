"""A test runs on both databases when it reaches one."""

import pytest
from django.test import TestCase

from kaartenbak.testing.selection import reaches_the_database


def test_one_that_touches_no_database_runs_once(request):
    assert not reaches_the_database(request.node)


@pytest.mark.django_db
def test_one_with_the_mark_runs_on_both(request):
    assert reaches_the_database(request.node)


def test_one_with_the_fixture_of_a_function_runs_on_both(request, db):
    assert reaches_the_database(request.node)


def test_one_that_gets_it_from_a_fixture_of_a_fixture_runs_on_both(request, an_office):
    assert reaches_the_database(request.node)


@pytest.fixture
def an_office(transactional_db):
    """A fixture as a test may have it."""


class OfTheFrameworkTest(TestCase):
    @pytest.fixture(autouse=True)
    def _asked(self, request):
        self.request = request

    def test_one_of_a_class_of_the_framework_runs_on_both(self):
        assert reaches_the_database(self.request.node)


@pytest.mark.once
@pytest.mark.django_db
def test_one_that_is_marked_runs_once_whatever_it_reaches(request):
    assert not reaches_the_database(request.node)
