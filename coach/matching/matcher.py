"""The story to tell and the framework to follow, for a question, out of her notes.

Owns the choice and its reason in one clause. Refuses to answer: what is said with them is
decided in `answering` and `grading`. Job descriptions and generated notes hold nothing of hers.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coach.claims import facts_in, is_evidence
from coach.domain.answers import FrameworkChoice, StoryChoice
from coach.domain.interview import QuestionKind
from coach.domain.notes import FIELD_NAMES, Framework, Line, Note, Story, Vault
from coach.index.embeddings import Embedder
from coach.matching.competencies import asked_for, told_in
from coach.matching.likeness import Likeness, same_question, terms
from coach.matching.subject import Carried, Subject, story_lines

_CASE_MOVES = (
    r"clarif|understand|pin down|scope|context|define (?:the )?(?:user|problem)|the ask",
    r"diagnos|root cause|cause|rule out|slice|funnel|find the",
    r"user|customer|persona|segment|pain|who",
    r"goal|metric|success|measure|number",
    r"prioriti|trade-?off|weigh|triage|options|evaluate|choose",
    r"solution|solve|brainstorm|propose|shape|design|ideas",
    r"test|validat|hypothes|iterat|prove|experiment|guard|mvp|roll",
)
_DIAGNOSIS_ASKED = re.compile(
    r"\b(?:drop(?:ped|s)?|fell|fall(?:en|ing|s)?|decreas\w+|declin\w+|went (?:down|up)|went "
    r"wrong|spik(?:e|ed)|down|"
    r"doubl(?:es|ed)|slower|worse|dip(?:ped)?|anomal\w+|root cause|why (?:did|is|are|has))\b",
    re.IGNORECASE,
)
_DIAGNOSIS_NAMED = re.compile(
    r"diagnos|debug|root cause|metrics? drop|anomal|rule out|investigat|went down|fell", re.IGNORECASE
)
_DECISION_ASKED = re.compile(
    r"\b(?:should (?:we|they|you)|would you (?:charge|launch|build|buy|kill)|go or no[- ]go)\b", re.IGNORECASE
)
_DECISION_NAMED = re.compile(r"go ?/? ?no[- ]?go|decision|should we|price|pricing|launch or", re.IGNORECASE)
_CHOOSING_ASKED = re.compile(
    r"\b(?:prioriti\w+|trade-?offs?|balance|competing|decide what|what to build|roadmap|which "
    r".{0,30}first|say no|"
    r"versus|vs\.?)\b|\bdecide (?:which|between|how)\b",
    re.IGNORECASE,
)
_CHOOSING_NAMED = re.compile(
    r"\b(?:RICE|ICE|MoSCoW|Kano|WSJF)\b|trade-?off|prioriti|weigh|eisenhower|impact.{0,12}effort"
    r"|reach.{0,12}impact",
    re.IGNORECASE,
)
COMPETENCY = 0.15  # what a shared competency adds to a story
FIT = 0.30  # a framework below this does not fit the question
_STRENGTH = {"full": 1.0, "thin": 0.5, "empty": 0.0, "absent": 0.0}


@dataclass(frozen=True, slots=True)
class _Told:
    """A story of the vault with the texts that a question is compared with."""

    story: Story
    note: Note
    first: int  # index of its first text; then questions, title, fields in that order
    asked: int  # how many of them are questions and title
    count: int
    asks: frozenset[str]  # competencies that its questions and title ask for
    shows: frozenset[str]  # competencies that what is told shows
    strength: float
    has_figure: bool  # in its result


@dataclass(frozen=True, slots=True)
class _Way:
    """A framework of the vault and the note it stands in."""

    framework: Framework
    note: Note


class Matcher:
    """Compares a question with the stories and frameworks of one vault."""

    def __init__(self, vault: Vault, embedder: Embedder | None) -> None:
        self._vault = vault
        self._embedder = embedder
        self._subject = Subject(embedder)
        self._notes = tuple(note for note in vault.notes if is_evidence(note))
        self._ways = tuple(_Way(framework, note) for note in self._notes for framework in note.frameworks)

    @cached_property
    def _stories(self) -> tuple[tuple[_Told, ...], Likeness]:
        told: list[_Told] = []
        texts: list[str] = []
        for note in self._notes:
            for story in note.stories:
                asked = [*story.questions, story.title]
                fields = [part.text for part in story.fields().values() if part.text]
                shows = told_in(" ".join([*asked, *fields]))
                asks = frozenset[str]().union(*map(asked_for, asked))
                told.append(
                    _Told(
                        story,
                        note,
                        len(texts),
                        len(asked),
                        len(asked) + len(fields),
                        asks,
                        shows,
                        *story_strength(story),
                    )
                )
                texts += asked + fields
        return tuple(told), Likeness(texts, self._embedder)

    @cached_property
    def _way_likeness(self) -> Likeness:
        return Likeness([_way_text(way) for way in self._ways], self._embedder)

    def stories(self, question: str, company: str = "", k: int = 4) -> tuple[StoryChoice, ...]:
        """The stories that fit best; one that waits to be filled in never comes first."""
        told, likeness = self._stories
        cosines, coverages = likeness.cosines(question), likeness.coverages(question)
        choices = [self._story_choice(entry, question, company, cosines, coverages) for entry in told]
        choices.sort(
            key=lambda choice: (choice.story.is_blank, -choice.score, choice.path, choice.story.line)
        )
        return tuple(choices[:k])

    @property
    def dense(self) -> bool:
        """False where there are no embeddings, so that only words are compared."""
        return self._embedder is not None

    def story_fits(self, questions: Sequence[str]) -> tuple[tuple[StoryChoice, ...], ...]:
        """Every story's fit to each question, a row a question, the stories in the order of the notes."""
        told, likeness = self._stories
        return tuple(
            tuple(self._story_choice(entry, question, "", cosines, coverages) for entry in told)
            for question, cosines, coverages in (
                (question, row, likeness.coverages(question))
                for question, row in zip(questions, likeness.cosine_rows(questions), strict=True)
            )
        )

    def _story_choice(
        self, entry: _Told, question: str, company: str, cosines: Sequence[float], coverages: Sequence[float]
    ) -> StoryChoice:
        asked = slice(entry.first, entry.first + entry.asked)
        told = slice(entry.first + entry.asked, entry.first + entry.count)
        by_question, by_body = max(cosines[asked], default=0.0), max(cosines[told], default=0.0)
        words = max(
            max(coverages[asked], default=0.0),
            0.8 * max(coverages[told], default=0.0),
        )
        if self._stories[1].dense:
            fit = max(0.65 * by_question + 0.35 * by_body, 0.85 * by_body)
            score = 0.72 * max(0.0, fit) + 0.18 * words + 0.1 * entry.strength
        else:
            score = 0.85 * words + 0.15 * entry.strength * min(1.0, 2 * words)
        wanted = asked_for(question)
        shared = wanted & (entry.shows | entry.asks)
        if wanted:
            score += COMPETENCY * (len(wanted & entry.shows) + len(wanted & entry.asks)) / len(wanted)
        exact = any(same_question(question, text) for text in entry.story.questions)
        if exact:
            score = 0.8 + 0.2 * entry.strength
        elif company and _is_of(entry.note, company):
            score += 0.03
        if entry.story.is_blank:
            score *= 0.3
        return StoryChoice(
            entry.story,
            entry.note.path,
            round(min(1.0, score), 4),
            _why(entry, exact, by_question >= by_body, shared),
        )

    def carried(self, question: str, story: Story) -> Carried:
        """How far a story carries the question's own subject."""
        return self._subject.carried(question, story_lines(story.questions, story.title, story.text))

    def carried_by(self, question: str, texts: Sequence[str]) -> Carried:
        """How far some texts together do."""
        return self._subject.carried(question, story_lines(texts))

    def blank_for(self, question: str) -> StoryChoice | None:
        """The empty frame that stands under this very question in her notes, if there is one."""
        for entry in self._stories[0]:
            if entry.story.is_blank and any(same_question(question, text) for text in entry.story.questions):
                return StoryChoice(
                    entry.story, entry.note.path, 0.0, "it stands under this very question, still empty"
                )
        return None

    def frameworks(
        self, question: str, kind: QuestionKind, company: str = "", k: int = 3
    ) -> tuple[FrameworkChoice, ...]:
        """The frameworks that fit, best first; () where none does."""
        if not self._ways or kind in {"small_talk", "intro", "motivation"}:
            return ()
        cosines, coverages = self._way_likeness.cosines(question), self._way_likeness.coverages(question)
        near = self._company_paths(company)
        choices = []
        for way, cosine, words in zip(self._ways, cosines, coverages, strict=True):
            alike = 0.75 * max(0.0, cosine) + 0.25 * words if self._way_likeness.dense else words
            rate = _rate_case if kind == "case" else _rate_other
            score, why = rate(way, question, alike)
            if kind == "case" and way.note.path in near:
                score, why = score + 0.12, f"{why}; it belongs to {company}"
            if score >= FIT:
                choices.append(FrameworkChoice(way.framework, way.note.path, round(min(1.0, score), 4), why))
        choices.sort(
            key=lambda choice: (-choice.score, -_points(choice.framework), choice.path, choice.framework.line)
        )
        return tuple(_without_outlines(choices)[:k])

    def framework_named(self, name: str) -> FrameworkChoice | None:
        """The framework called NAME, or PATH#NAME; letter case does not matter."""
        path, _, wanted = name.rpartition("#")
        tests: tuple[Callable[[str], bool], ...] = (
            lambda given: given.casefold() == wanted.strip().casefold(),
            lambda given: wanted.strip().casefold() in given.casefold(),
        )
        for test in tests:
            found = [
                way
                for way in self._ways
                if test(way.framework.name)
                and (not path or way.note.path.casefold() == path.strip().casefold())
            ]
            if found and wanted.strip():
                best = max(found, key=lambda way: _points(way.framework))
                return FrameworkChoice(best.framework, best.note.path, 1.0, "you named it")
        return None

    def _company_paths(self, company: str) -> frozenset[str]:
        """The company's notes, and those they link to."""
        if not company:
            return frozenset()
        own = [note for note in self._vault.notes if _is_of(note, company)]
        linked = {link.resolved for note in own for link in note.links if link.resolved}
        return frozenset({note.path for note in own} | linked)


