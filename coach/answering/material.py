"""What of her notes an answer can stand on, and whether that is enough.

Owns the thresholds. A story counts where it fits and the question's own subject stands in it (a
mobile app is no batch job); a passage too; a case needs a framework; a trade-off its row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.answering.questions import (
    ASKED_TO_ACT,
    CASE_SET,
    EXPERIENCE,
    INTERVIEW,
    OF_HERS,
    OWN_PAST,
    OWN_STORY,
    TO_ASK,
    TRADEOFF_ASKED,
    WOULD,
    spelled_out,
)
from coach.claims import is_evidence, spoken_sentences
from coach.claims.names import names_in
from coach.detectors.question_kind import question_kind
from coach.domain.answers import FrameworkChoice, StoryChoice
from coach.domain.interview import QuestionKind
from coach.domain.notes import Line, Note, ScriptKind, Vault
from coach.domain.passages import Passage, Retrieval
from coach.matching import Matcher, find_tradeoffs, tradeoffs_of
from coach.matching.likeness import terms
from coach.matching.subject import Carried

STORY_FAIR = 0.41  # a story that fits
STORY_NEAREST = 0.30  # one that may be offered as the closest, and is called so
STORY_GENERIC = 0.24  # the same, where the question has no subject of its own or all of it is met
SAME_QUESTION = 0.8  # from here on it stands under this very question
APPROACH_CLEAR = 0.4  # a framework that answers a "how do you" by itself
RETRIEVED = (0.1, 0.06, 0.04)  # what it adds to a story that the first, second, third passage is of it
# How much of the question's weight its own subject may lack in what answers it: asked by an interviewer;
# looked up by her in loose words, where retrieval agrees; without embeddings. Chosen on the tune half of
# evals/datasets/answers.jsonl and retrieval.jsonl (evals/results/answers.md).
LACK_ASKED = 0.3
LACK_LOOKED_UP = 0.65
LACK_PASSAGES = 0.82
LACK_BY_WORDS = 0.6
Place = tuple[str, Line]


@dataclass(frozen=True, slots=True)
class Material:
    """What was found. `phrases` are hers to say; `phrase_places` says where they stand."""

    kind: str
    answerable: bool
    story: StoryChoice | None = None
    framework: FrameworkChoice | None = None
    runners_up: tuple[StoryChoice, ...] = ()
    tradeoffs: tuple[Place, ...] = ()
    phrase_places: tuple[Place, ...] = ()
    passages: tuple[Passage, ...] = ()
    notice: str = ""
    nearest: StoryChoice | None = None  # where nothing fits: a story that is near, and not the same
    missing: tuple[str, ...] = ()  # the question's own words that nothing in it meets

    @property
    def phrases(self) -> tuple[Line, ...]:
        """The key phrases without their places."""
        return tuple(line for _, line in self.phrase_places)


def find_material(
    question: str,
    kind: QuestionKind,
    retrieval: Retrieval,
    matcher: Matcher,
    vault: Vault,
    *,
    company: str,
) -> Material:
    """Everything of hers that fits the question, by kind of question."""
    passages = _evidence_passages(retrieval, vault)
    if (spelled := spelled_out(question)) != question:
        question, kind = spelled, question_kind(spelled)
    if kind in {"case", "knowledge"} and EXPERIENCE.search(question) and not WOULD.search(question):
        kind = "behavioural"
    if kind == "case" and (OWN_PAST.search(question) or not CASE_SET.search(question)):
        kind = "knowledge"
    if TO_ASK.search(question):
        return _scripted("intro", "questions_to_ask", vault, company, passages)
    if kind in {"intro", "small_talk"}:
        return _scripted(kind, "intro" if kind == "intro" else "small_talk", vault, company, passages)
    rows = find_tradeoffs(question, vault)
    held = passages if retrieval.answerable else ()
    about_tradeoff = TRADEOFF_ASKED.search(question) and not OWN_STORY.search(question)
    if about_tradeoff and kind != "case" and rows and rows[0][2] >= 1:
        return _tradeoff(question, rows, matcher, company, vault)
    scenario = ASKED_TO_ACT.search(question) and not OWN_STORY.search(question)
    if kind == "case" or (scenario and matcher.frameworks(question, "case", company)):
        return _case(question, rows, matcher, vault, company=company, passages=held)
    if kind in {"motivation", "knowledge"}:
        motives = _motives(vault, company) if kind == "motivation" else ()
        near = tuple(passage for passage in held if _speaks_to(question, passage))
        near = near if motives or _carry(question, near, matcher) else ()
        found = (*motives, *near)
        own = _behavioural(question, kind, matcher, company, held)
        clear = own.story is not None and own.story.score >= SAME_QUESTION
        if kind == "knowledge" and own.story is not None and (clear or OF_HERS.search(question)):
            return own
        if found:
            return Material(kind, True, passages=found[:4])
        if kind == "motivation":
            return Material(kind, False)
    told = _behavioural(question, kind, matcher, company, held)
    if told.answerable or OWN_STORY.search(question):
        return told
    return _approach(question, rows, matcher, vault, company=company, told=told)


def _carry(question: str, passages: Sequence[Passage], matcher: Matcher) -> bool:
    """Whether the passages hold what the question is about, more strictly where an interviewer asks."""
    if not passages:
        return False
    texts = [f"{' '.join(passage.heading)}\n{passage.text}" for passage in passages[:4]]
    if INTERVIEW.search(question):
        most = LACK_ASKED if matcher.dense else LACK_BY_WORDS
        return any(matcher.carried_by(question, [text]).lack <= most for text in texts)
    return matcher.carried_by(question, texts).lack <= LACK_PASSAGES


def _behavioural(
    question: str,
    kind: QuestionKind,
    matcher: Matcher,
    company: str,
    passages: tuple[Passage, ...],
) -> Material:
    """`passages` are empty where retrieval found nothing to answer with."""
    asked = kind == "behavioural" or INTERVIEW.search(question) or not OF_HERS.search(question)
    most = LACK_ASKED if asked or not passages else LACK_LOOKED_UP
    most = most if matcher.dense else LACK_BY_WORDS
    near = [
        (choice, matcher.carried(question, choice.story))
        for choice in (
            _with_passages(choice, passages)
            for choice in matcher.stories(question, company, k=8)
            if not choice.story.is_blank
        )
    ]
    near.sort(key=lambda pair: -pair[0].score)
    choices = [
        choice
        for choice, carried in near
        if choice.score >= SAME_QUESTION
        or (
            carried.lack <= most and choice.score >= (STORY_NEAREST if carried.lack > 0.05 else STORY_GENERIC)
        )
    ]
    frameworks = matcher.frameworks(question, "behavioural", company)
    framework = frameworks[0] if frameworks else None
    if not choices:
        closest, carried = min(near, key=_apart, default=(None, None))
        if closest is None or carried is None or closest.score < STORY_NEAREST:
            return Material(kind, False, framework=framework)
        return Material(kind, False, framework=framework, nearest=closest, missing=carried.missing)
    best = choices[0]
    gap = matcher.blank_for(question)
    notice = ""
    if gap and best.score < SAME_QUESTION:
        notice = (
            f"The question stands at {gap.path}:{gap.story.line} with nothing under it yet; this is your "
            f"closest other story."
        )
    elif best.score < STORY_FAIR:
        notice = "No story of yours is clearly about this; this one comes closest."
    return Material(
        kind,
        True,
        story=best,
        framework=framework,
        runners_up=tuple(choice for choice in choices[1:3] if choice.score >= STORY_FAIR),
        passages=passages[:2],
        notice=notice,
    )


def _apart(pair: tuple[StoryChoice, Carried]) -> float:
    """How far a story is from a question that it does not answer."""
    choice, carried = pair
    return 0.5 * carried.lack - choice.score


def _speaks_to(question: str, passage: Passage) -> bool:
    """False where little more than a name is shared: her employer's stands everywhere."""
    names = {word for name in names_in(question) for word in terms(name.text)}
    asked = {term for term in terms(question) - names if not term.startswith("=")}
    if not names or not asked:
        return True
    held = terms(f"{' '.join(passage.heading)} {passage.text}")
    return len(asked & held) * 4 > len(asked)


