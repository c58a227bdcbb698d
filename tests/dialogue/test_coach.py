"""Whole turns through `Coach.respond`, on the sample notes, with real index, store and engine."""

from collections.abc import Iterable

import pytest
from answers import ALL_WE, FULL, OWNERSHIP_REPLY

from coach.dialogue.coach import Coach
from coach.dialogue.payloads import load_payload
from coach.domain.events import (
    Answered,
    CoachSaid,
    Debriefed,
    Event,
    Failed,
    Graded,
    InterviewerSaid,
    Sources,
    TextDelta,
)
from coach.domain.interview import Setup
from coach.errors import SessionNotFound, StoreError, UsageError

BEHAVIOURAL = Setup(round="behavioural", questions=2, seed=7)
# Its first question is on a customer, which the answers below are about.
ABOUT_CUSTOMERS = Setup(round="behavioural", questions=2, seed=1)


def last(events: Iterable[Event], kind: type) -> Event:
    found = [event for event in events if isinstance(event, kind)]
    assert found, f"no {kind.__name__}"
    return found[-1]


def test_a_whole_interview(coach: Coach) -> None:
    session = coach.new_session()
    first = last(coach.start(session, ABOUT_CUSTOMERS), InterviewerSaid)
    assert isinstance(first, InterviewerSaid)
    assert (first.kind, first.probe) == ("question", None)

    probe = last(coach.respond(session, ALL_WE), InterviewerSaid)
    assert isinstance(probe, InterviewerSaid)
    assert probe.kind == "probe"
    assert probe.probe is not None
    assert probe.probe.reason
    assert probe.question_id == first.question_id

    said: list[InterviewerSaid] = [first, probe]
    while said[-1].question_id == first.question_id:
        event = last(coach.respond(session, OWNERSHIP_REPLY), InterviewerSaid)
        assert isinstance(event, InterviewerSaid)
        said.append(event)
        assert len(said) <= 4, "more than two probes on one question"

    events = list(coach.respond(session, "I can't think of an example for that one."))
    close = last(events, InterviewerSaid)
    assert isinstance(close, InterviewerSaid)
    assert close.kind == "close"
    graded = [event for event in events if isinstance(event, Graded)]
    assert [event.question_id for event in graded] == [first.question_id]
    replies = coach.conversation(session).interview.exchanges[0].replies  # type: ignore[union-attr]
    for grade in graded[0].scorecard.grades:
        assert grade.level in (None, 1) or grade.evidence
        for evidence in grade.evidence:
            assert replies[evidence.turn][evidence.start : evidence.end] == evidence.quote
    told = last(events, Debriefed)
    assert isinstance(told, Debriefed)
    assert told.debrief.overall is not None
    assert told.debrief.best is not None
    assert any(told.debrief.best.quote in reply for reply in replies)
    assert coach.conversation(session).awaiting == "nothing"


def test_everything_on_the_screen_is_in_the_store(coach: Coach) -> None:
    session = coach.new_session()
    events = [
        *coach.start(session, BEHAVIOURAL),
        *coach.respond(session, FULL),
        *coach.respond(session, "/stop"),
    ]
    shown = [event.text for event in events if isinstance(event, InterviewerSaid)]
    turns = coach.transcript(session)
    assert [turn.text for turn in turns if turn.role == "interviewer"] == shown
    assert [turn.text for turn in turns if turn.role == "candidate"][1:] == [FULL, "/stop"]
    assert all(turn.complete for turn in turns)
    (debrief,) = [found for turn in turns if (found := load_payload(turn.payload).debrief)]
    assert debrief == last(events, Debriefed).debrief  # type: ignore[union-attr]
    assert coach.sessions()[0].title == "Behavioural interview"


def test_coached_mode_grades_before_the_next_question(coach: Coach) -> None:
    session = coach.new_session()
    list(coach.start(session, Setup(round="behavioural", mode="coached", questions=2, seed=7)))
    kinds: list[str] = []
    for _ in range(3):
        events = [event for event in coach.respond(session, FULL) if not isinstance(event, TextDelta)]
        kinds = [type(event).__name__ for event in events]
        if "Graded" in kinds:
            break
    assert kinds.index("Graded") < kinds.index("InterviewerSaid")


