"""The debrief: sums that hold, quotes that are hers, frames without facts, everything accounted for."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from coach.domain.grading import Fix, Scorecard
from coach.domain.interview import AgendaItem, Debrief, Probe, Setup
from coach.interview import state as machine
from coach.interview.debrief import debrief_json, debrief_markdown, make_debrief
from coach.interview.state import InterviewState
from coach.stock import find_frame, stock_frames

MakeCard = Callable[..., Scorecard]

FAILURE = "I priced by averages. We refunded everybody within two days."
LAUNCH = "We shipped it. Tickets fell from 400 to 120 a month."
AGENDA = (
    AgendaItem("q1", "small_talk", "How has your week been?"),
    AgendaItem("q2", "behavioural", "Tell me about a failure."),
    AgendaItem("q3", "behavioural", "Tell me about a launch."),
    AgendaItem("q4", "behavioural", "Tell me about a conflict."),
    AgendaItem("q5", "case", "Design a lamp."),
)


def interview() -> InterviewState:
    """Two answers, one with a probe, a decline, and a stop at the last question."""
    state = machine.start(Setup(), AGENDA)
    state = machine.finish_question(
        machine.reply(machine.asked(state, "Hi! How has your week been?"), "Fine.")
    )
    state = machine.reply(machine.asked(state, "Tell me about a failure."), FAILURE)
    state = machine.probe(state, Probe("result", "Result", "You did not say what came of it."), "And then?")
    state = machine.finish_question(machine.reply(state, "All but three stayed."))
    state = machine.finish_question(machine.reply(machine.asked(state, "Tell me about a launch."), LAUNCH))
    state = machine.finish_question(machine.decline(machine.asked(state, "Tell me about a conflict.")))
    return machine.stop(machine.asked(state, "Design a lamp."))


@pytest.fixture
def cards(make_card: MakeCard) -> dict[str, Scorecard]:
    return {
        "q2": make_card(
            "Tell me about a failure.",
            FAILURE,
            Action=(4, "I priced by averages."),
            Result=(2, ""),
            Ownership=(3, "We refunded"),
        ),
        "q3": make_card(
            "Tell me about a launch.",
            LAUNCH,
            Result=(5, "Tickets fell from 400 to 120 a month."),
            Ownership=(1, ""),
            Structure=(3, "We shipped it."),
        ),
    }  # fmt: skip


@pytest.fixture
def debrief(cards: dict[str, Scorecard]) -> Debrief:
    return make_debrief(interview(), cards, "built-in", ["Pricing", "Tickets", "Pricing"])


def test_overall_is_the_mean_of_the_questions_and_criteria_are_averaged_by_name(debrief: Debrief) -> None:
    assert debrief.overall is not None
    assert debrief.overall.level == 3.0
    assert debrief.overall.band[0] <= 3 <= debrief.overall.band[1]
    assert dict(debrief.criteria) == {"Action": 4.0, "Result": 3.5, "Ownership": 2.0, "Structure": 3.0}


def test_moments_are_her_words(debrief: Debrief) -> None:
    assert debrief.best is not None
    assert (debrief.best.quote, debrief.best.question_id) == ("Tickets fell from 400 to 120 a month.", "q3")
    assert debrief.weakest is not None
    assert (debrief.weakest.quote, debrief.weakest.question_id) == ("We shipped it.", "q3")
    assert "Ownership, level 1" in debrief.weakest.why


def test_nothing_is_called_best_below_level_three_nor_weak_from_four(make_card: MakeCard) -> None:
    state = interview()
    low = make_debrief(
        state, {"q2": make_card("Q", FAILURE, Action=(2, "I priced by averages."))}, "built-in"
    )
    assert low.best is None
    assert low.weakest is not None
    high = make_debrief(
        state, {"q2": make_card("Q", FAILURE, Action=(5, "I priced by averages."))}, "built-in"
    )
    assert high.best is not None
    assert high.weakest is None


def test_the_three_fixes_are_the_lowest_levels_once_a_criterion(debrief: Debrief) -> None:
    assert [fix.text for fix in debrief.fixes] == [
        "Say more on Ownership. On “Tell me about a launch.” you said: “We shipped it.”",
        "Say more on Result. On “Tell me about a failure.” you said: “I priced by averages.”",
        "Say more on Structure. On “Tell me about a launch.” you said: “We shipped it.”",
    ]
    assert all((fix.path, fix.line) == ("cases.md", 3) for fix in debrief.fixes)
    assert len({fix.say for fix in debrief.fixes}) == 3


def test_what_to_say_next_time_holds_blanks_and_no_fact() -> None:
    for frame in stock_frames():
        assert re.search(r"\[[^\]]+\]", frame.say)
        outside = re.sub(r"\[[^\]]*\]", "", frame.say)
        assert not re.search(r"\d", outside)
    assert find_frame("Something nobody named").startswith("On that point")
    assert "[your number before]" in find_frame("Quantified result")
    assert find_frame("Options and trade-offs") == find_frame("Trade-off")


def test_probes_stories_and_next_steps_are_there(debrief: Debrief) -> None:
    assert [(probe.question_id, probe.criterion) for probe in debrief.probes] == [("q2", "Result")]
    assert debrief.stories_used == ("Pricing", "Tickets")
    assert debrief.next == (
        "Answer “Tell me about a failure.” once more, out loud. Watch one thing: Result.",
        "Find a story for “Tell me about a conflict.” and write down its four fields.",
        "You told “Pricing” two times. Have another story ready.",
    )


def test_what_was_not_graded_is_said_and_why(debrief: Debrief, cards: dict[str, Scorecard]) -> None:
    assert debrief.notes == (
        "You passed on “Tell me about a conflict.”, so it was not graded.",
        "“Design a lamp.” was open when the interview ended, so it was not graded.",
    )
    ungraded = replace(
        cards["q3"], overall=None, grades=(), warnings=("The model did not answer.",), fixes=()
    )
    notes = make_debrief(interview(), {"q3": ungraded}, "built-in").notes
    assert "No grade stands for “Tell me about a failure.”." in notes
    assert "“Tell me about a launch.” could not be graded. The model did not answer." in notes
    other = replace(cards["q3"], engine="small-model at localhost")
    assert "“Tell me about a launch.” was graded by small-model at localhost." in make_debrief(
        interview(), {"q3": other}, "built-in"
    ).notes  # fmt: skip


def test_an_interview_without_grades_has_no_figure_at_all() -> None:
    state = machine.stop(machine.start(Setup(), AGENDA))
    debrief = make_debrief(state, {}, "built-in")
    assert (debrief.overall, debrief.criteria, debrief.best, debrief.weakest) == (None, (), None, None)
    assert debrief.notes == ("Four questions were not asked.",)
    assert "no answer was graded" in debrief_markdown(debrief)


def test_a_question_of_hers_is_not_her_best_moment(make_card: MakeCard) -> None:
    answer = "Who is it for? I cut the form to six fields."
    state = machine.start(Setup(), AGENDA[4:])
    state = machine.finish_question(machine.reply(machine.asked(state, "Design a lamp."), answer))
    card = make_card("Q", answer, Clarify=(5, "Who is it for?"), Options=(4, "I cut the form to six fields."))
    best = make_debrief(state, {"q5": card}, "built-in").best
    assert best is not None
    assert best.quote == "I cut the form to six fields."


def test_each_question_has_its_worst_fix_before_one_has_two(make_card: MakeCard) -> None:
    worst = make_card("Q2", FAILURE, Task=(1, ""), Situation=(1, ""), Reflection=(1, ""))
    better = make_card("Q3", LAUNCH, Metrics=(3, "We shipped it."))
    fixes = make_debrief(interview(), {"q2": worst, "q3": better}, "built-in").fixes
    assert [fix.text.split(".")[0] for fix in fixes] == [
        "Say more on Task",
        "Say more on Situation",
        "Say more on Metrics",
    ]


def test_a_long_quote_in_a_fix_is_cut_and_stays_hers(make_card: MakeCard) -> None:
    long = "We  shipped " + "and counted " * 30 + "it."
    state = machine.start(Setup(), AGENDA[2:3])
    state = machine.finish_question(machine.reply(machine.asked(state, "Launch?"), long))
    (fix,) = make_debrief(state, {"q3": make_card("Q", long, Metrics=(2, long))}, "built-in").fixes
    quote = fix.text.split("you said: “")[1].removesuffix("”")
    assert quote.endswith(" …")
    assert quote.removesuffix(" …") in long
    assert len(quote.split()) == 21


def test_a_fix_for_no_known_criterion_still_has_something_to_say(cards: dict[str, Scorecard]) -> None:
    card = replace(cards["q2"], fixes=(Fix("pace", "Slow down."),))
    debrief = make_debrief(interview(), {"q2": card}, "built-in")
    assert debrief.fixes[0].text.startswith("Slow down. On “Tell me about a failure.” you said: ")
    assert debrief.fixes[0].path is None


def test_the_json_has_the_documented_shape(debrief: Debrief) -> None:
    data = json.loads(json.dumps(debrief_json(debrief)))
    assert data["type"] == "debrief"
    assert data["overall"] == {"level": 3.0, "band": [3, 4]}
    assert data["criteria"][0] == {"name": "Action", "level": 4.0}
    assert set(data["best"]) >= {"quote", "question_id"}
    assert set(data["fixes"][0]) == {"text", "say", "path", "line"}
    assert set(data["probes"][0]) == {"question_id", "criterion", "reason"}
    asked_for = "type overall criteria best weakest fixes probes stories_used next engine notes"
    assert set(data) == set(asked_for.split())
    empty = debrief_json(make_debrief(machine.stop(machine.start(Setup(), AGENDA)), {}, "built-in"))
    assert (empty["overall"], empty["best"], empty["weakest"]) == (None, None, None)


def test_the_page_reads_as_one(debrief: Debrief) -> None:
    page = debrief_markdown(debrief)
    assert page.startswith("# Debrief\n")
    assert "**Overall 3.0 of 5**" in page
    assert "> Tickets fell from 400 to 120 a month." in page
    assert "## The three things to work on first" in page
    assert "(cases.md:3)" in page
    assert "Graded by: built-in." in page
    assert page.endswith("\n")
