"""Notes of an invented candidate, true sentences about her, and corruptions of them (evals/datasets).

True ones say the same in other words. Each corruption changes one thing: the number, the unit,
the subject, the story a figure belongs to, the client, the result, or its direction.
"""

import json
from pathlib import Path

_DATA = Path(__file__).parents[2] / "evals" / "datasets"
_LINES = [json.loads(line) for line in (_DATA / "claims.jsonl").read_text(encoding="utf-8").splitlines()]

NOTES = (_DATA / "claims_notes.md").read_text(encoding="utf-8")
TRUE = [line["sentence"] for line in _LINES if line["kind"] == "true"]
CORRUPT = [line["sentence"] for line in _LINES if line["kind"] != "true"]