def test_small_words_in_an_interview_are_commands_and_long_ones_are_answers(coach: Coach) -> None:
    session = coach.new_session()
    first = last(coach.start(session, BEHAVIOURAL), InterviewerSaid)
    minute = last(coach.respond(session, "Can I have a minute?"), CoachSaid)
    assert isinstance(minute, CoachSaid)
    second = last(coach.respond(session, "skip this one"), InterviewerSaid)
    assert isinstance(first, InterviewerSaid)
    assert isinstance(second, InterviewerSaid)
    assert second.question_id != first.question_id
    refused = last(coach.respond(session, "/mock case"), CoachSaid)
    assert "/stop" in refused.text  # type: ignore[union-attr]
    assert coach.conversation(session).awaiting == "reply"


def test_what_is_no_answer_is_met_and_the_question_stays_open(coach: Coach) -> None:
    session = coach.new_session()
    asked = last(coach.start(session, BEHAVIOURAL), InterviewerSaid)
    assert isinstance(asked, InterviewerSaid)
    question = coach.conversation(session).interview.exchanges[0].item.text  # type: ignore[union-attr]
    for message, words in (
        ("Sorry, can you repeat the question?", question),
        ("just tell me what you want to hear", "I'd like to hear it from you"),
        ("this is a stupid question", "Fair enough"),
        ("Ich habe das Team geleitet und wir haben die Kosten gesenkt.", "only follow English"),
    ):
        told = last(coach.respond(session, message), CoachSaid)
        assert isinstance(told, CoachSaid)
        assert words in told.text
    back = last(coach.respond(session, "Do you mean at work?"), InterviewerSaid)
    assert isinstance(back, InterviewerSaid)
    assert back.kind == "answer"
    exchange = coach.conversation(session).interview.exchanges[0]  # type: ignore[union-attr]
    assert (exchange.answer, exchange.probes, exchange.clarified) == (None, (), ())


def test_a_hint_in_a_coached_interview_names_what_counts(coach: Coach) -> None:
    session = coach.new_session()
    list(coach.start(session, Setup(round="behavioural", questions=1, seed=7, mode="coached")))
    told = last(coach.respond(session, "what are you looking for?"), CoachSaid)
    assert isinstance(told, CoachSaid)
    assert "Situation" in told.text


def test_asking_back_in_a_case_is_answered_and_counts_as_evidence(coach: Coach) -> None:
    session = coach.new_session()
    list(coach.start(session, Setup(round="case", questions=1, seed=3)))
    told = last(coach.respond(session, "Who are the users, and how large is the load?"), InterviewerSaid)
    assert isinstance(told, InterviewerSaid)
    assert told.kind == "answer"
    list(coach.respond(session, "I would assume chat users. My goal is p95 latency under 500 ms."))
    exchange = coach.conversation(session).interview.exchanges[0]  # type: ignore[union-attr]
    assert exchange.replies[0].startswith("Who are the users")


def test_how_would_i_answer_shows_sources_first_and_supports_every_claim(coach: Coach) -> None:
    session = coach.new_session()
    question = "How would I answer: tell me about a product you owned from the first idea to launch?"
    events = list(coach.respond(session, question))
    kinds = [type(event).__name__ for event in events if isinstance(event, Sources | TextDelta | Answered)]
    assert kinds[0] == "Sources"
    assert kinds[-1] == "Answered"
    answered = last(events, Answered)
    assert isinstance(answered, Answered)
    answer = answered.answer
    assert answer.answerable
    assert answer.story is not None
    assert answer.story.path == "pm behaviourals.md"
    assert "61 %" in answer.answer or "61%" in answer.answer
    assert all(claim.path for claim in answer.claims if claim.state == "supported" and claim.origin == "note")
    assert answer.outline


def test_what_the_notes_do_not_hold_is_said(coach: Coach) -> None:
    events = list(coach.ask("What is your favourite recipe for sourdough rye bread?"))
    answered = last(events, Answered)
    assert isinstance(answered, Answered)
    assert not answered.answer.answerable
    assert answered.answer.claims == ()
    assert answered.answer.notice


