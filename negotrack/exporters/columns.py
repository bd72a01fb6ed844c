"""The columns of an answer's first table, for a CSV in which it has no row: a header all the same.

Owns: these names; tests hold them to what is written of full tables. Must not know: how cells are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_SINCE = "since_earliest since_latest"
_STANDING = (
    f"subject kind region state {_SINCE} certain statements held_against party surely resumes_to claim status origins "
    "hedged presumed coupling"
)
_WHEN = "when_earliest when_latest"


def _both(columns: str) -> str:
    return " ".join(f"{side}_{name}" for side in ("before", "after") for name in columns.split())


_COLUMNS: Final = {
    "standings": _STANDING,
    "steps": f"subject kind region source trigger target {_WHEN} presumed statement coupling claim",
    "events": f"report published what statement subject region source trigger target coupling because {_WHEN}",
    "reasons": f"{_STANDING} supporting chains path gates rules claims",
    "changes": f"subject kind region moved {_both(_STANDING)}",
    "sources": "source statements standings claims",
    "agenda": (
        "sort subject kind region state days due parties unlocks unlocks_with_others sets circle statements "
        "held_against wants negated certain guarantor_unknown open_list deadlocked cut behind live threat doers doubts"
    ),
    "may": "region trigger target guard only_by unmet reason",
    "shifts": (
        f"parties direction subject kind region trigger source target {_WHEN} statement by_rule key before after "
        "least most unit doubts"
    ),
    "edges": "source relation target detail",
    "sentences": "weight subject kind region text reports against",
    "revisions": (
        "subject kind region differs then now then_since_earliest then_since_latest now_since_earliest "
        "now_since_latest then_status now_status reports decisive then_statements now_statements"
    ),
    "statements": "subject one other agree differs",
}
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {name: tuple(columns.split()) for name, columns in _COLUMNS.items()}
"""Name of a first table -> its columns, inner records as `since_earliest`."""
