"""The retrieval data set: questions with the sections of the sample notes that answer them.

A line of `datasets/retrieval.jsonl` names its support by a path, a heading and the words at
which it begins and ends, so that a re-worded note moves the lines and not the data set.
`answerable: false` lines have no support: `near` ones ask about something that such notes
could hold, `far` ones do not. `split` keeps apart what a threshold may be chosen on
(`tune`) and what it is measured on (`measure`).
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from coach.domain.passages import Passage


@dataclass(frozen=True, slots=True)
class Support:
    """Lines of a note that answer a question (inclusive, counted from 1)."""

    path: str
    heading: str
    start_line: int
    end_line: int

    def is_in(self, passage: Passage) -> bool:
        """Whether the passage shows some of these lines."""
        return (
            passage.path == self.path
            and passage.start_line <= self.end_line
            and self.start_line <= passage.end_line
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """One question. `kind` is how it is put (plain, short, sloppy), or near or far where unsupported."""

    id: str
    query: str
    kind: str
    split: Literal["tune", "measure"]
    support: tuple[Support, ...]

    @property
    def answerable(self) -> bool:
        """Whether the notes hold an answer."""
        return bool(self.support)


def load_samples(path: Path, folder: Path) -> tuple[Sample, ...]:
    """The questions of `path`, their support found in the notes of `folder`.

    Raises ValueError with the id where a beginning is missing or not unique in its note.
    """
    notes: dict[str, list[str]] = {}
    samples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        support = tuple(_locate(record["id"], each, folder, notes) for each in record["support"])
        if record["answerable"] != bool(support):
            raise ValueError(f"{record['id']}: answerable and support disagree")
        kind = record["style"] if record["answerable"] else record["unsupported"]
        samples.append(Sample(record["id"], record["query"], kind, record["split"], support))
    return tuple(samples)


def _locate(sample: str, wanted: dict[str, str], folder: Path, notes: dict[str, list[str]]) -> Support:
    path = wanted["path"]
    if path not in notes:
        notes[path] = (folder / path).read_text(encoding="utf-8").splitlines()
    lines = notes[path]
    starts = [number for number, line in enumerate(lines, 1) if wanted["from"] in line]
    if len(starts) != 1:
        raise ValueError(f"{sample}: {wanted['from']!r} stands {len(starts)} times in {path}")
    ends = (number for number in range(starts[0], len(lines) + 1) if wanted["to"] in lines[number - 1])
    end = next(ends, None)
    if end is None:
        raise ValueError(f"{sample}: {wanted['to']!r} does not follow {wanted['from']!r} in {path}")
    return Support(path, wanted["heading"], starts[0], end)