def story_strength(story: Story) -> tuple[float, bool]:
    """How much of the four fields is told (0 to 1), and whether its result has a figure."""
    fields = story.fields()
    told = sum(_STRENGTH[fields[name].state] for name in FIELD_NAMES) / len(FIELD_NAMES)
    has_figure = any(fact.kind == "number" for fact in facts_in(story.result.text, "note"))
    return 0.7 * told + 0.3 * has_figure, has_figure


def _why(entry: _Told, exact: bool, by_question: bool, shared: frozenset[str]) -> str:
    if exact:
        reason = "it stands under this very question in your notes"
    elif shared:
        reason = f"it shows {' and '.join(sorted(shared)[:2])}"
    elif by_question:
        reason = "its question is close to this one"
    else:
        reason = "what happens in it fits this question"
    states = {name: part.state for name, part in entry.story.fields().items()}
    if entry.story.is_blank:
        return f"{reason}, but it is still empty"
    if entry.has_figure:
        return f"{reason}; its result has a figure"
    if states["result"] in {"empty", "absent"}:
        return f"{reason}; its result is still missing"
    return f"{reason}; its result has no figure yet"


def _rate_case(way: _Way, question: str, alike: float) -> tuple[float, str]:
    text = _way_text(way)
    moves = _case_moves(text)
    if moves < 3 / len(_CASE_MOVES):
        return 0.0, ""
    richness = min(1.0, _points(way.framework) / 12)
    score = 0.32 * moves + 0.22 * richness + 0.4 * alike
    why = "it runs a case from the question to the test"
    heading = f"{way.framework.name} {way.note.title}"
    for asked, named, reason in (
        (_DIAGNOSIS_ASKED, _DIAGNOSIS_NAMED, "it is your way to find out why a number moved"),
        (_DECISION_ASKED, _DECISION_NAMED, "it is your way to a yes or no"),
    ):
        if named.search(heading):
            hit = bool(asked.search(question))
            score += 0.2 if hit else -0.15
            why = reason if hit else why
            break
    return score, why


