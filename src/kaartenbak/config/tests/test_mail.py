import pytest
from django.core import mail
from django.test import override_settings

from kaartenbak.config.mail import mailers


def test_without_a_mail_server_letters_are_printed(capsys):
    with override_settings(MAILERS=mailers("")):
        mail.send_mail("Hallo", "Tot morgen", "kaartenbak@desmet.example", ["an@desmet.example"])

    assert "Tot morgen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp://localhost:1025", ("localhost", 1025, "", "", False, False)),
        ("smtp://an:ge%40heim@mail.example", ("mail.example", 587, "an", "ge@heim", True, False)),
        ("smtps://an:geheim@mail.example", ("mail.example", 465, "an", "geheim", False, True)),
    ],
)
def test_the_mail_server_that_an_address_names(url, wanted):
    options = mailers(url)["default"]["OPTIONS"]

    names = ("host", "port", "username", "password", "use_tls", "use_ssl")
    assert tuple(options[name] for name in names) == wanted


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_what_is_no_mail_server_is_refused_by_name(url):
    with pytest.raises(ValueError, match="KAARTENBAK_EMAIL_URL"):
        mailers(url)
