"""What a part says of the whole, and hints that fit the place where they are given."""

from __future__ import annotations

import pytest

from negotrack.model.intervals import DateError
from negotrack.model.report_dates import parse_report_date
from tests.cli.running import negotrack

MANY = """
negotrack: 1
scenario: many
parties: {PARTIES}
outlets: {w: {name: Wire}}
talks: {t: {between: [p0, p1]}}
reports:
  - {id: r, outlet: w, published: 2018-05-01, statements: [{negotiate: t}]}
""".replace("PARTIES", ", ".join(f"p{n}: {{name: Party {n}}}" for n in range(12)))


@pytest.mark.parametrize("asked", [("status",), ("timeline",), ("timeline", "--by", "subject")])
def test_the_counts_of_a_part_say_that_they_are_of_the_whole(asked: tuple[str, ...]) -> None:
    verb, *more = asked
    part = negotrack(verb, "-", *more, "--party", "p5", stdin=MANY.encode())
    whole = negotrack(verb, "-", *more, stdin=MANY.encode())
    assert "in the whole log" in part.out and "in the whole log" not in whole.out


def test_a_list_in_a_hint_says_how_much_it_leaves_out() -> None:
    assert (
        "p0, p1, p2, p3, p4, p5, p6, p7 and 4 more"
        in negotrack("status", "-", "--party", "xyz", stdin=MANY.encode()).err
    )


def test_a_report_date_is_given_no_hint_for_events() -> None:
    for text in ("May 2024", "May 2024 = 2024-05-01/2024-05-10"):
        with pytest.raises(DateError) as caught:
            parse_report_date(text)
        assert "one day" in caught.value.hint and " = " not in caught.value.hint


def test_what_is_no_verb_is_given_a_verb_of_its_kind() -> None:
    text = MANY.replace("talks:", "instruments: {i: {parties: [p0, p1]}}\ntalks:")
    for word, meant in (
        ("accede", '"sign" or "ratify", of an instrument that names the newcomer'),
        ("condemn", '"position"'),
    ):
        found = negotrack("check", "-", stdin=text.replace("negotiate: t", f"{word}: i").encode())
        assert f"did you mean {meant}" in " ".join((found.out + found.err).split())
