"""The built-in judge: a rubric and an answer to raw levels with quotes, by rules and local vectors.

Owns the order of the reading and which reading fits which criterion. Deterministic. It can see
what is spoken of, how specific it is and whether it is hers; it cannot see whether it is true
or wise, and its sentences claim no more than that. Every quote is verbatim, yet still goes
through the evidence check like any engine's.
"""

from collections.abc import Sequence

from coach.domain.grading import Criterion, Level, Rubric
from coach.engines.builtin.coverage import cover, judge_coverage
from coach.engines.builtin.person import PERSON_READINGS
from coach.engines.builtin.reference import judge_reference
from coach.engines.builtin.said import Said, hear
from coach.engines.builtin.story import STORY_READINGS
from coach.engines.builtin.vectors import read_texts
from coach.engines.builtin.whole import judge_length, judge_relevance, judge_structure, read_relevance
from coach.engines.protocol import CriterionJudgement, Judgement, JudgeRequest
from coach.index.embeddings import Embedder

LEXICAL = (
    "Without the embeddings this was judged by shared words alone, "
    "so what you said in other words may be missed."
)
FOREIGN = "The built-in engine reads English only; this answer was not graded."


def judge(request: JudgeRequest, embedder: Embedder | None) -> Judgement:
    """A judgement for each criterion that applies, in the rubric's order.

    With `request.reference` there is one, on the rubric's first criterion, and a score.
    Without an embedder words alone are compared, and a warning says so.
    """
    warnings = () if embedder is not None else (LEXICAL,)
    if request.reference is not None:
        judged = judge_reference(request, embedder)
        return Judgement(judged.criteria, score=judged.score, warnings=warnings)
    criteria = [criterion for criterion in request.rubric.criteria if criterion.applies]
    said = hear(request.replies, request.question, _rubric_text(request.rubric))
    if said.foreign:
        unscored = tuple(CriterionJudgement(criterion.id, FOREIGN, None) for criterion in criteria)
        return Judgement(unscored, warnings=(*warnings, FOREIGN))
    if not said.remarks or said.reading.is_gibberish:
        why = "You gave no answer that could be read."
        return Judgement(
            tuple(CriterionJudgement(criterion.id, why, 1) for criterion in criteria),
            warnings=(*warnings, *said.warnings),
        )
    judged_criteria = _judge_each(criteria, said, request, embedder)
    return Judgement(judged_criteria, warnings=(*warnings, *said.warnings))


def _judge_each(
    criteria: Sequence[Criterion], said: Said, request: JudgeRequest, embedder: Embedder | None
) -> tuple[CriterionJudgement, ...]:
    (question,) = read_texts([request.question], embedder, keep=True)
    remarks = read_texts([remark.text for remark in said.remarks], embedder)
    relevance = read_relevance(request.question, said, question, remarks)
    whole = {"relevance", "structure", "length"}
    covering = [each for each in criteria if each.detector not in {*STORY_READINGS, *PERSON_READINGS, *whole}]
    coverages = cover(covering, said, remarks, question, embedder)
    judged = []
    for criterion in criteria:
        if criterion.detector == "relevance":
            found = judge_relevance(criterion, said, relevance)
        elif criterion.detector == "length":
            found = judge_length(criterion, said)
        elif criterion.detector == "structure":
            found = judge_structure(criterion, said)
        elif criterion.detector in STORY_READINGS:
            found = STORY_READINGS[criterion.detector](criterion, said)
        elif criterion.detector in PERSON_READINGS:
            found = PERSON_READINGS[criterion.detector](criterion, said)
        else:
            found = judge_coverage(coverages[criterion.id], said)
        judged.append(found if criterion.detector == "relevance" else _capped(found, relevance.cap))
    return tuple(judged)


def _capped(judged: CriterionJudgement, cap: Level) -> CriterionJudgement:
    """What is well said about something else than the question earns little."""
    if judged.level is None or judged.level <= cap:
        return judged
    why = f"{judged.why.rstrip('.')}, but hardly about this question."
    return CriterionJudgement(judged.criterion_id, why, cap, judged.quotes)


def _rubric_text(rubric: Rubric) -> str:
    """Everything that the rubric itself says: words that earn nothing when they are said back."""
    return "\n".join(
        "\n".join([criterion.name, *(point.text for point in criterion.points)])
        for criterion in rubric.criteria
    )
