"""The bank and the map as JSON and as rows for a spreadsheet; the shapes stand in docs/command-line.md."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from coach.bank.coverage import CoverageMap, CoveredQuestion
from coach.bank.rehearsals import Rehearsal
from coach.bank.serves import Serves
from coach.bank.stories import BankedStory

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def bank_json(bank: Sequence[BankedStory], *, by_words: bool) -> dict[str, Any]:
    """`{"by_words", "stories": […]}`, in the order of the notes."""
    return {"by_words": by_words, "stories": [_story(banked) for banked in bank]}


def coverage_json(mapped: CoverageMap) -> dict[str, Any]:
    """`{"by_words", "counts", "stories": […], "questions": […]}`; `scores` in the order of `stories`."""
    return {
        "by_words": mapped.by_words,
        "counts": {
            "covered": mapped.count("covered"),
            "thin": mapped.count("thin"),
            "missing": mapped.count("missing"),
        },
        "stories": [
            {
                "title": story.title,
                "path": story.path,
                "line": story.line,
                "best_for": story.best_for,
                "over_used": story.over_used,
            }
            for story in mapped.stories
        ],
        "questions": [_question(row, mapped) for row in mapped.questions],
    }


def coverage_rows(mapped: CoverageMap) -> Iterator[list[str]]:
    """The map as a table: a head, then question, path, line, status, best story, score and a column a story.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    head = ["question", "path", "line", "status", "best story", "score"]
    yield [*head, *(_cell(f"{story.title} ({story.path}:{story.line})") for story in mapped.stories)]
    for row in mapped.questions:
        best = "" if row.best is None else mapped.stories[row.best].title
        score = "" if row.score is None else f"{row.score:.2f}"
        cells = (row.question, row.source.path, str(row.source.line), row.status, best, score)
        yield [*map(_cell, cells), *(f"{value:.2f}" for value in row.scores)]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _story(banked: BankedStory) -> dict[str, Any]:
    return {
        "title": banked.title,
        "path": banked.path,
        "line": banked.line,
        "end_line": banked.story.end_line,
        "questions": list(banked.questions),
        "fields": {
            name: {"state": field.state, "line": field.line} for name, field in banked.story.fields().items()
        },
        "figures": [
            {
                "text": figure.text,
                "value": _number(figure.value),
                "unit": figure.unit,
                "dimension": figure.dimension,
                "line": figure.line,
            }
            for figure in banked.figures
        ],
        "competencies": [{"name": one.name, "score": one.score} for one in banked.competencies],
        "frameworks": [_framework(one) for one in banked.frameworks],
        "rehearsed": _rehearsed(banked.rehearsed),
    }


def _framework(one: Serves) -> dict[str, Any]:
    return {"name": one.name, "score": one.score, "path": one.path, "line": one.line}


def _rehearsed(one: Rehearsal | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"when": one.when.isoformat(), "level": one.level, "question": one.question}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _question(row: CoveredQuestion, mapped: CoverageMap) -> dict[str, Any]:
    best = None if row.best is None else mapped.stories[row.best]
    return {
        "question": row.question,
        "path": row.source.path,
        "line": row.source.line,
        "also": [{"path": place.path, "line": place.line} for place in row.also],
        "status": row.status,
        "best": best and {"title": best.title, "path": best.path, "line": best.line},
        "score": row.score,
        "why": row.why,
        "next": row.next,
        "scores": list(row.scores),
    }
