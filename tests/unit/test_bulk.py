"""Pausing automatic collection: always resumed, within itself, across threads, and never where it was off."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from negotrack.engine.bulk import COLLECTING_PAUSED


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """Each test begins and ends with automatic collection on."""
    gc.enable()
    yield
    gc.enable()


def test_it_is_paused_within_and_resumed_after() -> None:
    with COLLECTING_PAUSED:
        assert not gc.isenabled()
        with COLLECTING_PAUSED:
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_resumed_after_an_error() -> None:
    with pytest.raises(ValueError, match="x"), COLLECTING_PAUSED:
        raise ValueError("x")
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    with COLLECTING_PAUSED:
        pass
    assert not gc.isenabled()


def test_the_last_thread_to_leave_resumes_it() -> None:
    inside, leave = Event(), Event()

    def work() -> None:
        with COLLECTING_PAUSED:
            inside.set()
            leave.wait(10)

    thread = Thread(target=work)
    thread.start()
    assert inside.wait(10)
    with COLLECTING_PAUSED:
        pass
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()
