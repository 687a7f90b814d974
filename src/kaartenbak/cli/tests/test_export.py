"""Writing files from the command line."""

import json

import pytest

from kaartenbak.testing.builders import a_company, a_person


def test_the_ending_of_the_file_says_its_format(kaartenbak, tmp_path):
    a_company("Maes")

    for name, start in (("x.csv", "\ufeffnumber,"), ("x.vcf", "BEGIN:VCARD"), ("x.json", "[\n{")):
        assert kaartenbak("export", str(tmp_path / name)).status == 0
        assert (tmp_path / name).read_text().startswith(start)


def test_filters_choose_the_contacts(kaartenbak, tmp_path):
    a_company("Maes", city="Gent")
    a_company("Peeters", city="Aalst")
    a_company("Claes", city="Brugge")
    a_person("Jan", city="Gent")

    filters = ("--filter", "city=Gent", "--filter", "city=Aalst", "--filter", "kind=company")
    kaartenbak("export", str(tmp_path / "x.json"), *filters)

    assert [each["name"] for each in json.loads((tmp_path / "x.json").read_text())] == ["Maes", "Peeters"]


def test_contacts_that_are_left_out_for_privacy_are_counted(kaartenbak, tmp_path):
    a_company("Maes", city="Gent")
    a_person("Jan", city="Gent", privacy_blocked=True)
    a_person("An", city="Aalst", privacy_blocked=True)

    given = ("export", str(tmp_path / "x.csv"), "--filter", "city=Gent")

    assert kaartenbak(*given).err == "1 contact is blocked for privacy and was left out.\n"
    assert kaartenbak(*given, "--filter", "privacy_blocked=false").err == ""


def test_columns_and_headings_are_choices(kaartenbak, tmp_path):
    a_company("Maes", city="Gent")

    kaartenbak("export", str(tmp_path / "x.csv"), "--columns", "name,city", "--headings", "fr")

    assert (tmp_path / "x.csv").read_text("utf-8-sig") == "Nom complet,Ville\nMaes,Gent\n"


def test_a_filter_that_does_not_exist_is_refused_and_leaves_no_file(kaartenbak, tmp_path):
    answer = kaartenbak("export", str(tmp_path / "x.csv"), "--filter", "shoe_size=43")

    assert (answer.status, answer.err) == (1, "There is no field named shoe_size.\n")
    assert list(tmp_path.iterdir()) == []


def test_yes_and_no_are_read_in_filters(kaartenbak, tmp_path):
    a_company("Maes", email="info@maes.example")
    a_company("Peeters")

    kaartenbak("export", str(tmp_path / "x.json"), "--filter", "has_email=false")

    assert [each["name"] for each in json.loads((tmp_path / "x.json").read_text())] == ["Peeters"]


@pytest.mark.parametrize("given", ["has_email=perhaps", "modified_since=yesterday", "modified_days=-1"])
def test_a_filter_that_cannot_be_read_is_refused_and_leaves_no_file(kaartenbak, tmp_path, given):
    answer = kaartenbak("export", str(tmp_path / "x.csv"), "--filter", given)

    assert (answer.status, "Traceback" in answer.err, list(tmp_path.iterdir())) == (1, False, [])
    assert answer.err


def test_a_filter_without_a_value_is_wrong_usage(kaartenbak):
    assert kaartenbak("export", "--filter", "city").status == 2


def test_a_folder_that_is_not_there_is_a_sentence(kaartenbak, tmp_path):
    answer = kaartenbak("export", str(tmp_path / "none" / "x.csv"))

    assert answer.status == 1
    assert "No such file or directory" in answer.err
    assert "Traceback" not in answer.err


def test_an_ending_that_is_no_format_is_refused_unless_the_format_is_named(kaartenbak, tmp_path):
    refused = kaartenbak("export", str(tmp_path / "x.docx"))
    written = kaartenbak("export", str(tmp_path / "x.txt"), "--format", "csv")

    assert (refused.status, written.status) == (1, 0)
    assert "files that end in .docx cannot be written" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_the_whole_register_is_exported_with_those_blocked_for_privacy(kaartenbak, tmp_path):
    a_person("Jan", privacy_blocked=True)
    a_person("An")
    file = tmp_path / "all.csv"

    said = kaartenbak("export", str(file), "--columns", "name", "--with-blocked")

    assert (said.status, said.err) == (0, "")
    assert sorted(file.read_text("utf-8-sig").split()) == ["An", "Jan", "name"]


def test_a_filter_of_one_value_is_given_once(kaartenbak, tmp_path):
    twice = ("--filter", "privacy_blocked=true", "--filter", "privacy_blocked=false")

    said = kaartenbak("export", str(tmp_path / "all.csv"), *twice)

    assert (said.status, said.err) == (1, "The filter privacy_blocked takes one value.\n")
    assert not (tmp_path / "all.csv").exists()
