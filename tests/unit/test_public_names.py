"""The public names: each can be imported, and a name that does not exist is a mistake to a checker of types."""

from __future__ import annotations

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
    script.write_text("import negotrack as nt\nfrom negotrack import Report, Repot\n\nnt.loda\nprint(nt.__version__)\n")
    said, _, code = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(script)])
    assert code == 1 and 'has no attribute "Repot"' in said and 'has no attribute "loda"' in said, said
    assert "Found 2 errors" in said
