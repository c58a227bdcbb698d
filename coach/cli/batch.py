"""`--batch FILE.jsonl`: one request a line, one answer a line, in the same order; a bad line is no end."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from coach.cli.terminal import print_json, read_lines
from coach.errors import CoachError, UsageError


def run_batch(path: Path, answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> int:
    """Answers every line; gives back how many failed. A failed line says {"id", "error"}."""
    failed = 0
    for number, line in read_lines(path):
        given: Any = None
        try:
            given = _parse(number, line)
            print_json({"id": given["id"], **answer(given)})
        except CoachError as error:
            failed += 1
            identity = given.get("id") if isinstance(given, dict) else None
            print_json({"id": identity, "error": str(error)})
    return failed


def text_of(given: Mapping[str, Any], name: str) -> str:
    """The text field `name` of a line. Raises UsageError where it is missing or no text."""
    value = given.get(name)
    if not isinstance(value, str):
        raise UsageError(f'The field "{name}" is missing or is not text.')
    return value


def _parse(number: int, line: str) -> Mapping[str, Any]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise UsageError(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(given, dict) or "id" not in given:
        raise UsageError(f'Line {number} has no "id".')
    return given
