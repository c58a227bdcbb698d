"""The parts of the answers eval that need no index."""

import json

from coach.claims import Ledger
from coach.notes.vault import read_vault
from coach.resources import shipped
from evals.answers import contradiction_table
from evals.report import DATASETS
from evals.statistics import Interval


def test_every_label_names_a_story_of_the_sample_notes() -> None:
    text = "\n".join(note.text for note in read_vault(shipped("corpus"))[0].notes)
    rows = [
        json.loads(line) for line in (DATASETS / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len({row["id"] for row in rows}) == len(rows)
    assert sum(row["unsupported"] is None for row in rows) >= 60
    assert sum(row["unsupported"] is not None for row in rows) >= 40
    for row in rows:
        assert bool(row["stories"]) != bool(row["unsupported"])
        for key in row["stories"]:
            assert all(part in text for part in key.split("  ")), key


def test_the_coach_is_ahead_of_the_nearest_sentence() -> None:
    rows = contradiction_table(Ledger.from_vault(read_vault(shipped("corpus"))[0])).rows
    found = {(row[0], row[1]): (row[2], row[3]) for row in rows}
    (recall, alarms), (_, simple) = found["tune", "the coach"], found["tune", rows[1][1]]
    assert isinstance(recall, Interval)
    assert isinstance(alarms, Interval)
    assert isinstance(simple, Interval)
    assert recall.value >= 0.85
    assert alarms.value <= 0.02 < simple.value
