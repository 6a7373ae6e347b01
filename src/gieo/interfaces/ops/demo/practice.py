"""Key files with which visitors practise signing: in a demo alone, never where the story is told for tests."""

from gieo.foundation.signing.queries import practice_file, practice_passphrase
from gieo.interfaces.ops.demo.content import read


def make_keys() -> str:
    """A key file for everybody in the story; what opens them, or "" where there are none."""
    for row in read("people")["person"]:
        practice_file(row["name"])
    return practice_passphrase()
