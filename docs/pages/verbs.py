"""The page of the verbs: for each kind of subject, what a statement can say of it and what that moves."""

from __future__ import annotations

from collections.abc import Iterable

from docs.pages.cells import cells
from docs.pages.markdown import code, codes, page, table
from docs.pages.meanings import MEANINGS
from negotrack.files.vocabulary import STATEMENT, TERM_VERBS
from negotrack.machines.tables import CLAIM
from negotrack.machines.verbs import OWN_ACTS, VERBS
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS

_HEAD = """\
A statement has one verb, whose value is a subject or a list of subjects: `press: iran-off-border`. Which verbs a
subject takes depends on its kind. Choose the verb that claims no more than the report says.

For each kind, the first table says what a verb means, and the second what it moves: each verb pulls the trigger of its
own name in one or more regions of the subject, "from" the states in which it is taken "to" another. Rows, guards and
reasons stand under [machines](machines.md)."""
_TAKES = {"position": "a text", "incident": "a declared incident, several, or a text", "identify": "a statement"}


def verbs_page() -> str:
    """The page."""
    parts = [part for kind in VERBS for part in (f"## Of a {kind}" if kind != "talks" else "## Of talks", _kind(kind))]
    own = f"{codes(sorted(OWN_ACTS))} are acts of one party: without `by`, of the party that speaks."
    limited = [f"- {code(field.name)} goes only with {codes(field.verbs)}" for field in STATEMENT if field.verbs]
    assert TERM_VERBS
    return page(
        "Verbs", _HEAD, *parts, own, "## Of a claim",
        _means("claim", CLAIM_VERBS),
        "A source's own state towards a claim, from which the claim's status is worked out:",
        table(("verb", "region", "from", "to"), (row for verb in CLAIM_VERBS for row in _moves(verb, (CLAIM,)))),
        "## That move nothing",
        table(
            ("verb", "takes", "says that"),
            ((code(verb), _TAKES[verb], MEANINGS["nothing that moves"][verb]) for verb in SPEECH_VERBS),
        ),
        "## Fields that go with some verbs", "\n".join(limited),
    )  # fmt: skip


def _kind(kind: str) -> str:
    rows = (row for verb, regions in VERBS[kind].items() for row in _moves(verb, regions))
    return f"{_means(kind, VERBS[kind])}\n\n{table(('verb', 'region', 'from', 'to'), rows)}"


def _means(kind: str, verbs: Iterable[str]) -> str:
    """What each verb says of a subject of this kind."""
    return table(("verb", "says that"), ((code(verb), MEANINGS[kind][verb]) for verb in verbs))


def _moves(verb: str, regions: tuple[object, ...]) -> list[tuple[str, ...]]:
    """One row a region and state led to."""
    found: list[tuple[str, ...]] = []
    for region in regions:
        assert isinstance(region, type(CLAIM))
        by_target: dict[str, list[str]] = {}
        for cell in cells(region):
            if cell.trigger == verb:
                target = "the same" if cell.source == cell.target else cell.target
                only = f" that left {codes(cell.only)}" if cell.only else ""
                by_target.setdefault(target, []).append(code(cell.source) + only)
        for target, sources in by_target.items():
            shown = code(target) if target.replace("_", "").isalpha() else target
            found.append((code(verb), code(region.id), ", ".join(sources), shown))
    return found
