"""Opens scenarios: a folder, one file, or text that somebody else has read.

The only module that opens a scenario. It opens nothing outside the folder, follows no link out of it, and waits
for no pipe or device. Owns: paths, sizes, the order of files. Must not know: what the files mean.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from attrs import frozen

from negotrack.engine.bulk import COLLECTING_PAUSED
from negotrack.engine.given import as_path, expect
from negotrack.files.builder import show
from negotrack.files.decode import decode_text
from negotrack.files.joining import joined
from negotrack.files.jsonl import looks_like_lines, read_lines
from negotrack.files.profile import parse_profile
from negotrack.files.structure import Structured, Structuring
from negotrack.files.tree import MAX_DEPTH, MAX_TEXT, Node
from negotrack.model.frozen import frozen_map
from negotrack.model.scenario import Scenario
from negotrack.opening import NAME_SHOWN, kind_of_file, listed, not_found, open_regular, read_bytes
from negotrack.problems import InvalidScenario, Problem, ReadError, Span, UsageError, nearest

Path = str | os.PathLike[str]

MAIN: Final = "scenario.yaml"
REPORTS: Final = "reports"
MAX_FILES: Final = 100_000
MAX_LINES_FILE: Final = 16 * 1024**3
"""Bytes of one file of JSON lines, which is read line by line."""
_YAML: Final = (".yaml", ".yml")
_LINES: Final = ".jsonl"
_MEANT: Final = (REPORTS, REPORTS.removesuffix("s"))
_PASSED_OVER: Final = (".md", ".txt", ".rst")
_PATH: Final = "it names a folder or file; text that you have read is for nt.loads(text)"
_LOADED: Final = "it is loaded already"
_TEXT_FROM: Final = "decode it first: .decode()"
_NO_TEXT: Final = "files are for nt.load(path)"


@frozen(kw_only=True)
class Reading:
    """What came of reading a scenario.

    `scenario` is None when there are errors. `problems` are in the order of files, lines and columns. `texts` is
    file name -> text as read, for showing lines; `spans` is id -> its place, of everything declared, of every
    report and statement. File names are relative to what was asked for, with controls made visible.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    spans: Mapping[str, Span]

    def checked(self) -> Scenario:
        """The scenario; raises InvalidScenario with every problem when there are errors."""
        if self.scenario is None:
            raise InvalidScenario(self.problems)
        return self.scenario


def load(path: Path) -> Scenario:
    """The scenario in a folder or file. Raises InvalidScenario with every problem, ReadError when it cannot be read."""
    with COLLECTING_PAUSED:  # until all that was read besides has been let go
        return read(path).checked()


def loads(text: str, name: str = "<text>", *, need_reports: bool = True) -> Scenario:
    """The scenario in one text of YAML or JSON lines. Raises InvalidScenario with every problem.

    Without `need_reports` declarations alone will do, as those against which `read_reports_jsonl` streams.
    """
    expect(text, str, where="loads", hint=_TEXT_FROM if isinstance(text, bytes) else _NO_TEXT)
    expect(name, str, where="name")
    raw = text.encode("utf-8", errors="surrogatepass")
    return read_text(name, raw, need_reports=need_reports).checked()


def read_text(name: str, raw: bytes, *, need_reports: bool = True) -> Reading:
    """Read one file that somebody else has opened (standard input, say), under the name given."""
    source = _Source(shown=show(name, NAME_SHOWN), need_reports=need_reports)
    with COLLECTING_PAUSED:
        source.take_main(raw, lines=name.endswith(_LINES))
        return source.finish()


def read(path: Path, *, also: Sequence[Path] = (), texts: Sequence[tuple[str, bytes]] = ()) -> Reading:
    """Read a scenario with all its problems. Raises ReadError when it cannot be opened at all.

    `also` are further files of reports that lie elsewhere: a draft, a branch of what might be reported. `texts` are
    such reports that somebody else has read, each with a name.
    """
    named = [_named(given) for given in texts]
    paths = [_path(given) for given in (path, *((also,) if isinstance(also, str | os.PathLike) else also))]
    with COLLECTING_PAUSED:
        source = _read(paths[0])
        for extra in paths[1:]:
            _take_extra(source, extra)
        for name, raw in named:
            source.take_text(show(name, NAME_SHOWN), raw)
        return source.finish()


def _named(given: object) -> tuple[str, bytes]:
    match given:
        case (str() as name, bytes() as raw):
            return name, raw
        case _:
            raise UsageError(f"texts are pairs of a name and bytes, not {given!r:.60}; encode a text: text.encode()")


def _path(given: Path) -> str:
    """A path as text. Raises UsageError for anything else."""
    return as_path(given, _LOADED if isinstance(given, Scenario) else _PATH)


def _take_extra(source: _Source, given: str) -> None:
    shown = show(given, NAME_SHOWN)
    try:
        real = os.path.realpath(given, strict=True)
    except OSError as error:
        raise not_found(given, error) from None
    if given.endswith(_LINES):
        source.take_lines(shown, real)
    else:
        source.take_reports(shown, read_bytes(real, shown))


