"""Ids made of names: short, readable, the same for the same name.

Owns: how a name becomes an id. Must not know: what is named.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Final

_OTHER: Final = re.compile(r"[^a-z0-9]+")
_RESERVED: Final = ("anonymous", "unknown", "all", "any")
LONGEST: Final = 60


def slug(name: str) -> str:
    """The id of a name: its Latin letters and digits, or a digest where it has none."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    found = _OTHER.sub("-", folded).strip("-")
    if not found or (not name.isascii() and len(found) * 2 < len(name)):
        return "x" + digest(name)
    if len(found) > LONGEST:
        return f"{found[: LONGEST - 9].rstrip('-')}-{digest(name)}"
    return f"{found}-0" if found in _RESERVED else found


def digest(name: str) -> str:
    """Eight letters that tell one text from another."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Ids:
    """Ids for names of one kind, given once each; a name whose id is taken gets a number."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}
        self._taken: set[str] = set()

    def reserve(self, name: str, found: str) -> str:
        """Keep an id for a name."""
        self._by_name[name] = found
        self._taken.add(found)
        return found

    def of(self, name: str) -> str:
        """The id of a name."""
        found = self._by_name.get(name)
        if found is None:
            stem = found = slug(name)
            number = 1
            while found in self._taken:
                number += 1
                found = f"{stem}-{number}"
            self.reserve(name, found)
        return found
