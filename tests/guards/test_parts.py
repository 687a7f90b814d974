"""Every table that points at a contact says what becomes of its rows when the contact goes."""

from django.apps import apps

from kaartenbak.config import assembly


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
