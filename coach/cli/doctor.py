"""`coach doctor`: what was found, what is missing, and what to do about it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import typer

from coach import __version__
from coach.cli.terminal import EngineName, Home, Json, Notes, print_json, settings_from
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.config import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    state: Literal["ok", "note", "bad"]
    text: str
    todo: str = ""


def doctor(notes: Notes = None, home: Home = None, engine: EngineName = None, as_json: Json = False) -> None:
    """Check engine, weights, index and store. Exit code 1 where something does not work."""
    settings = settings_from(notes, home, engine)
    findings = [
        Finding("program", "ok", f"coach {__version__}, Python {sys.version.split()[0]}"),
        Finding("data folder", "ok", str(settings.home)),
        *(_tried(name, check, settings) for name, check in CHECKS),
    ]
    bad = any(finding.state == "bad" for finding in findings)
    if as_json:
        print_json(
            {
                "ok": not bad,
                "findings": [
                    {"name": one.name, "state": one.state, "text": one.text, "todo": one.todo}
                    for one in findings
                ],
            }
        )
    else:
        for one in findings:
            mark = {"ok": "ok  ", "note": "note", "bad": "BAD "}[one.state]
            print(f"{mark}  {one.name}: {one.text}" + (f"\n        {one.todo}" if one.todo else ""))
    if bad:
        raise typer.Exit(1)


def _tried(name: str, check: "Callable[[Settings], Finding]", settings: "Settings") -> Finding:
    try:
        return check(settings)
    except CoachError as error:
        return Finding(name, "bad", error.message, error.hint)


def _weights(settings: "Settings") -> Finding:
    from coach.index.weights import WEIGHTS_HINT, find_weights

    weights = find_weights(settings.home)
    if weights is None:
        return Finding("weights", "note", "none found: searching and grading by words only", WEIGHTS_HINT)
    return Finding("weights", "ok", f"all-MiniLM-L6-v2 from {weights.source}, hash checked")


def _index(settings: "Settings") -> Finding:
    from coach.index import NotesIndex
    from coach.index.embeddings import open_embedder

    report = NotesIndex(settings.home, settings.notes, open_embedder(settings.home)).refresh()
    text = f"{report.notes} notes, {report.chunks} passages from {settings.notes}"
    if report.skipped:
        first = report.skipped[0]
        return Finding(
            "index", "note", text, f"{len(report.skipped)} skipped, such as {first[0]}: {first[1]}"
        )
    return Finding("index", "ok", text)


def _store(settings: "Settings") -> Finding:
    from coach.store import open_store

    store = open_store(settings.store_url)
    sessions = len(store.sessions())
    store.close()
    return Finding("store", "ok", f"{sessions} sessions")


def _engine(settings: "Settings") -> Finding:
    from coach.app import engine_chooser
    from coach.index.embeddings import open_embedder
    from coach.store import open_store

    store = open_store(settings.store_url)
    choice = engine_chooser(settings, open_embedder(settings.home))(store.agreed_hosts())
    store.close()
    if choice.engine.name == "openai":
        from coach.engines.openai import OpenAIEngine

        assert isinstance(choice.engine, OpenAIEngine)
        choice.engine.check()
    return Finding("engine", "note" if choice.ask_host else "ok", choice.engine.label, choice.notice)


CHECKS = (("weights", _weights), ("index", _index), ("store", _store), ("engine", _engine))
