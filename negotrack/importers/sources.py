"""Which sources there are, and how files of one become a log.

Owns: the sources, their options, the run of an import. Must not know: the command line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import frozen

from negotrack.files.builder import show
from negotrack.importers.ledger import Summary
from negotrack.importers.opening import Path, shown_name
from negotrack.importers.output import Output, check_apart, form_of, open_output
from negotrack.importers.runs import EventsRun, NewsRun, Options, PaxRun, Run
from negotrack.importers.slugs import slug
from negotrack.model.reports import Report
from negotrack.problems import UsageError, suggest


@frozen(kw_only=True)
class Source:
    """One kind of data: what it is, its table, its columns, whose work it is."""

    title: str
    mapping: str
    columns: str = ""
    credit: str = ""


SOURCES: Final[dict[str, Source]] = {
    "icews": Source(
        title="ICEWS coded events",
        mapping="cameo.csv",
        columns="icews.yaml",
        credit="ICEWS Coded Event Data, Harvard Dataverse",
    ),
    "icews-quads": Source(
        title="ICEWS events as quadruples",
        mapping="cameo.csv",
        columns="icews-quads.yaml",
        credit="ICEWS Coded Event Data, as cut down for benchmarks",
    ),
    "gdelt": Source(title="GDELT events", mapping="cameo.csv", columns="gdelt.yaml", credit="The GDELT Project"),
    "plover": Source(
        title="events coded by PLOVER", mapping="plover.csv", columns="plover.yaml", credit="POLECAT, Harvard Dataverse"
    ),
    "cameo": Source(title="events coded by CAMEO", mapping="cameo.csv"),
    "pax": Source(title="PA-X peace agreements", mapping="pax.yaml", credit="PA-X, University of Edinburgh"),
    "news": Source(title="items of news, to be coded", mapping="news.yaml"),
}


Watch = Callable[[Iterator[Report], Summary], Iterator[Report]]
"""What passes on the reports of an import as they come, and may look at the account so far."""


def import_files(
    source: str, paths: Sequence[Path], out: str, options: Options | None = None, *, watch: Watch | None = None
) -> Summary:
    """Make a log of files of one source: a scenario folder, or JSON lines when `out` ends in .jsonl.

    Nothing is written, and `written` of the summary is empty, when no row became a report, or when one failed and
    `keep_going` is not set. Raises UsageError for options that do not fit, ReadError for files that cannot be
    opened, InvalidScenario for tables and files that are wrong as a whole.
    """
    options = options or Options()
    if source not in SOURCES:
        raise UsageError(f"there is no source {source!r}; {suggest(source, SOURCES) or ', '.join(SOURCES)}")
    if not paths:
        raise UsageError("there is no file to import")
    out = out.rstrip(os.sep) or out
    check_apart(out, (*paths, *filter(None, (options.mapping, options.columns, options.actors))))
    run = _run(source, options, len(paths))
    form = form_of(out, drafts=source == "news")
    with open_output(out, form, force=options.force) as output:
        reports = run.reports(paths)
        for report in watch(reports, run.summary) if watch else reports:
            output.add(report)
        summary = run.summary
        summary.files = tuple(show(os.path.basename(shown_name(path)), 200) for path in paths)
        summary.subjects = run.cast.counts()
        if summary.reports and (options.keep_going or not summary.failed):
            _finish(run, output, out, options)
            summary.written = show(out, 400)
    return summary


def _run(source: str, options: Options, files: int) -> Run:
    chosen = SOURCES[source]
    if options.released and source != "pax":
        raise UsageError(f"--released goes with pax, not with {source}")
    match source:
        case "pax":
            if len(options.released) != files:
                raise UsageError(f"{files} files and {len(options.released)} days of release: give one for each file")
            return PaxRun(source, chosen.mapping, options)
        case "news":
            return NewsRun(source, chosen.mapping, options)
        case _:
            if not (options.columns or chosen.columns):
                raise UsageError(f"{source} needs a map of its columns: --columns FILE")
            return EventsRun(source, chosen.mapping, chosen.columns, options)


def _finish(run: Run, output: Output, out: str, options: Options) -> None:
    source = SOURCES[run.summary.source]
    name = slug(os.path.basename(os.path.abspath(out)).removesuffix(".jsonl"))
    title = f"{source.title}: {', '.join(run.summary.files)}"
    output.finish(run.cast.scenario(name, title, source.credit), out, force=options.force)
