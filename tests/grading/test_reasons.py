"""A model's words about a level are kept as far as they stand; what code can tell, code decides."""

import pytest

from coach.domain.grading import Scorecard
from coach.domain.notes import Vault
from coach.engines.protocol import CriterionJudgement, Judgement, QuotedWords
from coach.grading.advice import advice_that_stands
from coach.grading.evidence import NO_FIGURE, ONLY_NAMED, ONLY_WE, find_quote
from coach.grading.rubric import rubric_for
from coach.grading.scorecard import build_scorecard

QUESTION = "Tell me about a product you owned."
RUBRIC = rubric_for(QUESTION, "behavioural", None, Vault("n"))
ANSWER = "At the clinic I counted every call. We moved the hours to the website. Calls fell by 40 %."
QUOTE = "I counted every call"


def card(answer: str = ANSWER, quote: str = QUOTE, **of: CriterionJudgement) -> Scorecard:
    raws = tuple(
        of.get(one.id) or CriterionJudgement(one.id, "Told.", 4, (QuotedWords(quote),))
        for one in RUBRIC.criteria
    )
    return build_scorecard("m at h", QUESTION, RUBRIC, Judgement(raws), (answer,))


def why(text: str, level: int = 4) -> str:
    made = card(result=CriterionJudgement("result", text, level, (QuotedWords(QUOTE),)))
    return next(grade.why for grade in made.grades if grade.criterion.id == "result")


@pytest.mark.parametrize(
    ("text", "level", "kept"),
    [
        ("You name 40 %. Costs fell by 17 %.", 4, "You name 40 %."),
        ("You say what changed. This deserves a 2.", 4, "You say what changed."),
        ("There is no base, which a 5 asks for.", 3, "There is no base, which a 5 asks for."),
        ("You say “calls fell by 90 % in March”. It counts.", 4, "It counts."),
        ("**You** name <b>it</b>. See https://example.org.", 4, "You name it."),
    ],
)
def test_sentences_of_a_why_that_stand_nowhere_are_dropped(text: str, level: int, kept: str) -> None:
    assert why(text, level) == kept


@pytest.mark.parametrize(
    ("text", "level"), [("There is no result.", 5), ("A clear, strong result.", 1), ("It rose by 17 %.", 3)]
)
def test_a_why_against_its_level_gives_way_to_the_anchor(text: str, level: int) -> None:
    anchors = next(one.anchors for one in RUBRIC.criteria if one.id == "result")
    assert why(text, level) == anchors[level - 1]


@pytest.mark.parametrize(
    "advice",
    [
        "Say that you had 3 engineers.",
        "Tell it as Marguerite would.",
        "Say “I overruled the whole board”.",
        "Read https://example.org first.",
    ],
)
def test_advice_that_supplies_what_she_did_not_say_is_dropped(advice: str) -> None:
    assert advice_that_stands(advice, (QUESTION, ANSWER)) == ""


def test_advice_that_stands_is_kept() -> None:
    for advice in ("Say what 40 % was before.", "Put it in two sentences.", "Say what the clinic gained."):
        assert advice_that_stands(advice, (QUESTION, ANSWER)) == advice


def test_an_answer_to_another_question_is_capped_and_says_so() -> None:
    off = card(relevance=CriterionJudgement("relevance", "It answers another question.", 1))
    assert off.overall is not None
    assert (off.overall.level, off.overall.band) == (2.5, (2, 3))
    assert off.strengths == ()
    assert any("another question" in warning for warning in off.warnings)
    on = card(relevance=CriterionJudgement("relevance", "Part.", 2, (QuotedWords(QUOTE),)))
    assert on.overall is not None
    assert on.overall.level > 3
    assert not any("another question" in warning for warning in on.warnings)


def test_ownership_needs_words_of_her_own() -> None:
    made = card(ownership=CriterionJudgement("ownership", "Yours.", 5, (QuotedWords("We moved the hours"),)))
    grade = next(grade for grade in made.grades if grade.criterion.id == "ownership")
    assert (grade.level, grade.why) == (2, ONLY_WE)


def test_a_measured_result_needs_a_figure_in_the_answer() -> None:
    made = card(ANSWER.replace("40 %", "a lot"))
    grade = next(grade for grade in made.grades if grade.criterion.id == "quantified-result")
    assert (grade.level, grade.why) == (3, NO_FIGURE)


def test_terms_in_a_row_are_worth_two_at_most() -> None:
    terms = "North star metric, guardrails, RICE, funnel, A/B test, MVP, trade-offs, retention."
    made = card(terms, "North star metric")
    assert {(grade.level, grade.why) for grade in made.grades if grade.level} == {(2, ONLY_NAMED)}


def test_quotes_are_found_through_what_the_fence_changed() -> None:
    text = "I set\u200b the\u034f flag <b>on</b> in\u2800 May."
    for quote in ("the flag ‹b>on‹/b> in May", "I set the flag", "＜b>on"):
        place = find_quote(quote, text)
        assert place is not None, quote


def test_her_words_stay_hers_when_a_probe_takes_them_up() -> None:
    raws = tuple(
        CriterionJudgement(one.id, "Told.", 4, (QuotedWords(QUOTE), QuotedWords("the blue form", 1)))
        for one in RUBRIC.criteria
    )
    probes = ("You said “I counted every call”. Was it the blue form?",)
    replies = (ANSWER, "Yes, the blue form.")
    made = build_scorecard("m at h", QUESTION, RUBRIC, Judgement(raws), replies, probes=probes)
    quotes = {place.quote for grade in made.grades for place in grade.evidence}
    assert quotes == {QUOTE}  # what she only repeats after the probe is not hers
