"""What many tests begin with is made once and is each test's own."""


def test_each_gets_a_copy_of_what_was_made_once(installation, tmp_path):
    made = []

    def fill(place):
        made.append(place.home)
        place.home.mkdir()
        (place.home / "note").write_text("as it was")

    installation.become("noted", fill)
    (installation.home / "note").write_text("changed")
    installation.become("noted", fill)

    assert len(made) == 1
    assert (installation.home / "note").read_text() == "as it was"
    assert not made[0].exists()


def test_a_register_that_was_copied_is_whole_and_its_own(installation):
    installation.begin()
    installation.run(
        "user", "create", "claire", "--role", "admin", "--password-stdin", stdin="an-honest-password"
    )
    installation.begin()

    assert "There is no user yet" in installation.run("user", "list").stdout
    assert installation.run("check").returncode == 0
