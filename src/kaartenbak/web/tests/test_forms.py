"""A form hands its data to an operation and shows what the operation refuses."""

import pytest
from django import forms

from kaartenbak.core import messages
from kaartenbak.core.refusals import NotAllowed, Refused, Stale
from kaartenbak.web.forms import Dressed, OperationForm


class RangeForm(OperationForm):
    starts = forms.DateField()
    note = forms.CharField(required=False, max_length=10)


def refusing(refusal):
    def add_range(**arguments):
        raise refusal

    return add_range


@pytest.fixture(autouse=True)
def sentences(monkeypatch):
    texts = {"range.exists": "There is one on {starts} already.", "range.long": "Too long."}
    monkeypatch.setattr(messages, "TEXTS", messages.TEXTS | texts)


def test_the_operation_gets_the_cleaned_data_and_what_the_view_adds():
    form = RangeForm({"starts": "2026-07-01", "note": "fair"})

    ran = form.run(lambda **arguments: sorted(arguments), contact="CT1")

    assert ran
    assert (form.result, form.status) == (["contact", "note", "starts"], 200)


def test_data_that_cannot_be_read_never_reaches_the_operation():
    form = RangeForm({"starts": "the first of July"})

    ran = form.run(refusing(AssertionError("called")))

    assert not ran
    assert (list(form.errors), form.status) == (["starts"], 422)


def test_a_refusal_lands_on_the_field_it_names():
    form = RangeForm({"starts": "2026-07-01"})

    ran = form.run(refusing(Refused("range.exists", field="starts", starts="1 July")))

    assert not ran
    assert form.errors == {"starts": ["There is one on 1 July already."]}
    assert form.status == 422


def test_a_refusal_of_something_the_form_does_not_show_stands_above_it():
    form = RangeForm({"starts": "2026-07-01"})

    form.run(refusing(Refused("range.long", field="company")))

    assert form.non_field_errors() == ["Too long."]


def test_all_refusals_of_one_request_are_shown():
    form = RangeForm({"starts": "2026-07-01"})
    both = Refused.together(
        [Refused("range.exists", field="starts", starts="1 July"), Refused("range.long", field="note")]
    )

    form.run(refusing(both))

    assert form.errors == {"starts": ["There is one on 1 July already."], "note": ["Too long."]}


def test_a_card_that_was_changed_meanwhile_answers_409():
    form = RangeForm({"starts": "2026-07-01"})

    form.run(refusing(Stale("version.stale")))

    assert form.status == 409


def test_a_missing_permission_is_no_error_of_the_form():
    with pytest.raises(NotAllowed):
        RangeForm({"starts": "2026-07-01"}).run(refusing(NotAllowed("contacts.change")))


def test_a_field_that_is_wrong_says_so_to_the_eye_and_to_the_ear():
    form = RangeForm({"starts": ""})

    html = str(form)

    assert 'aria-invalid="true" aria-describedby="id_starts_error"' in html
    assert '<div id="id_starts_error">' in html


def test_a_form_of_djangos_own_can_wear_the_same_clothes():
    class SignInForm(Dressed, forms.Form):
        language = forms.ChoiceField(choices=[("nl", "Nederlands")])

    assert SignInForm()["language"].as_widget().startswith('<select name="language" class="select"')
