"""The reader against labelled notes: precision and recall of what it finds, and what it misses.

Three sets: notes put aside before the rules were written (`messy`), the sample corpus, and
public notes whose text is read from `--vaults`. What a label and a match are stands in
`datasets/reader/README.md`.
"""

import argparse
import hashlib
import math
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.notes.gaps import find_gaps
from coach.notes.vault import read_vault
from evals.labels import (
    THINGS,
    Findings,
    Item,
    Labelled,
    Tally,
    compare,
    iterate_things,
    load_labels,
    read_note,
)
from evals.report import DATASETS, Cell, Table, describe_run, write_results
from evals.statistics import Interval, bootstrap

READER_DATA = DATASETS / "reader"
CORPUS = Path(__file__).parent.parent / "corpus"
RESAMPLES = 1000
LABELS_REMARK = (
    "Labels as of commit {now}. They were first committed, in b2e7a9efce8f, before the reader was run on "
    "them (results: reader-first); the corrections since stand in their README with the reasons."
)
SHOWN = 60
BASELINE_REMARK = (
    "The baseline: a line that ends in `?` is a question, one that holds `vs` a trade-off, every "
    "numbered list a framework, every line with a STAR label a field."
)
Counts = NDArray[np.generic]

FIELD_LABEL = re.compile(
    r"^\W*(?:\d+[.)]\s*)?\W*(S|T|A|R|situation|task|action|result)\W*[:.\-–—]\W*(.*)$", re.IGNORECASE
)
FIELD_OF = {"s": "situation", "t": "task", "a": "action", "r": "result"}
SCRIPT_WORDS = {
    "small talk": "small_talk",
    "intro": "intro",
    "pitch": "intro",
    "phrases": "phrases",
    "questions": "questions_to_ask",
    "closing": "closing",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One labelled note with the tallies of the reader and of the baseline."""

    path: str
    reader: Mapping[str, Tally]
    baseline: Mapping[str, Tally]


class DataMissing(Exception):
    """A labelled note is not there, or is not the note that was labelled."""


def find_simply(text: str) -> Findings:
    """The baseline, one rule a thing: what a page of regular expressions finds."""
    lines = text.splitlines()
    numbered = [re.match(r"\d+[.)]\s+(.*)", line) for line in lines]
    frameworks, steps, scripts, stories = [], [], [], []
    heading = ""
    run: list[Item] = []
    for number, line in enumerate(lines, 1):
        plain = line.strip(" \t#*>-_:|")
        match = numbered[number - 1]
        if match:
            if number < 2 or not numbered[number - 2]:
                frameworks.append(Item(number, (heading,)))
            steps.append(Item(number, (match[1],), extra=0))
        elif plain:
            heading = plain
        if line.startswith("#"):
            kind = next((kind for word, kind in SCRIPT_WORDS.items() if word in plain.casefold()), "")
            if kind:
                scripts.append(Item(number, kind=kind))
        label = FIELD_LABEL.match(line)
        if label:
            name = label[1].casefold()
            state = "words" if label[2].strip(" *_") else "empty"
            part = Item(number, kind=f"{FIELD_OF.get(name, name)} {state}")
            if run and part.kind.startswith("situation"):
                stories.append(_story_of(run))
                run = []
            run.append(part)
    if run:
        stories.append(_story_of(run))
    return Findings(
        frameworks=tuple(frameworks),
        steps=tuple(steps),
        questions=_lines_as_items(lines, lambda line: line.strip(' *_"”“').endswith("?")),
        stories=tuple(stories),
        scripts=tuple(scripts),
        links=tuple(
            Item(number, kind=re.split(r"[|#]", target)[0].casefold())
            for number, line in enumerate(lines, 1)
            for target in re.findall(r"\[\[(.+?)\]\]", line)
        ),
        tradeoffs=_lines_as_items(lines, lambda line: bool(re.search(r"\bvs\b", line))),
        gaps=tuple(
            Item(part.line, kind="empty_field")
            for story in stories
            for part in story.parts
            if part.kind.endswith("empty")
        ),
    )


def compare_set(labels: Sequence[Labelled], root: Path, vault_depth: int) -> list[Compared]:
    """Every labelled note of a set, read as part of its vault.

    The first `vault_depth` folders of a path name the vault. Raises DataMissing.
    """
    compared = []
    for folder in sorted({_vault_of(label.path, vault_depth) for label in labels}):
        vault, _ = read_vault(root / folder)
        gaps = find_gaps(vault)
        prefix = f"{folder}/" if folder else ""
        for label in labels:
            if _vault_of(label.path, vault_depth) != folder:
                continue
            data = _read_labelled(root, label)
            note = vault.note(label.path.removeprefix(prefix))
            found = read_note(note, gaps) if note else Findings()
            wanted = _without_prefix(label.findings, prefix)
            compared.append(
                Compared(label.path, compare(wanted, found), compare(wanted, find_simply(_decode(data))))
            )
    return compared


def score_table(title: str, compared: Sequence[Compared], note: str = "") -> Table:
    """Precision, recall and F1 of each thing, the baseline's beside them."""
    rows: list[tuple[Cell, ...]] = []
    for thing in THINGS:
        reader = _counts([each.reader[thing] for each in compared])
        baseline = _counts([each.baseline[thing] for each in compared])
        hits, alarms, missed = (int(column.sum()) for column in reader)
        rows.append(
            (
                thing,
                hits + missed,
                hits + alarms,
                *(_interval(measure, reader) for measure in (precision, recall, f1)),
                *(_shown(measure(*baseline)) for measure in (precision, recall, f1)),
            )
        )
    columns = (
        *("thing", "labelled", "reported", "precision", "recall", "F1"),
        *("baseline precision", "baseline recall", "baseline F1"),
    )
    return Table(title, columns, tuple(rows), note)


def detail_table(compared: Mapping[str, Sequence[Compared]]) -> Table:
    """What stands beside a match: points of a step, the target of a link, fields by state."""
    rows: list[tuple[Cell, ...]] = []
    for name, notes in compared.items():
        for thing, what in (("step", "number of points exact"), ("link", "resolved as labelled")):
            hits = [pair for each in notes for pair in each.reader[thing].hits]
            right = sum(label.extra == item.extra for label, item in hits)
            rows.append((name, what, len(hits), _shown(right / len(hits) if hits else math.nan)))
        for state in ("words", "empty"):
            tallies = [each.reader["field"] for each in notes]
            hit = sum(label.kind.endswith(state) for tally in tallies for label, _ in tally.hits)
            missed = sum(label.kind.endswith(state) for tally in tallies for label in tally.missed)
            total = hit + missed
            what = f"recall of fields with state {state}"
            rows.append((name, what, total, _shown(hit / total if total else math.nan)))
    return Table("Beside the matches", ("set", "what", "n", "share"), tuple(rows))


def miss_table(name: str, compared: Sequence[Compared]) -> Table:
    """Every miss and false alarm of the reader, by note and line."""
    rows = [
        (f"{each.path}:{item.line or 1}", verdict, thing, item.name[:SHOWN])
        for each in compared
        for verdict, thing, item in iterate_things(dict(each.reader))
    ]
    return Table(f"Misses and false alarms: {name}", ("where", "verdict", "thing", "what"), tuple(rows))


def precision(hits: Counts, alarms: Counts, missed: Counts) -> float:
    """Of what was reported, the share that is right; NaN where nothing was."""
    return _share(hits.sum(), hits.sum() + alarms.sum())


def recall(hits: Counts, alarms: Counts, missed: Counts) -> float:
    """Of what is labelled, the share that was found; NaN where nothing is."""
    return _share(hits.sum(), hits.sum() + missed.sum())


def f1(hits: Counts, alarms: Counts, missed: Counts) -> float:
    """The harmonic mean of the two."""
    return _share(2 * hits.sum(), 2 * hits.sum() + alarms.sum() + missed.sum())


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else math.nan


def _interval(measure: Callable[..., float], counts: Sequence[Counts]) -> Interval | None:
    interval = bootstrap(measure, *counts, resamples=RESAMPLES)
    return None if math.isnan(interval.value) else interval


def _shown(value: float) -> Cell:
    return None if math.isnan(value) else value


def _counts(tallies: Sequence[Tally]) -> tuple[Counts, Counts, Counts]:
    """Hits, false alarms and misses, one row a note."""
    return (
        np.array([len(tally.hits) for tally in tallies]),
        np.array([len(tally.alarms) for tally in tallies]),
        np.array([len(tally.missed) for tally in tallies]),
    )


def _story_of(parts: Sequence[Item]) -> Item:
    lines = [part.line or 0 for part in parts]
    return Item(lines[0], ("",), end_line=lines[-1], parts=tuple(parts))


def _lines_as_items(lines: Sequence[str], wanted: Callable[[str], bool]) -> tuple[Item, ...]:
    return tuple(Item(number, (line,)) for number, line in enumerate(lines, 1) if wanted(line))


def _vault_of(path: str, depth: int) -> str:
    return "/".join(path.split("/")[:depth])


def _without_prefix(findings: Findings, prefix: str) -> Findings:
    links = tuple(
        replace(link, extra=link.extra.removeprefix(prefix)) if isinstance(link.extra, str) else link
        for link in findings.links
    )
    return replace(findings, links=links)


def _read_labelled(root: Path, label: Labelled) -> bytes:
    try:
        data = (root / label.path).read_bytes()
    except OSError:
        raise DataMissing(f"{label.path} is labelled and not there.") from None
    if hashlib.sha256(data).hexdigest() != label.sha256:
        raise DataMissing(f"{label.path} is not the text that was labelled.")
    return data


def _decode(data: bytes) -> str:
    if data.startswith(b"\xff\xfe"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _labels_commit() -> str:
    """The last commit that touched the labels or the notes put aside."""
    try:
        return subprocess.run(
            ["git", "log", "-1", "--format=%h", "--abbrev=12", "--", "labels", "messy"],
            cwd=READER_DATA,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the results; 1 where a labelled note is missing or has changed."""
    parser = argparse.ArgumentParser(prog="python -m evals reader", description=__doc__)
    parser.add_argument("--vaults", type=Path, default=Path("../shared/vaults"), help="the public notes")
    parser.add_argument("--name", default="reader", help="name of the result files")
    parser.add_argument("--remark", action="append", default=[], help="a sentence for the results")
    chosen = parser.parse_args(arguments)
    roots = {
        "messy": (READER_DATA / "messy", 1),
        "corpus": (CORPUS, 0),
        "vaults": (chosen.vaults, 1),
    }
    compared: dict[str, list[Compared]] = {}
    try:
        for name, (root, depth) in roots.items():
            labels = load_labels(READER_DATA / "labels" / name)
            compared[name] = compare_set(labels, root, depth)
    except DataMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    tables = [
        score_table(
            f"{name}: {len(notes)} notes",
            notes,
            "Intervals: 95 %, notes resampled; n is the number of notes. An empty cell: nothing to divide.",
        )
        for name, notes in compared.items()
    ]
    tables.append(detail_table(compared))
    tables += [miss_table(name, notes) for name, notes in compared.items()]
    remarks = [
        LABELS_REMARK.format(now=_labels_commit()),
        "One person labelled; the rules of a match stand in evals/datasets/reader/README.md.",
        BASELINE_REMARK,
        *chosen.remark,
    ]
    run = describe_run("reader", {"vaults": chosen.vaults}, [READER_DATA, CORPUS])
    written = write_results(run, tables, remarks, name=chosen.name)
    print(written[1].read_text(encoding="utf-8"))
    return 0
