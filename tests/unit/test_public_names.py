"""The public names: each can be imported, and a name that does not exist is a mistake to a checker of types."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from mypy import api

import negotrack as nt


def test_every_name_can_be_imported_and_is_listed() -> None:
    assert [name for name in nt.__all__ if getattr(nt, name, None) is None] == []
    assert set(dir(nt)) == {*nt.__all__, "__version__"}


def test_a_name_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Repot'"):
        nt.Repot  # type: ignore[attr-defined]  # noqa: B018


def test_a_checker_of_types_sees_wrong_names(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import negotrack as nt\nfrom negotrack import Report, Repot\n"
        "from negotrack.store import open_stor, open_store\n\nnt.loda\nprint(nt.__version__)\n"
    )
    said, _, code = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(script)])
    assert code == 1 and 'has no attribute "Repot"' in said and 'has no attribute "loda"' in said, said
    assert 'has no attribute "open_stor"' in said
    assert "Found 3 errors" in said


def test_what_a_public_function_gives_is_public_too() -> None:
    answers = {inspect.signature(getattr(nt, name)).return_annotation for name in nt.__all__ if name.islower()}
    named = {re.sub(r"^(tuple|Iterator)\[(\w+).*", r"\2", answer) for answer in answers}
    assert named - {"Loads", "Standing"} <= {*nt.__all__} and len(named) > 10


def test_the_page_promises_nothing_of_the_inside() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    for inner in ("tape", "splice", "forget", "shared_with", "standings_but", "variant", "know"):
        assert f"`{inner}(" not in page
    assert "`undone: tuple[Step, ...]`" in page and "#### Shift" in page and "Record" not in page
