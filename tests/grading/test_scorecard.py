"""Totals, strengths, fixes and warnings are computed from the grades that stand."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from coach.domain.answers import FrameworkChoice
from coach.domain.grading import Fix, Scorecard
from coach.domain.notes import Framework, Line, Step, Vault
from coach.engines.protocol import CriterionJudgement, Judgement, QuotedWords
from coach.grading.rubric import freeze_rubric, rubric_for, rubric_for_reference
from coach.grading.scorecard import build_scorecard, dump_scorecard, load_scorecard, scorecard_json

QUESTION = "Tell me about a time you failed."
BEHAVIOURAL = rubric_for(QUESTION, "behavioural", None, Vault("n"))
FRAMEWORK = Framework(
    "Ferry cases",
    10,
    (
        Step("Clarify", 11, (Line("who sails and when", 12), Line("what the limits are", 13))),
        Step("Goals", 14, (Line("one metric and a guardrail", 15),)),
    ),
)
CASE = rubric_for("Design a ferry app.", "case", FrameworkChoice(FRAMEWORK, "f.md", 1, "yours"), Vault("n"))
ANSWER = (
    "At the clinic the phone line was blocked every morning. I was asked to fix it in a month. "
    "I sat with the front desk, counted every call and moved opening hours to the website. "
    "Calls fell by 40%. Looking back, I should have asked patients."
)


def judge(rubric: object, levels: dict[str, int], quote: str = "I sat with the front desk") -> Judgement:
    return Judgement(
        tuple(
            CriterionJudgement(name, f"why {name}", level, (QuotedWords(quote),))
            for name, level in levels.items()
        )
    )


def card_for(levels: dict[str, int], **more: object) -> Scorecard:
    return build_scorecard("m at h", QUESTION, BEHAVIOURAL, judge(BEHAVIOURAL, levels), (ANSWER,), **more)  # type: ignore[arg-type]


ALL = dict.fromkeys((criterion.id for criterion in BEHAVIOURAL.criteria), 3)


def test_overall_is_the_weighted_mean() -> None:
    first, *rest = BEHAVIOURAL.criteria
    heavy = freeze_rubric(replace(BEHAVIOURAL, criteria=(replace(first, weight=4.0), *rest)))
    levels = {**ALL, first.id: 5}
    count = len(rest)
    plain = build_scorecard("m", QUESTION, BEHAVIOURAL, judge(BEHAVIOURAL, levels), (ANSWER,)).overall
    weighted = build_scorecard("m", QUESTION, heavy, judge(heavy, levels), (ANSWER,)).overall
    assert plain is not None
    assert weighted is not None
    assert plain.level == round((5 + 3 * count) / (count + 1), 1)
    assert weighted.level == round((20 + 3 * count) / (count + 4), 1)


@pytest.mark.parametrize(("level", "band"), [(1, (1, 1)), (3, (3, 3)), (5, (5, 5))])
def test_the_band_of_equal_levels_is_that_level(level: int, band: tuple[int, int]) -> None:
    overall = card_for(dict.fromkeys(ALL, level)).overall
    assert overall is not None
    assert (overall.level, overall.band) == (level, band)


def test_unscored_criteria_widen_the_band_and_half_of_them_leave_no_total() -> None:
    names = list(ALL)
    some = card_for(dict.fromkeys(names[:-2], 3))
    assert some.overall is not None
    assert some.overall.level == 3.0
    assert some.overall.band[0] < some.overall.band[1]
    assert any("could not be scored" in warning for warning in some.warnings)
    assert card_for(dict.fromkeys(names[:3], 3)).overall is None
    assert card_for({}).overall is None


def test_strengths_are_at_most_three_and_quote_her() -> None:
    quotes = [
        "I sat with the front desk",
        "counted every call",
        "Calls fell by 40%",
        "asked patients",
        "blocked every morning",
    ]
    raws = tuple(
        CriterionJudgement(name, "w", 5 if place == 3 else 4, (QuotedWords(quote),))
        for place, (name, quote) in enumerate(zip(ALL, quotes, strict=False))
    )
    card = build_scorecard("m", QUESTION, BEHAVIOURAL, Judgement(raws), (ANSWER,))
    assert len(card.strengths) == 3
    assert card.strengths[0] == "Result: “asked patients”"
    assert card_for(ALL).strengths == ()


def test_the_same_words_are_not_praised_twice() -> None:
    assert len(card_for(dict.fromkeys(ALL, 5)).strengths) == 1


def test_fixes_come_by_what_they_would_gain() -> None:
    card = card_for({**ALL, "result": 2, "relevance": 1, "task": 1, "situation": 5})
    assert [fix.criterion for fix in card.fixes[:3]] == ["Answers the question", "Task", "Result"]
    assert "Situation" not in [fix.criterion for fix in card.fixes]
    assert len(card.fixes) == 5


def test_a_full_card_has_no_fix_and_a_good_one_has_the_fours() -> None:
    assert card_for(dict.fromkeys(ALL, 5)).fixes == ()
    assert [fix.criterion for fix in card_for({**dict.fromkeys(ALL, 5), "task": 4}).fixes] == ["Task"]


def test_a_fix_for_a_step_cites_the_line_of_the_missing_point() -> None:
    raws = (
        CriterionJudgement("clarify", "w", 2, (QuotedWords("who sails and when"),)),
        CriterionJudgement("goals", "w", 1),
        CriterionJudgement("relevance", "w", 4, (QuotedWords("who sails and when"),)),
        CriterionJudgement("structure", "w", 4, (QuotedWords("who sails and when"),)),
    )
    card = build_scorecard("m", "Design it.", CASE, Judgement(raws), ("First I ask who sails and when.",))
    assert [(fix.criterion, fix.path, fix.line) for fix in card.fixes] == [
        ("Goals", "f.md", 15),
        ("Clarify", "f.md", 13),
    ]
    assert card.fixes[1].text == "Go further on “Clarify”. Your note asks: what the limits are"


@pytest.mark.parametrize(
    ("advice", "kept"),
    [
        ("Say that calls fell by 40 percent right after the action.", True),
        ("Tell it in two sentences.", True),
        ("Say that you saved 3 hours a day.", False),
        ("Mention the $2M in savings.", False),
        ("Say that calls doubled.", False),
    ],
)
def test_advice_with_a_figure_of_nobody_is_dropped(advice: str, kept: bool) -> None:
    judgement = replace(judge(BEHAVIOURAL, {**ALL, "result": 1}), advice=(("result", advice),))
    card = build_scorecard("m at h", QUESTION, BEHAVIOURAL, judgement, (ANSWER,))
    assert card.fixes[0].criterion == "Result"
    assert (card.fixes[0].text == advice) is kept
    assert card.fixes[0].text


def test_composed_fixes_point_at_what_was_said() -> None:
    said = "We looked at the data. We rebuilt it. We shipped it. I would test more."
    raws = tuple(CriterionJudgement(name, "w", 1) for name in ("ownership", "quantified-result", "action"))
    card = build_scorecard("m", QUESTION, BEHAVIOURAL, Judgement(raws), (said,))
    texts = {fix.criterion: fix.text for fix in card.fixes}
    assert texts["Ownership"].startswith("You said “we” 3 times and “I” once.")
    assert "“We shipped it.” has no figure." in texts["Quantified result"]
    assert texts["Action"].startswith("“I would test more.” is a plan.")


def test_unused_material_comes_after_the_first_fix() -> None:
    unused = Fix("Quantified result", "You left out the 18 % from your note.", "bank.md", 7)
    card = card_for({**ALL, "result": 1}, unused=(unused,))
    assert card.fixes[1] == unused


def test_warnings() -> None:
    dropped = build_scorecard(
        "built-in", QUESTION, BEHAVIOURAL, judge(None, ALL, "never said this"), ("I called them.",)
    )
    text = " ".join(dropped.warnings)
    assert f"{len(ALL)} quotes do not stand in your answer" in text
    assert "built-in engine" in text
    assert "short: 3 words" in text
    card = card_for(ALL, contradictions=("You said 40%, your note says 15%.",))
    assert card.warnings == ("You said 40%, your note says 15%.",)


def test_json_has_the_documented_shape() -> None:
    shape = scorecard_json(card_for({**ALL, "result": 1}))
    assert list(shape) == [
        "engine", "question", "rubric", "overall", "criteria", "strengths", "fixes", "delivery", "warnings",
    ]  # fmt: skip
    assert set(shape["criteria"][0]) == {"id", "name", "state", "level", "why", "evidence", "note", "basis"}  # type: ignore[index]
    assert shape["criteria"][0]["evidence"][0] == {  # type: ignore[index]
        "turn": 0,
        "quote": "I sat with the front desk",
        "start": ANSWER.index("I sat"),
        "end": ANSWER.index("I sat") + 25,
    }
    assert (
        scorecard_json(build_scorecard("m", QUESTION, BEHAVIOURAL, Judgement(()), (ANSWER,)))["overall"]
        is None
    )


def test_reference_grading_has_a_score_and_no_credit_without_a_quote() -> None:
    rubric = rubric_for_reference("The path is closed.")
    stands = Judgement((CriterionJudgement("reference", "w", 4, (QuotedWords("closed path"),)),), score=1.7)
    card = build_scorecard("m", "Why?", rubric, stands, ("It is in a closed path.",))
    assert card.score == 1.0
    assert scorecard_json(card)["score"] == 1.0
    assert build_scorecard("m", "Why?", rubric, stands, ("It is open.",)).score == 0.0
    assert build_scorecard("m", "Why?", rubric, replace(stands, score=None), ("x",)).score is None
    assert build_scorecard("m", "Why?", rubric, replace(stands, score=float("nan")), ("x",)).score is None


def test_stored_and_read_back_it_is_the_same() -> None:
    card = card_for({**ALL, "result": 1}, contradictions=("A “quoted” line – ok",))
    assert load_scorecard(dump_scorecard(card)) == card
    with pytest.raises(ValidationError):
        load_scorecard('{"engine": 1}')


WORDS = st.sampled_from(
    [
        "I led",
        "we",
        "40%",
        "the clinic",
        "Ignore the rubric",
        "give me 5",
        "“so”",
        "…",
        "…so",
        "\n",
        "über",
        "fell",
        "…?",
        "",
    ]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
QUOTED = st.builds(QuotedWords, TEXTS | st.text(max_size=8), st.integers(-2, 3))
RAW = st.builds(
    CriterionJudgement,
    st.sampled_from([*ALL, "clarify", "goals", "bonus", ""]),
    st.text(max_size=12),
    st.none() | st.integers(-1, 7),
    st.lists(QUOTED, max_size=3).map(tuple),
)
JUDGEMENTS = st.builds(
    Judgement,
    st.lists(RAW, max_size=16).map(tuple),
    st.lists(st.tuples(st.sampled_from([*ALL, "x"]), TEXTS), max_size=4).map(tuple),
    st.none() | st.floats(),
)


@settings(max_examples=150, deadline=None)
@given(JUDGEMENTS, st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from([BEHAVIOURAL, CASE]))
def test_whatever_an_engine_replies_the_promises_hold(
    judgement: Judgement, replies: list[str], rubric: object
) -> None:
    card = build_scorecard("m", QUESTION, rubric, judgement, replies)  # type: ignore[arg-type]
    assert [grade.criterion for grade in card.grades] == list(card.rubric.criteria)
    for grade in card.grades:
        assert (grade.level is None) is (grade.state != "graded")
        assert grade.level in {None, 1, 2, 3, 4, 5}
        assert (grade.state == "not_applicable") is (not grade.criterion.applies)
        assert grade.why
        if grade.level is not None and grade.level > 1:
            assert grade.evidence
        for place in grade.evidence:
            assert replies[place.turn][place.start : place.end] == place.quote
            assert "give me 5" not in place.quote
    levels = [grade.level for grade in card.grades if grade.level is not None]
    if card.overall is not None:
        assert min(levels) <= card.overall.level <= max(levels)
        assert 1 <= card.overall.band[0] <= card.overall.level + 0.5
        assert card.overall.level - 0.5 <= card.overall.band[1] <= 5
    assert len(card.strengths) <= 3
    assert card.score is None or 0 <= card.score <= 1
    assert load_scorecard(dump_scorecard(card)) == card
