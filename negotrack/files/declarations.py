"""Declarations: the sections of a scenario into the model's values.

cattrs builds each value and gathers every fault of it at once; what a field may hold comes from the
vocabulary. Owns: the converters, and what cattrs says turned into problems. Must not know: reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, cast

from attrs import define, evolve, frozen
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from negotrack.files.builder import show
from negotrack.files.chains import read_sources
from negotrack.files.intake import Intake, Refused, described
from negotrack.files.parts import MERGE, read_roles, read_speaks_for, read_terms, unknown_key
from negotrack.files.references import read_antecedent, read_follows
from negotrack.files.tree import MapNode, Node, TextNode, text_at
from negotrack.files.values import (
    entries,
    read_choice,
    read_choices,
    read_event_date,
    read_flag,
    read_id,
    read_ids,
    read_new_id,
    read_number,
    read_text,
    read_texts,
)
from negotrack.files.vocabulary import SECTIONS, SUBJECT, Field, FieldType, Section
from negotrack.model.lens import SHIPPED, Lens
from negotrack.problems import Span

Reader = Callable[[Intake, Node, Field], Any]

READERS: dict[FieldType, Reader] = {
    "text": lambda intake, node, field: read_text(intake, node, field.name),
    "texts": lambda intake, node, field: read_texts(intake, node, field.name),
    "flag": read_flag,
    "number": read_number,
    "choice": read_choice,
    "choices": read_choices,
    "id": read_id,
    "ids": read_ids,
    "event_date": lambda intake, node, field: read_event_date(intake, node, field.name),
    "terms": read_terms,
    "follows": read_follows,
    "antecedent": read_antecedent,
    "roles": read_roles,
    "speaks_for": read_speaks_for,
    "sources": lambda intake, node, field: read_sources(intake, node, field.name),
}
"""How a field of a declaration is read, by its type."""


@define
class Cell:
    """What cattrs hands to a field's reader: the node, with the reading that it belongs to, and what came of it."""

    intake: Intake
    node: Node
    value: Any = None
    sound: bool = False


@frozen(kw_only=True)
class LensPatch:
    """A lens as written: what it is based on, and only the limits that it sets itself."""

    id: str
    based_on: str = ""
    limits: tuple[tuple[str, object], ...] = ()


def collect_ids(intake: Intake, root: MapNode) -> None:
    """Note every id that is declared, so that references may come before what they name."""
    for name in SHIPPED:
        intake.declared["lens"][name] = Span(file="")
    for section in SECTIONS:
        node = root.get(section.key)
        if isinstance(node, MapNode):
            for key, _ in node.entries:
                _note_id(intake, section, key)
        elif node is not None and not (isinstance(node, TextNode) and node.null):
            intake.unsure.add(section.kind)  # which is reported when the section is read


def _note_id(intake: Intake, section: Section, key: TextNode) -> None:
    """An id that was used before is reported, and what stands under it is left out."""
    first = _first_use(intake, section, key.value)
    if first is not None:
        kind, span = first
        related = (("first declared here", span),) if span.line else ()
        what = f"{kind} {key.value}" if span.line else f"lens {key.value} that is shipped"
        message = f'"{show(key.value)}" is already the id of the {what}'
        intake.error("duplicate-id", message, key.span, "choose another id for one of them", related)
        return
    intake.declared[section.kind][key.value] = key.span
    if section.kind in SUBJECT:
        intake.subject_kinds[key.value] = section.kind
    intake.places[key.value, ""] = key
    with suppress(Refused):  # it stays known, so that what refers to it is not reported as well
        read_new_id(intake, key, f"the id of this {section.kind}")


def _first_use(intake: Intake, section: Section, name: str) -> tuple[str, Span] | None:
    space: tuple[str, ...] = (section.kind,)
    if section.kind in SUBJECT:
        space = SUBJECT
    elif section.kind in ("party", "outlet"):
        space = ("party", "outlet")
    return next(((kind, intake.declared[kind][name]) for kind in space if name in intake.declared[kind]), None)


def read_declarations(
    intake: Intake, root: MapNode, drafts: dict[str, dict[str, Any]] | None = None
) -> dict[str, dict[str, Any]]:
    """Kind -> id -> value for every section; what is faulty is left out, with its problems reported.

    Into `drafts` goes what could be read of the faulty ones: in other fields than the faulty ones they can be judged.
    """
    found: dict[str, dict[str, Any]] = {section.kind: {} for section in SECTIONS}
    for section in SECTIONS:
        node = root.get(section.key)
        if node is None:
            continue
        try:
            for key, value in entries(intake, node, section.key):
                if intake.declared[section.kind].get(key.value) == key.span:
                    draft = {} if drafts is None else drafts.setdefault(section.kind, {})
                    _read_one(intake, section, key, value, found[section.kind], draft)
        except Refused:
            continue
    found["lens"] = _resolve_lenses(intake, found["lens"])
    return found


def _read_one(
    intake: Intake, section: Section, key: TextNode, node: Node, into: dict[str, Any], drafts: dict[str, Any]
) -> None:
    with suppress(Refused):  # reported; the id stays declared
        into[key.value] = _structure(intake, section, key, node, drafts)


