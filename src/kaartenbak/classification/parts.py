"""What a contact owns here, and what becomes of it."""

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.core.parts import OnDelete, Part

PARTS = [
    Part(
        f"classification.{grouping.assignments.__name__}",
        OnDelete.GO_ALONG,
        unique_by=("code",),
        only_for=grouping.rule.only_for,
        counted=grouping.name,
        of_employer=grouping.rule.of_employer,
        called=grouping.codes._meta.label,
    )
    for grouping in GROUPINGS.values()
]
