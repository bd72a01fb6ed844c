"""The page of the library: every public name with its signature and what it says of itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import attrs

import negotrack
from docs.pages.markdown import block, code, joined, page, prose, table
from negotrack.model.lens import Lens

_HEAD = """\
`import negotrack as nt`. These names are what the library promises; everything else may change. Days are given as
text (`"2018-05-31"`) or as `datetime.date`. Values are frozen, and compare by what they hold."""
_INTERNAL = {
    "History": {
        *("wiring", "speakers", "record", "know", "tape", "tapes", "tapes_but", "tape_of", "members"),
        *("variant", "shared_with", "forget", "splice"),
    },
    "Moment": {"standings_but", "claims_but"},
}
"""What the engine needs of them and nobody else should rely on; these are also made by functions alone."""
_GROUPS = {
    "Reading": ("load", "loads", "read"),
    "Asking": ("replay", "Tracker", "why", "diff", "what_if", "load_bearing"),
}


def api_page() -> str:
    """The page."""
    named = [name for names in _GROUPS.values() for name in names]
    rest = [name for name in negotrack.__all__ if name not in named]
    groups = {
        **_GROUPS,
        "Answers and values": [name for name in rest if not _is_exception(name)],
        "Exceptions": [name for name in rest if _is_exception(name)],
    }
    told: set[type] = set()
    parts = [part for title, names in groups.items() for part in (f"## {title}", *(_entry(n, told) for n in names))]
    return page("The library", _HEAD, *parts)


def _is_exception(name: str) -> bool:
    found = getattr(negotrack, name)
    return isinstance(found, type) and issubclass(found, Exception)


def _entry(name: str, told: set[type]) -> str:
    found = getattr(negotrack, name)
    parts = [*_parts(name, found)]
    for inner in _held(found, told):
        parts += [f"#### {inner.__name__}", f"In `{inner.__module__}`.", *_class(inner.__name__, inner)]
    return "\n\n".join(part for part in parts if part)


def _held(found: Any, told: set[type]) -> Iterator[type]:
    """What the fields of an answer hold that no public name stands for, each where it is first met."""
    if not (isinstance(found, type) and attrs.has(found) and found.__module__.startswith("negotrack.queries.")):
        return
    for hint in get_type_hints(found).values():
        for inner in _classes(hint):
            public = inner.__name__ in negotrack.__all__
            if inner not in told and not public and inner.__module__.startswith("negotrack.queries."):
                told.add(inner)
                yield inner
                yield from _held(inner, told)


def _classes(hint: Any) -> Iterator[type]:
    """The classes that a hint names."""
    if get_args(hint):
        for inner in get_args(hint):
            yield from _classes(inner)
    elif isinstance(hint, type):
        yield hint


def _parts(name: str, found: Any) -> Iterator[str]:
    yield f"### {name}"
    if isinstance(found, Lens):
        yield f"The lens `{found.name}`: {found.note}."
    elif isinstance(found, type):
        yield from _class(name, found)
    else:
        yield block(f"{name}{_signature(found)}")
        yield _says(found)


def _class(name: str, found: type) -> Iterator[str]:
    if attrs.has(found):
        yield _says(found)
        yield table(("field", "type", "default"), map(_field, (f for f in attrs.fields(found) if f.init)))
    else:
        if "__init__" in vars(found) and name not in _INTERNAL:
            yield block(f"{name}{_signature(found)}")
        yield _says(found)
        held = [(key, kind) for key, kind in vars(found).get("__annotations__", {}).items() if _public(name, key)]
        if held:
            yield table(("field", "type"), ((code(key), code(kind)) for key, kind in held))
    members = [(key, value) for key, value in vars(found).items() if _public(name, key) and _told(value)]
    if members:
        yield table(("member", "meaning"), (_member(key, value) for key, value in members))


def _public(name: str, key: str) -> bool:
    return not key.startswith("_") and key not in _INTERNAL.get(name, ())


def _told(value: Any) -> bool:
    inner = getattr(value, "func", getattr(value, "fget", getattr(value, "__func__", value)))
    return inspect.isfunction(inner) and bool(inner.__doc__)


def _member(key: str, value: Any) -> tuple[str, str]:
    function = getattr(value, "__func__", value)
    if inspect.isfunction(function):
        shown = f"{key}{_signature(function, bound=True)}"
    else:
        function = getattr(value, "func", None) or value.fget
        shown = f"{key}: {function.__annotations__.get('return', '')}"
    return code(shown), _says(function)


def _says(found: Any) -> str:
    return prose(joined(inspect.getdoc(found) or ""))


def _signature(found: Any, *, bound: bool = False) -> str:
    signature = inspect.signature(found)
    parameters = list(signature.parameters.values())[1 if bound else 0 :]
    shown = [param.replace(default=_Shown(param.default)) if _has(param) else param for param in parameters]
    text = str(signature.replace(parameters=shown))
    return text.removesuffix(" -> 'None'").removesuffix(" -> None").replace("'", "")


def _has(param: inspect.Parameter) -> bool:
    return param.default is not inspect.Parameter.empty


class _Shown:
    """A default as it is written."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return self.value.name.upper() if isinstance(self.value, Lens) else repr(self.value).replace("'", '"')


def _field(field: Any) -> tuple[str, str, str]:
    default = field.default
    if default is attrs.NOTHING:
        shown = ""
    elif isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        shown = "empty"
    else:
        shown = code(repr(default).replace("'", '"'))
    return code(field.name), code(str(field.type).replace("'", "")), shown
