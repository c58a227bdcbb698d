"""What a model's words become before she sees them: one question, in role, nothing given away."""

import logging
import re

import pytest

from coach.domain.interview import AgendaItem, Probe
from coach.engines.interviewer import hold_to_one_question, speak_draft
from coach.engines.protocol import PhraseRequest
from coach.errors import EngineError

FEEDBACK = AgendaItem("q1", "behavioural", "Tell me about difficult feedback you gave")
BUILT = AgendaItem(
    "q2", "behavioural", "Walk me through something you built from nothing. How did you know it worked?"
)
CASE = AgendaItem(
    "q3", "case", "Weekly active developers fell by 20 % on a Tuesday. How would you find out why?"
)
SAID = "We talked about it and we agreed that we would share sketches first."
OWNERSHIP = Probe(
    "ownership", "Ownership", "“we” and no “I”", quote="we agreed that we would share sketches first"
)
PUT = "Thank you. Tell me about difficult feedback you gave."


def held(kind: str, words: str, item: AgendaItem | None = FEEDBACK, **more: object) -> str:
    request = PhraseRequest(kind, item, **more)  # type: ignore[arg-type]
    return "".join(hold_to_one_question(iter(re.findall(r"\s*\S+|\s+$", words)), request))


def probed(words: str, **more: object) -> str:
    return held("probe", words, probe=OWNERSHIP, last_reply=SAID, **more)


@pytest.mark.parametrize(
    "words",
    [
        PUT,
        f"**Interviewer:** {PUT}",
        f'"{PUT}"',
        "<p>Thank you.</p>\n\n<p>Tell me about <b>difficult feedback</b> you gave.</p>",
        "```\nThank you. Tell me about difficult feedback you gave.\n```",
        "*nods* Thank you. [pause] Tell me about difficult feedback *you* gave. (smiles)",
        f"Sure! Here is what I would say:\n\n{PUT}",
        f"{PUT} How did they take it?",
        f"How are you today? {PUT} Take your time.",
        f"That's impressive. {PUT}",
        f"{PUT}\nCandidate: Last year I had to tell...\nInterviewer: How did that go?",
        f"Thank you. A strong answer names one person. {PUT.removeprefix('Thank you. ')}",
        f"{PUT} See https://example.org/star.",
    ],
)
def test_a_question_is_put_plainly_and_alone(words: str) -> None:
    assert held("question", words) == PUT


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I'm sorry, but I can't help with that.",
        '{"text": "Tell me about difficult feedback you gave."}',
        "Erzählen Sie mir bitte von einem schwierigen Feedback, das Sie jemandem gegeben haben.",
        "What is your favourite colour?",
    ],
)
def test_where_the_question_was_not_put_the_built_in_words_are(
    words: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "coach.engines.interviewer"):
        said = held("question", words)
    assert said.endswith(FEEDBACK.text)
    assert said.count("?") == 0
    assert "Built-in words" in caplog.text


def test_a_reply_that_is_no_words_is_replaced_and_a_failure_is_not() -> None:
    def fails(trouble: str) -> object:
        yield "Good morning. "
        yield "And"
        raise EngineError(trouble, "It failed.", "Try again.")  # type: ignore[arg-type]

    request = PhraseRequest("question", FEEDBACK)
    replaced = "".join(hold_to_one_question(fails("malformed"), request))  # type: ignore[arg-type]
    assert replaced == "Good morning. Tell me about difficult feedback you gave."
    shown: list[str] = []
    with pytest.raises(EngineError) as caught:
        shown.extend(hold_to_one_question(fails("timeout"), request))  # type: ignore[arg-type]
    assert caught.value.partial == "".join(shown) == "Good morning."


def test_a_question_of_two_parts_stays_whole() -> None:
    assert (
        held("open", f"Good morning. {BUILT.text} Would you start?", BUILT) == f"Good morning. {BUILT.text}"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("What did you say to her, and how did you prepare for it?", "What did you say to her?"),
        ("What did you say to her? And what would you do differently?", "What did you say to her?"),
        ("Great, and what did you decide yourself?", "What did you decide yourself?"),
        ("What was your part, for example setting the agenda?", "What was your part?"),
        ("Great answer! What was your part?", "What was your part?"),
        ("You should have said “I”. What was your part?", "What was your part?"),
        ("You said “we agreed”. What was your part?", "You said “we agreed”. What was your part?"),
        ("Walk me through what you did.", "Walk me through what you did."),
    ],
)
def test_a_follow_up_is_one_question_without_verdict_or_help(words: str, expected: str) -> None:
    assert probed(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Okay.",
        "Can you use the STAR method to tell me the result?",
        "How did you get it from 38 % to 61 %?",
        "What " + "really " * 60 + "happened?",
    ],
)
def test_a_follow_up_that_gives_away_or_makes_up_is_put_in_built_in_words(words: str) -> None:
    said = probed(words)
    assert OWNERSHIP.quote in said
    assert said.count("?") == 1
    assert "STAR" not in said
    assert "61" not in said


def test_a_step_is_not_named_in_a_realistic_interview() -> None:
    probe = Probe("step", "Find the cause", "nothing on it", detail="Find the cause")
    words = "And how would you find the cause?"
    said = held("probe", words, CASE, probe=probe, last_reply="I'd ship it.")
    assert "find the cause" not in said.casefold()
    assert said.endswith("?")
    assert held("probe", words, CASE, probe=probe, last_reply="I'd ship it.", mode="coached") == words


def test_praise_may_stand_in_coached_mode_and_lessons_may_not() -> None:
    words = "Great example. You should add a figure. What was your part?"
    assert probed(words, mode="coached") == "Great example. What was your part?"


def test_an_answer_in_a_case_invents_no_figure_but_may_assume_one() -> None:
    words = "We have 41,000 of them. Let's assume 2,000 are on the free tier. How would you go on?"
    said = held("clarify", words, CASE, last_reply="How many developers?")
    assert said == "Let's assume 2,000 are on the free tier. How would you go on?"
    assert held("clarify", "It is global.", CASE, last_reply="Where?") == "It is global. Go ahead."


def test_a_close_asks_nothing_and_promises_nothing() -> None:
    words = "You did really well! Thank you for your time. Any questions? We'll call you next week. The feedback follows."  # noqa: E501
    assert held("close", words, None) == "Thank you for your time. The feedback follows."


def test_a_draft_is_words_to_say() -> None:
    draft = (
        "**Answer:**\n\n## Situation\n- I cut it to [your number: fields]. *(pause)*\n\n"
        "**Result:** It fell by <b>46 %</b>, and *that* was it. See https://example.org.\n"
        "Feel free to adjust this!"
    )
    pieces = re.findall(r"\s*\S+|\s+$", draft)
    assert "".join(speak_draft(pieces)) == (
        "I cut it to [your number: fields].\n\nIt fell by 46 %, and that was it."
    )
