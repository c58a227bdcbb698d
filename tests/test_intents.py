"""What she wants, read from plain words and from commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.interview import Setup
from coach.intents import (
    PERSONAS,
    AskHow,
    Command,
    GradeAnswer,
    Said,
    StartMock,
    Unclear,
    describe_setup,
    read_intent,
    read_setup,
    tell_setup,
)

COMPANIES = ("Northgate", "Fern Hill Labs")
NOTES = ("prep/Prep for Ines.md", "frameworks/metrics case.md")


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("/mock case 2 questions", StartMock(Setup(round="case", questions=2))),
        ("interview me", StartMock(Setup())),
        ("Let's do a mock behavioral interview, coached, three questions",
         StartMock(Setup(round="behavioural", mode="coached", questions=3))),
        ("start a case round for northgate", StartMock(Setup(round="case", company="Northgate"))),
        ("mock interview with Prep for Ines", StartMock(Setup(note="prep/Prep for Ines.md"))),
        ("How would I answer \"Why us?\"", AskHow("Why us?")),
        ("what do I say about latency versus cost", AskHow("latency versus cost")),
        ("/answer Tell me about a conflict", AskHow("Tell me about a conflict")),
        ("/answer", AskHow("")),
        ("Tell me about a time you failed.", AskHow("Tell me about a time you failed.")),
        ("Q: Why us?\nA: Because of the product.", GradeAnswer("Why us?", "Because of the product.")),
        ("question: Why us? answer: Because of it.", GradeAnswer("Why us?", "Because of it.")),
        ("/grade Q: Why us?\n\nA: I like it.\n\nTruly.", GradeAnswer("Why us?", "I like it.\n\nTruly.")),
        ("grade my answer: I led the launch.", GradeAnswer("", "I led the launch.")),
        ("/grade", GradeAnswer()),
        ("hello", Command("greet")),
        ("/nonsense", Command("help", "/nonsense")),
        ("/agree api.example.com", Command("agree", "api.example.com")),
        ("stop", Command("stop")),
        ("purple", Unclear("purple")),
        ("thanks!", Command("thanks")),
        ("who are you?", Command("who")),
        ("how wud i anser tell me abut yourself", AskHow("tell me about yourself")),
        ("whats ur biggest weakness?", AskHow("what's your biggest weakness?")),
        ("/answer biggest failure??", AskHow("Tell me about your biggest failure.")),
        ("/answer latency vs cost", AskHow("latency vs cost")),
    ],
)  # fmt: skip
def test_intent_when_nothing_is_open(message: str, intent: object) -> None:
    assert read_intent(message, "nothing", COMPANIES, NOTES) == intent


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("skip this one", Command("skip")),
        ("Let's stop here.", Command("stop")),
        ("/stop", Command("stop")),
        ("Can I have a minute?", Command("pause")),
        (
            "How would I handle it? I'd start with the users.",
            Said("How would I handle it? I'd start with the users."),
        ),
        ("We had to stop the interview tool launch.", Said("We had to stop the interview tool launch.")),
        ("I ran a mock launch first", Said("I ran a mock launch first")),
        ("help", Command("help")),
        ("Sorry, can you repeat the question?", Command("repeat")),
        ("what?", Command("repeat")),
        ("just tell me what you want to hear", Command("hint")),
        ("What's the right answer?", Command("hint")),
        ("how should i answer this", Command("hint")),
        ("What are you looking for?", Command("hint")),
        ("this is a stupid question", Command("complain")),
        ("are you a bot?", Command("who")),
        (
            "He called it a stupid question, so I asked it again in the next review and it paid off.",
            Said("He called it a stupid question, so I asked it again in the next review and it paid off."),
        ),
        ("What I wanted was a hint of progress.", Said("What I wanted was a hint of progress.")),
        ("thanks", Said("thanks")),
    ],
)
def test_an_open_question_takes_everything_that_is_no_command(message: str, intent: object) -> None:
    assert read_intent(message, "reply", COMPANIES, NOTES) == intent


def test_missing_pieces_are_filled_in_turn() -> None:
    assert read_intent('"Why us?"', "grade_question") == GradeAnswer(question="Why us?")
    assert read_intent("Because I built one.", "grade_answer") == GradeAnswer(answer="Because I built one.")
    assert read_intent("how would I answer Why us?", "ask_question") == AskHow("Why us?")
    assert read_intent("stop", "grade_answer") == Command("stop")


@given(
    st.builds(
        Setup,
        round=st.sampled_from(["behavioural", "case", "intro", "mixed"]),
        mode=st.sampled_from(["realistic", "coached"]),
        questions=st.integers(1, 20),
        company=st.sampled_from(["", *COMPANIES]),
        note=st.sampled_from(["", *NOTES]),
        persona=st.sampled_from(PERSONAS),
        minutes=st.none() | st.integers(1, 120),
        seed=st.integers(0, 10**6),
    )
)
def test_a_setup_survives_being_said(setup: Setup) -> None:
    assert read_setup(describe_setup(setup), COMPANIES, NOTES) == setup


@given(st.text(max_size=300), st.sampled_from(["nothing", "reply", "grade_question", "grade_answer"]))
def test_any_text_has_an_intent(text: str, awaiting: str) -> None:
    read_intent(text, awaiting, COMPANIES, NOTES)  # type: ignore[arg-type]


def test_a_setup_is_told_in_plain_words() -> None:
    told = tell_setup(
        Setup(round="behavioural", questions=3, mode="coached", company="Fern Hill Labs", seed=9)
    )
    assert told == "a behavioural interview for Fern Hill Labs, 3 questions, feedback after each answer"