def _case_moves(text: str) -> float:
    """Share of the moves of a case, from clarifying to testing, that the steps name."""
    return sum(bool(re.search(move, text, re.IGNORECASE)) for move in _CASE_MOVES) / len(_CASE_MOVES)


def _rate_other(way: _Way, question: str, alike: float) -> tuple[float, str]:
    """A behavioural question has its story; a framework helps only where one has to choose."""
    heading = f"{way.framework.name}: {', '.join(step.name for step in way.framework.steps)}"
    if _CHOOSING_ASKED.search(question) and _CHOOSING_NAMED.search(heading):
        score = 0.35 + 0.4 * alike
        if _case_moves(heading) > 0.6 and not _CHOOSING_NAMED.search(way.framework.name):
            score -= 0.15  # a whole case, where only the choosing is asked for
        return score, "the question asks how you choose, and this is your way to"
    if terms(way.framework.name) and terms(way.framework.name) <= terms(question):
        return 0.4 + 0.3 * alike, "the question names it"
    return (alike, "its steps are close to the question") if alike >= 0.55 else (0.0, "")


def _without_outlines(choices: list[FrameworkChoice]) -> list[FrameworkChoice]:
    """An arrow line that only names the steps of a fuller framework in the same note goes behind it."""
    full = {choice.path for choice in choices if _points(choice.framework)}
    return [choice for choice in choices if _points(choice.framework) or choice.path not in full] + [
        choice for choice in choices if not _points(choice.framework) and choice.path in full
    ]