def _with_passages(choice: StoryChoice, passages: tuple[Passage, ...]) -> StoryChoice:
    """The choice with more weight where retrieval brought up lines of that story."""
    for passage, weight in zip(passages, RETRIEVED, strict=False):
        inside = choice.story.line <= passage.end_line and passage.start_line <= choice.story.end_line
        if passage.path == choice.path and inside:
            return replace(choice, score=round(min(1.0, choice.score + weight), 4))
    return choice


def _approach(
    question: str,
    rows: Sequence[tuple[str, Line, float]],
    matcher: Matcher,
    vault: Vault,
    *,
    company: str,
    told: Material,
) -> Material:
    """ "How do you prioritise?" without a story: her way to go about it, if she wrote one down."""
    if told.framework is not None and told.framework.score >= APPROACH_CLEAR:
        tradeoffs = [(path, line) for path, line, _ in rows] or [
            (note.path, line) for note in vault.notes if is_evidence(note) for line in note.tradeoffs
        ]
        return Material(
            "case",
            True,
            framework=told.framework,
            tradeoffs=tuple(tradeoffs[:2]),
            notice="No story of yours fits this yet; this is your way to go about it.",
        )
    return told


def _case(
    question: str,
    rows: Sequence[tuple[str, Line, float]],
    matcher: Matcher,
    vault: Vault,
    *,
    company: str,
    passages: tuple[Passage, ...],
) -> Material:
    frameworks = matcher.frameworks(question, "case", company)
    if not frameworks:
        return Material("case", False)
    chosen = frameworks[0]
    fitting = [(path, line) for path, line, fit in rows if fit >= 0.3 and path == chosen.path]
    own = vault.note(chosen.path)
    fitting += [
        (chosen.path, line)
        for line in (tradeoffs_of(own) if own else ())
        if (chosen.path, line) not in fitting
    ]
    return Material(
        "case",
        True,
        framework=chosen,
        tradeoffs=tuple(fitting[:2]),
        phrase_places=_phrases(vault, own)[:4],
        passages=passages[:3],
    )


