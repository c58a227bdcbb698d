"""A note as JSON: the shape of `coach notes dump`, documented in `docs/` and held by tests."""

from collections.abc import Sequence

from coach.domain.notes import Framework, Line, Note, Question, Script, Story


def note_json(note: Note) -> dict[str, object]:
    """`note` with plain lists and dicts. Repairs and links carry their line in the file."""
    return {
        "path": note.path,
        "title": note.title,
        "aliases": list(note.aliases),
        "tags": list(note.tags),
        "companies": list(note.companies),
        "people": list(note.people),
        "questions": [_question(question) for question in note.questions],
        "frameworks": [_framework(framework) for framework in note.frameworks],
        "stories": [_story(story) for story in note.stories],
        "scripts": [_script(script) for script in note.scripts],
        "tradeoffs": _lines(note.tradeoffs),
        "links": [
            {"target": link.target, "line": link.line, "alias": link.alias, "resolved": link.resolved}
            for link in note.links
        ],
        "repairs": [
            {"line": repair.line, "before": repair.before, "after": repair.after} for repair in note.repairs
        ],
        "skipped": None,
    }


def skipped_json(path: str, why: str) -> dict[str, object]:
    """A file that was not read, in the same shape as a note."""
    return {**note_json(Note(path, "", "", "")), "skipped": why}


def _question(question: Question) -> dict[str, object]:
    return {
        "text": question.text,
        "line": question.line,
        "confidence": question.confidence,
        "reason": question.reason,
    }


def _framework(framework: Framework) -> dict[str, object]:
    return {
        "name": framework.name,
        "line": framework.line,
        "steps": [
            {"name": step.name, "line": step.line, "points": [point.text for point in step.points]}
            for step in framework.steps
        ],
        "confidence": framework.confidence,
        "reason": framework.reason,
    }


def _story(story: Story) -> dict[str, object]:
    return {
        "title": story.title,
        "line": story.line,
        "end_line": story.end_line,
        "questions": list(story.questions),
        "fields": {
            name: {"state": field.state, "text": field.text, "line": field.line}
            for name, field in story.fields().items()
        },
        "confidence": story.confidence,
        "reason": story.reason,
    }


def _script(script: Script) -> dict[str, object]:
    return {
        "kind": script.kind,
        "line": script.line,
        "items": [item.text for item in script.items],
        "confidence": script.confidence,
        "reason": script.reason,
    }


def _lines(lines: Sequence[Line]) -> list[dict[str, object]]:
    return [{"text": line.text, "line": line.line} for line in lines]
