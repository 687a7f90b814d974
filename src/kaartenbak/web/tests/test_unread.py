"""A body that is refused is read all the same, so that the answer arrives."""

from io import BytesIO

import pytest

from kaartenbak.web.unread import BLOCK, MOST, reading_to_the_end


def left_of(body: BytesIO, length: str) -> int:
    """How much of a body is unread when the answer goes out."""
    application = reading_to_the_end(lambda environ, start: [environ["wsgi.input"].read(10)])

    assert list(application({"CONTENT_LENGTH": length, "wsgi.input": body}, None)) == [b"x" * 10]
    return len(body.read())


@pytest.mark.parametrize("size", [20, 3 * BLOCK])
def test_what_nobody_read_of_a_body_is_read_before_the_answer(size):
    assert left_of(BytesIO(b"x" * size), str(size)) == 0


@pytest.mark.parametrize("length", ["", "0", "many", "²"])
def test_what_has_no_length_is_left_as_it_is(length):
    assert left_of(BytesIO(b"x" * 20), length) == 10


def test_a_body_without_end_is_cut_off():
    class Endless:
        sent = 0

        def read(self, size: int) -> bytes:
            self.sent += size
            return b"x" * 10

    body = Endless()
    reading_to_the_end(lambda environ, start: [])({"CONTENT_LENGTH": "9" * 12, "wsgi.input": body}, None)

    assert body.sent == MOST
