"""What counts as a figure, and what only looks like one."""

import pytest

from coach.detectors.figures import find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Churn fell from 12% to 8 percent in three weeks.", ["12%", "8 percent", "three weeks"]),
        ("We kept p99 < 500ms and saved $1.2M.", ["p99 < 500ms", "$1.2M"]),
        ("It was 2x faster, then 3-fold.", ["2x", "3-fold"]),
        ("a third of tickets, half of the queue", ["a third of", "half of the queue"[:7]]),
        ("twenty five percent of two hundred users", ["twenty five percent", "two hundred users"]),
        ("10-15% more, or 10 to 15 percent", ["10-15%", "10 to 15 percent"]),
        ("sales doubled with zero incidents", ["doubled", "zero incidents"]),
        ("a team of 12 engineers and 1,200 signups", ["12 engineers", "1,200 signups"]),
        ("one hundred and fifty shops", ["one hundred and fifty shops"]),
        ("an NPS of 42 after one week", ["42", "one week"]),
        ("99.95% uptime over 40k requests", ["99.95%", "40k"]),
        ("a five-person team", ["five-person"]),
        ("20 hours a week and £300", ["20 hours", "£300"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    found = find_figures(text)
    assert [figure.text for figure in found] == expected
    assert all(text[figure.start : figure.end] == figure.text for figure in found)


@pytest.mark.parametrize(
    "text",
    [
        "1. First I called\n2. Then I wrote\n(3) Then I left",
        "I did three things and had two options.",
        "one of them was late",
        "In 2023, and again between May 2021 and June 2022",
        "on March 5 at 3pm, or 5 March, or 14:30",
        "GPT-4 in Q3 with v2 and Llama 3-70B",
        "step 2 of the plan, phase one, question 4",
        "from zero to one",
        "the 80/20 rule, 24/7",
        "first, second, 3rd",
    ],
)
def test_not_figures(text: str) -> None:
    assert find_figures(text) == ()
