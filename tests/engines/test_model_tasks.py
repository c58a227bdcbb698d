"""What a model is shown: short enough for a small one, and no more of her notes than a task needs."""

import json
from dataclasses import replace

from coach.domain.answers import FrameworkChoice, StoryChoice
from coach.domain.notes import Framework, Line, Step, Story, Vault
from coach.domain.passages import Passage
from coach.engines.model_tasks import draft_values, judge_values, phrase_values
from coach.engines.protocol import DraftRequest, JudgeRequest, PhraseRequest
from coach.engines.replies import judge_schema
from coach.grading.rubric import rubric_for
from coach.prompts import Prompts

POINTS = tuple(Line(f"point {m} of it, in ten words or a little more", m) for m in range(8))
STEPS = tuple(Step(f"Step of kind {n}", 10 * n, POINTS) for n in range(6))
CASE = rubric_for(
    "Design a ferry app.", "case", FrameworkChoice(Framework("Ferry", 1, STEPS), "f.md", 1, ""), Vault("n")
)


def test_a_judge_of_eight_criteria_fits_a_small_context() -> None:
    answer = "and then I asked them why it mattered " * 38  # 304 words
    request = JudgeRequest("Design a ferry app.", CASE, (answer,))
    schema = json.dumps(judge_schema([one.id for one in CASE.criteria]), separators=(",", ":"))
    messages = Prompts().render("judge", **judge_values(request, schema))
    assert len(CASE.criteria) == 8
    assert sum(len(message["content"]) for message in messages) / 4 < 3_000  # tokens; the reply needs 1,000
    assert messages[1]["content"].count("named only") == 1  # what all steps share is said once


def test_a_story_takes_no_other_notes_with_it() -> None:
    passage = Passage("a.md", ("A",), 5, 9, "her lesson", 1.0, None, 1.0)
    other = replace(passage, path="b.md", text="somebody else")
    request = DraftRequest("Q?", "behavioural", None, None, (), passages=(passage, other))
    story = StoryChoice(Story("A", 4, 8, ()), "a.md", 1.0, "")
    assert len(draft_values(request)["passages"]) == 2
    assert draft_values(replace(request, story=story))["passages"] == ["A\nher lesson"]


def test_the_next_question_needs_only_her_last_words() -> None:
    values = phrase_values(PhraseRequest("question", last_reply="word " * 400))
    assert len(values["last_reply"]) < 310
    assert values["last_reply"].startswith("… word")
