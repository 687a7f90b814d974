"""The three flags of privacy, and how one moves another (contacts.md §15)."""

from collections.abc import Mapping

from kaartenbak.core.refusals import Refused

FLAGS = ("privacy_blocked", "minor", "parental_consent")


def after(before: Mapping[str, bool], changes: Mapping[str, bool]) -> dict[str, bool]:
    """The flags that really change when a user asks for `changes`, with what follows from them.

    Becoming a minor blocks. Consent is given for minors only; giving or withdrawing it blocks, so unblocking
    is a second step, which needs the consent. Who is no minor any more needs no consent; his block stays.
    """
    old = {flag: bool(before.get(flag)) for flag in FLAGS}
    new = old | {flag: bool(changes[flag]) for flag in FLAGS if flag in changes}
    if changes.get("parental_consent") and not new["minor"]:
        raise Refused("privacy.consent_only_for_minors", field="parental_consent")
    if old["minor"] and not new["minor"]:
        new["parental_consent"] = False
    elif new["minor"] > old["minor"] or new["parental_consent"] != old["parental_consent"]:
        new["privacy_blocked"] = True
    if old["privacy_blocked"] and not new["privacy_blocked"] and new["minor"] and not new["parental_consent"]:
        raise Refused("privacy.parental_consent_required", field="privacy_blocked")
    return {flag: new[flag] for flag in FLAGS if new[flag] != old[flag]}
