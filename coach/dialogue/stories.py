"""Her stories as the page and the command line show them: the bank, the map, the gaps, out of one vault."""

from collections.abc import Iterator
from dataclasses import dataclass

from coach.bank import AskedQuestion, BankedStory, CoverageMap, Rehearsal, coverage, story_bank
from coach.claims import is_evidence
from coach.dialogue.coach import Coach
from coach.dialogue.filling import find_missing
from coach.domain.notes import Gap, NoteRef, Vault
from coach.gaps import all_gaps
from coach.grading.scorecard import load_scorecard
from coach.interview.question_bank import Ground, find_candidates
from coach.matching.likeness import same_question
from coach.store import Store, TurnRecord

SAID = ("answer", "reply")


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything about her stories at one moment, all of it out of the same notes."""

    bank: tuple[BankedStory, ...]
    coverage: CoverageMap
    gaps: tuple[Gap, ...]
    fillable: frozenset[NoteRef] = frozenset()  # where `/fill PATH:LINE` has something to ask


def view_stories(coach: Coach) -> StoryView:
    """Reads notes and grades as they are now. Raises NotesError, IndexUnavailable, StoreError."""
    material = coach.material()
    bank = story_bank(material.vault, material.matcher, material.ledger, tuple(rehearsals(coach.store)))
    mapped = coverage(story_questions(material.vault), material.matcher)
    fillable = frozenset(NoteRef(one.path, one.line) for one in find_missing(material.vault))
    return StoryView(bank, mapped, all_gaps(material.vault), fillable)


def story_questions(vault: Vault) -> tuple[AskedQuestion, ...]:
    """Her questions that ask for a story: those an interviewer would put, and those a story stands under.

    In the order of the notes. A job description asks nothing that she has to be ready for here.
    """
    notes = tuple(note for note in vault.notes if is_evidence(note))
    askable = {
        (one.source, one.text)
        for one in find_candidates(Ground(notes, (), ""))
        if one.kind == "behavioural" and one.source is not None
    }
    places: dict[NoteRef, list[str]] = {}
    for source, text in askable:
        places.setdefault(source, []).append(text)
    told = [asked for note in notes for story in note.stories for asked in story.questions]
    found: list[AskedQuestion] = []
    for note in notes:
        for question in note.questions:
            source = NoteRef(note.path, question.line)
            spoken = next(
                (text for text in places.get(source, ()) if same_question(text, question.text)), None
            )
            if spoken is not None or any(same_question(question.text, asked) for asked in told):
                found.append(AskedQuestion(spoken or question.text, source))
    return tuple(found)


def rehearsals(store: Store) -> Iterator[Rehearsal]:
    """Every graded answer of hers that the store holds, the last used session first."""
    for session in store.sessions():
        grades = store.grades(session.id)
        turns = store.turns(session.id) if grades else ()
        for row in grades:
            card = load_scorecard(row.scorecard)
            level = card.overall.level if card.overall is not None else None
            yield Rehearsal(card.question, _answer(turns, row.question_id), level, row.created_at)


def _answer(turns: tuple[TurnRecord, ...], question_id: str) -> str:
    """What she said to a question: in an interview under its id, else right before its scorecard."""
    hers = [turn for turn in turns if turn.role == "candidate"]
    said = [turn.text for turn in hers if turn.question_id == question_id and turn.kind in SAID]
    if said:
        return "\n".join(said)
    shown = next((turn.seq for turn in turns if turn.role == "coach" and turn.question_id == question_id), 0)
    return next((turn.text for turn in reversed(hers) if turn.seq < shown), "")
