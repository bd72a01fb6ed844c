"""Ids that look like one another, or mix scripts: a reader cannot tell which one is meant.

Owns: which letters look alike (after Unicode TS 39, its common part). Must not know: what ids name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from negotrack.files.intake import Intake
from negotrack.files.values import code_point
from negotrack.problems import Span

_LIKE = str.maketrans(
    # Cyrillic, then Greek, each to the Latin letter that it is drawn like
    "аеорсухіјѕԁһԛԝӏкмтвнгАВЕКМНОРСТУХІЈЅ" + "αονρτυικχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwlkmtbhrABEKMHOPCTYXIJS" + "aovptuikxyABEZHIKMNOPTYX",
) | {ord("\u0131"): "i", ord("\u0237"): "j", ord("\u0261"): "g"}
_MARKS = re.compile("[\u0300-\u036f]{2,}")
_APART = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "HEBREW", "ARABIC")
"""Scripts that no word mixes."""


def check_look_alikes(intake: Intake, names: Iterable[str], place: Callable[[str], Span]) -> None:
    """Warn of ids in one space that differ only in what nobody sees, and of words that mix scripts."""
    names = list(names)
    if all(name.isascii() and name == name.lower() for name in names):
        return
    first: dict[str, str] = {}
    for name in names:
        before = first.setdefault(skeleton(name), name)
        if before != name:
            _report_pair(intake, before, place(before), name, place(name))
        elif not name.isascii() and (mixed := _mixed(name)):
            _report_mixed(intake, name, mixed, place(name))


def skeleton(name: str) -> str:
    """What is left of an id when everything that looks alike is made the same."""
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).translate(_LIKE)).casefold()
    in_order = _MARKS.sub(lambda marks: "".join(sorted(marks[0])), apart)
    return "".join(c if c.isascii() else _digit(c) for c in in_order)


def _digit(char: str) -> str:
    """The ASCII digit of a digit of another script; any other character as it is."""
    return str(unicodedata.decimal(char, char))


def _report_pair(intake: Intake, before: str, place: Span, name: str, span: Span) -> None:
    message = f'the id "{name}" looks like "{before}": {_difference(before, name)}'
    related = (("the other one", place),)
    intake.warn("look-alike-id", message, span, "rename one of them", related)


def _difference(before: str, name: str) -> str:
    if len(before) == len(name) and all(map(_same_letter, before, name)):
        return "they differ in capitals only"
    if sorted(before) == sorted(name):
        return "they look alike: the same characters stand in another order"
    if unicodedata.normalize("NFC", before) == unicodedata.normalize("NFC", name) and len(before) != len(name):
        return "they differ only in how accents are encoded (NFC and NFD)"
    odd = [c for c in name if not c.isascii() and c not in before] or [c for c in before if not c.isascii()]
    return f"they look alike, but one has {', '.join(code_point(c) for c in dict.fromkeys(odd[:3]))}"


def _same_letter(one: str, other: str) -> bool:
    """Whether two characters are one letter, small and capital. The Kelvin sign is not: it is drawn like K."""
    return one == other or {one.lower(), one.upper()} == {other.lower(), other.upper()}


def _mixed(name: str) -> list[str]:
    """The letters of the rarer script in a word of two scripts."""
    for word in name.replace("_", "-").split("-"):
        by_script: dict[str, list[str]] = {}
        for char in word:
            script = unicodedata.name(char, "").partition(" ")[0]
            if char.isalpha() and script in _APART:
                by_script.setdefault(script, []).append(char)
        if len(by_script) > 1:
            return min(by_script.values(), key=len)
    return []


def _report_mixed(intake: Intake, name: str, odd: list[str], span: Span) -> None:
    listed = ", ".join(code_point(c) for c in dict.fromkeys(odd[:3]))
    message = f'the id "{name}" mixes scripts in one word: it has {listed}'
    intake.warn("look-alike-id", message, span, "type the word in one script")