def _read(given: str) -> _Source:
    if not given or "\0" in given:
        raise ReadError("an empty path, or one with a NUL character, names nothing")
    try:
        mode = os.stat(given).st_mode
    except OSError as error:
        raise not_found(given, error) from None
    if stat.S_ISDIR(mode):
        return _read_folder(given)
    source = _Source(shown=show(given, NAME_SHOWN))
    real = os.path.realpath(given)
    if given.endswith(_LINES):
        source.take_lines(source.shown, real, with_header=True)
    else:
        source.take_main(read_bytes(real, given))
    return source


class _Source:
    """One reading in progress: texts by shown name, and the structure that they are read into."""

    def __init__(self, shown: str, *, need_reports: bool = True) -> None:
        self.shown = shown
        self.texts: dict[str, str] = {}
        self.structuring = Structuring(need_reports=need_reports)

    def problem(self, code: str, message: str, name: str, hint: str = "", *, warning: bool = False) -> None:
        span = Span(file=name)
        add = self.structuring.intake.warn if warning else self.structuring.intake.error
        add(code, message, span, hint)
        self.structuring.lost = self.structuring.lost or not warning

    def take_main(self, raw: bytes, *, lines: bool = False) -> None:
        if lines or looks_like_lines(raw):
            read_lines(self.structuring, self.shown, raw.splitlines(keepends=True), with_header=True)
            self._keep(self.shown, raw)
        elif (text := self._decode(self.shown, raw)) is not None:
            self._parse(self.shown, text, self.structuring.declare)

    def take_text(self, shown: str, raw: bytes) -> None:
        if looks_like_lines(raw):
            read_lines(self.structuring, shown, raw.splitlines(keepends=True))
            self._keep(shown, raw)
        else:
            self.take_reports(shown, raw)

    def take_reports(self, shown: str, raw: bytes) -> None:
        text = self._decode(shown, raw)
        if text is not None:
            self._parse(shown, text, self.structuring.add_reports)

    def take_lines(self, shown: str, real: str, *, with_header: bool = False) -> None:
        descriptor = open_regular(real, shown)
        with open(descriptor, "rb") as file:
            size = os.fstat(descriptor).st_size
            if size > MAX_LINES_FILE:
                self.problem("too-large", f"the file has {size} bytes; the limit is {MAX_LINES_FILE}", shown)
            elif size == 0:
                self.problem("empty-file", "the file is empty", shown)
            else:
                read_lines(self.structuring, shown, bounded_lines(file), with_header=with_header)
        if size <= MAX_TEXT:
            self._keep(shown, read_bytes(real, shown))

    def _decode(self, shown: str, raw: bytes) -> str | None:
        text, problems = decode_text(shown, raw)
        self.structuring.intake.take(problems)
        self.structuring.lost = self.structuring.lost or text is None
        if text is None:
            self._keep(shown, raw)
        else:
            self.texts[shown] = text
        return text

    def _keep(self, shown: str, raw: bytes) -> None:
        """Keep a text for showing lines of it, unless it is too long."""
        if len(raw) <= MAX_TEXT:
            self.texts[shown] = raw.decode("utf-8-sig", errors="replace")

    def _parse(self, shown: str, text: str, take: Callable[[Node, Sequence[Problem]], None]) -> None:
        node, problems = parse_profile(shown, text)
        self.structuring.intake.take(problems)
        if node is None:
            self.structuring.lost = True
        else:
            take(node, problems)

    def finish(self) -> Reading:
        found: Structured = self.structuring.finish()
        return Reading(
            scenario=found.scenario,
            problems=found.problems,
            texts=frozen_map(self.texts),
            spans=found.spans,
        )


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; one without an end is cut, and then found to be too long."""
    while line := file.readline(MAX_TEXT + 1):
        yield line
        while len(line) > MAX_TEXT and not line.endswith(b"\n"):
            line = file.readline(MAX_TEXT + 1)


def _read_folder(given: str) -> _Source:
    """scenario.yaml first, then every file under reports/; how files are named decides nothing about the reports."""
    root = os.path.realpath(given)
    main = _shown(given, MAIN)
    source = _Source(shown=main)
    names = listed(root, given)
    if MAIN not in names:
        hint = _parent_hint(given, root) or _main_hint(names)
        source.problem("missing-scenario-file", f"the folder has no {MAIN}", main, hint)
        return source
    real = _inside(source, root, os.path.join(root, MAIN), main)
    if real is not None:
        source.take_main(read_bytes(real, main))
    for name in names:
        _check_beside(source, given, root, name)
    parts = [source.structuring.reports]
    if REPORTS in names:
        for path in _report_files(source, given, root):
            source.structuring.reports = []
            _take_file(source, given, root, path)
            parts.append(source.structuring.reports)
    source.structuring.reports = joined(parts)
    return source


def _parent_hint(given: str, root: str) -> str:
    """Of the folder of reports inside a scenario, the scenario."""
    parent, name = os.path.split(root)
    if name != REPORTS or not os.path.isfile(os.path.join(parent, MAIN)):
        return ""
    above, named = os.path.split(given.rstrip("/"))
    meant = above or "." if named == REPORTS else os.path.join(given, "..")
    return f'did you mean its parent, "{show(meant, NAME_SHOWN)}"?'


def _check_beside(source: _Source, given: str, root: str, name: str) -> None:
    """Say that reports beside the folder of reports, or in one by nearly its name, are not read."""
    path = os.path.join(root, name)
    if name == REPORTS or name.startswith(".") or os.path.islink(path):
        return
    stem = os.path.splitext(name)[0].casefold()
    if os.path.isdir(path):
        near = stem in _MEANT or nearest(name, (REPORTS,)) is not None
        if near and any(inner.endswith((*_YAML, _LINES)) for inner in listed(path, _shown(given, name))):
            hint = f"name it {REPORTS}, or put what is in it there"
            source.problem("file-not-read", "this folder is not read", _shown(given, name), hint, warning=True)
    elif stem in _MEANT and name.endswith((*_YAML, _LINES)):
        hint = f"put it into the folder {REPORTS}"
        source.problem("file-not-read", "this file is not read", _shown(given, name), hint, warning=True)


def _main_hint(names: list[str]) -> str:
    if "scenario.yml" in names:
        return f"rename scenario.yml to {MAIN}"
    yaml = [name for name in names if name.endswith(_YAML)]
    if len(yaml) == 1:
        return f"name {show(yaml[0], 60)} itself if it holds everything"
    return "negotrack init makes one"


def _take_file(source: _Source, given: str, root: str, path: str) -> None:
    shown = _shown(given, path)
    real = _inside(source, root, os.path.join(root, path), shown)
    if real is None:
        return
    if path.endswith(_LINES):
        source.take_lines(shown, real)
    else:
        source.take_reports(shown, read_bytes(real, shown))


def _report_files(source: _Source, given: str, root: str) -> Iterator[str]:
    """The paths of report files below the root, sorted; what is passed over is said."""
    found: list[str] = []
    folders: list[str] = []
    _enter(source, given, root, REPORTS, folders)
    while folders:
        folder = folders.pop()
        for name in listed(os.path.join(root, folder), _shown(given, folder)):
            path = f"{folder}/{name}"
            if name.startswith("."):
                _check_hidden(source, given, root, path)
                continue
            if os.path.isdir(os.path.join(root, path)):
                _enter(source, given, root, path, folders)
            elif name.endswith((*_YAML, _LINES)):
                found.append(path)
            elif not name.endswith(_PASSED_OVER):
                hint = "reports end in .yaml, .yml or .jsonl; notes may end in .md or .txt"
                source.problem("file-not-read", "this file is not read", _shown(given, path), hint, warning=True)
        if len(found) > MAX_FILES:
            source.problem("too-large", f"more than {MAX_FILES} files of reports", _shown(given, REPORTS))
            return
    yield from sorted(found)


def _check_hidden(source: _Source, given: str, root: str, path: str) -> None:
    """Say that a hidden report is not read; what editors and file systems leave beside a file is theirs."""
    name = os.path.basename(path)
    left = name.startswith((".#", "._")) or not os.path.isfile(os.path.join(root, path))
    if name.endswith((*_YAML, _LINES)) and not left:
        hint = "take the dot off its name if it is a report"
        source.problem("file-not-read", "hidden files are not read", _shown(given, path), hint, warning=True)


def _enter(source: _Source, given: str, root: str, path: str, folders: list[str]) -> None:
    shown = _shown(given, path)
    if os.path.islink(os.path.join(root, path)):
        hint = "put the folder itself here"
        source.problem("link-refused", "links to folders are not followed", shown, hint)
    elif path.count("/") > MAX_DEPTH:
        source.problem("too-deep", f"more than {MAX_DEPTH} folders inside each other", shown)
    else:
        folders.append(path)


def _inside(source: _Source, root: str, path: str, shown: str) -> str | None:
    """The real path of a regular file inside the root; anything else is a problem, and never opened."""
    real = os.path.realpath(path)
    if os.path.commonpath([root, real]) != root:
        hint = "put the file itself into the folder"
        source.problem("link-refused", "a link out of the scenario's folder is not followed", shown, hint)
        return None
    try:
        mode = os.lstat(real).st_mode
    except OSError:
        mode = stat.S_IFLNK
    if stat.S_ISLNK(mode):  # to nothing, or to itself
        source.problem("link-refused", "this link leads nowhere", shown, "remove it")
        return None
    if not stat.S_ISREG(mode):
        source.problem("not-a-file", f"this is {kind_of_file(mode)}, not a file", shown, "remove it")
        return None
    return real


def _shown(given: str, path: str) -> str:
    return show(os.path.join(given, path), NAME_SHOWN)
