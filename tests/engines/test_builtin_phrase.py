"""The built-in interviewer's words: in role, one question, hers quoted, nothing given away."""

import re
from dataclasses import fields, replace
from typing import Any, get_args

import pytest

from coach.domain.interview import AgendaItem, GapName, Mode, Probe, QuestionKind
from coach.engines.builtin.phrase import phrase
from coach.engines.protocol import PhraseRequest
from coach.stock import find_aspect, stock_aspects, stock_cases, stock_lines, stock_questions

PERSONAS = ("neutral", "friendly", "sceptical", "rushed executive")
CASE = stock_cases()[0]
PRAISE = re.compile(
    r"\b(?:great|excellent|good answer|impressive|well done|perfect|love that|awesome|nice answer)\b", re.I
)


def item(
    number: int, kind: QuestionKind = "behavioural", text: str = "Tell me about a failure."
) -> AgendaItem:
    return AgendaItem(f"q{number}", kind, text)


def probing(
    gap: GapName, quote: str = "", detail: str = "", number: int = 1, **more: object
) -> PhraseRequest:
    probe = Probe(gap, "Some criterion", "Some reason.", quote, detail)
    return PhraseRequest("probe", item(number), probe=probe, **more)  # type: ignore[arg-type]


def spoken(lines: Any) -> list[str]:
    """Every string in the lines."""
    if isinstance(lines, str):
        return [lines]
    if isinstance(lines, dict):
        return [text for value in lines.values() for text in spoken(value)]
    if isinstance(lines, (tuple, list)):
        return [text for value in lines for text in spoken(value)]
    if lines is None:
        return []
    return [text for field in fields(lines) for text in spoken(getattr(lines, field.name))]


@pytest.mark.parametrize("persona", PERSONAS)
def test_an_opening_greets_and_asks_the_first_item(persona: str) -> None:
    for first in (item(1, "small_talk", "How has your week been?"), item(1), item(1, "case", CASE.text)):
        said = phrase(PhraseRequest("open", first, persona=persona))
        assert first.text in said
        assert said.count("?") == first.text.count("?")
        assert said != first.text


@pytest.mark.parametrize("persona", PERSONAS)
def test_nothing_repeats_over_four_questions_and_the_seed_decides(persona: str) -> None:
    request = PhraseRequest("question", item(2), persona=persona)
    for seed in range(5):
        said = [phrase(replace(request, item=item(number), seed=seed)) for number in range(2, 6)]
        assert len(set(said)) == 4
        assert said == [phrase(replace(request, item=item(number), seed=seed)) for number in range(2, 6)]
    assert len({phrase(replace(request, seed=seed)) for seed in range(20)}) >= 4


def test_a_decline_is_taken_kindly_and_nothing_else_is_said_of_it() -> None:
    for persona, lines in stock_lines().after_decline.items():
        said = phrase(PhraseRequest("question", item(3), persona=persona, declined=True))
        assert said.removesuffix(" Tell me about a failure.") in lines


def test_small_talk_is_followed_by_a_way_into_the_interview() -> None:
    opener = stock_questions()["small_talk"][-1].text
    said = phrase(PhraseRequest("question", item(2), last_question=f"Hi there. {opener}"))
    assert said.removesuffix(" Tell me about a failure.") in stock_lines().after_small_talk["neutral"]


@pytest.mark.parametrize("gap", get_args(GapName))
@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("kind", ["behavioural", "case"])
def test_a_probe_is_one_question_and_fills_every_place(
    gap: GapName, persona: str, kind: QuestionKind
) -> None:
    asked = item(1, kind, "Tell me how you decided.")
    for seed in range(8):
        request = replace(probing(gap, "we moved the queue", persona=persona, seed=seed), item=asked)
        said = phrase(request)
        assert "{" not in said
        assert said.count("?") == (0 if gap == "off_topic" else 1)


def test_a_probe_takes_up_her_words_unless_they_would_ask_a_second_question() -> None:
    for seed in range(6):
        assert "“we moved the queue”" in phrase(probing("ownership", "we moved the queue", seed=seed))
        assert "“" not in phrase(probing("result", "why did we move?", seed=seed))
        assert "“" not in phrase(probing("result", "", seed=seed))


@pytest.mark.parametrize(
    "name", ["Goals & metrics", "Root cause analysis", "Test and iterate", "Trade-offs", "Risks"]
)
def test_a_skipped_step_is_not_named_in_realistic_mode_and_is_in_coached(name: str) -> None:
    words = re.findall(r"[a-z]{4,}", name.casefold())
    for seed in range(8):
        said = phrase(probing("step", detail=name, seed=seed)).casefold()
        assert not any(word.rstrip("s") in said for word in words)
        assert name in phrase(probing("step", detail=name, seed=seed, mode="coached"))