def _points(framework: Framework) -> int:
    return sum(len(step.points) for step in framework.steps)


def _way_text(way: _Way) -> str:
    return f"{way.note.title}. {way.framework.name}: " + ", ".join(step.name for step in way.framework.steps)


def _is_of(note: Note, company: str) -> bool:
    wanted = company.casefold().strip()
    return bool(wanted) and (
        any(wanted == name.casefold() for name in note.companies)
        or wanted in note.title.casefold()
        or wanted in note.path.casefold()
    )


_VERSUS = re.compile(r"\s*(?:\bvs\.?|\bversus\b|\bagainst\b|\bor\b|/|->|→)\s*", re.IGNORECASE)


def tradeoffs_of(note: Note) -> tuple[Line, ...]:
    """The trade-offs of a note, and points of its frameworks that set one thing against another."""
    points = (point for framework in note.frameworks for step in framework.steps for point in step.points)
    known = {line.line for line in note.tradeoffs}
    return note.tradeoffs + tuple(
        point
        for point in points
        if point.line not in known and re.search(r"\b(?:vs\.?|versus)\b", point.text.split(":")[0])
    )


def find_tradeoffs(question: str, vault: Vault, k: int = 3) -> tuple[tuple[str, Line, float], ...]:
    """Trade-offs of her notes that the question speaks of: (path, line, fit), best first.

    Both sides named counts 1; one side counts by its share of the words.
    """
    asked = terms(question)
    found = []
    for note in vault.notes:
        if not is_evidence(note):
            continue
        for line in tradeoffs_of(note):
            head = line.text.split(":", 1)[0] if _VERSUS.search(line.text.split(":", 1)[0]) else line.text
            sides = [terms(side) for side in _VERSUS.split(head) if terms(side)]
            hit = sum(bool(side & asked) for side in sides)
            if not sides or not hit:
                continue
            share = len(asked & terms(head)) / max(1, len(terms(head)))
            fit = 1.0 if hit >= 2 else 0.5 * share
            found.append((note.path, line, fit + 0.1 * share))
    found.sort(key=lambda entry: (-entry[2], entry[0], entry[1].line))
    return tuple(found[:k])
