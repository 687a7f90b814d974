"""How much of a request is taken in."""

LARGEST_FILE = 500 * 1024 * 1024
# What a form sends beside its file.
AROUND_A_FILE = 1024 * 1024


def is_too_large(length: str | None) -> bool:
    """Whether a body that announces this length holds more than any file may: then it is refused before it is read."""
    announced = length or ""
    return announced.isascii() and announced.isdigit() and int(announced[:30]) > LARGEST_FILE + AROUND_A_FILE