def test_an_answer_is_graded_in_the_chat_piece_by_piece(coach: Coach) -> None:
    session = coach.new_session()
    asked = last(coach.respond(session, "/grade"), CoachSaid)
    assert "question" in asked.text  # type: ignore[union-attr]
    list(coach.respond(session, "Tell me about a product you owned from the first idea to launch."))
    graded = last(coach.respond(session, FULL), Graded)
    assert isinstance(graded, Graded)
    card = graded.scorecard
    assert card.engine.startswith("built-in")
    assert card.overall is not None
    assert card.overall.level > 3
    assert [turn.kind for turn in coach.transcript(session)][-1] == "scorecard"
    assert coach.store.frozen_rubric(card.rubric.hash) is not None


def test_a_figure_that_the_notes_give_otherwise_is_pointed_out(coach: Coach) -> None:
    wrong = FULL.replace("61 %", "87 %")
    card = coach.grade("Tell me about a product you owned from the first idea to launch.", wrong)
    assert any("87" in warning and "61" in warning for warning in card.warnings)
    right = coach.grade("Tell me about a product you owned from the first idea to launch.", FULL)
    assert not any("61" in warning for warning in right.warnings)


@pytest.mark.parametrize("answer", ["", "   ", "dunno", "asdf qwer zxcv asdf lkj"])
def test_nothing_said_is_never_worth_more_than_the_lowest_level(coach: Coach, answer: str) -> None:
    card = coach.grade("Tell me about a failure. What did it cost and what did you change?", answer)
    assert card.overall is None or card.overall.level == 1
    assert all(grade.level in (None, 1) for grade in card.grades)


def test_words_that_say_nothing_clear_get_one_question_back(coach: Coach) -> None:
    session = coach.new_session()
    told = last(coach.respond(session, "purple elephants"), CoachSaid)
    assert "/mock" in told.text  # type: ignore[union-attr]
    told = last(coach.respond(session, "/frobnicate"), CoachSaid)
    assert "/frobnicate" in told.text  # type: ignore[union-attr]


def test_a_message_that_cannot_be_taken_changes_nothing(coach: Coach) -> None:
    session = coach.new_session()
    for message in ("", "  \n ", "word " * 10_000):
        with pytest.raises(UsageError):
            list(coach.respond(session, message))
    assert coach.transcript(session) == ()
    with pytest.raises(SessionNotFound):
        list(coach.respond("nothing", "hello"))


def test_an_unknown_company_is_said_and_nothing_starts(coach: Coach) -> None:
    session = coach.new_session()
    with pytest.raises(UsageError):
        list(coach.start(session, Setup(company="Nowhere Industries")))
    assert coach.conversation(session).interview is None


def test_a_second_message_while_one_is_answered_is_refused(coach: Coach) -> None:
    session = coach.new_session()
    running = coach.start(session, BEHAVIOURAL)
    next(running)
    with pytest.raises(StoreError, match="still on your last message"):
        list(coach.respond(session, "hello"))
    list(running)
    list(coach.respond(session, "/stop"))


def test_a_question_stopped_half_way_counts_as_asked(coach: Coach) -> None:
    session = coach.new_session()
    running = coach.start(session, BEHAVIOURAL)
    for event in running:
        if isinstance(event, TextDelta):
            break
    running.close()  # type: ignore[attr-defined]
    assert not coach.transcript(session)[-1].complete
    list(coach.respond(session, FULL))
    turns = coach.transcript(session)
    assert turns[1].role == "interviewer"
    assert turns[1].complete
    assert turns[2].text == FULL
    assert coach.conversation(session).interview.exchanges[0].answer == FULL  # type: ignore[union-attr]


def test_resume_says_what_was_owed_and_nothing_twice(coach: Coach) -> None:
    session = coach.new_session()
    running = coach.start(session, BEHAVIOURAL)
    for event in running:
        if isinstance(event, TextDelta):
            break
    running.close()  # type: ignore[attr-defined]
    resumed = list(coach.resume(session))
    assert isinstance(last(resumed, InterviewerSaid), InterviewerSaid)
    assert list(coach.resume(session)) == []
    assert not any(isinstance(event, Failed) for event in resumed)
    assert [turn.role for turn in coach.transcript(session)] == ["candidate", "interviewer"]
