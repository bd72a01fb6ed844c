"""Bulk work: while very many values are made and kept, looking for circles among them only costs time.

Each collection looks at everything loaded so far, so that a log ten times as long would cost more than ten times
as much; and what is loaded and derived is kept, so that there is nothing to collect.
Owns: pausing automatic collection. Must not know: what the work is.
"""

from __future__ import annotations

import gc
from threading import Lock
from types import TracebackType


class _Collecting:
    """Pauses automatic collection for the whole process while anybody is within; `with COLLECTING_PAUSED:`.

    May be entered within itself and from several threads: whoever comes first pauses, whoever leaves last resumes.
    Collection that was off before stays off.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._within = 0
        self._was_on = False

    def __enter__(self) -> None:
        with self._lock:
            if not self._within:
                self._was_on = gc.isenabled()
                gc.disable()
            self._within += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._within -= 1
            if not self._within and self._was_on:
                gc.enable()


COLLECTING_PAUSED = _Collecting()