def _structure(intake: Intake, section: Section, key: TextNode, node: Node, drafts: dict[str, Any]) -> Any:
    cells: dict[str, Any] = {"id": key.value}
    spans: dict[str, Span] = {}
    if isinstance(node, MapNode):
        for name, value in node.entries:
            if name.value == "id":
                raise unknown_key(intake, name, tuple(section.by_name), f"the {section.kind} {show(key.value)}")
            cells[name.value] = Cell(intake, value)
            spans[name.value] = name.span
            intake.places.setdefault((key.value, name.value), value)
    elif not (isinstance(node, TextNode) and node.null):
        message = f"the {section.kind} {show(key.value)} is {described(node)}; a map of fields is expected"
        hint = f"write it as {key.value}: {{{section.fields[0].name}: …}}"
        raise intake.error("wrong-type", message, node.span, hint)
    if section.kind == "lens":
        return _structure_lens(intake, section, key, cells)
    try:
        return _converter(section.kind)(cells, section.model)
    except ClassValidationError as group:
        _report(intake, section, key, group, spans)
        drafts[key.value] = _draft(section, cells)
        raise Refused from None


def _draft(section: Section, cells: Mapping[str, Any]) -> Any:
    """A faulty declaration with what could be read, and nothing for the rest."""
    given: dict[str, Any] = {"id": cells["id"]}
    for field in section.fields:
        cell = cells.get(field.name)
        if cell is not None and cell.sound:
            given[field.target] = cell.value
        elif field.required:
            given[field.target] = "" if field.type == "text" else ()
    return section.model(**given)


@cache
def _converter(kind: str) -> Callable[[Mapping[str, Any], Any], Any]:
    """cattrs' own function for one class: fields by the vocabulary, extra keys forbidden, all errors at once."""
    section = next(s for s in SECTIONS if s.kind == kind)
    overrides: Any = {f.target: override(rename=f.name, struct_hook=_hook(f)) for f in section.fields}
    return make_dict_structure_fn(
        section.model,
        Converter(),
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        id=override(struct_hook=lambda value, _: value),
        **overrides,
    )


def _hook(field: Field) -> Callable[[Cell, Any], Any]:
    read = READERS[field.type]

    def take(cell: Cell, _: Any) -> Any:
        cell.value, cell.sound = read(cell.intake, cell.node, field), True
        return cell.value

    return take


def _report(
    intake: Intake, section: Section, key: TextNode, group: ClassValidationError, spans: dict[str, Span]
) -> None:
    """What cattrs gathered, as problems; readers have reported their own already. What a merge was to bring may be
    what is missing."""
    for error in group.exceptions:
        match error:
            case Refused():
                continue
            case ForbiddenExtraKeysError(extra_fields=extra):
                for name in sorted(extra, key=lambda name: (spans[name].line, spans[name].column)):
                    _report_extra(intake, section, key, text_at(spans[name], name))
            case KeyError() if MERGE in spans:
                continue
            case KeyError(args=(missing,)):
                message = f'the {section.kind} "{show(key.value)}" has no {missing}'
                intake.error("missing-key", message, key.span, f"add {missing}: …")
            case _:
                raise error


def _report_extra(intake: Intake, section: Section, key: TextNode, name: TextNode) -> None:
    unknown_key(intake, name, tuple(section.by_name), f'the {section.kind} "{show(key.value)}"')


def _structure_lens(intake: Intake, section: Section, key: TextNode, cells: dict[str, Any]) -> LensPatch:
    """A lens holds only what it sets, since the rest comes from the lens that it is based on."""
    limits: dict[str, object] = {}
    refused = None
    for name, cell in cells.items():
        if name == "id":
            continue
        try:
            if name not in section.by_name:
                span = _key_span(intake, key, name, cell)
                raise unknown_key(intake, text_at(span, name), tuple(section.by_name), "a lens")
            field = section.by_name[name]
            limits[name] = READERS[field.type](intake, cell.node, field)
        except Refused as error:
            refused = error
    if refused is not None:
        raise refused
    based_on = cast(str, limits.pop("based_on", ""))
    return LensPatch(id=key.value, based_on=based_on, limits=tuple(limits.items()))


def _key_span(intake: Intake, key: TextNode, name: str, cell: Cell) -> Span:
    return cell.node.span if cell.node.span.line else key.span


def _resolve_lenses(intake: Intake, patches: dict[str, LensPatch]) -> dict[str, Lens]:
    """Every lens on top of the one that it is based on."""
    found: dict[str, Lens] = {}
    for patch in patches.values():
        trail: list[LensPatch] = []
        here: LensPatch | None = patch
        while here is not None and here not in trail and here.id not in found:
            trail.append(here)
            here = patches.get(here.based_on)
        if here is not None and here in trail:
            _report_circle(intake, patch, here, trail)
            continue
        for step in reversed(trail):
            base = found.get(step.based_on) or SHIPPED.get(step.based_on)
            if base is not None or not step.based_on:
                found[step.id] = evolve(base or Lens(name=""), **_limits(step, base))
    return {name: found[name] for name in patches if name in found}


def _limits(patch: LensPatch, base: Lens | None) -> dict[str, Any]:
    """The note of a base says what that base is, so it is not taken over."""
    return {"name": patch.id, "note": "", **dict(patch.limits)}


def _report_circle(intake: Intake, patch: LensPatch, first: LensPatch, trail: list[LensPatch]) -> None:
    circle = [step.id for step in trail[trail.index(first) :]]
    if patch.id == min(circle, key=intake.place):
        message = f"lenses are based on one another in a circle: {' -> '.join([*circle, circle[0]])}"
        intake.error("cycle-based-on", message, intake.place(patch.id, "based_on"), "take one based_on out")