def _tradeoff(
    question: str, rows: Sequence[tuple[str, Line, float]], matcher: Matcher, company: str, vault: Vault
) -> Material:
    stories = [choice for choice in matcher.stories(question, company) if not choice.story.is_blank]
    story = stories[0] if stories and stories[0].score >= STORY_FAIR else None
    asked = re.compile(r"trade-?off|out loud", re.IGNORECASE)
    phrases = [place for place in _phrases(vault, None) if asked.search(place[1].text)]
    clear = [(path, line) for path, line, fit in rows if fit >= 1]
    return Material(
        "tradeoff",
        True,
        story=story,
        runners_up=tuple(choice for choice in stories[1:3] if story and choice.score >= STORY_FAIR),
        tradeoffs=tuple(clear[:2]),
        phrase_places=tuple(phrases[:1]),
    )


def _scripted(
    kind: QuestionKind, wanted: ScriptKind, vault: Vault, company: str, passages: tuple[Passage, ...]
) -> Material:
    """Something she prepared word for word, the company's own sheet first."""
    found: list[tuple[bool, int, tuple[Place, ...]]] = []
    for note in vault.notes:
        for script in note.scripts:
            if script.kind == wanted and script.items and is_evidence(note):
                words = sum(len(item.text.split()) for item in script.items)
                own = (
                    bool(company)
                    and company.casefold()
                    in f"{note.title} {note.path} {' '.join(note.companies)}".casefold()
                )
                found.append((own, words, tuple((note.path, item) for item in script.items)))
    if not found:
        return Material(kind, False)
    best = max(found, key=lambda entry: (entry[0], entry[1]))
    return Material(kind, True, phrase_places=best[2])


def _phrases(vault: Vault, first: Note | None) -> tuple[Place, ...]:
    """Her key phrases, those of one note before the others."""
    notes = [note for note in vault.notes if is_evidence(note)]
    notes.sort(key=lambda note: first is None or note.path != first.path)
    return tuple(
        (note.path, item)
        for note in notes
        for script in note.scripts
        if script.kind == "phrases"
        for item in script.items
    )


def _motives(vault: Vault, company: str) -> tuple[Passage, ...]:
    """Sections headed "Why …" of the company's notes (of any note, where no company is chosen)."""
    found = []
    for note in vault.notes:
        about = f"{note.title} {note.path} {' '.join(note.companies)}".casefold()
        if not is_evidence(note) or (company and company.casefold() not in about):
            continue
        for section in note.sections:
            if section.heading and re.match(r"why\b|motivation", section.heading[-1], re.IGNORECASE):
                body = section.text.split("\n", 1)[-1]
                if len(body.split()) >= 8:
                    found.append(
                        Passage(
                            note.path,
                            section.heading,
                            section.start_line,
                            section.end_line,
                            body,
                            1.0,
                            None,
                            0.0,
                        )
                    )
    return tuple(found)


def _evidence_passages(retrieval: Retrieval, vault: Vault) -> tuple[Passage, ...]:
    return tuple(
        passage
        for passage in retrieval.passages
        if (note := vault.note(passage.path)) is not None and is_evidence(note)
    )


def company_lines(question: str, passages: Sequence[Passage], k: int = 6) -> tuple[str, ...]:
    """The sentences of the passages that share most with the question, as bullets."""
    asked = terms(question)
    found = [
        (-len(terms(sentence) & asked), rank, at, sentence)
        for rank, passage in enumerate(passages)
        for at, sentence in enumerate(spoken_sentences(passage.text))
        if len(sentence.split()) >= 4 and not sentence.endswith("?")
    ]
    best = sorted(found)[:k]
    return tuple(dict.fromkeys(entry[3] for entry in sorted(best, key=lambda entry: (entry[1], entry[2]))))


def heading_at(vault: Vault, path: str, line: int) -> tuple[str, ...]:
    """The heading path over a line."""
    note = vault.note(path)
    if note is None:
        return ()
    over = [section for section in note.sections if section.start_line <= line <= section.end_line]
    return max(over, key=lambda section: section.start_line).heading if over else ()


def question_gap(kind: str, gap: StoryChoice | None) -> str:
    """Which gap to fill next, in one sentence."""
    if gap is not None:
        place = f"{gap.path}:{gap.story.line}"
        return f"The question stands at {place} with empty fields: fill in S, T, A and R there."
    if kind == "intro":
        return 'Write an intro pitch under a heading "Intro" and it will be used here.'
    if kind == "small_talk":
        return 'Note two or three things under a heading "Small talk".'
    if kind == "motivation":
        return 'Write down why you want this job under a heading "Why …" in the company\'s note.'
    if kind == "case":
        return "Write down a framework, its steps with their points, and it will be worked through here."
    return "Write the story down with Situation, Task, Action and Result under this question."
