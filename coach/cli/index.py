"""`coach index` and `coach search`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from coach.cli.terminal import Home, Json, Notes, Quiet, index_progress, print_json, remark, settings_from
from coach.errors import UsageError


def index(
    folder: Annotated[Path | None, typer.Argument(help="Folder of notes; otherwise --notes.")] = None,
    notes: Notes = None,
    home: Home = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read the notes and bring their index up to date; only what changed is embedded."""
    from coach.index import NotesIndex
    from coach.index.embeddings import open_embedder
    from coach.index.weights import WEIGHTS_HINT

    settings = settings_from(folder or notes, home)
    embedder = open_embedder(settings.home)
    if embedder is None:
        remark(f"No embedding weights: searching by words only. {WEIGHTS_HINT}", quiet)
    with index_progress(quiet) as progress:
        report = NotesIndex(settings.home, settings.notes, embedder).refresh(progress)
    if as_json:
        shown: dict[str, Any] = asdict(report)
        shown["repaired"] = [{"path": path, "count": count} for path, count in report.repaired]
        shown["skipped"] = [{"path": path, "why": why} for path, why in report.skipped]
        print_json(shown)
        return
    print(
        f"{report.notes} notes, {report.chunks} passages in {report.seconds:.1f} s: {report.added} added,"
        f" {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged."
    )
    for path, count in report.repaired:
        print(f"  repaired  {path}: encoding of {count} {'line' if count == 1 else 'lines'}")
    for path, why in report.skipped:
        print(f"  skipped   {path}: {why}")


def search(
    query: Annotated[str, typer.Argument(help="What to look for.", show_default=False)] = "",
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=100)] = 8,
    batch: Annotated[Path | None, typer.Option("--batch", help="JSON lines with id and query.")] = None,
    note: Annotated[str, typer.Option("--note", help="Only in this note (its path).")] = "",
    folder: Annotated[str, typer.Option("--folder", help="Only in this folder of the notes.")] = "",
    tag: Annotated[str, typer.Option("--tag", help="Only in notes with this tag.")] = "",
    company: Annotated[str, typer.Option("--company", help="Only in notes about this company.")] = "",
    notes: Notes = None,
    home: Home = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find passages in the notes, by meaning and by words."""
    from coach.cli.batch import run_batch, text_of
    from coach.domain.passages import Scope
    from coach.errors import IndexUnavailable
    from coach.index import NotesIndex
    from coach.index.embeddings import open_embedder

    if bool(query) == (batch is not None):
        raise UsageError("Give either a query or --batch FILE.")
    settings = settings_from(notes, home)
    found = NotesIndex(settings.home, settings.notes, open_embedder(settings.home))
    try:
        with index_progress(quiet) as progress:
            found.refresh(progress, wait=0.0 if found.ready else 10.0)
    except IndexUnavailable:
        if not found.ready:
            raise  # nobody has finished an index of this folder yet
    scope = Scope((note,) if note else (), folder, tag, company)
    if batch is not None:
        failed = run_batch(batch, lambda given: asdict(found.search(text_of(given, "query"), k, scope)))
        remark(f"{failed} lines failed.", quiet or not failed)
        return
    retrieval = found.search(query, k, scope)
    if as_json:
        print_json(asdict(retrieval))
        return
    if not retrieval.answerable:
        print("Your notes hold nothing on this. The nearest passages:")
    for passage in retrieval.passages:
        print(f"\n{passage.path}:{passage.start_line}  {' > '.join(passage.heading)}")
        print("  " + passage.text.strip().replace("\n", "\n  "))
