"""Every table that points at a contact says what becomes of its rows when the contact goes."""

from django.apps import apps
from django.db.models import UniqueConstraint

from kaartenbak.config import assembly
from kaartenbak.core.parts import Part


def links_to_contacts() -> set[tuple[str, str]]:
    contact = apps.get_model("contacts", "Contact")
    return {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is contact and model is not contact
    }


def test_every_table_with_a_contact_has_a_part():
    declared = {(part.model, part.link) for capability in assembly.PARTS for part in capability.PARTS}

    assert links_to_contacts() == declared
    assert declared


def unique_beside_the_contact(part: Part) -> set[tuple[str, ...]]:
    """What the database lets occur once per contact in the table of a part."""
    declared = apps.get_model(part.model)._meta.constraints
    fields = [tuple(each.fields) for each in declared if isinstance(each, UniqueConstraint)]
    return {tuple(name for name in names if name != part.link) for names in fields if part.link in names}


def test_a_part_tells_what_may_occur_once_so_that_a_merge_finds_what_clashes():
    parts = [part for capability in assembly.PARTS for part in capability.PARTS]

    for part in parts:
        assert unique_beside_the_contact(part) == ({part.unique_by} if part.unique_by else set()), part.model
