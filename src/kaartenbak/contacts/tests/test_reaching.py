"""Numbers and addresses, notes, greetings and pictures on a card."""

import io

import pytest
from PIL import Image

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops import channels, comments, pictures
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.setup.models import Salutation, SalutationFormula
from kaartenbak.testing.builders import a_company, a_language, a_person, make
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db


def values(contact: Contact, kind: str) -> list[str]:
    return [c.value for c in Channel.objects.filter(contact=contact, kind=kind).order_by("position")]


def test_the_first_of_its_kind_is_the_main_one_and_another_can_take_its_place():
    company = a_company(phone="09 1")
    second = channels.add_channel(contact=company, kind="phone", value="09 2", label="Onthaal", by=EDITOR)

    channels.make_main(channel=second, by=EDITOR)

    assert values(company, "phone") == ["09 2", "09 1"]


def test_when_the_main_one_goes_the_next_takes_its_place():
    company = a_company(phone="09 1")
    channels.add_channel(contact=company, kind="phone", value="09 2", by=EDITOR)

    channels.remove_channel(channel=company.channels.get(position=1), by=EDITOR)

    assert [(c.position, c.value) for c in company.channels.all()] == [(1, "09 2")]


def test_a_phone_with_letters_is_refused_and_the_old_one_stays():
    company = a_company(phone="09 1")

    with pytest.raises(Refused) as refusal:
        change_contact(contact=company, values={"phone": "bel me"}, by=EDITOR)

    assert (refusal.value.key, values(company, "phone")) == ("phone.letters", ["09 1"])


def test_a_second_address_in_the_main_field_is_added_once():
    company = a_company(email="a@zaak.be")

    change_contact(contact=company, values={"email": "a@zaak.be; B@zaak.be"}, by=EDITOR)
    change_contact(contact=company, values={"email": "a@zaak.be; b@zaak.be"}, by=EDITOR)

    assert values(company, "email") == ["a@zaak.be", "B@zaak.be"]


def test_a_whole_list_of_channels_replaces_those_there_are():
    company = a_company(phone="09 1", email="a@zaak.be")

    change_contact(
        contact=company,
        values={
            "channels": [
                {"kind": "phone", "value": "09 2", "label": "Werk"},
                {"kind": "phone", "value": "09 3", "main": True},
            ]
        },
        by=EDITOR,
    )

    assert (values(company, "phone"), values(company, "email")) == (["09 3", "09 2"], [])


def test_the_first_note_of_a_day_carries_the_day():
    company = a_company()

    first = comments.add_comment(contact=company, text="Belde terug.\nWas vriendelijk.", by=EDITOR)
    second = comments.add_comment(contact=company, text="Stuurde offerte", code="off", by=EDITOR)

    assert (first.date, second.date, second.code) == (EDITOR.today, None, "OFF")
    assert first.text == "Belde terug.\nWas vriendelijk."


def a_greeted_person() -> Contact:
    man = make(instance=Salutation(code="M"), by=SYSTEM)
    text = "Geachte heer %1 %2"
    names = ["middle_name", "surname"]
    make(instance=SalutationFormula(salutation=man, type="formal", text=text, names=names), by=SYSTEM)
    return a_person("Jan Peeters", salutation="M")


def test_a_greeting_leaves_no_gap_for_a_name_that_is_missing():
    assert queries.greeting(a_greeted_person()) == "Geachte heer Peeters"


def test_no_formula_in_the_language_is_refused_but_a_letter_in_bulk_takes_the_default():
    a_language("FRB")
    person = a_greeted_person()
    change_contact(contact=person, values={"language": "FRB"}, by=EDITOR)
    person = Contact.objects.get(pk=person.pk)

    with pytest.raises(Refused) as refusal:
        queries.greeting(person)

    assert refusal.value.key == "salutation.no_formula"
    assert queries.greeting_or_blank(person) == "Geachte heer Peeters"


def a_picture(kind: str = "PNG", size: tuple[int, int] = (2000, 1000)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind)
    return written.getvalue()


def test_a_picture_is_kept_small():
    company = a_company()

    pictures.set_picture(contact=company, data=a_picture(), by=EDITOR)

    from django.core.files.storage import default_storage

    with default_storage.open(Contact.objects.get().image) as file, Image.open(file) as kept:
        assert (kept.format, kept.size) == ("WEBP", (640, 320))


@pytest.mark.parametrize("data", [b"", b"no picture", b"<svg onload='alert(1)'/>", a_picture()[:100]])
def test_what_is_no_picture_is_refused(data):
    company = a_company()

    with pytest.raises(Refused) as refusal:
        pictures.set_picture(contact=company, data=data, by=EDITOR)

    assert (refusal.value.key, Contact.objects.get().image) == ("image.unreadable", "")
