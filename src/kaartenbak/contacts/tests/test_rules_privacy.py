import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.contacts.rules.privacy import FLAGS, after
from kaartenbak.core.refusals import Refused

ADULT = dict.fromkeys(FLAGS, False)
BLOCKED_MINOR = {"privacy_blocked": True, "minor": True, "parental_consent": False}
MINOR_WITH_CONSENT = {"privacy_blocked": True, "minor": True, "parental_consent": True}
FREE_MINOR = {"privacy_blocked": False, "minor": True, "parental_consent": True}


@pytest.mark.parametrize(
    ("case", "before", "changes", "changed"),
    [
        ("block", ADULT, {"privacy_blocked": True}, {"privacy_blocked": True}),
        (
            "unblock",
            ADULT | {"privacy_blocked": True},
            {"privacy_blocked": False},
            {"privacy_blocked": False},
        ),
        ("a minor is blocked", ADULT, {"minor": True}, {"minor": True, "privacy_blocked": True}),
        (
            "a minor is blocked whatever else was asked",
            ADULT,
            {"minor": True, "privacy_blocked": False},
            {"minor": True, "privacy_blocked": True},
        ),
        ("consent does not unblock", BLOCKED_MINOR, {"parental_consent": True}, {"parental_consent": True}),
        (
            "consent and unblocking are two steps",
            BLOCKED_MINOR,
            {"parental_consent": True, "privacy_blocked": False},
            {"parental_consent": True},
        ),
        (
            "then he can be unblocked",
            MINOR_WITH_CONSENT,
            {"privacy_blocked": False},
            {"privacy_blocked": False},
        ),
        (
            "withdrawing consent blocks again",
            FREE_MINOR,
            {"parental_consent": False},
            {"parental_consent": False, "privacy_blocked": True},
        ),
        (
            "grown up, still blocked",
            MINOR_WITH_CONSENT,
            {"minor": False},
            {"minor": False, "parental_consent": False},
        ),
        ("grown up and free", FREE_MINOR, {"minor": False}, {"minor": False, "parental_consent": False}),
        (
            "grown up and unblocked at once",
            BLOCKED_MINOR,
            {"minor": False, "privacy_blocked": False},
            {"minor": False, "privacy_blocked": False},
        ),
        (
            "a minor with consent from the start is blocked",
            ADULT,
            {"minor": True, "parental_consent": True},
            {"minor": True, "parental_consent": True, "privacy_blocked": True},
        ),
        ("the same again changes nothing", FREE_MINOR, {"minor": True, "parental_consent": True}, {}),
        ("nothing", FREE_MINOR, {}, {}),
    ],
)
def test_one_flag_moves_another(case, before, changes, changed):
    assert after(before, changes) == changed, case


def test_a_minor_without_consent_cannot_be_unblocked():
    with pytest.raises(Refused) as refusal:
        after(BLOCKED_MINOR, {"privacy_blocked": False})

    assert (refusal.value.key, refusal.value.field) == (
        "privacy.parental_consent_required",
        "privacy_blocked",
    )


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (ADULT, {"parental_consent": True}),
        (ADULT, {"parental_consent": True, "minor": False}),
        (FREE_MINOR, {"parental_consent": True, "minor": False}),
    ],
)
def test_consent_is_for_minors_only(before, changes):
    with pytest.raises(Refused) as refusal:
        after(before, changes)

    assert (refusal.value.key, refusal.value.field) == ("privacy.consent_only_for_minors", "parental_consent")


@given(st.lists(st.dictionaries(st.sampled_from(FLAGS), st.booleans()), max_size=6))
def test_no_way_leads_to_a_free_minor_without_consent(requests):
    flags = ADULT
    for request in requests:
        try:
            flags = flags | after(flags, request)
        except Refused:
            continue
        assert flags["privacy_blocked"] or not flags["minor"] or flags["parental_consent"]
        assert flags["minor"] or not flags["parental_consent"]
