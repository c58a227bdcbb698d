"""From a question, her framework and her notes to a frozen rubric, before any answer is read.

Owns which criteria there are, where each comes from and which apply. Refuses to look at an
answer. `Criterion.detector` names the built-in reading that fits it: coverage, situation, task,
action, result, ownership, figures, reflection, relevance, structure, assumptions, alternatives,
length, reference.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from coach.detectors.sentences import split_sentences
from coach.domain.answers import FrameworkChoice
from coach.domain.grading import Criterion, Point, Rubric
from coach.domain.interview import QuestionKind
from coach.domain.notes import FIELD_NAMES, FieldName, Note, NoteRef, Step, Story, Vault
from coach.grading.fallbacks import fallback, fallback_title

__all__ = ["fallback", "freeze_rubric", "rubric_for", "rubric_for_reference"]

# Kinds that a framework of hers answers; the others have a form of their own.
_FRAMED: frozenset[QuestionKind] = frozenset({"case", "knowledge"})

_LOOKS_BACK = re.compile(
    r"\b(?:fail\w*|mistakes?|wrong|learn\w*|lessons?|regret\w*|conflicts?|disagree\w*|pushback|rejection|"
    r"feedback|criticism|"
    r"weakness\w*|differently|difficult|challeng\w*|setbacks?|missed|hardest|toughest|struggl\w*|"
    r"improve about yourself)\b",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\byour (?:\w+ ){0,2}(?:strengths?|weakness(?:es)?)\b|\byour working style\b", re.IGNORECASE
)
_ONLY_ASKS = re.compile(
    r"\b(?:what|which) (?:clarifying |follow-?up )?questions (?:would|do|should)|\bwhat would you (?:ask|"
    r"clarify|want to know)\b",
    re.IGNORECASE,
)
_ONLY_MEASURES = re.compile(
    r"\b(?:how would you (?:measure|define|track)|(?:which|what) (?:metrics?|kpis?)|define success|"
    r"measure (?:the )?success)\b",
    re.IGNORECASE,
)
_BUILDS = re.compile(
    r"\b(?:design|redesign|improve|build|launch|fix|solve|increase|reduce|prioriti[sz]e)\b", re.IGNORECASE
)
_ASKING_STEP = re.compile(r"clarif|question|context|understand|problem|scope|assum", re.IGNORECASE)
_MAKING_STEP = re.compile(
    r"solution|idea|mvp|iterat|scale|launch|roll.?out|build|choose|prototype|propos", re.IGNORECASE
)


def rubric_for(
    question: str,
    kind: QuestionKind,
    framework: FrameworkChoice | None,
    vault: Vault,
    *,
    chosen: bool = False,
) -> Rubric:
    """The rubric for `question`, frozen.

    A framework makes the criteria of a case or of a knowledge question; of any other kind only
    where she chose it herself (`chosen`). A behavioural question gets STAR with the lines of her
    notes where they use it. Relevance and structure are looked for in every answer.
    """
    if framework is not None and framework.framework.steps and (chosen or kind in _FRAMED):
        return _from_framework(question, framework)
    if kind == "behavioural":
        return _from_star(question, vault)
    why = (
        "none of your frameworks fits, so the general one for such questions is used"
        if kind in _FRAMED
        else "the general one for such questions"
    )
    if framework is not None and not framework.framework.steps and kind in _FRAMED:
        why = f"your note names “{framework.framework.name}” without its steps, so the general one is used"
    own = fallback(kind)
    return freeze_rubric(
        Rubric(fallback_title(kind), "", (*own, *fallback("common")), "fallback", reason=why)
    )


def rubric_for_reference(reference: str) -> Rubric:
    """One criterion: the answer holds the content of `reference`."""
    criterion = fallback("reference")[0]
    points = tuple(Point(sentence.text) for sentence in split_sentences(reference))
    return freeze_rubric(
        Rubric(
            fallback_title("reference"),
            "",
            (replace(criterion, points=points or (Point(reference),)),),
            "fallback",
            reason="compared with the given text",
        )
    )


def freeze_rubric(rubric: Rubric) -> Rubric:
    """`rubric` with the hash of its names, points, anchors and weights; lines may move freely."""
    content = [
        [
            criterion.name,
            [point.text for point in criterion.points],
            list(criterion.anchors),
            float(criterion.weight),
        ]
        for criterion in rubric.criteria
    ]
    digest = hashlib.sha256(json.dumps([rubric.name, content], ensure_ascii=False).encode()).hexdigest()
    return replace(rubric, hash=digest[:12])


def _from_framework(question: str, choice: FrameworkChoice) -> Rubric:
    framework = choice.framework
    applies = _steps_asked_for(question, framework.steps)
    steps = tuple(
        replace(_step_criterion(step, choice.path), id=identifier, applies=asked)
        for step, identifier, asked in zip(framework.steps, _ids(framework.steps), applies, strict=True)
    )
    return freeze_rubric(
        Rubric(
            framework.name,
            "",
            (*steps, *fallback("common")),
            "note",
            path=choice.path,
            line=framework.line,
            reason=choice.why,
        )
    )


def _step_criterion(step: Step, path: str) -> Criterion:
    pattern = fallback("step")[0]
    name = _readable(step.name)
    # A step without points still says what to look for: its own name.
    points = tuple(Point(point.text, NoteRef(path, point.line)) for point in step.points)
    first, second, third, fourth, fifth = (anchor.replace("{step}", name) for anchor in pattern.anchors)
    return replace(
        pattern,
        name=name,
        points=points or (Point(name, NoteRef(path, step.line)),),
        anchors=(first, second, third, fourth, fifth),
        basis="note",
        note=NoteRef(path, step.line),
    )


def _steps_asked_for(question: str, steps: Sequence[Step]) -> tuple[bool, ...]:
    """Which steps the question calls for: all, but for two kinds of narrow question.

    One that only asks what to ask calls for the steps that clarify; one that only asks how to
    measure does not call for the steps that make something. A rule that would leave no step,
    or all of them, is not used.
    """
    if _ONLY_ASKS.search(question):
        asked = tuple(_ASKING_STEP.search(step.name) is not None for step in steps)
    elif _ONLY_MEASURES.search(question) and not _BUILDS.search(question):
        asked = tuple(_MAKING_STEP.search(step.name) is None for step in steps)
    else:
        asked = ()
    return asked if any(asked) else tuple(True for _ in steps)


def _from_star(question: str, vault: Vault) -> Rubric:
    held_by, stories = _star_stories(question, vault)
    criteria = tuple(_star_criteria(question, stories))
    basis_story = stories[0] if stories else None
    if basis_story is None:
        reason = "your notes use no such fields, so the general ones for a story are used"
    elif held_by is not None:
        reason = "the fields of your story under this question"
    else:
        reason = "the fields that your stories use"
    return freeze_rubric(
        Rubric(
            "STAR" if basis_story else fallback_title("behavioural"),
            "",
            (*criteria, *fallback("common")),
            "note" if basis_story else "fallback",
            path=basis_story[0].path if basis_story else None,
            line=basis_story[1].line if basis_story else None,
            reason=reason,
        )
    )


def _star_criteria(question: str, stories: Sequence[tuple[Note, Story]]) -> Iterator[Criterion]:
    trait = _TRAIT.search(question) is not None
    for criterion in fallback("behavioural"):
        if criterion.id in FIELD_NAMES:
            place = _label_of(criterion.id, stories)
            noted = replace(criterion, basis="note", note=place) if place else criterion
            # A strength or a weakness is shown by a story, but it was nobody's task.
            yield replace(noted, applies=not (trait and criterion.id == "task"))
        elif criterion.id == "reflection":
            yield replace(criterion, applies=_LOOKS_BACK.search(question) is not None)
        elif criterion.id == "quantified-result":
            yield replace(criterion, applies=not trait)
        else:
            yield criterion


def _label_of(field: FieldName, stories: Sequence[tuple[Note, Story]]) -> NoteRef | None:
    for note, story in stories:
        part = story.fields()[field]
        if part.state != "absent" and part.line is not None:
            return NoteRef(note.path, part.line)
    return None


def _star_stories(question: str, vault: Vault) -> tuple[Story | None, tuple[tuple[Note, Story], ...]]:
    """The story that stands under this question, and all labelled stories, nearest first.

    Nearest: that story, the rest of its note, then the notes with most labelled stories.
    """
    labelled = [
        (note, story)
        for note in vault.notes
        if not note.generated
        for story in note.stories
        if any(part.state != "absent" and part.line is not None for part in story.fields().values())
    ]
    asked = _content_words(question)
    matches = [
        (_likeness(asked, [*story.questions, story.title]), index)
        for index, (_, story) in enumerate(labelled)
    ]
    best = max(matches, key=lambda match: (match[0], -match[1]), default=(0.0, 0))
    held_by = labelled[best[1]] if best[0] >= 0.6 else None
    labels = {note.path: sum(other.path == note.path for other, _ in labelled) for note, _ in labelled}

    def order(pair: tuple[Note, Story]) -> tuple[bool, bool, int]:
        return (
            held_by is None or pair[1] is not held_by[1],
            held_by is None or pair[0].path != held_by[0].path,
            -labels[pair[0].path],
        )

    return (held_by[1] if held_by else None), tuple(sorted(labelled, key=order))


def _likeness(asked: set[str], texts: Iterable[str]) -> float:
    """How nearly one of `texts` asks the same: 1 where one holds all content words of the other.

    A single word in common says little, so it counts by its share of both.
    """
    return max((_shared(asked, _content_words(text)) for text in texts), default=0.0)


def _shared(asked: set[str], held: set[str]) -> float:
    shared = len(asked & held)
    smaller = min(len(asked), len(held)) if shared > 1 else len(asked | held)
    return shared / smaller if smaller else 0.0


_PLAIN_TEXT = (
    "a an the of to in on at and or you your me about tell time when did do does how what which is are "
    "was were with for that this have has had give us describe example i it"
)
_PLAIN = frozenset(_PLAIN_TEXT.split())


def _content_words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower()) if word not in _PLAIN}


def _readable(name: str) -> str:
    """A step's name without "Step 3:", numbering, emphasis and pictures."""
    plain = "".join(char for char in name if unicodedata.category(char) not in {"So", "Cf", "Co", "Cn", "Cs"})
    plain = re.sub(r"[*_`#]+", "", plain).strip()
    plain = re.sub(r"^(?:step\s*)?\d{1,2}\s*[.):–—-]\s*|^step\s+\d{1,2}\s+", "", plain, flags=re.IGNORECASE)
    return " ".join(plain.split()).strip(" :–—-") or name.strip() or "Step"


def _ids(steps: Sequence[Step]) -> Iterator[str]:
    """Ids from the names, unique in the rubric and apart from the common criteria."""
    taken = {criterion.id for criterion in fallback("common")}
    for step in steps:
        base = re.sub(r"[^a-z0-9]+", "-", _readable(step.name).lower()).strip("-")[:40].strip("-") or "step"
        identifier = next(
            name for name in chain([base], (f"{base}-{n}" for n in count(2))) if name not in taken
        )
        taken.add(identifier)
        yield identifier
