"""Three-valued logic: the tables, and the laws that make it safe to judge with reports missing."""

from __future__ import annotations

from itertools import product
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.truth import Truth, all_of, any_of, at_least, negate
from tests.strategies import truths

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, U, U, T),
        (T, F, F, T),
        (U, U, U, U),
        (U, F, F, U),
        (F, F, F, F),
    ],
)
def test_the_tables_of_kleene(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    for pair in ((left, right), (right, left)):
        assert all_of(pair) is both
        assert any_of(pair) is either


def test_of_nothing_all_hold_and_none_does() -> None:
    assert all_of(()) is T
    assert any_of(()) is F
    assert at_least(0, ()) is T
    assert at_least(1, ()) is F


@pytest.mark.parametrize(
    ("n", "values", "expected"),
    [(2, (T, T, U), T), (2, (T, U, F), U), (2, (T, F, F), F), (4, (T, T, T), F), (-1, (F,), T)],
)
def test_at_least(n: int, values: tuple[Truth, ...], expected: Truth) -> None:
    assert at_least(n, values) is expected


@pytest.mark.parametrize("value", list(Truth))
def test_truth_has_no_bool(value: Truth) -> None:
    with pytest.raises(TypeError, match="compare it"):
        bool(value)


def test_a_bool_is_not_taken_for_a_truth() -> None:
    with pytest.raises(TypeError, match="expected a Truth, got bool"):
        all_of([cast(Truth, True)])
    with pytest.raises(TypeError, match="expected a Truth, got bool"):
        negate(cast(Truth, True))


@given(st.lists(truths()))
def test_de_morgan(values: list[Truth]) -> None:
    """Not all hold exactly when some fail, and not any when all fail."""
    assert negate(all_of(values)) is any_of(map(negate, values))
    assert negate(any_of(values)) is all_of(map(negate, values))
    assert [negate(negate(value)) for value in values] == values


@given(st.lists(truths(), min_size=1))
def test_at_least_spans_from_any_to_all(values: list[Truth]) -> None:
    """At least one is any; at least as many as there are is all."""
    assert at_least(1, values) is any_of(values)
    assert at_least(len(values), values) is all_of(values)


@given(st.lists(truths(), max_size=5), st.integers(min_value=0, max_value=6))
def test_more_information_never_overturns_an_answer(values: list[Truth], n: int) -> None:
    """An answer is definite exactly when every way to learn the unknown values gives that answer."""
    learned = product(*((T, F) if value is U else (value,) for value in values))
    answers = {at_least(n, known) for known in learned}
    assert at_least(n, values) is (answers.pop() if len(answers) == 1 else U)


@given(st.lists(truths()).flatmap(lambda values: st.tuples(st.just(values), st.permutations(values))))
def test_order_does_not_matter(orders: tuple[list[Truth], list[Truth]]) -> None:
    """The connectives look at how many, never at which first."""
    one, other = orders
    assert all_of(one) is all_of(other)
    assert any_of(one) is any_of(other)
