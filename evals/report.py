"""What a run of an eval leaves behind: the figures, and what it takes to get them again.

Owns the format of `results/NAME.json` and `results/NAME.md`. Refuses machine paths: an
argument that is a path is kept by its name only.
"""

import hashlib
import json
import math
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.statistics import Interval

RESULTS = Path(__file__).parent / "results"
DATASETS = Path(__file__).parent / "datasets"

Cell = str | int | float | Interval | None


@dataclass(frozen=True, slots=True)
class Run:
    """Where the figures come from."""

    program: str
    arguments: Mapping[str, object]
    date: str
    commit: str
    python: str
    machine: str
    datasets: Mapping[str, str]  # name -> SHA-256 of its content, first 16 digits


@dataclass(frozen=True, slots=True)
class Table:
    """One table of results; a cell may be an Interval."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def describe_run(program: str, arguments: Mapping[str, object], datasets: Sequence[Path]) -> Run:
    """A Run of `program` now, on this machine, at this commit."""
    return Run(
        program=program,
        arguments={name: _without_folder(value) for name, value in arguments.items()},
        date=datetime.now(UTC).date().isoformat(),
        commit=_commit(),
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        datasets={path.name: hash_data(path) for path in datasets},
    )


def hash_data(path: Path) -> str:
    """A hash of a file, or of all files of a folder with their names."""
    digest = hashlib.sha256()
    files = [path] if path.is_file() else sorted(found for found in path.rglob("*") if found.is_file())
    for found in files:
        if found != path:
            digest.update(found.relative_to(path).as_posix().encode())
        digest.update(found.read_bytes())
    return digest.hexdigest()[:16]


def write_results(
    run: Run, tables: Sequence[Table], remarks: Sequence[str] = (), folder: Path = RESULTS, name: str = ""
) -> tuple[Path, Path]:
    """Write JSON and Markdown into `folder` as `name` (else the program's); the two paths."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = name or run.program
    data = {
        "run": asdict(run),
        "tables": [
            {
                "title": table.title,
                "note": table.note,
                "rows": [dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows],
            }
            for table in tables
        ],
        "remarks": list(remarks),
    }
    as_json, as_markdown = folder / f"{stem}.json", folder / f"{stem}.md"
    as_json.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    as_markdown.write_text(render_markdown(run, tables, remarks, stem), encoding="utf-8")
    return as_json, as_markdown


def render_markdown(run: Run, tables: Sequence[Table], remarks: Sequence[str] = (), title: str = "") -> str:
    """The results for a reader: how to repeat the run, the tables, the remarks."""
    options = "".join(f" --{name} {value}" for name, value in run.arguments.items())
    data = ", ".join(f"{name} ({digest})" for name, digest in run.datasets.items())
    parts = [
        f"# {title or run.program}",
        f"`uv run python -m evals {run.program}{options}`",
        f"{run.date}, commit {run.commit}, Python {run.python}, {run.machine}. Data: {data or 'none'}.",
    ]
    for table in tables:
        parts.append(f"## {table.title}")
        lines = [_markdown_row(table.columns), "|" + "---|" * len(table.columns)]
        parts.append("\n".join(lines + [_markdown_row([_shown(cell) for cell in row]) for row in table.rows]))
        if table.note:
            parts.append(table.note)
    if remarks:
        parts.append("## Remarks")
        parts.append("\n".join(f"- {remark}" for remark in remarks))
    return "\n\n".join(parts) + "\n"


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Interval):
        return f"{cell.value:.2f} [{cell.low:.2f}, {cell.high:.2f}], n = {cell.n}"
    return f"{cell:.3g}" if isinstance(cell, float) else str(cell)


def _plain(cell: Cell) -> object:
    if isinstance(cell, Interval):
        return {name: _plain(value) for name, value in asdict(cell).items()}
    if isinstance(cell, float):
        return None if math.isnan(cell) else round(cell, 4)
    return cell


def _without_folder(value: object) -> object:
    if isinstance(value, Path):
        return value.name
    if isinstance(value, str) and ("/" in value or "\\" in value):
        return value.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return value if isinstance(value, int | float | bool | type(None)) else str(value)


def _commit() -> str:
    """The short hash of HEAD, marked where tracked code differs from it; `unknown` outside git."""
    here = Path(__file__).parent.parent
    try:
        head = subprocess.run(
            ["git", "rev-parse", "--short=12", "HEAD"], cwd=here, capture_output=True, text=True, check=True
        ).stdout.strip()
        changed = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!evals/results"],
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{head} with changes" if changed else head
