"""The embedded store: a log in one SQLite file, for logs that grow too long to be read whole at every question.

Reports are only ever added; each has its place in the order of recording, which is the third time. The text of a
report is kept as its canonical line of JSON with its hash, so that damage is found when it is read and the log can
be written out again with the same answers. The names here are imported when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negotrack.store.creating import create
    from negotrack.store.database import Appended, Store, open_store
    from negotrack.store.doctor import Rebuilt, rebuild
    from negotrack.store.errors import NewerStore, NotAStore, StoreBusy, StoreDamaged
    from negotrack.store.telling import is_store

_WHERE = {
    "create": "creating",
    "Appended": "database",
    "Store": "database",
    "open_store": "database",
    "Rebuilt": "doctor",
    "rebuild": "doctor",
    "NewerStore": "errors",
    "NotAStore": "errors",
    "StoreBusy": "errors",
    "StoreDamaged": "errors",
    "is_store": "telling",
}

__all__ = [
    "Appended",
    "NewerStore",
    "NotAStore",
    "Rebuilt",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "create",
    "is_store",
    "open_store",
    "rebuild",
]


if not TYPE_CHECKING:  # to a checker of types, a name that is not listed above is a mistake

    def __getattr__(name: str) -> object:
        module = _WHERE.get(name)
        if module is None:
            raise AttributeError(f"module 'negotrack.store' has no attribute {name!r}")
        found: object = getattr(import_module(f"negotrack.store.{module}"), name)
        globals()[name] = found
        return found
