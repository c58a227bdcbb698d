"""What of a vault may be asked: her questions and the case prompts in her notes, with their lines.

Owns which entries are fit to be asked of her. Refuses to choose among them. What she
prepared to ask the interviewer, and the points of her frameworks, are never asked of her.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from coach.detectors.question_kind import question_kind
from coach.domain.interview import QuestionKind, Setup
from coach.domain.notes import Note, NoteRef, Vault
from coach.errors import UsageError
from coach.interview.askable import is_askable, is_bank_heading, spoken_kind
from coach.interview.wording import clean_for_speaking, same_question

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{12,300})[”\"]")
_CASE_LINE = re.compile(
    r"\b(?:sample|worked|example|practice|mock)\b.{0,40}|\bcases?\b|\bprompt\b", re.IGNORECASE
)
_HER_WORDS = re.compile(
    r"(?:i|i'm|i'll|i'd|let|we|here|there|so|my|what assumptions|may|can|could)\b", re.IGNORECASE
)
STOCK = 4  # the distance of the nearest stock question: beyond all notes of hers
_SHOWN = 8  # names in an error message; more would not be read


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked; `group` is the competency it counts for.

    `distance` is how near it stands: 0 in a bank of the chosen notes, 1 elsewhere in them,
    2 and 3 the same in her other notes, STOCK and more in the stock.
    """

    text: str
    kind: QuestionKind
    group: str
    distance: int
    source: NoteRef | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The notes an interview draws on, nearest first, and the company's name as she spells it."""

    near: tuple[Note, ...]
    far: tuple[Note, ...]
    company: str


def find_ground(setup: Setup, vault: Vault) -> Ground:
    """The notes chosen, with those they link to, and the rest.

    Raises UsageError where the note or the company is not in the folder, naming what is.
    """
    notes = tuple(note for note in vault.notes if not note.generated)
    chosen: list[Note] = []
    company = setup.company.strip()
    if setup.note:
        chosen.append(_find_note(setup.note, notes))
        company = company or next(iter(chosen[0].companies), "")
    if setup.company.strip():
        of_company = [note for note in notes if _is_about(note, company)]
        if not of_company:
            raise UsageError(f"Your notes hold no company called {company!r}.", _known_companies(notes))
        spelt = (name for note in of_company for name in note.companies)
        company = next((name for name in spelt if name.casefold() == company.casefold()), company)
        chosen.extend(note for note in of_company if note not in chosen)
    if not chosen:
        return Ground(notes, (), company)
    near = _with_linked(chosen, notes)
    far = tuple(note for note in notes if note not in near and _is_open(note, company))
    return Ground(near, far, company)


def find_candidates(ground: Ground) -> tuple[Candidate, ...]:
    """Everything of hers that may be asked, in the order of the notes, each question once."""
    found: list[Candidate] = []
    for nearness, notes in ((0, ground.near), (2, ground.far)):
        for note in notes:
            for candidate in _in_note(note, nearness):
                if not any(same_question(candidate.text, other.text) for other in found):
                    found.append(candidate)
    return tuple(found)


def small_talk_lines(ground: Ground) -> tuple[tuple[NoteRef, str], ...]:
    """Every line of small talk that she prepared, with its place."""
    return tuple(
        (NoteRef(note.path, item.line), item.text)
        for note in ground.near
        for script in note.scripts
        if script.kind == "small_talk"
        for item in script.items
    )


def _in_note(note: Note, nearness: int) -> Iterator[Candidate]:
    closed = {item.line for script in note.scripts for item in script.items}
    closed |= {point.line for f in note.frameworks for step in f.steps for point in step.points}
    answered = [question for story in note.stories for question in story.questions]
    cheat_sheet = bool(note.frameworks) and not note.stories
    for question in note.questions:
        if question.line in closed:
            continue
        text, heading = clean_for_speaking(question.text), _heading(note, question.line)
        has_story = any(same_question(question.text, other) for other in answered)
        kind = spoken_kind(text, with_stories=bool(note.stories), has_story=has_story)
        if is_askable(text, kind, heading, in_framework=cheat_sheet):
            bank = bool(note.stories) or is_bank_heading(heading)
            yield Candidate(
                text, kind, _group(note, heading), nearness + (not bank), NoteRef(note.path, question.line)
            )
    for text, line in _case_prompts(note):
        if line not in closed:
            yield Candidate(
                text, "case", _group(note, _heading(note, line)), nearness, NoteRef(note.path, line)
            )


def _case_prompts(note: Note) -> Iterator[tuple[str, int]]:
    """Quoted prompts such as a sample case at the end of a cheat sheet."""
    for number, line in enumerate(note.text.split("\n"), start=1):
        for match in _QUOTED.finditer(line):
            text = clean_for_speaking(match.group(1))
            if (
                len(text.split()) < 5
                or _HER_WORDS.match(text)
                or not _CASE_LINE.search(line[: match.start()])
            ):
                continue
            if question_kind(text) == "case" and is_askable(text, "case", ()):
                yield text, number


def _heading(note: Note, line: int) -> tuple[str, ...]:
    under = [s for s in note.sections if s.start_line <= line <= s.end_line]
    return under[-1].heading if under else ()


def _group(note: Note, heading: tuple[str, ...]) -> str:
    """Her own name for a competency: the heading that its questions stand under."""
    return f"{note.path}#{heading[-1]}" if heading else note.path


def _find_note(wanted: str, notes: tuple[Note, ...]) -> Note:
    key = wanted.strip().replace("\\", "/").casefold()
    for names in (_paths, _titles):
        found = [note for note in notes if key in names(note)]
        if len(found) == 1:
            return found[0]
        if found:
            paths = ", ".join(note.path for note in found[:_SHOWN])
            raise UsageError(f"More than one note is called {wanted!r}.", f"Give the path: {paths}.")
    have = ", ".join(note.path for note in notes[:_SHOWN]) + (", …" if len(notes) > _SHOWN else "")
    raise UsageError(f"There is no note {wanted!r} in your folder.", f"There is: {have}." if have else "")


def _paths(note: Note) -> set[str]:
    path = PurePosixPath(note.path.casefold())
    return {str(path), str(path.with_suffix(""))}


def _titles(note: Note) -> set[str]:
    path = PurePosixPath(note.path.casefold())
    return {path.name, path.stem, note.title.casefold(), *(alias.casefold() for alias in note.aliases)}


def _is_about(note: Note, company: str) -> bool:
    key = company.casefold()
    words = re.compile(rf"\b{re.escape(key)}\b")
    named = any(name.casefold() == key for name in note.companies)
    return named or bool(
        words.search(note.title.casefold()) or words.search(PurePosixPath(note.path).stem.casefold())
    )


def _is_open(note: Note, company: str) -> bool:
    """Whether a note is not another company's own."""
    return not note.companies or any(name.casefold() == company.casefold() for name in note.companies)


def _known_companies(notes: Iterable[Note]) -> str:
    names = sorted({name for note in notes for name in note.companies}, key=str.casefold)
    if not names:
        return "No company is named in your notes yet."
    return f"There is: {', '.join(names[:_SHOWN])}{', …' if len(names) > _SHOWN else ''}."


def _with_linked(chosen: list[Note], notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The chosen notes and what they link to, two links deep: sheet, framework, bank."""
    by_path = {note.path: note for note in notes}
    found = {note.path: note for note in chosen}
    edge = list(chosen)
    for _ in range(2):
        targets = (link.resolved for note in edge for link in note.links)
        edge = [by_path[path] for path in targets if path in by_path and path not in found]
        found.update((note.path, note) for note in edge)
    return tuple(found.values())
