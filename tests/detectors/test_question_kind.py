"""The kind of a question, by its wording."""

import pytest

from coach.detectors.question_kind import question_kind

KINDS = {
    "small_talk": [
        "How are you today?",
        "Hi! How's your week going?",
        "Did you find us all right?",
        "How was your weekend?",
        "Any plans for the summer?",
    ],
    "intro": [
        "Tell me about yourself.",
        "Walk me through your resume.",
        "Could you introduce yourself?",
        "Tell me a little about your background.",
    ],
    "motivation": [
        "Why do you want to work here?",
        "Why us?",
        "Why this role, and why now?",
        "Why Northwind?",
        "What draws you to this team?",
        "Where do you see yourself in five years?",
        "Why should we hire you?",
    ],
    "behavioural": [
        "Tell me about a time you disagreed with your manager.",
        "Describe a situation in which a project failed.",
        "Give me an example of a decision you made with little data.",
        "Have you ever missed a deadline?",
        "What's your biggest weakness?",
        "How do you handle pushback?",
        "What was the hardest call you made last year?",
        "Walk me through how you prioritise across teams.",
        "How would you handle a disagreement with your manager?",
        "Tell me about a feature you owned.",
        "You look after several accounts. How do you decide whom to serve first?",
    ],
    "case": [
        "Design a bus timetable for people who cannot see.",
        "How would you improve the library's website?",
        "Sign-ups dropped by 20% last week. What do you do?",
        "Customer needs exports to be twice as fast.",
        "How many piano tuners are there in Leeds?",
        "How would you measure success for a map app?",
        "Should Northwind launch a subscription?",
        "Imagine you run a ferry line; bookings fall.",
    ],
    "knowledge": [
        "What is retrieval augmented generation?",
        "Explain the difference between latency and throughput.",
        "Why does quantization save memory?",
        "How does a cache work?",
    ],
}


@pytest.mark.parametrize(
    ("kind", "question"), [(kind, question) for kind, questions in KINDS.items() for question in questions]
)
def test_kind(kind: str, question: str) -> None:
    assert question_kind(question) == kind


def test_an_empty_question_has_a_kind() -> None:
    assert question_kind("") == "case"
