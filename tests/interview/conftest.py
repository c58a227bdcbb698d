"""A small vault, a rubric and scorecards written for these tests, about an invented candidate."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from coach.detectors.delivery import measure_delivery
from coach.domain.grading import Criterion, Evidence, Fix, Grade, Level, Overall, Point, Rubric, Scorecard
from coach.domain.interview import AgendaItem, Exchange, QuestionKind
from coach.domain.notes import Framework, Line, Link, Note, NoteRef, Question, Script, Section, Step, Vault

ANCHORS = ("nothing", "a hint", "half", "most", "all")
MakeRubric = Callable[..., Rubric]
MakeCard = Callable[..., Scorecard]
MakeExchange = Callable[..., Exchange]


def _note(path: str, lines: list[str], **fields: object) -> Note:
    sections: list[Section] = []
    starts = [i for i, line in enumerate(lines) if line.startswith("#")]
    for start, end in pairwise([*starts, len(lines)]):
        heading = lines[start].lstrip("# ")
        sections.append(Section((heading,), "\n".join(lines[start:end]), start + 1, end))
    questions = tuple(
        Question(line.removeprefix("Q "), number)
        for number, line in enumerate(lines, 1)
        if line.startswith("Q ")
    )
    text = "\n".join(line.removeprefix("Q ") for line in lines)
    title = path.rsplit("/", 1)[-1].removesuffix(".md")
    note = Note(path, "0" * 64, title, text, sections=tuple(sections), questions=questions)
    return replace(note, **fields)  # type: ignore[arg-type]


@pytest.fixture
def vault() -> Vault:
    """A sheet that links to a bank and a framework, another company's sheet, and a generated note."""
    sheet = Note(
        "prep marlow.md",
        "0" * 64,
        "prep marlow",
        "## Small talk\n- back from a hiking trip\n## Questions\n1. What keeps you up at night?",
        companies=("Marlow",),
        # A careless reader might list her own question to them as a question of theirs.
        questions=(Question("What keeps you up at night?", 4),),
        scripts=(
            Script("small_talk", 1, (Line("back from a hiking trip", 2),)),
            Script("questions_to_ask", 3, (Line("What keeps you up at night?", 4),)),
        ),
        links=(
            Link("bank", 1, resolved="bank.md"),
            Link("cases", 1, resolved="cases.md"),
            Link("nowhere", 1, resolved=None),
        ),
    )
    bank = _note(
        "bank.md",
        [
            "## Owning",
            'Q 1. -  "Tell me about a product you took  from idea to launch."',
            "Q Tell me about a product you brought from the idea to the launch.",
            "Q Tell me about ^ again",
            "## Conflict",
            "Q Tell me about a time you disagreed with your designer.",
            "Q Describe a time you lost an argument. What did you do?",
            "## Priorities",
            "Q “How do you decide what to cut when two customers want different things?”",
            "## Opening",
            "Q Walk me through your background.",
        ],
    )
    cases = _note(
        "cases.md",
        [
            "## Case",
            "Q Is this batch or real time?",
            "Say the trade-off out loud (“we could ship faster, but only for one customer”)",
            (
                "Shall I run a sample case with this sheet "
                '(e.g., "A customer needs answers twice as fast from a large model")?'
            ),
        ],
        frameworks=(Framework("case", 1, (Step("Clarify", 1, (Line("Is this batch or real time?", 2),)),)),),
    )
    other = _note(
        "prep dunmore.md", ["Q Tell me about a time you worked for Dunmore."], companies=("Dunmore",)
    )
    debrief = _note("debrief.md", ["Q Tell me about a time you read a debrief."], generated=True)
    return Vault("notes", (bank, cases, debrief, other, sheet))


@pytest.fixture
def make_rubric() -> MakeRubric:
    def make(
        *names: str, points: dict[str, tuple[str, ...]] | None = None, detector: str = "coverage"
    ) -> Rubric:
        criteria = tuple(
            Criterion(
                id=name.casefold().replace(" ", "-"),
                name=name,
                points=tuple(Point(text) for text in (points or {}).get(name, ())),
                anchors=ANCHORS,
                basis="note",
                note=NoteRef("cases.md", number),
                detector=detector,
            )
            for number, name in enumerate(names, start=1)
        )
        return Rubric("test", "0" * 12, criteria, "note", "cases.md", 1)

    return make


@pytest.fixture
def make_exchange() -> MakeExchange:
    def make(text: str, answer: str | None, kind: QuestionKind = "behavioural", **more: object) -> Exchange:
        item = AgendaItem("q1", kind, text)
        return Exchange(item, asked=text, answer=answer, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_card(make_rubric: MakeRubric) -> MakeCard:
    """A scorecard from `name=(level, quote)`; a quote must stand in the answer."""

    def make(question: str, answer: str, engine: str = "built-in", **levels: tuple[Level, str]) -> Scorecard:
        rubric = make_rubric(*levels)
        grades = []
        for criterion, (level, quote) in zip(rubric.criteria, levels.values(), strict=True):
            start = answer.index(quote)
            evidence = (Evidence(0, quote, start, start + len(quote)),) if quote else ()
            grades.append(Grade(criterion, "graded", level, "as told", evidence))
        mean = sum(level for level, _ in levels.values()) / len(levels)
        fixes = tuple(
            Fix(grade.criterion.id, f"Say more on {grade.criterion.name}.", "cases.md", 3)
            for grade in grades
            if grade.level is not None and grade.level < 4
        )
        return Scorecard(
            engine, question, rubric, Overall(mean, (int(mean), int(mean) + 1)), tuple(grades), (), fixes,
            measure_delivery((answer,)),
        )  # fmt: skip

    return make