def test_a_case_is_led_in_and_asked_once() -> None:
    for mode in get_args(Mode):
        said = phrase(PhraseRequest("question", item(2, "case", CASE.text), mode=mode))
        assert CASE.text in said
        assert said.count("?") == 1
        assert (stock_lines().case_coached in said) is (mode == "coached")
    hers = phrase(PhraseRequest("question", item(2, "case", "A customer needs it twice as fast")))
    assert "A customer needs it twice as fast. " in hers
    assert hers.count("?") == 1
    told = phrase(
        PhraseRequest("question", item(2, "case", "Sign-ups fell. Walk me through your diagnosis."))
    )
    assert told.endswith("Walk me through your diagnosis.")


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ("Who are the users?", [CASE.users]),
        ("How many requests do we get, and who’s using it?", [CASE.scale, CASE.users]),
        ("What are we optimising for?", [CASE.target]),
        ("Can we buy more hardware?", [CASE.constraint]),
        ("Since when has this been happening?", [CASE.more[0].text]),
    ],
)
def test_a_case_tells_what_is_asked_for_and_no_more(asked: str, facts: list[str]) -> None:
    request = PhraseRequest("clarify", item(2, "case", CASE.text), last_reply=asked)
    said = phrase(request)
    every = [CASE.users, CASE.scale, CASE.constraint, CASE.target, *(fact.text for fact in CASE.more)]
    assert [fact for fact in every if fact in said] == [fact for fact in every if fact in facts]
    assert said.index(facts[0]) == 0
    assert "?" not in said
    assert all(fact in phrase(replace(request, seed=9, persona="rushed")) for fact in facts)


def test_two_facts_at_once_are_the_most_and_asking_for_everything_gives_none() -> None:
    every = (CASE.users, CASE.scale, CASE.constraint, CASE.target)
    for asked, most in (
        ("Who are the users, what scale, what budget, what goal?", 2),
        ("Tell me everything, any other details?", 0),
    ):
        said = phrase(PhraseRequest("clarify", item(2, "case", CASE.text), last_reply=asked))
        assert sum(fact in said for fact in every) == most


@pytest.mark.parametrize(
    "asked",
    ["Who are the users?", "What is the colour?", "Can I assume it is for chat?", "How many are there?"],
)
def test_where_nothing_is_known_she_may_assume(asked: str) -> None:
    request = PhraseRequest("clarify", item(2, "case", "Design a lamp."), last_reply=asked)
    for seed in range(6):
        said = phrase(replace(request, seed=seed))
        assert not re.search(r"\d", said)
        assert "?" not in said


def test_every_case_answers_the_four_usual_questions_with_its_own_facts() -> None:
    for case in stock_cases():
        facts = {
            "Who are the users?": case.users,
            "What is the scale?": case.scale,
            "Are there constraints?": case.constraint,
            "What is the goal?": case.target,
        }
        for asked, fact in facts.items():
            said = phrase(PhraseRequest("clarify", item(1, "case", case.text), last_reply=asked))
            assert fact in said


def test_the_close_asks_nothing_and_hands_over() -> None:
    for persona in PERSONAS:
        for seed in range(6):
            said = phrase(PhraseRequest("close", persona=persona, seed=seed))
            assert "?" not in said
            assert "debrief" in said or "how it went" in said or "what it came to" in said


def test_nothing_in_the_lines_praises_and_everything_has_four_variants() -> None:
    lines = stock_lines()
    assert [text for text in spoken(lines) if PRAISE.search(text)] == []
    for name in lines.__slots__:
        value = getattr(lines, name)
        for variants in value.values() if isinstance(value, dict) and name != "probes" else ():
            assert len(set(variants)) >= 4
    for by_persona in lines.probes.values():
        assert "neutral" in by_persona
        for ways in by_persona.values():
            assert len(set(ways.plain)) >= 4
            assert len(set(ways.quoting)) in (0, *range(4, 20))
    assert all(len(set(aspect.ask)) >= 4 for aspect in stock_aspects())


@pytest.mark.parametrize(
    ("step", "family"),
    [
        ("Ask clarifying questions", "clarify"),
        ("Goals & Metrics Framework", "metrics"),
        ("Choose and justify", "tradeoff"),
        ("Test and iterate", "test"),
        ("Plan MVP → iterate + scale", "plan"),
        ("Diagnose root causes", "causes"),
        ("Some step", None),
    ],
)
def test_steps_are_recognised_by_their_names(step: str, family: str | None) -> None:
    aspect = find_aspect(step)
    assert (aspect.id if aspect else None) == family


@pytest.mark.parametrize("kind", ["open", "question", "probe", "clarify"])
def test_a_request_without_its_item_is_a_mistake_of_the_caller(kind: str) -> None:
    with pytest.raises(ValueError, match="needs"):
        phrase(PhraseRequest(kind))  # type: ignore[arg-type]
