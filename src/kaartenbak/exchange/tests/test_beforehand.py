"""What is said of rows before the register is asked."""

from kaartenbak.exchange.ops.beforehand import look_over
from kaartenbak.exchange.rules.card import Channel
from kaartenbak.exchange.rules.offer import Offer

GOOD, BAD = Channel("email", "work", " an@example.be "), Channel("email", "", "an at example")


def test_texts_and_channels_pass_in_the_form_the_register_keeps_them():
    row = Offer(2, "person", {"name": "An  Peeters ", "postcode": "9000 aa"}, channels=(GOOD,))

    passed = look_over([row])

    assert passed.values == {("name", "An  Peeters "): "An  Peeters", ("postcode", "9000 aa"): "9000 AA"}
    assert passed.channels == {GOOD: ("email", "work", "an@example.be")}


def test_what_a_rule_refuses_and_what_the_register_has_to_be_asked_is_left():
    row = Offer(2, "person", {"job_title": "x" * 300, "language": "NLB", "city": "\x01"}, channels=(BAD,))

    passed = look_over([row])

    assert (passed.values, passed.channels) == ({}, {})
