"""One finished question, graded: the engine is asked, its quotes are checked, the card is built.

Owns the order of the flow, and the answers that no engine needs to see. EngineError passes
through: a failure never becomes a score.
"""

from collections.abc import Sequence

from coach.detectors.reading import is_decline, read_answer
from coach.domain.grading import Fix, Rubric, Scorecard
from coach.engines.protocol import CriterionJudgement, Engine, Judgement, JudgeRequest
from coach.grading.scorecard import build_scorecard

NOTHING_SAID = "Nothing was said."
NO_WORDS = "There are no words in this that could be read."
PASSED = "You passed on this question."
TO_THE_GRADER = "This speaks to the grader and does not answer the question."


def grade(
    engine: Engine,
    question: str,
    rubric: Rubric,
    replies: Sequence[str],
    *,
    probes: Sequence[str] = (),
    reference: str | None = None,
    contradictions: Sequence[str] = (),
    unused: Sequence[Fix] = (),
) -> Scorecard:
    """The scorecard for `replies` (the answer, then the replies to `probes`, in order).

    With `reference`, `rubric` is that of `rubric_for_reference` and the card has a score.
    Raises EngineError where the engine gives no usable judgement.
    """
    why = nothing_to_grade(replies, reference is not None)
    if why is not None:
        judgement = _all_at_one(rubric, why, reference is not None)
    else:
        request = JudgeRequest(question, rubric, tuple(replies), tuple(probes), reference)
        judgement = engine.judge(request)
    return build_scorecard(
        engine.label,
        question,
        rubric,
        judgement,
        replies,
        contradictions=contradictions,
        unused=unused,
        probes=probes,
    )


def nothing_to_grade(replies: Sequence[str], to_reference: bool = False) -> str | None:
    """Why no reply can be graded (empty, unreadable, passed on), or None where one can.

    Against a reference a word or a number may be the whole answer, so only silence counts.
    """
    readings = [read_answer(reply) for reply in replies]
    if not any(any(char.isalnum() for char in reply) for reply in replies):
        return NOTHING_SAID
    if to_reference:
        return None
    left = [reading for reading in readings if reading.words and not reading.is_gibberish]
    if not left:
        return NO_WORDS
    left = [reading for reading in left if not is_decline(reading.text)]
    if not left:
        return PASSED
    if all(reading.sentences == reading.is_injection for reading in left):
        return TO_THE_GRADER
    return None


def _all_at_one(rubric: Rubric, why: str, to_reference: bool) -> Judgement:
    return Judgement(
        tuple(CriterionJudgement(criterion.id, why, 1) for criterion in rubric.criteria),
        score=0.0 if to_reference else None,
    )
