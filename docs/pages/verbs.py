"""The page of the verbs: for each kind of subject, what a statement can say of it and what that moves."""

from __future__ import annotations

from docs.pages.cells import cells
from docs.pages.markdown import code, codes, page, table
from negotrack.files.vocabulary import STATEMENT, TERM_VERBS
from negotrack.machines.tables import CLAIM
from negotrack.machines.verbs import OWN_ACTS, VERBS
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS

_HEAD = """\
A statement has one verb, whose value is a subject or a list of subjects: `press: iran-off-border`. Which verbs a
subject takes depends on its kind; each pulls the trigger of its own name in one or more regions of the subject. From
which states a trigger leads where stands under "from" and "to"; rows, guards and reasons stand under
[machines](machines.md)."""
SPEECH = {
    "position": "keeps a text: an interest, priority, red line or characterisation; nothing moves",
    "incident": "a declared incident, or a text: what happened beside the talks; nothing moves",
    "identify": "a statement, with `as: PARTY`: who its anonymous source was",
}


def verbs_page() -> str:
    """The page."""
    parts = [part for kind in VERBS for part in (f"## Of a {kind}" if kind != "talks" else "## Of talks", _kind(kind))]
    own = f"{codes(sorted(OWN_ACTS))} are acts of one party: without `by`, of the party that speaks."
    limited = [f"- {code(field.name)} goes only with {codes(field.verbs)}" for field in STATEMENT if field.verbs]
    assert TERM_VERBS
    assert set(SPEECH) == set(SPEECH_VERBS)
    return page(
        "Verbs", _HEAD, *parts, own, "## Of a claim",
        "A source's own state towards a claim, from which the claim's status is worked out.",
        table(("verb", "region", "from", "to"), (row for verb in CLAIM_VERBS for row in _moves(verb, (CLAIM,)))),
        "## That move nothing", table(("verb", "takes"), ((code(verb), SPEECH[verb]) for verb in SPEECH_VERBS)),
        "## Fields that go with some verbs", "\n".join(limited),
    )  # fmt: skip


def _kind(kind: str) -> str:
    rows = (row for verb, regions in VERBS[kind].items() for row in _moves(verb, regions))
    return table(("verb", "region", "from", "to"), rows)


def _moves(verb: str, regions: tuple[object, ...]) -> list[tuple[str, ...]]:
    """One row a region and state led to."""
    found: list[tuple[str, ...]] = []
    for region in regions:
        assert isinstance(region, type(CLAIM))
        by_target: dict[str, list[str]] = {}
        for cell in cells(region):
            if cell.trigger == verb:
                target = "the same" if cell.source == cell.target else cell.target
                by_target.setdefault(target, []).append(cell.source)
        for target, sources in by_target.items():
            shown = code(target) if target.replace("_", "").isalpha() else target
            found.append((code(verb), code(region.id), codes(sources), shown))
    return found
