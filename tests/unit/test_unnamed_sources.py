"""Sources without a name: when they count as one, and when one speaks for another."""

from __future__ import annotations

import pytest

import negotrack as nt

HEAD = """
negotrack: 1
scenario: unnamed
parties: {a: {name: A}, b: {name: B}}
outlets: {p: {name: P}, q: {name: Q}}
talks: {t: {between: [a, b]}}
reports:
"""
ASSERTS, DENIES = "{advance: t}", "{deny: {advance: t}}"


def claim(*said: tuple[str, str, str]) -> nt.ClaimStanding:
    """The one claim of reports of successive days: outlet, who said it, the statement."""
    lines = [
        f"  - {{id: r{n}, outlet: {outlet}, published: 2018-05-{n:02}, said_by: [{who}], statements: [{statement}]}}"
        for n, (outlet, who, statement) in enumerate(said, 1)
    ]
    (found,) = nt.replay(nt.loads(HEAD + "\n".join(lines))).at().claims
    return found


@pytest.mark.parametrize("who", ["unknown", "anonymous", "anonymous a official"])
@pytest.mark.parametrize("order", [(ASSERTS, DENIES), (DENIES, ASSERTS)])
def test_what_one_outlet_hears_takes_nothing_back_from_another(who: str, order: tuple[str, str]) -> None:
    found = claim(("p", who, order[0]), ("q", who, order[1]))
    assert (found.status, len(found.supporting), len(found.against)) == ("disputed", 1, 1)
    assert len({source for source, _ in found.sources}) == 2


@pytest.mark.parametrize("who", ["unknown", "anonymous a official"])
def test_the_source_of_one_outlet_may_change_its_mind(who: str) -> None:
    assert claim(("p", who, ASSERTS), ("p", who, DENIES)).status == "denied"
    assert claim(("p", who, ASSERTS), ("q", f"p, {who}", DENIES)).status == "denied"


def test_capitals_and_spelling_make_no_further_source() -> None:
    found = claim(("p", "anonymous a official", ASSERTS), ("q", "anonymous a Official", ASSERTS))
    assert (found.status, found.origins) == ("reported", 1)
    found = claim(("p", "anonymous caf\u00e9", ASSERTS), ("q", "anonymous cafe\u0301", ASSERTS))
    assert (found.status, found.origins) == ("reported", 1)
